import BotFlow
import Switchboard

/// Who sends commands.
enum Client: Hashable {
    case customer(Int)
    case agent(Int)
    case clock
}

/// Something that a client wants, however often it has to be sent.
struct Errand {
    enum Want {
        case start(forcesNew: Bool)
        case customer(CustomerCommand)
        case agent(AgentCommand)
        case transfer(to: Int)
        case claimNext
        case logIn(lifetime: Duration)
        case disable(Int)
        case enable(Int)
        case sweep
    }

    let number: Int
    let client: Client
    let want: Want
    let conversation: ConversationID?
    /// What is said in it; no other errand has these words.
    let words: String?
    /// Copies that are on their way or being answered.
    var copies = 0
    var isDone = false
    /// The numbers of the events in the first answer.
    var firstAnswer: [Int]?
    /// How often it was sent under another key, as only a planted bug does.
    var rekeyed = 0

    /// Words are sent under a key; whatever else can be sent again without one.
    var key: DeliveryKey? {
        guard words != nil else { return nil }
        let sender = if case .agent(let agent) = client { "a\(agent)" } else { "c" }
        return DeliveryKey(
            sender: sender, name: "k\(number).\(rekeyed)",
            fingerprint: SecretHash((0..<32).map { UInt8(truncatingIfNeeded: number &* 31 &+ $0) }))
    }
}

/// What a client is told in the end.
enum Answer: Sendable {
    case turn(Turn)
    case welcome(Switchboard.Welcome)
    case loggedIn(until: Moment)
    case done
}

/// One copy of an errand on its way through one run of the server.
struct Exchange {
    let errand: Int
    let run: Int
    /// How often the disk had failed when it was sent.
    let failuresBefore: Int
    /// Whether the agent who asks was disabled, as they may know, when it was sent.
    var wasDisabled = false
    /// Sent with this session or token.
    var secret: SecretHash?
    var answers = 0
    var outcome: Result<Answer, any Error>?
}

extension Errand: CustomStringConvertible {
    var description: String {
        let who =
            switch client {
            case .customer(let customer): "customer \(customer)"
            case .agent(let agent): "agent \(agent)"
            case .clock: "the clock"
            }
        let place = conversation.map { " in \($0.short)" } ?? ""
        return "#\(number) \(who): \(what)\(place)"
    }

    private var what: String {
        switch want {
        case .start(let forcesNew): forcesNew ? "start anew" : "start"
        case .customer(.say(let words, let hearing)):
            "say “\(words)”, of which the bot makes \(hearing.understood.word)"
        case .customer(.pick): "pick"
        case .customer(let command): "\(command)"
        case .agent(let command): "\(command)"
        case .transfer(let colleague): "transfer to agent \(colleague)"
        case .claimNext: "claim next"
        case .logIn(let lifetime): "log in for \(lifetime)"
        case .disable(let agent): "disable agent \(agent)"
        case .enable(let agent): "enable agent \(agent)"
        case .sweep: "sweep"
        }
    }
}

extension Hearing.Understanding {
    fileprivate var word: String {
        switch self {
        case .answer: "an answer"
        case .answerThenPerson: "an answer for a person to follow up"
        case .wantsPerson: "the wish for a person"
        case .nothing: "nothing"
        case .failure: "a failure"
        }
    }
}

extension ConversationID {
    /// Enough of it to tell the few conversations of a schedule apart.
    var short: String { String(description.suffix(4)) }
}
