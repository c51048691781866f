internal import Foundation

/// The folder the editors write in. The only place of this module that touches the disk.
package enum FAQDirectory {
    /// A folder that cannot be read at all.
    package struct Failure: Error, Sendable, CustomStringConvertible {
        package let path: String
        package let reason: String

        package var description: String { "\(path): \(reason)" }
    }

    static let fileLimit = 20_000

    /// Reads, checks and compiles a folder. The day is for dates that have passed.
    package static func load(path: String, on day: Day, trains: Bool = true) throws -> Loading {
        Loading(files: try files(in: path), on: day, trains: trains)
    }

    /// Entries (`*.md`) and `bot.yaml`. Hidden files and READMEs are not the bot's, and what stands elsewhere is refused.
    package static func files(in path: String) throws -> [SourceFile] {
        let root = URL(fileURLWithPath: path, isDirectory: true).resolvingSymlinksInPath()
        // What cannot be looked at is, for this purpose, not there.
        let kind = try? FileManager.default.attributesOfItem(atPath: root.path)[.type] as? FileAttributeType
        guard kind == .typeDirectory else { throw Failure(path: path, reason: "there is no such folder") }
        guard let names = FileManager.default.enumerator(atPath: root.path) else {
            throw Failure(path: path, reason: "the folder cannot be read")
        }
        var files: [SourceFile] = []
        while let name = names.nextObject() as? String {
            guard !leadsOut(name, of: root.path) else {
                throw Failure(
                    path: "\(path)/\(name)",
                    reason: "this link leads out of the folder; put what it leads to in its place")
            }
            guard isRead(name) else { continue }
            guard files.count < fileLimit else {
                throw Failure(path: path, reason: "there are more than \(fileLimit) files in it")
            }
            do {
                let handle = try FileHandle(forReadingFrom: root.appendingPathComponent(name))
                // One byte more than a file may have, so that a longer one is seen and reported as such.
                let content = try handle.read(upToCount: SourceFile.sizeLimit + 1) ?? Data()
                files.append(SourceFile(path: name, bytes: [UInt8](content)))
            } catch {
                throw Failure(path: "\(path)/\(name)", reason: "the file cannot be read")
            }
        }
        guard files.contains(where: { $0.path.hasSuffix(".md") }) else {
            throw Failure(path: path, reason: "there is no entry in it; an entry is a file like delivery/costs.md")
        }
        return files.sorted { $0.path < $1.path }
    }

    /// Whether a name below `root`, which is no link itself, is a symbolic link to what stands outside; never for a hidden
    /// name, which nobody reads.
    package static func leadsOut(_ name: String, of root: String) -> Bool {
        guard !isHidden(name) else { return false }
        let file = "\(root)/\(name)"
        var found = stat()
        // The path outlives the call, which fills `found`.
        guard unsafe lstat(file, &found) == 0, found.st_mode & S_IFMT == S_IFLNK else { return false }
        return !URL(fileURLWithPath: file).resolvingSymlinksInPath().path.hasPrefix(root + "/")
    }

    /// One file to be written, or taken away.
    package struct Change: Sendable {
        /// Relative to the folder.
        package let path: String
        /// Nil: the file goes.
        package let bytes: [UInt8]?

        package init(path: String, bytes: [UInt8]?) {
            self.path = path
            self.bytes = bytes
        }
    }

    /// Writes files so that each is whole at every moment, and all of them change or none.
    ///
    /// Everything is on disk under hidden names before the first file changes, so a full disk changes nothing. A failure in
    /// between puts back what was there; only a crash then can leave some files new and others old. A file keeps its
    /// permissions. Symbolic links are not written through.
    package static func write(_ changes: [Change], in path: String) throws(Failure) {
        let root = URL(fileURLWithPath: path, isDirectory: true).resolvingSymlinksInPath()
        var seen = Set<String>()
        for change in changes {
            guard isWritten(change.path) else {
                throw Failure(path: change.path, reason: "this is no file of an FAQ folder")
            }
            guard seen.insert(change.path).inserted else {
                throw Failure(path: change.path, reason: "the file is to be written twice")
            }
        }
        var replacements: [Replacement] = []
        do throws(Failure) {
            for change in changes { replacements.append(try Replacement(change, in: root)) }
            for index in replacements.indices { try replacements[index].carryOut() }
        } catch {
            for replacement in replacements.reversed() { replacement.undo() }
            throw error
        }
        for replacement in replacements { replacement.finish() }
    }

    /// Whether a path, relative to the folder, can be that of a file of the bot: inside it, not hidden, of its kinds.
    package static func isWritten(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let isClean = parts.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") && !$0.utf8.contains(0) }
        return isClean && isRead(name)
    }

    /// Whether a path is that of a file which ``write(_:in:)`` makes for a moment, and leaves only when it is cut short.
    package static func isLeftover(_ name: String) -> Bool {
        guard let file = name.split(separator: "/").last, file.hasPrefix(".") else { return false }
        let parts = file.dropFirst().split(separator: ".")
        return parts.count == 2 && UUID(uuidString: String(parts[0])) != nil && ["new", "old"].contains(parts[1])
    }

    private static func isHidden(_ name: String) -> Bool {
        name.split(separator: "/").contains { $0.hasPrefix(".") }
    }

    private static func isRead(_ name: String) -> Bool {
        guard !isHidden(name) else { return false }
        return name == BotScript.fileName
            || name.hasSuffix(".md") && name.split(separator: "/").last?.lowercased() != "readme.md"
    }
}

