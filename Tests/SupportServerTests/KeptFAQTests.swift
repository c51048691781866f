import FAQ
import Foundation
import Synchronization
import TestSupport
import Testing
import WebAPI
import support_server

/// The file in which a start finds what the one before it found out.
@Suite struct KeptFAQTests {
    private let folder: Folder
    private let lines = Lines()
    private var faq: String { folder.file("faq") }
    private var file: String { "\(folder.path)/faq.kept" }

    private final class Lines: Sendable {
        private let lines = Mutex<[LogLine]>([])
        var log: Log { { line in self.lines.withLock { $0.append(line) } } }
        func take() -> [String] {
            lines.withLock { lines in
                defer { lines = [] }
                return lines.map(\.event)
            }
        }
        func takeWarnings() -> [String] {
            lines.withLock { lines in
                defer { lines = [] }
                return lines.filter { $0.level == .warning }.map(\.event)
            }
        }
    }

    init() throws {
        folder = try Folder()
        try folder.write(Serving.entry, to: "faq/hours.md")
        try folder.write(
            "---\nquestion: What does delivery cost?\nasks:\n  - delivery price\nmatch:\n  - words: [deliver*]\n---\nLittle.\n",
            to: "faq/delivery/costs.md")
    }

    private func kept(in data: String? = nil, of program: String? = "program 1") -> KeptFAQ {
        KeptFAQ(in: DataFolder(data ?? folder.path), of: program, log: lines.log)
    }

    /// Loads the folder, and keeps what it came to.
    private func loadAndKeep() throws -> Loading {
        let loading = try kept().load(faq)
        kept().keep(loading, of: faq)
        return loading
    }

    @Test func theNextLoadIsByWhatWasKept() throws {
        let first = try loadAndKeep()
        #expect(!first.isFromKept)
        #expect(lines.take() == ["faq.kept"])
        let again = try kept().load(faq)
        #expect(again.isFromKept && again.version == first.version && again.diagnostics == first.diagnostics)
        let attributes = try FileManager.default.attributesOfItem(atPath: file)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["faq", "faq.kept"])
        #expect(lines.take().isEmpty)
    }

    @Test func whatIsKeptAlreadyIsNotWrittenAgain() throws {
        let first = try loadAndKeep()
        kept().keep(first, of: faq)
        #expect(lines.take() == ["faq.kept"])
    }

    @Test(arguments: ["faq/hours.md", "faq/delivery/costs.md"])
    func oneByteOfOneFileMakesItAnotherFolder(path: String) throws {
        _ = try loadAndKeep()
        let text = try String(contentsOfFile: folder.file(path), encoding: .utf8)
        try folder.write(String(text.dropLast(2)) + "!\n", to: path)
        #expect(try !kept().load(faq).isFromKept)
        try folder.write(text, to: path)
        #expect(try kept().load(faq).isFromKept)
        try folder.write(text, to: path + ".moved.md")
        try FileManager.default.removeItem(atPath: folder.file(path))
        #expect(try !kept().load(faq).isFromKept)
        #expect(lines.takeWarnings().isEmpty)
    }

    @Test func anotherProgramFindsOutForItself() throws {
        _ = try loadAndKeep()
        #expect(try !kept(of: "program 2").load(faq).isFromKept)
        #expect(try !kept(of: nil).load(faq).isFromKept)
        #expect(try kept().load(faq).isFromKept)
        #expect(RunningProgram.identity?.contains("libc.so") == true)
    }

    @Test func aFolderThatHasChangedMeanwhileIsNotKept() throws {
        let loading = try kept().load(faq)
        try folder.write(Serving.entry + "And on Sundays.\n", to: "faq/hours.md")
        kept().keep(loading, of: faq)
        #expect(lines.take().isEmpty && !FileManager.default.fileExists(atPath: file))
    }

    /// Behind the key, 32 bytes, everything is covered by the hash; without its key it is another folder's.
    @Test func aDamagedFileIsToldOfAndWrittenAnew() throws {
        _ = try loadAndKeep()
        _ = lines.take()
        let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
        func load(_ bytes: [UInt8]) throws -> (isFromKept: Bool, warnings: [String]) {
            try Data(bytes).write(to: URL(fileURLWithPath: file))
            let isFromKept = try kept().load(faq).isFromKept
            return (isFromKept, lines.takeWarnings())
        }
        for length in [32, 33, 63, 64, 65, 100, whole.count / 2, whole.count - 1] {
            let outcome = try load(Array(whole.prefix(length)))
            #expect(!outcome.isFromKept && outcome.warnings == ["faq.kept_damaged"], "\(length) bytes")
        }
        for place in [32, 50, 64, 71, 72, 80, whole.count / 3, whole.count / 2, whole.count - 1] {
            var wrong = whole
            wrong[place] ^= 4
            let outcome = try load(wrong)
            #expect(!outcome.isFromKept && outcome.warnings == ["faq.kept_damaged"], "byte \(place)")
        }
        for bytes in [[], Array(whole.prefix(31)), [whole[0] ^ 1] + whole.dropFirst()] {
            let outcome = try load(bytes)
            #expect(!outcome.isFromKept && outcome.warnings.isEmpty)
        }
        #expect(try !load(Array(whole.dropLast())).isFromKept)
        _ = try loadAndKeep()
        #expect(try [UInt8](Data(contentsOf: URL(fileURLWithPath: file))) == whole)
    }

    @Test func aFileThatCannotBeReadOrWrittenIsToldOfAndNotNeeded() throws {
        try FileManager.default.createDirectory(atPath: file + "/full", withIntermediateDirectories: true)
        let loading = try kept().load(faq)
        #expect(loading.edition != nil && !loading.isFromKept)
        kept().keep(loading, of: faq)
        let warnings = lines.takeWarnings()
        #expect(warnings.last == "faq.not_kept" && warnings.dropLast().allSatisfy { $0 == "faq.kept_unreadable" })
        #expect(!FileManager.default.fileExists(atPath: file + ".new"))
        kept(in: folder.file("nowhere")).keep(loading, of: faq)
        #expect(lines.takeWarnings() == ["faq.not_kept"])
    }
}
