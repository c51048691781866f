/// How the bot behaves around its answers: `bot.yaml`, with the standard script for what it leaves out.
package struct BotScript: Sendable {
    static let fileName = "bot.yaml"

    /// What the bot says and does after one more miss in a row.
    package struct Step: Sendable, Equatable {
        package let say: String
        /// How many near entries to offer as quick replies.
        package let suggest: Int
        package let offersPerson: Bool
        package let escalates: Bool
    }

    /// What a customer in the queue hears.
    package struct Waiting: Sendable, Equatable {
        /// With `{position}` for the place in the line, from 1.
        package let say: String
        /// Nil: never offered.
        package let leaveMessageAfter: Duration?

        /// The words for a place in the line, from 1.
        package func said(atPosition position: Int) -> String {
            say.replacing("{position}", with: "\(position)")
        }
    }

    /// How long nothing may happen before a conversation ends or a claim becomes stale.
    package struct Idle: Sendable, Equatable {
        package let automated: Duration
        package let claimed: Duration
    }

    /// What the ranker may do.
    package struct RankerUse: Sendable, Equatable {
        /// Whether it answers by itself, rather than suggest; an entry may say otherwise for itself.
        package let answers: Bool
        /// How likely an entry must be for the ranker to answer with it, 0 to 1.
        package let answerAbove: Double
        /// How likely an entry must be for the ranker to suggest it, 0 to 1; nil: what 95 % of the questions that
        /// belong to an entry reach, as far as the examples tell.
        package let suggestAbove: Double?

        /// An entry with fewer examples is never answered with by the ranker.
        static let examplesNeeded = 20
    }

    package let greeting: String
    /// From the first miss to the last; the last step escalates.
    package let ladder: [Step]
    /// Nil: people are always there.
    package let hours: Hours?
    package let waiting: Waiting
    package let idle: Idle
    package let ranker: RankerUse
    let escalationWords: WordsRule?
    let escalationPatterns: [WatchedPattern]

    /// The day it is where the shop is, at a time in milliseconds since 1970; in UTC for a shop without hours.
    package func day(at milliseconds: Int64) -> Day {
        hours?.day(at: milliseconds) ?? Day(millisecondsSince1970: milliseconds)
    }

    /// Any one is enough for a text to ask for a person.
    var askingForPerson: [Rule.Condition] {
        [escalationWords.map { Rule.Condition.words($0) }].compactMap(\.self) + escalationPatterns.map { .pattern($0) }
    }

    /// The script of a folder without `bot.yaml`, and what stands for a key that a `bot.yaml` leaves out.
    static let standard: BotScript = {
        let source = SourceFile(path: fileName, text: standardText)
        let report = Report([source])
        let script = BotScriptReader(source: source, report: report, fallback: nil).script()
        guard let script, !report.hasErrors else { preconditionFailure("the standard script has a mistake") }
        return script
    }()

    private static let standardText = #"""
        greeting: Hello! Ask me anything.
        escalate:
          words: ["human|person|agent|representative|operator|someone", "speak|talk|chat|connect|real|need"]
          pcre: ['^\s*(agent|human|person)\s*[.!?]*$']
        ladder:
          - {say: "I'm not sure I understood. Is it one of these?", suggest: 3}
          - {say: "Still not it? Try other words, or talk to a person.", suggest: 3, offer_person: true}
          - {say: "That sounds like one for a person. I'm passing this on.", escalate: true}
        waiting: {say: "You're number {position} in line.", leave_message_after: 10 min}
        idle: {automated: 30 min, claimed: 15 min}
        ranker: {answer: off, answer_above: 0.9}
        """#
}