/// One file's way from what it was to what it will be, and back.
private struct Replacement {
    private let name: String
    private let target: URL
    /// The new contents; nil when the file goes.
    private let prepared: URL?
    /// What was there, under a name of its own; nil when nothing was.
    private let saved: URL?
    /// The folders that had to be made, the innermost last.
    private let newFolders: [URL]
    private var isCarriedOut = false

    /// Puts the new contents on disk, beside the file; changes nothing yet.
    init(_ change: FAQDirectory.Change, in root: URL) throws(FAQDirectory.Failure) {
        let (name, target) = (change.path, root.appendingPathComponent(change.path))
        (self.name, self.target) = (name, target)
        let mark = UUID().uuidString
        let parent = target.deletingLastPathComponent()
        let fresh = parent.appendingPathComponent(".\(mark).new")
        let kept = parent.appendingPathComponent(".\(mark).old")
        var made: [URL] = []
        do throws(Refusal) {
            made = try Self.makeFolders(to: name, in: root)
            let old = try Self.kind(of: target)
            if let old, old != .typeRegular { throw Refusal("a folder or a symbolic link has its name") }
            if old == nil, change.bytes == nil { throw Refusal("there is no such file") }
            if let bytes = change.bytes { try Self.write(bytes, to: fresh, like: old == nil ? nil : target) }
            // A second name for the old contents: they need not be written again to be put back.
            if old != nil { try Refusal.wrapping { try FileManager.default.linkItem(at: target, to: kept) } }
            (prepared, saved, newFolders) = (change.bytes == nil ? nil : fresh, old == nil ? nil : kept, made)
        } catch {
            // What is left over is hidden, and never read.
            try? FileManager.default.removeItem(at: fresh)
            Self.remove(made)
            throw FAQDirectory.Failure(
                path: name, reason: "the file cannot be written, nothing was changed: \(error.reason)")
        }
    }

    mutating func carryOut() throws(FAQDirectory.Failure) {
        do {
            if let prepared {
                try Self.rename(prepared, to: target)
            } else {
                try FileManager.default.removeItem(at: target)
            }
            isCarriedOut = true
            try Self.synchronise(target.deletingLastPathComponent())
        } catch {
            throw FAQDirectory.Failure(
                path: name, reason: "the file cannot be replaced, all others were put back: \(error)")
        }
    }

    /// Puts back what was there.
    func undo() {
        if isCarriedOut, let saved {
            // A disk that refuses this refused the change as well; the old contents stay beside the file.
            guard (try? Self.rename(saved, to: target)) != nil else { return }
        } else if isCarriedOut {
            // As above.
            try? FileManager.default.removeItem(at: target)
        }
        finish()
        Self.remove(newFolders)
    }

    /// Takes the hidden files away.
    func finish() {
        for file in [prepared, saved].compactMap(\.self) {
            // What is left over is hidden, and never read.
            try? FileManager.default.removeItem(at: file)
        }
    }

    /// Why a file cannot be written.
    private struct Refusal: Error {
        let reason: String

        init(_ reason: String) {
            self.reason = reason
        }

        static func wrapping<Result>(_ body: () throws -> Result) throws(Refusal) -> Result {
            do { return try body() } catch { throw Refusal("\(error.localizedDescription)") }
        }
    }

    private static func makeFolders(to name: String, in root: URL) throws(Refusal) -> [URL] {
        var made: [URL] = []
        var folder = root
        for part in name.split(separator: "/").dropLast() {
            folder.appendPathComponent(String(part))
            switch try kind(of: folder) {
            case .typeDirectory: continue
            case nil:
                do {
                    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
                } catch {
                    remove(made)
                    throw Refusal("the folder \(part) cannot be made")
                }
                made.append(folder)
            default: throw Refusal("\(part) is a file or a symbolic link")
            }
        }
        return made
    }

    /// Nil when there is nothing. A symbolic link is one, whatever it leads to.
    private static func kind(of file: URL) throws(Refusal) -> FileAttributeType? {
        do {
            return try FileManager.default.attributesOfItem(atPath: file.path)[.type] as? FileAttributeType
        } catch CocoaError.fileReadNoSuchFile {
            return nil
        } catch {
            throw Refusal("it cannot be looked at")
        }
    }

    private static func write(_ bytes: [UInt8], to file: URL, like other: URL?) throws(Refusal) {
        try Refusal.wrapping {
            try Data(bytes).write(to: file, options: .withoutOverwriting)
            let handle = try FileHandle(forUpdating: file)
            try handle.synchronize()
            try handle.close()
            if let other {
                let attributes = try FileManager.default.attributesOfItem(atPath: other.path)
                let permissions = attributes.filter { $0.key == .posixPermissions }
                try FileManager.default.setAttributes(permissions, ofItemAtPath: file.path)
            }
        }
    }

    private static func rename(_ old: URL, to new: URL) throws {
        // The paths outlive the call, which only reads them.
        guard unsafe Foundation.rename(old.path, new.path) == 0 else {
            throw POSIXError(.init(rawValue: errno) ?? .EIO)
        }
    }

    /// So that a new name outlives the machine's going down.
    private static func synchronise(_ folder: URL) throws {
        // The path outlives the call, which only reads it.
        let descriptor = unsafe open(folder.path, O_RDONLY | O_DIRECTORY)
        guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    }

    private static func remove(_ folders: [URL]) {
        for folder in folders.reversed() {
            // One in which something stands by now stays. The path outlives the call, which only reads it.
            _ = unsafe rmdir(folder.path)
        }
    }
}
