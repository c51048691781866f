/// Where a conversation stands.
package enum Phase: Hashable, Sendable {
    /// With the bot, which has missed this many times in a row.
    case automated(misses: Int)
    /// A person was asked for.
    case agent(Handling)
    /// Over for good.
    case closed(Closing)

    package var isClosed: Bool {
        if case .closed = self { true } else { false }
    }

    /// The agent who has the conversation now.
    package var owner: Agent? {
        if case .agent(.claimed(let claim, _)) = self { claim.by } else { nil }
    }

    /// The place in the queue, whether waiting there or claimed from it.
    package var waiting: Waiting? {
        switch self {
        case .agent(.queued(let waiting)), .agent(.claimed(_, let waiting)): waiting
        case .automated, .closed: nil
        }
    }
}

/// Who deals with an escalated conversation.
package enum Handling: Hashable, Sendable {
    /// Nobody yet.
    case queued(Waiting)
    /// One agent; the place in the queue is kept for a release.
    case claimed(Claim, Waiting)
}

/// A place in the queue: first by priority, the higher the sooner, then by the time of the escalation.
package struct Waiting: Hashable, Sendable {
    package let since: Moment
    package let priority: Int

    package init(since: Moment, priority: Int) {
        self.since = since
        self.priority = priority
    }
}

/// One agent's hold on a conversation.
package struct Claim: Hashable, Sendable {
    package let by: Agent
    package let since: Moment

    package init(by agent: Agent, since: Moment) {
        self.by = agent
        self.since = since
    }
}

/// How a conversation ended.
package struct Closing: Hashable, Sendable {
    package let by: Closer
    package let reason: String?
    package let at: Moment

    package init(by closer: Closer, reason: String?, at moment: Moment) {
        self.by = closer
        self.reason = reason
        self.at = moment
    }
}

/// Who ended a conversation.
package enum Closer: Hashable, Sendable {
    case customer
    case agent(Agent)
    /// The clock: nobody spoke for too long.
    case system
}

/// An agent as far as a conversation knows one.
///
/// The name is kept with what was said, so that history reads as it did on the day.
package struct Agent: Hashable, Sendable {
    package let id: AgentID
    package let displayName: String

    package init(id: AgentID, displayName: String) {
        self.id = id
        self.displayName = displayName
    }
}
