import FAQ
import Foundation
import TestSupport
import Testing

@Suite struct EntryFormatTests {
    /// The layout of a file that is right.
    private func formatted(_ text: String, path: String = "a/one.md") throws -> String {
        do {
            return try EntryFormat.canonical(SourceFile(path: path, text: text))
        } catch {
            Issue.record("\(error.diagnostics.map { $0.text() }.joined(separator: "\n"))\n\(text)")
            throw error
        }
    }

    private func meaning(_ text: String) throws -> [String] {
        let neighbours = ScruffyEntry.neighbours.map {
            SourceFile(path: "b/\($0).md", text: Folder.entry("question: Neighbour \($0)"))
        }
        let loading = Loading(files: [SourceFile(path: "a/one.md", text: text)] + neighbours, on: Folder.today)
        let codes = loading.diagnostics.map(\.code.rawValue).sorted()
        guard codes.isEmpty || loading.edition != nil else { return codes }
        let entry = try #require(
            loading.edition?.entries.first { $0.file == "a/one.md" }, "\(loading.diagnostics.map { $0.text() })")
        return codes
            + [
                entry.slug, entry.question, "\(entry.quickReply ?? 0)", "\(entry.asks)", "\(entry.not)",
                "\(entry.rules.count)",
                "\(entry.followUps)", "\(String(describing: entry.escalation))", "\(entry.priority)", "\(entry.mode)",
                "\(String(describing: entry.validFrom)) \(String(describing: entry.validUntil))",
                "\(String(describing: entry.reviewBy))", entry.owner ?? "", entry.answer.rich, entry.answer.text,
            ].map { String(describing: Array($0.unicodeScalars.map(\.value))) }
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func layingOutKeepsTheMeaningAndEveryCommentAndIsDoneOnce(seed: UInt64) throws {
        for number in 0..<80 {
            let entry = ScruffyEntry(seed: seed * 1_000 + UInt64(number))
            let once = try formatted(entry.text)
            let twice = try formatted(once)
            #expect(twice == once, "of\n\(entry.text)")
            #expect(try meaning(once) == meaning(entry.text), "\(once)\nof\n\(entry.text)")
            for comment in entry.comments {
                #expect(once.contains(comment), "\(comment) is not in\n\(once)\nof\n\(entry.text)")
            }
            let lines = once.split(separator: "\n---\n", maxSplits: 1)[0].split(separator: "\n")
            #expect(lines.allSatisfy { $0.last != " " && !$0.contains("\r") }, "\(once)")
        }
    }

