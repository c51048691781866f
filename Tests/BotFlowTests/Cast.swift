import BotFlow

/// Who the tests are about.
enum Cast {
    static let ana = Agent(id: AgentID(at: morning, random: (0, 1)), displayName: "Ana")
    static let ben = Agent(id: AgentID(at: morning, random: (0, 2)), displayName: "Ben")
    /// A supervisor wherever the tests give her authority.
    static let sue = Agent(id: AgentID(at: morning, random: (0, 3)), displayName: "Sue")

    static let customer = CustomerID(at: morning, random: (0, 4))

    /// Nine o'clock, when every conversation of the tests begins.
    static let morning = Moment(milliseconds: 1_772_355_600_000)
}

/// A conversation with all that happened in it, numbered and kept as a log would.
struct Talk {
    private(set) var conversation: Conversation
    private(set) var history: [Recorded]
    private(set) var now = Cast.morning
    let welcomeToQueue: String

    init(welcomeToQueue: String = "You are next in line.", random: (UInt64, UInt64) = (7, 7)) {
        let start = Start(workspace: .default, customer: Cast.customer, locale: nil, page: nil)
        conversation = Conversation(ConversationID(at: now, random: random), began: start, at: now)
        history = [Recorded(seq: 1, at: now, event: .started(start))]
        self.welcomeToQueue = welcomeToQueue
    }

    var circumstances: Circumstances { Circumstances(now: now, welcomeToQueue: welcomeToQueue) }

    mutating func wait(_ duration: Duration) {
        now = now.advanced(by: duration)
    }

    mutating func record(_ event: Event) {
        let recorded = Recorded(seq: history.count + 1, at: now, event: event)
        history.append(recorded)
        conversation.apply(recorded)
    }

    @discardableResult
    mutating func give(_ command: Command) throws(Refusal) -> [Event] {
        let events = try conversation.decide(command, circumstances)
        for event in events { record(event) }
        return events
    }
}

extension BotMessage {
    /// Words as a scripted bot says them.
    init(_ text: String, slug: String? = nil, quickReplies: [QuickReply] = []) {
        self.init(text: text, slug: slug, quickReplies: quickReplies, edition: "test")
    }
}
