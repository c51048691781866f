import FAQ
import Foundation
import TestSupport
import Testing

@Suite struct LoadingTests {
    private func codes(_ files: [SourceFile]) -> [Diagnostic.Code] {
        Loading(files: files, on: Folder.today).diagnostics.map(\.code)
    }

    @Test func bytesThatAreNotTextAreReportedInTheirLine() throws {
        let bytes = Array("---\nquestion: Can ".utf8) + [0xFF] + Array("I?\n---\nYes.\n".utf8)
        let loading = Loading(files: [SourceFile(path: "a/one.md", bytes: bytes)], on: Folder.today)
        #expect(loading.diagnostics.map(\.code) == [.notUTF8])
        #expect(loading.diagnostics.first?.place.line == 2)
        #expect(codes([SourceFile(path: "bot.yaml", bytes: [0x61, 0x0A, 0xC3])]) == [.notUTF8])
    }

    @Test func aFileHasALargestSize() {
        let text = Folder.entry("question: Can I?", answer: String(repeating: "a", count: SourceFile.sizeLimit))
        #expect(codes([SourceFile(path: "a/one.md", text: text)]) == [.fileTooLarge])
    }

    @Test func windowsLinesAndAByteOrderMarkMakeNoDifference() throws {
        let unix = "---\nquestion: Can I?\nasks:\n  - may I\n---\nYes.\n\n- a\n- b\n"
        let windows = "\u{FEFF}" + unix.replacingOccurrences(of: "\n", with: "\r\n")
        let entries = [unix, windows].map { Folder.edition(["a/one.md": $0]).entry("one") }
        #expect(entries[0]?.answer == entries[1]?.answer)
        #expect(entries[1]?.asks == ["may I"])
        #expect(entries[1]?.topic == "a")
    }

    @Test func theVersionStandsForTheContents() {
        let one = ["a/one.md": Folder.entry("question: One?")]
        let version = Folder.edition(one).version
        #expect(version.count == 12 && version == Folder.edition(one).version)
        #expect(version != Folder.edition(["a/one.md": Folder.entry("question: Two?")]).version)
        #expect(version != Folder.edition(["b/one.md": Folder.entry("question: One?")]).version)
    }

    @Test func aBrokenEntryIsNotReportedAgainByThoseThatFollowIt() {
        let files = [
            SourceFile(path: "a/one.md", text: Folder.entry("question: One?\nfollow_ups: [two]")),
            SourceFile(path: "a/two.md", text: Folder.entry("question: Two?\nmode: lvie", answer: "")),
        ]
        #expect(codes(files) == [.wrongValue, .emptyAnswer])
    }

    @Test func aFolderIsReadFromDisk() throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("faq-\(UUID().uuidString)")
        // What a test leaves in the temporary folder harms nobody.
        defer { try? FileManager.default.removeItem(at: root) }
        func write(_ text: String, _ path: String) throws {
            let url = root.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: url, atomically: true, encoding: .utf8)
        }
        #expect(throws: FAQDirectory.Failure.self) { try FAQDirectory.load(path: root.path, on: Folder.today) }
        try write("# How to write entries", "README.md")
        #expect(throws: FAQDirectory.Failure.self) { try FAQDirectory.load(path: root.path, on: Folder.today) }
        try write("greeting: Hej!", "bot.yaml")
        try write(Folder.entry("question: One?"), "delivery/one.md")
        try write("not an entry", ".git/x.md")
        try write("not an entry", "delivery/.one.md.swp")
        try write("not an entry", "delivery/notes.txt")
        let edition = try #require(try FAQDirectory.load(path: root.path + "/", on: Folder.today).edition)
        #expect(edition.entries.map(\.file) == ["delivery/one.md"])
        #expect(edition.bot.greeting == "Hej!")
        #expect(throws: FAQDirectory.Failure.self) {
            try FAQDirectory.load(path: root.path + "/bot.yaml", on: Folder.today)
        }
    }

    @Test(arguments: ["bot.yaml", "delivery/two.md", "delivery/more", "delivery/notes.txt"])
    func aLinkOutOfTheFolderIsRefused(name: String) throws {
        let folder = try TestSupport.Folder()
        let manager = FileManager.default
        for path in ["faq/delivery/..data", "outside"] {
            try manager.createDirectory(atPath: folder.file(path), withIntermediateDirectories: true)
        }
        for path in ["faq/delivery/..data/one.md", "outside/two.md"] {
            try Folder.entry("question: One?").write(toFile: folder.file(path), atomically: false, encoding: .utf8)
        }
        // What is mounted from elsewhere often comes as links inside the folder.
        try manager.createSymbolicLink(atPath: folder.file("faq/delivery/one.md"), withDestinationPath: "..data/one.md")
        try manager.createSymbolicLink(
            atPath: folder.file("faq/.hidden.md"), withDestinationPath: folder.file("outside/two.md"))
        #expect(try FAQDirectory.files(in: folder.file("faq")).map(\.path) == ["delivery/one.md"])
        let target = folder.file(name.hasSuffix("more") ? "outside" : "outside/two.md")
        try manager.createSymbolicLink(atPath: folder.file("faq/\(name)"), withDestinationPath: target)
        let failure = #expect(throws: FAQDirectory.Failure.self) { try FAQDirectory.files(in: folder.file("faq")) }
        #expect(failure?.path == folder.file("faq/\(name)"))
    }

    @Test func theReportIsAlsoJSON() throws {
        let diagnostic = try #require(
            Folder.loading(["a/one.md": Folder.entry("question: “One”?\nqick_reply: 1")]).diagnostics.first)
        #expect(
            diagnostic.json(folder: "faq-data") == """
                {"file":"faq-data/a/one.md","line":3,"column":1,"length":10,"severity":"error","code":"unknown-key",\
                "message":"an entry has no key `qick_reply`","notes":["Did you mean `quick_reply`?"]}
                """)
        #expect(diagnostic.text(isColoured: true).contains("\u{1B}[1;31m^~~~~~~~~~\u{1B}[0m"))
        #expect(!diagnostic.text().contains("\u{1B}"))
    }

    @Test(arguments: [11, 12] as [UInt64])
    func damagedFilesAreReportedNeverFatal(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let whole = Array(
            Folder.entry(
                """
                question: How long?
                asks: [when, “größe”]
                match:
                  - words: [deliver*|ship*, when|how long]
                  - pcre: '\\b(eta|times?)\\b'
                    unless: '[a-z]{2}(cost)?'
                escalate: {reason: x, priority: 1}
                valid_from: 2026-01-01
                """, answer: "**a** [b](https://x.example)\n\n- c\n\n> d `e`\n"
            ).utf8)
        for _ in 0..<400 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0...2, using: &generator) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: index)
                default:
                    bytes.insert(Array("[]{}()*:'\"|>-\n\t#<".utf8).randomElement(using: &generator) ?? 0, at: index)
                }
            }
            let loading = Loading(files: [SourceFile(path: "a/one.md", bytes: bytes)], on: Folder.today)
            for diagnostic in loading.diagnostics { #expect(!diagnostic.text().isEmpty) }
            #expect((loading.edition == nil) == loading.diagnostics.contains { $0.severity == .error })
        }
    }
}
