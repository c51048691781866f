import BotFlow
import TestSupport

/// A conversation in which everybody does anything at random; the same seed gives the same walk.
struct Walk {
    /// One command, where it met the conversation, and what came of it.
    struct Step {
        let command: Command
        let circumstances: Circumstances
        let before: Conversation
        let outcome: Result<[Recorded], Refusal>
        let after: Conversation

        /// What came of it; nothing when it was refused.
        var recorded: [Recorded] {
            if case .success(let recorded) = outcome { recorded } else { [] }
        }
    }

    let seed: UInt64
    let ladder: [Fallback]
    let steps: [Step]
    let talk: Talk

    init(seed: UInt64, length: Int = 30) {
        var random = SplitMix64(seed: seed)
        self.seed = seed
        var ladder = Self.ladder.shuffled(using: &random)
        ladder.removeLast(.random(in: 0...ladder.count, using: &random))
        self.ladder = ladder

        var talk = Talk(random: (random.next(), random.next()))
        if Bool.random(using: &random) { talk.record(.greeted(BotMessage("Hello!"))) }
        var steps: [Step] = []
        for _ in 0..<length {
            talk.wait(.milliseconds(Int.random(in: 0...600_000, using: &random)))
            let before = talk.conversation
            let known = talk.history.count
            let command = Self.command(in: before, ladder: ladder, &random)
            let outcome: Result<[Recorded], Refusal>
            do throws(Refusal) {
                try talk.give(command)
                outcome = .success(Array(talk.history[known...]))
            } catch {
                outcome = .failure(error)
            }
            steps.append(
                Step(
                    command: command, circumstances: talk.circumstances, before: before, outcome: outcome,
                    after: talk.conversation))
        }
        self.steps = steps
        self.talk = talk
    }

    static let patience = Patience(automated: .seconds(1800), claimed: .seconds(900))

    private static let choice = QuickReply(slug: "orders", question: "Where is my order?")

    /// Steps that all differ.
    private static let ladder = [
        Fallback(say: BotMessage("Is it one of these?", quickReplies: [choice])),
        Fallback(say: BotMessage("Try other words.")),
        Fallback(say: BotMessage("Or one of these?", quickReplies: [choice])),
        Fallback(say: BotMessage("That is one for a person."), escalates: true),
    ]

    private static let answers = ["orders", "refunds", "returns"].map { (slug: String) in
        BotMessage("About \(slug).", slug: slug)
    }

    /// Common commands are drawn more often than those after which little can happen.
    private static func command(
        in conversation: Conversation, ladder: [Fallback], _ random: inout SplitMix64
    ) -> Command {
        let hearing = hearing(ladder, &random)
        let words = "words \(conversation.lastSeq)"
        let place = Int.random(in: -1...conversation.lastSeq + 1, using: &random)
        let (agent, authority) = agents[Int.random(in: agents.indices, using: &random)]
        let colleague = agents[Int.random(in: agents.indices, using: &random)].agent
        let comment = Bool.random(using: &random) ? words : nil

        func by(_ command: AgentCommand) -> Command { .agent(agent, authority, command) }
        return switch Int.random(in: 0..<100, using: &random) {
        case ..<26: .customer(.say(words, hearing))
        case ..<31: .customer(.pick(choice, hearing))
        case ..<36: .customer(.askForPerson(remark: comment))
        case ..<37: .customer(.end)
        case ..<40: .customer(.rate(Rating(score: .random(in: 1...5, using: &random), comment: comment)))
        case ..<44: .customer(.read(upTo: place))
        case ..<46: .customer(.judge(message: place, helpful: .random(using: &random)))
        case ..<47: .customer(.erase)
        case ..<55: by(.claim)
        case ..<66: by(.reply(words))
        case ..<68: by(.note(words))
        case ..<72: by(.release)
        case ..<76: by(.transfer(to: colleague))
        case ..<80: by(.handBack)
        case ..<82: by(.close(reason: comment))
        case ..<86: by(.read(upTo: place))
        case ..<94: .clock(.expire(patience))
        case ..<95: .clock(.lose)
        default: .clock(.assign(agent))
        }
    }

    private static let agents: [(agent: Agent, authority: Authority)] = [
        (Cast.ana, .agent), (Cast.ben, .agent), (Cast.sue, .supervisor),
    ]

    private static func hearing(_ ladder: [Fallback], _ random: inout SplitMix64) -> Hearing {
        let answer = answers[Int.random(in: answers.indices, using: &random)]
        let understood: Hearing.Understanding =
            switch Int.random(in: 0..<20, using: &random) {
            case ..<8: .answer(answer)
            case ..<9: .answerThenPerson(answer, why: "money", priority: .random(in: 0...3, using: &random))
            case ..<10: .wantsPerson
            case ..<11: .failure
            default: .nothing
            }
        return Hearing(understood, ladder: ladder)
    }
}

extension Walk {
    /// What the seeds in the tests' arguments stand for: each for many walks, made once for all laws.
    static func walks(from seed: UInt64) -> [Walk] { made[seed] ?? [] }

    static let seeds: [UInt64] = [1, 2, 3, 4]

    private static let made = Dictionary(
        uniqueKeysWithValues: seeds.map { seed in
            var random = SplitMix64(seed: seed)
            return (seed, (0..<400).map { _ in Walk(seed: random.next()) })
        })
}
