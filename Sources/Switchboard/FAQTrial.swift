package import BotFlow
package import FAQ
package import JSON

/// One text held against the FAQ, with what the bot would say to it.
package struct FAQTrial: Sendable {
    package let words: String
    package let finding: Finding
    private let hearing: Hearing

    package init(of text: String, by bot: Bot, locale: String?, at moment: Moment) {
        words = text
        finding = bot.edition.find(text, locale: locale, on: bot.edition.bot.day(at: moment.milliseconds))
        hearing = bot.hear(text, locale: locale, at: moment)
    }

    package var answer: BotMessage? {
        switch hearing.understood {
        case .answer(let message), .answerThenPerson(let message, _, _): message
        case .wantsPerson, .nothing, .failure: nil
        }
    }

    /// What the bot says first when no entry answers; nil when one does, or a person is asked for.
    private var fallback: BotMessage? {
        hearing.understood == .nothing ? hearing.ladder.first?.say : nil
    }

    /// What becomes of the conversation, in a word for programs and a sentence for people.
    package var outcome: (word: String, sentence: String) {
        switch hearing.understood {
        case .answer: ("answers", "")
        case .answerThenPerson(_, let why, let priority):
            ("answers_then_person", "Then asks for a person (\(why), priority \(priority)).")
        case .wantsPerson: ("asks_for_person", "Passes the customer on to a person.")
        case .nothing where !finding.suggestions.isEmpty:
            (
                "suggests",
                hearing.ladder.first.map { "Says “\($0.say.text)” and offers what the ranker suggests." } ?? ""
            )
        case .nothing: ("misses", hearing.ladder.first.map { "Says “\($0.say.text)”" } ?? "Says nothing.")
        case .failure: ("passes_on", "Passes the customer on to a person, as it ran out of time.")
        }
    }

    package var isMiss: Bool { hearing.understood == .nothing }

    package var json: String {
        var writer = JSONWriter()
        writer.object { $0.members(of: self) }
        return writer.text
    }

    fileprivate var messages: [(name: String, message: BotMessage?)] { [("answer", answer), ("fallback", fallback)] }
}

extension JSONWriter {
    /// The members of a report of one text.
    package mutating func members(of trial: FAQTrial) {
        member("finding", raw: trial.finding.json())
        member("outcome", trial.outcome.word)
        for (name, message) in trial.messages {
            guard let message else {
                member(name, raw: nil)
                continue
            }
            member(
                name,
                object: { object in
                    object.member("slug", message.slug)
                    object.member("text", message.text)
                    object.member("rich", raw: message.rich)
                    object.member("quick_replies", strings: message.quickReplies.map(\.slug))
                })
        }
    }
}
