/// What somebody wants of a conversation.
package enum Command: Hashable, Sendable {
    case customer(CustomerCommand)
    case agent(Agent, Authority, AgentCommand)
    case clock(ClockCommand)
}

/// What a customer can want.
package enum CustomerCommand: Hashable, Sendable {
    case say(String, Hearing)
    case pick(QuickReply, Hearing)
    case askForPerson(remark: String?)
    case end
    case rate(Rating)
    case read(upTo: Int)
    /// Whether the bot's message with this number helped.
    case judge(message: Int, helpful: Bool)
    case erase
}

/// What an agent can want.
package enum AgentCommand: Hashable, Sendable {
    case claim
    case reply(String)
    case note(String)
    case release
    case transfer(to: Agent)
    case handBack
    case close(reason: String?)
    case read(upTo: Int)
}

/// What the passing of time can want.
package enum ClockCommand: Hashable, Sendable {
    /// Nobody spoke for as long as the bot or the agent is given, or the words are older than they are kept.
    case expire(Patience)
    /// Whoever claimed it no longer works here.
    case lose
    /// A queued conversation goes to the agent whom routing chose.
    case assign(Agent)
}

/// How long a conversation may rest.
package struct Patience: Hashable, Sendable {
    /// Since the last words, before the bot closes.
    package let automated: Duration
    /// Since the customer's unanswered words, before a claim is stale.
    package let claimed: Duration
    /// Since the end, before the words are erased; nil: they are kept.
    package var closed: Duration?

    package init(automated: Duration, claimed: Duration, closed: Duration? = nil) {
        self.automated = automated
        self.claimed = claimed
        self.closed = closed
    }
}

/// Whether an agent may also touch what others own.
package enum Authority: Hashable, Sendable {
    case agent
    case supervisor
}

/// What the bot made of a sentence, found before the command was given.
package struct Hearing: Hashable, Sendable {
    package let understood: Understanding
    /// What to say at the first miss, the second, and so on; only needed when nothing was understood.
    package let ladder: [Fallback]

    package init(_ understood: Understanding, ladder: [Fallback] = []) {
        self.understood = understood
        self.ladder = ladder
    }

    package enum Understanding: Hashable, Sendable {
        case answer(BotMessage)
        /// An answer that a person must follow up; with the entry's word for why, and how urgent it is.
        case answerThenPerson(BotMessage, why: String, priority: Int)
        case wantsPerson
        case nothing
        /// The bot itself failed; a customer must not be stuck with it.
        case failure
    }
}

/// One step of the bot's ladder: what it says when it does not know.
package struct Fallback: Hashable, Sendable {
    package let say: BotMessage
    package let escalates: Bool

    package init(say: BotMessage, escalates: Bool = false) {
        self.say = say
        self.escalates = escalates
    }
}

/// What a decision needs to know of the world; all of it handed in.
package struct Circumstances: Hashable, Sendable {
    package let now: Moment
    /// The system's words to somebody who joins the queue now.
    package let welcomeToQueue: String

    package init(now: Moment, welcomeToQueue: String) {
        self.now = now
        self.welcomeToQueue = welcomeToQueue
    }
}
