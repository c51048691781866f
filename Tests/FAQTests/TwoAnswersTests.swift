import FAQ
import Testing

@Suite struct TwoAnswersTests {
    private static let shop = [
        "a/times.md": Folder.entry("question: How long?\nmatch:\n  - words: [how long|when, deliver*|arrive*]"),
        "a/costs.md": Folder.entry("question: How much?\nmatch:\n  - words: [how much|cost*]"),
        "a/returns.md": Folder.entry("question: Can I return it?\nmatch:\n  - words: [return*]"),
        "a/both.md": Folder.entry("question: Both?\npriority: 3\nmatch:\n  - words: [return*, deliver*]"),
        "a/hello.md": Folder.entry("question: Hello!\npriority: -1\nmatch:\n  - words: [hello|hi]"),
        "a/thanks.md": Folder.entry("question: Thank you!\npriority: -1\nmatch:\n  - words: [thank*]"),
        "a/blue.md": Folder.entry("question: In blue?\npriority: 2\nmatch:\n  - words: [blue]"),
    ]

    private func find(_ text: String) -> Finding { Folder.edition(Self.shop).find(text, on: Folder.today) }

    private func answers(_ text: String) -> [String] { find(text).answers.map(\.slug) }

    @Test(arguments: [
        "When will it arrive? And how much is it?", "when will it arrive and how much does that cost",
        "When will it arrive\nhow much is it", "When does it arrive; how much is it",
    ])
    func twoClearQuestionsGetTwoAnswersInTheOrderTheyAreAsked(text: String) {
        #expect(answers(text) == ["times", "costs"])
        #expect(find(text).winner != nil)
        #expect(find(text).candidates.filter { $0.outcome == .joined }.count == 1)
    }

    @Test func theOrderIsTheCustomersAndNotTheWinnerRules() {
        #expect(answers("how much is it? when will it be delivered?") == ["costs", "times"])
        let finding = find("How much is it? When will it be delivered?")
        #expect(finding.winner?.slug == "times")
        let spans = finding.candidates.filter { [.won, .joined].contains($0.outcome) }.map { candidate in
            String(finding.normalised[String.Index(utf16Offset: candidate.span.lowerBound, in: finding.normalised)...])
        }
        #expect(spans == ["when will it be delivered?", "how much is it? when will it be delivered?"])
    }

    @Test(arguments: [
        "how long does delivery take", "When will it arrive? When exactly?", "I bought a lamp. When will it arrive?",
    ])
    func oneQuestionGetsOneAnswer(text: String) {
        #expect(answers(text) == ["times"])
    }

    @Test func aHigherPriorityDoesNotSilenceTheOtherQuestion() {
        #expect(answers("When will it arrive? Does it come in blue?") == ["times", "blue"])
    }

    @Test func smallTalkIsNoQuestionBesideARealOne() {
        #expect(answers("Hello! When will it arrive?") == ["times"])
        #expect(answers("Hello! My name is Ada.") == ["hello"])
        #expect(answers("Hello! Thanks!").count == 1)
    }

    @Test func aRuleForTheWholeMessageKnowsBetterThanItsParts() {
        #expect(answers("Can I return it? And when is it delivered?") == ["both"])
    }

    @Test func threeQuestionsAreLeftToTheWinnerRule() {
        #expect(answers("When will it arrive? How much is it? Where do I send a return?").count == 1)
    }

    @Test func whatStandsWordForWordInTheFAQIsNotCutInTwo() {
        let edition = Folder.edition([
            "a/x.md": Folder.entry("question: When will it arrive? And how much is it?"),
            "a/times.md": Self.shop["a/times.md"] ?? "", "a/costs.md": Self.shop["a/costs.md"] ?? "",
        ])
        let finding = edition.find("when will it arrive? and how much is it", on: Folder.today)
        #expect(finding.answers.map(\.slug) == ["x"])
    }

    @Test func bothQuestionsMayBeThereWordForWord() {
        let edition = Folder.edition([
            "a/x.md": Folder.entry("question: Do you ship to Malta?"),
            "a/y.md": Folder.entry("question: Is it heavy?"),
        ])
        #expect(edition.find("Is it heavy? Do you ship to Malta?", on: Folder.today).answers.map(\.slug) == ["y", "x"])
    }

    @Test func aPointInANumberOrAnAddressEndsNothing() {
        let edition = Folder.edition([
            "a/x.md": Folder.entry("question: x\nmatch:\n  - pcre: '\\bcost\\b'"),
            "a/y.md": Folder.entry("question: y\nmatch:\n  - pcre: '^5 kg'"),
        ])
        #expect(edition.find("what does it cost for 3.5 kg", on: Folder.today).answers.map(\.slug) == ["x"])
    }

    @Test(arguments: [
        "", " ", "???", "and and and", ". . .", "und", String(repeating: "and when? ", count: 400), "a\n\n\nb\u{2028}c",
        "é\n\u{301}x and y",
    ])
    func anyTextCanBeCut(text: String) {
        _ = find(text)
    }
}
