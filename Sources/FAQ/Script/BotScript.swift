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

    package let greeting: String
    /// From the first miss to the last; the last step escalates.
    package let ladder: [Step]
    /// Nil: people are always there.
    package let hours: Hours?
    package let waiting: Waiting
    package let idle: Idle
    /// Whether the ranker may answer by itself, rather than suggest.
    package let rankerAnswers: Bool
    let escalationWords: WordsRule?
    let escalationPatterns: [WatchedPattern]

    /// The day it is where the shop is, at a time in milliseconds since 1970; in UTC for a shop without hours.
    package func day(at milliseconds: Int64) -> Day {
        hours?.day(at: milliseconds) ?? Day(millisecondsSince1970: milliseconds)
    }

    /// Whether the text asks for a person.
    func wantsPerson(_ text: NormalText, _ watch: inout Watch) -> Bool {
        if escalationWords?.match(in: text) != nil { return true }
        return escalationPatterns.contains { $0.firstMatch(&watch) != nil }
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
        ranker: {answer: off}
        """#
}
