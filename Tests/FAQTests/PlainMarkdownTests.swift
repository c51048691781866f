import FAQ
import TestSupport
import Testing

/// Plain words as the text of an entry.
struct PlainMarkdownTests {
    /// What customers read of an entry whose answer is this Markdown.
    private func shown(_ markdown: String) throws -> String {
        let file = SourceFile(path: "a.md", text: "---\nquestion: A?\n---\n\(markdown)\n")
        let loading = Loading(files: [file], on: Folder.today)
        let report = loading.diagnostics.map { $0.text() }.joined(separator: "\n")
        return try #require(loading.edition?.entries.first?.answer.text, "\(markdown)\n\(report)")
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func whatSomebodyWroteIsShownAsTheyWroteIt(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let parts = [
            "word", "*", "**bold**", "_a_", "# ", "- ", "+", "1. ", "2)", "> ", "<b>", "&amp;", "`", "~~~", "===",
            "---",
            "[a](b)", "![", "\\", "|--|", "https://shop.example/a_b*c?d=1&e.", "(http://x.example)", "http://", "!",
            "Ü 👍",
            "<!--", "mailto:a@b.example", "https://a@b.example", "*  *", "    ", "\t",
        ]
        for _ in 0..<20 {
            let lines = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
                (0..<Int.random(in: 1...3, using: &generator)).map { _ in
                    parts[Int.random(in: 0..<parts.count, using: &generator)]
                }.joined(separator: Bool.random(using: &generator) ? " " : "")
            }
            let tidy = lines.map { $0.split { $0.isWhitespace }.joined(separator: " ") }
            let expected = tidy.split(separator: "").map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
            guard !expected.isEmpty else { continue }
            let markdown = PlainMarkdown.markdown(of: lines.joined(separator: "\r\n"))
            let read = try shown(markdown)
            #expect(read == expected, "\(markdown)")
        }
    }

    @Test func addressesBecomeLinksAndNothingElseDoes() {
        #expect(PlainMarkdown.markdown(of: "See https://a.example/x_y.") == "See <https://a.example/x_y>.")
        #expect(PlainMarkdown.markdown(of: "http://user@a.example <b>") == "http://user@a.example \\<b\\>")
        #expect(PlainMarkdown.markdown(of: "https://a.example/?a&amp;b") == "https://a.example/?a\\&amp;b")
        #expect(PlainMarkdown.markdown(of: "One\nTwo\n\n\nThree *") == "One\\\nTwo\n\nThree \\*")
    }
}
