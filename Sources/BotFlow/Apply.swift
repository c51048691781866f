extension Conversation {
    /// Makes of the conversation what the event makes of it; the only place where one changes, and never refuses.
    package mutating func apply(_ recorded: Recorded) {
        lastSeq = recorded.seq
        updatedAt = recorded.at
        if recorded.event.isVisible(to: .customer) { lastSeqForCustomer = recorded.seq }
        if recorded.event.isTalk { lastWordsAt = recorded.at }
        if recorded.event.isForCustomer {
            lastForCustomer = recorded.seq
            unreadForCustomer = (unreadForCustomer + [recorded.seq]).suffix(Self.unreadLimit)
        }

        switch recorded.event {
        case .started, .greeted, .told, .noted, .judged:
            break
        case .said, .picked:
            lastFromCustomer = recorded.seq
            readByCustomer = max(readByCustomer, recorded.seq)
            unreadForCustomer = []
            if case .agent = phase {
                unansweredSince = unansweredSince ?? recorded.at
                unreadForAgents = (unreadForAgents + [recorded.seq]).suffix(Self.unreadLimit)
            }
        case .answered(let message):
            if case .automated = phase { phase = .automated(misses: 0) }
            tried = tried(andNow: message)
        case .askedBack, .missed:
            if case .automated(let misses) = phase { phase = .automated(misses: misses + 1) }
        case .escalated(let escalation):
            phase = .agent(.queued(Waiting(since: recorded.at, priority: escalation.priority)))
            self.escalation = EscalatedAt(escalation, at: recorded.at, seq: recorded.seq)
            unansweredSince = recorded.at
            unreadForAgents = [escalation.message].compactMap(\.self).filter { $0 > readByAgents }
        case .claimed(let agent):
            takeOver(by: agent, at: recorded.at)
        case .replied(let agent, _):
            lastFromAgent = recorded.seq
            unansweredSince = nil
            readByAgents = max(readByAgents, recorded.seq)
            unreadForAgents = []
            if case .agent(.queued) = phase { takeOver(by: agent, at: recorded.at) }
        case .released:
            if let waiting = phase.waiting { phase = .agent(.queued(waiting)) }
        case .transferred(let agent, _):
            takeOver(by: agent, at: recorded.at)
        case .handedBack:
            phase = .automated(misses: 0)
            tried = []
            unansweredSince = nil
            unreadForAgents = []
        case .closed(let closer, let reason):
            phase = .closed(Closing(by: closer, reason: reason, at: recorded.at))
            unansweredSince = nil
        case .rated(let rating):
            self.rating = rating
        case .read(.customer, let upTo):
            readByCustomer = max(readByCustomer, upTo)
            unreadForCustomer.removeAll { $0 <= upTo }
        case .read(.agent, let upTo):
            readByAgents = max(readByAgents, upTo)
            unreadForAgents.removeAll { $0 <= upTo }
        case .erased:
            isErased = true
            page = nil
            if case .closed(let closing) = phase {
                phase = .closed(Closing(by: closing.by, reason: nil, at: closing.at))
            }
            rating = rating.map { Rating(score: $0.score, comment: nil) }
            escalation = escalation.map { EscalatedAt($0.escalation.withoutRemark, at: $0.at, seq: $0.seq) }
        }
    }

    func tried(andNow message: BotMessage) -> [String] {
        (tried + message.slugs).suffix(Self.triedLimit)
    }

    private mutating func takeOver(by agent: Agent, at moment: Moment) {
        let waiting = phase.waiting ?? Waiting(since: moment, priority: 0)
        phase = .agent(.claimed(Claim(by: agent, since: moment), waiting))
    }
}

/// The two sides of a conversation.
package enum Side: Hashable, Sendable {
    case customer
    case agents
}

extension Event {
    /// Agents see everything; a customer sees neither notes nor what only says where they themselves have been.
    package func isVisible(to side: Side) -> Bool {
        guard side == .customer else { return true }
        return switch self {
        case .noted, .judged, .read(.customer, _): false
        default: true
        }
    }

    /// Whether somebody says something here that the customer hears.
    package var isTalk: Bool {
        switch self {
        case .greeted, .said, .picked, .answered, .askedBack, .missed, .told, .replied: true
        default: false
        }
    }

    /// Whether somebody else says something to the customer here.
    package var isForCustomer: Bool {
        switch self {
        case .said, .picked: false
        default: isTalk
        }
    }

    /// Whether the event is a message that at least the agents can read.
    package var isMessage: Bool {
        if case .noted = self { true } else { isTalk }
    }
}
