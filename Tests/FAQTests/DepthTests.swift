import FAQ
import TestSupport
import Testing

@Suite struct DepthTests {
    /// Words of which the rules and the texts of these tests are made.
    private static let words = ["parcel", "late", "return", "pay", "card", "lamp", "where", "my", "is", "not"]

    private static func edition(_ generator: inout SplitMix64) -> Edition {
        var files: [String: String] = [:]
        for number in 0..<12 {
            func word() -> String { words.randomElement(using: &generator) ?? "" }
            let rules = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
                Bool.random(using: &generator)
                    ? "  - words: [\(word()), \(word())|\(word())]" : "  - pcre: '\\b\(word())\\b.*\(word())'"
            }
            let mode = ["live", "live", "live", "shadow", "off"].randomElement(using: &generator) ?? "live"
            files["a/e\(number).md"] = Folder.entry(
                """
                question: q\(number)\nasks: ["\(word()) \(word()) \(number)"]
                priority: \(Int.random(in: -1...1, using: &generator))\nmode: \(mode)\nmatch:
                \(rules.joined(separator: "\n"))
                """)
        }
        return Folder.edition(files)
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func whoWantsOnlyTheAnswerGetsTheOneOfWhoWantsEverything(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let edition = Self.edition(&generator)
        var answered = 0
        for _ in 0..<150 {
            let text = (0..<Int.random(in: 1...9, using: &generator))
                .map { _ in (Self.words + ["?", "and", "q1", "q2"]).randomElement(using: &generator) ?? "" }
                .joined(separator: " ")
            let all = edition.find(text, on: Folder.today)
            let quick = edition.find(text, on: Folder.today, depth: .answer)
            #expect(all.answers == quick.answers)
            #expect(all.winner == quick.winner)
            #expect(quick.candidates.count <= all.candidates.count)
            answered += all.answers.isEmpty ? 0 : 1
        }
        #expect(answered > 20)
    }

    @Test func rulesThatCannotWinAreNotTriedForAnAnswer() {
        let edition = Folder.edition([
            "a/high.md": Folder.entry("question: high\npriority: 2\nmatch:\n  - words: [parcel]"),
            "a/low.md": Folder.entry("question: low\nmatch:\n  - words: [my parcel]"),
        ])
        func slugs(_ text: String, _ depth: Edition.Depth) -> [String] {
            edition.find(text, on: Folder.today, depth: depth).candidates.filter { $0.layer != .ranker }.map(\.slug)
        }
        #expect(slugs("my parcel", .everything) == ["high", "low"])
        #expect(slugs("my parcel", .answer) == ["high"])
        #expect(slugs("low", .answer) == ["low"])
    }
}
