package import FAQ
import Foundation
import Sodium
package import WebAPI

/// What the last load of the FAQ folder found out, in a file beside the database, so that the next start reads it instead
/// of proving and learning again.
///
/// The file is `key, hash, findings`: 32 bytes that stand for the program and every file of the folder, 32 that stand for
/// the findings, and those. Whatever does not fit, for whichever reason, is found out anew and written over; so the file
/// may be deleted at any time, and a backup need not have it. Only the server that holds the data folder writes it.
package struct KeptFAQ: Sendable {
    private let path: String
    private let program: String?
    private let log: Log

    /// `program` stands for the program that finds out; without it nothing is kept.
    package init(in folder: DataFolder, of program: String? = RunningProgram.identity, log: @escaping Log) {
        path = folder.keptFAQ
        self.program = program
        self.log = log
    }

    /// Loads a folder by what was kept of it, or wholly.
    package func load(_ folder: String) throws -> Loading {
        let files = try FAQDirectory.files(in: folder)
        if let file = open(under: key(of: files)),
            let loading = Loading(files: files, on: .today, kept: { findings(in: file) })
        {
            return loading
        }
        return Loading(files: files, on: .today)
    }

    /// Keeps what a load of the folder found out, unless that is kept already or the folder has changed since.
    package func keep(_ loading: Loading, of folder: String) {
        // Where the folder cannot be read any more, whoever loads it next says so.
        guard let files = try? FAQDirectory.files(in: folder), Loading.version(of: files) == loading.version,
            let key = self.key(of: files), open(under: key) == nil, let findings = loading.kept
        else { return }
        do {
            try write([key, fingerprint(of: findings), findings])
            log(LogLine(.info, "faq.kept", [("file", path), ("bytes", "\(findings.count)")]))
        } catch {
            log(
                LogLine(
                    .warning, "faq.not_kept",
                    trouble("\(error)", "free some room in it; until then each start takes longer")))
        }
    }

    private static let keyLength = 32

    /// The open file behind its key; nil when there is none or it is of another program or other files.
    private func open(under key: [UInt8]?) -> FileHandle? {
        guard let key, FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            return try file.read(upToCount: Self.keyLength).map { [UInt8]($0) } == key ? file : nil
        } catch {
            log(LogLine(.warning, "faq.kept_unreadable", trouble("\(error)", "let this user read it, or delete it")))
            return nil
        }
    }

    /// What an open file has behind its key; nil when it is not what was written.
    private func findings(in file: FileHandle) -> [UInt8]? {
        do {
            let hash = try file.read(upToCount: Self.keyLength).map { [UInt8]($0) }
            let findings = try file.readToEnd().map { [UInt8]($0) } ?? []
            if hash == fingerprint(of: findings) { return findings }
            log(
                LogLine(
                    .warning, "faq.kept_damaged",
                    trouble("its hash is not that of its contents", "none: it is written anew")))
            // With its key it would pass for what is kept already.
            try FileManager.default.removeItem(atPath: path)
        } catch {
            log(LogLine(.warning, "faq.kept_unreadable", trouble("\(error)", "let this user read it, or delete it")))
        }
        return nil
    }

    private func trouble(_ error: String, _ remedy: String) -> [(String, String)] {
        [("file", path), ("error", error), ("remedy", remedy)]
    }

    /// Under another name first, so that the file is always a whole one. It is not waited for the disk: what a power cut
    /// leaves half written has another hash.
    private func write(_ parts: [[UInt8]]) throws {
        let unfinished = "\(path).new"
        // Of a program that was killed; gone or not, what comes next tells.
        try? FileManager.default.removeItem(atPath: unfinished)
        do {
            let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
            guard FileManager.default.createFile(atPath: unfinished, contents: nil, attributes: attributes) else {
                throw Failure("\(unfinished) cannot be created.")
            }
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: unfinished))
            for part in parts { try file.write(contentsOf: Data(part)) }
            try file.close()
            // The paths outlive the call, which only reads them.
            guard unsafe rename(unfinished, path) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        } catch {
            // What is left over is written over the next time.
            try? FileManager.default.removeItem(atPath: unfinished)
            throw error
        }
    }

    /// Stands for the program and for every byte of the files; nil when it cannot be told which program this is.
    private func key(of files: [SourceFile]) -> [UInt8]? {
        guard let program else { return nil }
        var text = Array(program.utf8)
        for file in files {
            // With their lengths, so that no contents can pass for other files.
            text += Array("\n\(file.path.utf8.count) \(file.bytes.count) \(file.path)\n".utf8) + file.bytes
        }
        return fingerprint(of: text)
    }
}
