import BotFlow
import Switchboard
import TestSupport

/// A random conversation and what was published of it, decided and applied as the one writer does.
struct History {
    private(set) var happenings: [Happening] = []
    private var listing: Listing
    private var now = Service.dawn
    private var generator: SplitMix64

    /// What no customer may read, wherever it stands: a note, why the bot spoke, the edition. The trace is for editors.
    static let secrets = ["a note between agents", "because of rule 7", "edition-0042"]
    /// What not even an agent is sent.
    static let trace = "a trace of the engine"

    init(seed: UInt64) {
        generator = SplitMix64(seed: seed)
        let customer = Customer(
            id: CustomerID(at: now, random: (1, 1)), workspace: .default, name: "Zoë", email: "zoe@shop.test")
        let start = Start(workspace: .default, customer: customer.id, locale: "en", page: nil)
        let id = ConversationID(at: now, random: (2, 2))
        listing = Listing(Conversation(id, began: start, at: now), customer: customer, lastMessage: nil)
        record([.started(start), .greeted(Self.message("Hello."))], isFirst: true)
    }

    var events: [Recorded] { happenings.flatMap(\.events) }

    /// Something happens, or is refused.
    mutating func step() {
        now = now.advanced(by: .seconds(Int.random(in: 1...400, using: &generator)))
        let circumstances = Circumstances(now: now, welcomeToQueue: "You are next.")
        // A refusal is as good a step as any: nothing happens in it.
        guard let events = try? listing.conversation.decide(command(), circumstances), !events.isEmpty else { return }
        record(events, isFirst: false)
    }

    private mutating func record(_ events: [Event], isFirst: Bool) {
        let (phase, previous) = (listing.conversation.phase, listing.conversation.lastSeqForCustomer)
        let first = isFirst ? 1 : listing.conversation.lastSeq + 1
        let recorded = events.enumerated().map { Recorded(seq: first + $0, at: now, event: $1) }
        for recorded in recorded.dropFirst(isFirst ? 1 : 0) { listing.conversation.apply(recorded) }
        happenings.append(
            Happening(
                listing: listing, events: recorded, phaseBefore: isFirst ? nil : phase,
                previousForCustomer: isFirst ? 0 : previous))
    }

    private static func message(_ text: String) -> BotMessage {
        BotMessage(
            text: text, slug: "slug", quickReplies: [QuickReply(slug: "q", question: "Q?")], edition: secrets[2],
            why: secrets[1],
            trace: "{\"seen\":\"\(trace)\"}")
    }

    /// Seldom an end, so that much happens before it.
    private mutating func command() -> Command {
        let agents = (1...2).map {
            Agent(id: AgentID(at: Service.dawn, random: (0, UInt64($0))), displayName: "Agent \($0)")
        }
        let agent = agents[Int.random(in: 0...1, using: &generator)]
        let seq = Int.random(in: 1...listing.conversation.lastSeq, using: &generator)
        let hearings: [Hearing.Understanding] = [
            .answer(Self.message("Yes.")), .answerThenPerson(Self.message("Sorry."), why: "w", priority: 1),
            .wantsPerson,
            .nothing,
        ]
        let hearing = Hearing(
            hearings[Int.random(in: 0..<hearings.count, using: &generator)],
            ladder: [Fallback(say: Self.message("Pardon?"))])
        switch Int.random(in: 0..<40, using: &generator) {
        case 0..<10: return .customer(.say("Hello?", hearing))
        case 10, 11: return .customer(.pick(QuickReply(slug: "q", question: "Q?"), hearing))
        case 12, 13: return .customer(.askForPerson(remark: "Please."))
        case 14..<17: return .customer(.read(upTo: seq))
        case 17: return .customer(.rate(Rating(score: 1 + seq % 5, comment: nil)))
        case 18: return .customer(.judge(message: seq, helpful: true))
        case 19..<23: return .agent(agent, .supervisor, .note(Self.secrets[0]))
        case 23..<26: return .agent(agent, .supervisor, .reply("I am here."))
        case 26, 27: return .agent(agent, .supervisor, .claim)
        case 28, 29: return .agent(agent, .supervisor, .release)
        case 30, 31: return .agent(agent, .supervisor, .transfer(to: agents[0]))
        case 32..<35: return .agent(agent, .supervisor, .handBack)
        case 35, 36: return .agent(agent, .supervisor, .read(upTo: seq))
        case 37: return .clock(.expire(Patience(automated: .seconds(100_000), claimed: .seconds(300))))
        case 38: return .clock(.lose)
        default: return happenings.count > 30 ? .customer(.end) : .customer(.read(upTo: seq))
        }
    }
}
