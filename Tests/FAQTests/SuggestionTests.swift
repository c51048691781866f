import FAQ
import Testing

/// What somebody at the desk is offered to send.
@Suite struct SuggestionTests {
    private let edition: Edition
    private let day: Day

    init() throws {
        day = try #require(Day("2026-06-15"))
        func entry(_ keys: String, _ answer: String) -> String { "---\n\(keys)\n---\n\(answer)\n" }
        let texts = [
            "times.md": entry(
                "question: How long does delivery take?\nasks: [when does my parcel come, when will it arrive]\n"
                    + "match:\n  - words: [parcel, come]", "Two days."),
            "times.de.md": entry(
                "question: Wie lange dauert die Lieferung?\nasks: [wann kommt mein paket]", "Zwei Tage."),
            "costs.md": entry(
                "question: What does delivery cost?\nasks: [how much is delivery, delivery price]", "Five."),
            "returns.md": entry("question: Can I return it?\nasks: [send it back]", "Yes."),
            "cafe.md": entry("question: Is there a Café Crème?\nasks: [where do i get coffee]", "Yes."),
            "secret.md": entry("question: What does delivery hide?\nmode: shadow\nasks: [hidden delivery]", "No."),
            "past.md": entry("question: Is delivery late at Easter?\nvalid_until: 2026-05-01", "Yes."),
        ]
        let files = texts.map { SourceFile(path: $0.key, text: $0.value) }
        edition = try #require(Loading(files: files, on: day).edition)
    }

    private func suggestions(_ text: String, locale: String? = nil) -> [Suggestion] {
        edition.suggestions(from: edition.find(text, locale: locale, on: day), locale: locale, on: day)
    }

    private func answers(_ words: String, locale: String? = nil) -> [String] {
        edition.answers(with: words, locale: locale, on: day).map(\.entry.slug)
    }

    @Test func whatWouldAnswerIsCertainAndTheRestIsByLikelihood() throws {
        let suggestions = suggestions("when does my parcel come?")
        #expect(suggestions.first?.entry.slug == "times")
        #expect(suggestions.first?.score == 1)
        let scores = try suggestions.dropFirst().map { try #require($0.score) }
        #expect(scores == scores.sorted(by: >))
        #expect(scores.allSatisfy { (0...1).contains($0) })
        #expect(Set(suggestions.map(\.entry.slug)).count == suggestions.count)
    }

    @Test func whatMayNotAnswerIsNotOffered() {
        for words in ["hidden delivery", "what does delivery hide", "is delivery late at easter"] {
            #expect(suggestions(words).map(\.entry.slug).allSatisfy { $0 != "secret" && $0 != "past" })
            #expect(answers(words).allSatisfy { $0 != "secret" && $0 != "past" })
        }
        #expect(!answers("").contains("secret"))
    }

    @Test func whoAsksInGermanIsAnsweredInGermanAndAGuessIsInTheCustomersLanguage() {
        #expect(suggestions("wann kommt mein paket").first?.entry.answer.text == "Zwei Tage.")
        #expect(suggestions("parcel arrival", locale: "de").first { $0.entry.slug == "times" }?.entry.language == "de")
        #expect(suggestions("parcel arrival").first { $0.entry.slug == "times" }?.entry.language == nil)
    }

    @Test func withoutWordsEveryAnswerStandsOnceByItsTitle() {
        #expect(answers("") == ["returns", "times", "cafe", "costs"].sorted { title($0) < title($1) })
        #expect(edition.answers(with: " ?! ", locale: nil, on: day).allSatisfy { $0.score == nil })
        #expect(edition.answers(with: "", locale: "de", on: day).contains { $0.entry.language == "de" })
    }

    private func title(_ slug: String) -> String { edition.entry(slug)?.question ?? "" }

    @Test func titlesAndSlugsWithTheWordsComeFirstWhateverTheirCaseAndAccents() {
        #expect(answers("deliv").prefix(2) == ["times", "costs"])
        #expect(answers("COST deliv").first == "costs")
        #expect(answers("CAFE creme").first == "cafe")
        #expect(answers("crème").first == "cafe")
        #expect(answers("retur").first == "returns")
    }

    @Test func whatTheRankerFindsStandsBehindWithItsScore() throws {
        let found = edition.answers(with: "coffee", locale: nil, on: day)
        let cafe = try #require(found.first)
        #expect(cafe.entry.slug == "cafe")
        #expect(try #require(cafe.score) > 0)
        let named = edition.answers(with: "delivery", locale: nil, on: day)
        #expect(named.prefix(2).allSatisfy { $0.score == nil })
        #expect(named.dropFirst(2).allSatisfy { $0.score != nil })
        #expect(Set(named.map(\.entry.slug)).count == named.count)
    }
}