    @Test(arguments: [11, 12] as [UInt64])
    func aDamagedFileIsLeftAloneOrLaidOutOnce(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let signs = Array("[]{}()*:'\"|>-\n\t#<,? \r".utf8)
        for number in 0..<120 {
            var bytes = Array(ScruffyEntry(seed: seed * 7_000 + UInt64(number)).text.utf8)
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0...2, using: &generator) {
                case 0: bytes[index] = signs[Int.random(in: 0..<signs.count, using: &generator)]
                case 1: bytes.remove(at: index)
                default: bytes.insert(signs[Int.random(in: 0..<signs.count, using: &generator)], at: index)
                }
            }
            do {
                let once = try EntryFormat.canonical(SourceFile(path: "a/one.md", bytes: bytes))
                let twice = try EntryFormat.canonical(SourceFile(path: "a/one.md", text: once))
                #expect(twice == once, "of\n\(String(decoding: bytes, as: UTF8.self))")
            } catch {
                let isLimit = error.diagnostics.contains { $0.message.contains("without changing") }
                #expect(!isLimit, "\(String(decoding: bytes, as: UTF8.self))")
                #expect(!error.diagnostics.isEmpty)
            }
        }
    }

    /// What is found in a folder; whether a pattern is slow is for the machine to say, and not for the layout.
    private static func codes(_ loading: Loading) -> [Diagnostic.Code] {
        loading.diagnostics.map(\.code).filter { $0 != .slowPattern }
    }

    @Test func theShopsOwnFilesKeepTheirMeaning() throws {
        let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("../../faq-data").standardized.path
        let files = try FAQDirectory.files(in: folder)
        let laidOut = try files.map { file in
            let once = try formatted(String(decoding: file.bytes, as: UTF8.self), path: file.path)
            #expect(try formatted(once, path: file.path) == once)
            return SourceFile(path: file.path, text: once)
        }
        let (before, after) = (Loading(files: files, on: Folder.today), Loading(files: laidOut, on: Folder.today))
        #expect(Self.codes(before) == Self.codes(after))
        let (old, new) = (try #require(before.edition), try #require(after.edition))
        #expect(old.entries.map(\.answer) == new.entries.map(\.answer))
        #expect(old.entries.map(\.asks) == new.entries.map(\.asks))
        #expect(old.bot.ladder == new.bot.ladder && old.bot.greeting == new.bot.greeting)
    }

    @Test(
        arguments: [
            // Quotes stand only where another reader of YAML would read something else.
            ("question: \"Can I?\"\nowner: 'a team'", "question: Can I?\nowner: a team"),
            ("question: yes\nslug: 007", "slug: '007'\nquestion: 'yes'"),
            ("question: 'it''s “a # b”'", "question: \"it's “a # b”\""),
            ("question: \"a\\tb\"", "question: \"a\\tb\""),
            ("question: q\npriority: '-1'\nescalate: 'yes'", "question: q\nescalate: yes\npriority: -1"),
            (
                "question: q\nvalid_until:   \nvalid_from: \"2026-01-01\"",
                "question: q\nvalid_from: 2026-01-01\nvalid_until:"
            ),
            ("question: |\n    two\n    lines", "question: |\n  two\n  lines"),
            // A line for a sentence, a line for a rule.
            ("asks: [a, 'b, c']\nquestion: q\nnot: []", "question: q\nasks:\n  - a\n  - b, c\nnot: []"),
            (
                "question: q\nmatch: [{unless: x, pcre: \\bq\\b}, {words: [a|b,\n c]}]",
                "question: q\nmatch:\n  - pcre: '\\bq\\b'\n    unless: 'x'\n  - words: [a|b, c]"
            ),
            (
                "question: q\nescalate:\n  priority: 1\n  reason: no",
                "question: q\nescalate: {reason: 'no', priority: 1}"
            ),
            // A comment stays with what it is about, and what it is about keeps its line for it.
            (
                "# the file\n\n# the mode\nmode: off # now\nquestion: q",
                "# the file\n\nquestion: q\n# the mode\nmode: off # now"
            ),
            (
                "asks:\n# one\n- a   # two\n  # - b\n\n\n\n# three\nquestion: q",
                "# three\nquestion: q\nasks:\n  # one\n  - a # two\n  # - b"
            ),
            (
                "question: q\nfollow_ups: [one, # 1\n  # 2\n  one]",
                "question: q\nfollow_ups:\n  - one # 1\n  # 2\n  - one"
            ),
            ("question: # why\n  # and\n  q", "# and\nquestion: q # why"),
            (
                "question: q\nmatch:\n- # first\n  # second\n  pcre: q",
                "question: q\nmatch:\n  # first\n  # second\n  - pcre: 'q'"
            ),
            ("question: q\nasks: [ # none\n]", "question: q\nasks: [] # none"),
            ("question: q\n\n\nasks:\n\n  - a\n\n  - b\n\n", "question: q\n\nasks:\n  - a\n\n  - b"),
        ])
    func keysHaveOneLayout(before: String, after: String) throws {
        #expect(try formatted("---\n\(before)\n---\nYes.\n") == "---\n\(after)\n---\nYes.\n")
    }

    @Test(
        arguments: [
            ("\n\nYes.   \n\n\nNo.\t\n\n", "Yes.\n\nNo.\n"), ("a  \nb", "a  \nb\n"), ("a    \nb", "a  \nb\n"),
            ("* a\n+ b", "* a\n+ b\n"), ("* a\n* b", "- a\n- b\n"), ("```\na  \n\n\n```", "```\na  \n\n\n```\n"),
            ("a\r\n\r\nb", "a\n\nb\n"), ("    code  \n", "    code  \n"), ("```\na\n\n\n", "```\na\n\n\n"),
            ("a\rb", "a\nb\n"),
        ])
    func anAnswerKeepsItsTree(before: String, after: String) throws {
        #expect(try formatted("---\nquestion: q\n---\n\(before)") == "---\nquestion: q\n---\n\(after)")
    }

    @Test func aFileThatCannotBeReadIsLeftAloneWithItsReport() {
        let files = [
            ("a/one.md", "---\nquestoin: q\n---\nYes.\n", Diagnostic.Code.unknownKey),
            ("a/one.md", "---\nquestion: [q\n---\nYes.\n", .badYAML), ("a/one.md", "Yes.", .noFrontMatter),
            ("a/one.md", "---\nquestion: &q q\n---\nYes.\n", .badYAML),
            ("a/one.md", "---\nquestion: q\n---\n<b>", .rawHTML),
            ("bot.yaml", "greeting: *hello", .badYAML), ("bot.yaml", "# nothing", .missingKey),
        ]
        for (path, text, code) in files {
            let error = #expect(throws: EntryFormat.Unreadable.self) {
                try EntryFormat.canonical(SourceFile(path: path, text: text))
            }
            #expect(error?.diagnostics.map(\.code).contains(code) == true)
        }
    }

    @Test func theScriptHasALayoutToo() throws {
        let before = """
            ladder: # from the first miss
            - say: 'Sorry?'
              suggest: 3
            - {escalate: yes, say: "A person, then."} # the last
            hours: {say: Later., sat: '10:00-12:00', mon-fri: 09:00-17:00, time_zone: Europe/Copenhagen}
            greeting: "Hello!"
            """
        let after = """
            greeting: Hello!
            ladder: # from the first miss
              - {say: 'Sorry?', suggest: 3}
              - {say: 'A person, then.', escalate: yes} # the last
            hours:
              time_zone: Europe/Copenhagen
              mon-fri: '09:00-17:00'
              sat: '10:00-12:00'
              say: Later.

            """
        #expect(try formatted(before, path: "bot.yaml") == after)
        #expect(try formatted(after, path: "bot.yaml") == after)
    }
}
