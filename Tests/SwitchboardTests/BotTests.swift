import BotFlow
import FAQ
import Switchboard
import Testing

@Suite struct BotTests {
    private static func entry(_ keys: String, _ answer: String) -> String { "---\n\(keys)\n---\n\(answer)\n" }

    private static let shop = [
        "a/times.md": entry(
            "question: How long?\nfollow_ups: [costs, returns]\nmatch:\n  - words: [when]", "**Two** days."),
        "a/times.de.md": entry("question: Wie lange?\nmatch:\n  - words: [wann]", "Zwei Tage."),
        "a/costs.md": entry(
            "question: How much?\nfollow_ups: [times, returns]\nmatch:\n  - words: [how much]", "Five."),
        "a/costs.de.md": entry("question: Wie viel?", "Fünf."),
        "a/returns.md": entry("question: Returns?\nquick_reply: 1", "Yes."),
        "a/broken.md": entry(
            "question: Broken\nescalate: {reason: damage, priority: 4}\nmatch:\n  - words: [broken]", "Sorry."),
    ]

    private let bot: Bot

    init() throws {
        let files = Self.shop.map { SourceFile(path: $0.key, text: $0.value) }
        let day = try #require(Day("2026-06-15"))
        bot = Bot(try #require(Loading(files: files, on: day).edition))
    }

    private func answer(_ words: String, locale: String? = nil) -> BotMessage? {
        switch bot.hear(words, locale: locale, at: .midsummer).understood {
        case .answer(let message), .answerThenPerson(let message, _, _): message
        default: nil
        }
    }

    @Test func twoAnswersStandInOneMessageEachBelowItsQuestion() throws {
        let message = try #require(answer("how much is it? when does it come?"))
        #expect(message.text == "How much?\nFive.\n\nHow long?\nTwo days.")
        #expect(
            message.rich
                == #"[["p",["b","How much?"]],["p","Five."],["p",["b","How long?"]],["p",["b","Two"]," days."]]"#)
        #expect(message.slugs == ["costs", "times"])
        #expect(message.quickReplies.map(\.slug) == ["returns"])
    }

    @Test func ifOneOfTwoAnswersNeedsAPersonOneIsAskedFor() {
        let hearing = bot.hear("when does it come? the last one was broken", locale: nil, at: .midsummer)
        guard case .answerThenPerson(let message, let why, let priority) = hearing.understood else {
            Issue.record("\(hearing.understood)")
            return
        }
        #expect(message.slugs == ["times", "broken"])
        #expect(why == "damage" && priority == 4)
    }

    @Test func theAnswerIsInTheCustomersLanguageWhereThereIsOne() {
        #expect(answer("when", locale: "de-AT")?.text == "Zwei Tage.")
        #expect(answer("when", locale: "fr")?.text == "Two days.")
        #expect(answer("when")?.text == "Two days.")
        // The question was put in German, whatever the page's language is.
        #expect(answer("wann", locale: "en")?.text == "Zwei Tage.")
        #expect(answer("broken", locale: "de")?.text == "Sorry.")
    }

    @Test func whatIsOfferedUnderAnAnswerIsInItsLanguage() {
        #expect(answer("wann", locale: "en")?.quickReplies.map(\.question) == ["Wie viel?", "Returns?"])
        #expect(answer("when", locale: "en")?.quickReplies.map(\.question) == ["How much?", "Returns?"])
    }

    @Test func agentsReadInOneLineWhyTheBotSaidIt() {
        #expect(answer("when?")?.why == "times by rule 1 (words, 4 characters matched), a/times.md:5")
        #expect(answer("how long")?.why == "times word for word, a/times.md:2")
        let missed = bot.hear("zzz", locale: nil, at: .midsummer).ladder.first?.say
        #expect(missed?.why == "nothing matched")
    }

    @Test func theTraceKeepsNoWordsOfTheCustomer() throws {
        let trace = try #require(answer("when does my secret arrive")?.trace)
        #expect(trace.contains(#""slug":"times""#) && !trace.contains("secret"))
        #expect(trace.utf8.count < 1_000)
    }

    @Test func whoIsNotUnderstoodAtAllIsOfferedTheOpeningQuickReplies() {
        let ladder = bot.hear("zzz", locale: nil, at: .midsummer).ladder
        #expect(ladder.first?.say.quickReplies.map(\.slug) == ["returns"])
    }
}

extension Moment {
    fileprivate static let midsummer = Moment(milliseconds: 1_781_481_600_000)
}
