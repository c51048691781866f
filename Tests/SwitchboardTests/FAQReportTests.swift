import BotFlow
import FAQ
import Switchboard
import Testing

/// How answers and what followed them are counted.
struct FAQReportTests {
    private static let start = Moment(milliseconds: 1_781_000_000_000)
    private static let day = Day(millisecondsSince1970: 1_781_481_600_000)

    private func tally(_ kinds: [FAQStep.Kind], skipping: Int = 0) -> FAQTally {
        var tally = FAQTally(
            from: Self.start.advanced(by: .seconds(skipping)), to: Self.start.advanced(by: .seconds(100)))
        tally.add(
            kinds.enumerated().map { FAQStep(seq: $0 + 1, at: Self.start.advanced(by: .seconds($0)), $1) })
        return tally
    }

    private func answer(_ slugs: String..., rules: [FAQStep.WonRule] = []) -> FAQStep.Kind {
        .answered(slugs: slugs, rules: rules)
    }

    @Test func answersTouchesAndTheLastJudgementCount() {
        let tally = tally([
            .said, answer("a"), .picked(slug: "a"), answer("a"), .picked(slug: "b"), answer("b"),
            .judged(message: 2, helpful: false), .judged(message: 4, helpful: true), .judged(message: 2, helpful: true),
            .judged(message: 6, helpful: false), .judged(message: 1, helpful: true),
        ])
        #expect(tally.counts["a"]?.shown == 2)
        #expect(tally.counts["a"]?.touched == 1)
        #expect(tally.counts["a"]?.helped == 2)
        #expect(tally.counts["a"]?.unhelpful == 0)
        #expect(tally.counts["b"]?.unhelpful == 1)
    }

    @Test(arguments: [
        ([FAQStep.Kind.askedForPerson], true), ([.said, .askedForPerson], true),
        ([.said, .said, .askedForPerson], true),
        ([.said, .said, .said, .askedForPerson], false), ([.said, .said], false),
    ])
    func askingForAPersonCountsUpToTheSecondMessage(sequel: [FAQStep.Kind], counts: Bool) {
        #expect(tally([.said, answer("a")] + sequel).counts["a"]?.askedForPerson == (counts ? 1 : 0))
    }

    @Test(arguments: [
        ([FAQStep.Kind.said, .missed], true), ([.said, .answered(slugs: ["a"], rules: [])], true),
        ([.said, .answered(slugs: ["b"], rules: []), .said, .missed], true),
        ([.said, .answered(slugs: ["b"], rules: []), .said, .answered(slugs: ["b"], rules: [])], false),
        ([.said, .said, .said, .missed], false), ([.said, .answered(slugs: ["b", "a"], rules: [])], true),
    ])
    func askingAgainCountsUpToTheSecondMessage(sequel: [FAQStep.Kind], counts: Bool) {
        #expect(tally([.said, answer("a")] + sequel).counts["a"]?.askedAgain == (counts ? 1 : 0))
    }

    @Test func twoAnswersInOneMessageAreEachOfTheirEntry() {
        let tally = tally([.said, answer("a", "b"), .said, answer("b"), .judged(message: 2, helpful: true)])
        #expect(tally.counts["a"]?.helped == 1 && tally.counts["a"]?.askedAgain == 0)
        #expect(tally.counts["b"]?.helped == 1 && tally.counts["b"]?.askedAgain == 1)
    }

    @Test func onlyAnswersOfTheSpanCount() {
        let kinds: [FAQStep.Kind] = [.said, answer("a"), .said, answer("a"), .said, .missed]
        #expect(tally(kinds, skipping: 2).counts["a"]?.shown == 1)
        #expect(tally(kinds, skipping: 2).counts["a"]?.askedAgain == 1)
        #expect(tally(kinds, skipping: 4).counts.isEmpty)
    }

    @Test func whatNobodyNeededIsListed() throws {
        let files = [
            "a/used.md": "---\nquestion: Used?\nquick_reply: 1\nasks:\n  - used it\nmatch:\n  - words: [used]\n"
                + "  - words: [worn]\n---\nYes.\n",
            "a/idle.md": "---\nquestion: Idle?\nquick_reply: 2\nmatch:\n  - words: [idle]\n---\nYes.\n",
            "a/idle.de.md": "---\nquestion: Untätig?\nquick_reply: 3\nasks:\n  - faul\n---\nJa.\n",
            "a/past.md": "---\nquestion: Past?\nvalid_until: 2020-01-01\nnot:\n  - no\n---\nYes.\n",
            "a/draft.md": "---\nquestion: Draft?\nmode: shadow\nreview_by: 2020-01-01\nasks:\n  - draft\n---\nYes.\n",
        ]
        let loading = Loading(files: files.map { SourceFile(path: $0.key, text: $0.value) }, on: Self.day)
        let edition = try #require(loading.edition)
        let rule = FAQStep.WonRule(file: "a/used.md", number: 1)
        let tally = tally([
            .said, answer("used", rules: [rule]), .picked(slug: "used"), answer("used"), .said, answer("gone"),
        ])
        let report = FAQReport(tally, of: edition, on: Self.day)
        #expect(report.rows.map(\.slug) == ["used", "gone"])
        #expect(report.rows.map { $0.entry == nil } == [false, true])
        #expect(report.neverShown.map(\.slug) == ["idle"])
        #expect(report.neverTouched.map(\.slug) == ["idle"])
        #expect(report.rulesNeverWon.map { "\($0.rule.place.file):\($0.rule.place.line)" } == ["a/used.md:8"])
        #expect(report.withoutTests.map(\.slug) == ["idle"])
        #expect(report.reviewDue.map(\.slug) == ["draft"])
        #expect(report.expired.map(\.slug) == ["past"])
    }
}
