import FAQ
import Foundation
import TestSupport
import Testing

@Suite struct WritingTests {
    private let folder: TestSupport.Folder

    init() throws {
        folder = try TestSupport.Folder()
        try FileManager.default.createDirectory(atPath: folder.file("a"), withIntermediateDirectories: true)
        try "old".write(toFile: folder.file("a/one.md"), atomically: false, encoding: .utf8)
        try "old".write(toFile: folder.file("bot.yaml"), atomically: false, encoding: .utf8)
    }

    /// Every file with its text, the hidden ones, too.
    private func contents() throws -> [String: String] {
        var contents: [String: String] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.file(name))
            let isFile = attributes[.type] as? FileAttributeType == .typeRegular
            contents[name] = isFile ? try String(contentsOfFile: folder.file(name), encoding: .utf8) : "/"
        }
        return contents
    }

    private func change(_ path: String, _ text: String?) -> FAQDirectory.Change {
        FAQDirectory.Change(path: path, bytes: text.map { Array($0.utf8) })
    }

    @Test func filesAreReplacedMadeAndTakenAway() throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder.file("bot.yaml"))
        try FAQDirectory.write(
            [change("bot.yaml", "new"), change("b/c/two.md", "new"), change("a/one.md", nil)], in: folder.path)
        #expect(try contents() == ["a": "/", "b": "/", "b/c": "/", "b/c/two.md": "new", "bot.yaml": "new"])
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.file("bot.yaml"))
        #expect(attributes[.posixPermissions] as? Int == 0o640)
    }

    @Test(
        arguments: [
            "../one.md", "/etc/one.md", "a/../one.md", ".hidden.md", ".git/one.md", "a/./one.md", "a//one.md",
            "one.txt",
            "a/bot.yaml", "README.md", "", "a/", "a\u{0}.md",
        ])
    func whatIsNoFileOfTheFolderIsRefused(path: String) throws {
        let before = try contents()
        let failure = #expect(throws: FAQDirectory.Failure.self) {
            try FAQDirectory.write([change("a/one.md", "new"), change(path, "x")], in: folder.path)
        }
        #expect(failure?.path == path)
        #expect(try contents() == before)
    }

    @Test func aFileThatCannotBePreparedChangesNothing() throws {
        let before = try contents()
        for path in ["a/one.md/two.md", "a/gone.md"] {
            let failure = #expect(throws: FAQDirectory.Failure.self) {
                try FAQDirectory.write(
                    [
                        change("new/one.md", "x"), change("a/one.md", "new"),
                        change(path, path == "a/gone.md" ? nil : "x"),
                    ],
                    in: folder.path)
            }
            #expect(failure?.path == path)
            #expect(try contents() == before)
        }
    }

    @Test func aLinkIsNotWrittenThrough() throws {
        let outside = try TestSupport.Folder()
        try "safe".write(toFile: outside.file("one.md"), atomically: false, encoding: .utf8)
        try FileManager.default.createSymbolicLink(atPath: folder.file("linked"), withDestinationPath: outside.path)
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("a/two.md"), withDestinationPath: outside.file("one.md"))
        for path in ["linked/one.md", "linked/new.md", "a/two.md"] {
            #expect(throws: FAQDirectory.Failure.self) {
                try FAQDirectory.write([change("a/one.md", "new"), change(path, "x")], in: folder.path)
            }
        }
        #expect(try String(contentsOfFile: folder.file("a/one.md"), encoding: .utf8) == "old")
        #expect(try FileManager.default.contentsOfDirectory(atPath: outside.path) == ["one.md"])
        #expect(try String(contentsOfFile: outside.file("one.md"), encoding: .utf8) == "safe")
    }

    @Test func aFileThatCannotBeReplacedPutsTheOthersBack() throws {
        let before = try contents()
        // Where the second is to be a file, the third has made a folder by then.
        let failure = #expect(throws: FAQDirectory.Failure.self) {
            try FAQDirectory.write(
                [change("a/one.md", "new"), change("b/two.md", "x"), change("x.md", "x"), change("x.md/y.md", "x")],
                in: folder.path)
        }
        #expect(failure?.path == "x.md")
        #expect(try contents() == before)
    }
}
