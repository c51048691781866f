import BotFlow
import Foundation
import Glibc
import Storage

/// The folder that holds one installation's database.
package struct DataFolder: Sendable {
    package let path: String

    package init(_ path: String) {
        self.path = path
    }

    package var database: String { "\(path)/support.db" }
    /// See ``KeptFAQ``.
    package var keptFAQ: String { "\(path)/faq.kept" }
    var lockFile: String { "\(path)/serve.lock" }
    /// Made anew by each backup that verified: its age is the backup's.
    private var backupMark: String { "\(path)/last-backup" }

    /// Makes the folder if it is not there, for its owner alone.
    package func create() throws {
        var isFolder = ObjCBool(false)
        // The flag outlives the call, which sets it.
        if unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
            guard isFolder.boolValue else {
                throw Failure("\(path) is a file. Name a folder with --data.")
            }
            return
        }
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Failure("The folder \(path) cannot be created. Check that this user may write where it is to stand.")
        }
    }

    /// Throws unless a database is there already.
    package func requireDatabase() throws {
        guard FileManager.default.fileExists(atPath: database) else {
            throw Failure("There is no database in \(path). Name the server's data folder with --data.")
        }
    }

    /// Throws ``StorageError/damaged(path:_:)`` where a server has worked and nothing is left in its database.
    ///
    /// SQLite takes such a file for one that is yet to be written, and would begin anew where everything was lost.
    func refuseEmptied() throws {
        // What cannot be looked at is met when the database is opened.
        let size = try? FileManager.default.attributesOfItem(atPath: database)[.size] as? Int
        guard let size, size <= 1, FileManager.default.fileExists(atPath: keptFAQ) else { return }
        throw StorageError.damaged(path: database, ["it is empty, and a server has worked with it before"])
    }

    /// Notes that a copy of the database was made and is sound.
    func noteBackup() {
        // A copy is as good without the note; `doctor` and `/metrics` then tell of an older one, or of none.
        _ = FileManager.default.createFile(
            atPath: backupMark, contents: nil, attributes: [.posixPermissions: 0o600])
    }

    /// When the newest sound backup was made; nil when none is known.
    var lastBackup: Moment? {
        // Without such a file there is no backup to tell of.
        let made = try? FileManager.default.attributesOfItem(atPath: backupMark)[.modificationDate] as? Date
        return made.map { Moment(milliseconds: Int64($0.timeIntervalSince1970 * 1000)) }
    }

    /// A hold on the folder that ends with the program: one server has it at a time.
    package struct Lock: Sendable {
        fileprivate let file: FileHandle
    }

    /// Takes the folder for this program alone, or says who has it.
    package func lock(for purpose: String) throws -> Lock {
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        let exists =
            FileManager.default.fileExists(atPath: lockFile)
            || FileManager.default.createFile(atPath: lockFile, contents: nil, attributes: attributes)
        // Why it cannot be opened is told below, as the operator has to look at the folder either way.
        guard exists, let file = try? FileHandle(forUpdating: URL(fileURLWithPath: lockFile)) else {
            throw Failure("\(lockFile) cannot be written. Check that this user may write in \(path).")
        }
        guard flock(file.fileDescriptor, LOCK_EX | LOCK_NB) == 0 else {
            // The number is only shown; without it the sentence is still true.
            let holder = (try? file.readToEnd()).flatMap { Int32(String(decoding: $0, as: UTF8.self)) }
            let who = holder.map { " (process \($0))" } ?? ""
            throw Failure(
                "A server already works with \(path)\(who). Stop it before you \(purpose), or name another folder "
                    + "with --data.")
        }
        try file.truncate(atOffset: 0)
        try file.write(contentsOf: Data(String(getpid()).utf8))
        return Lock(file: file)
    }
}
