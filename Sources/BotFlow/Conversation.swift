/// One conversation as its events have made it: all that a decision needs, and no words.
package struct Conversation: Hashable, Sendable {
    package let id: ConversationID
    package let workspace: Workspace
    package let customer: CustomerID
    package let locale: String?
    /// Where it began; forgotten with the words.
    package internal(set) var page: String?
    package let createdAt: Moment

    package internal(set) var phase: Phase = .automated(misses: 0)
    /// The number of the newest event.
    package internal(set) var lastSeq = 1
    /// The number of the newest event a customer may see.
    package internal(set) var lastSeqForCustomer = 1
    package internal(set) var updatedAt: Moment
    /// When somebody last said something that is part of the talk; notes are not.
    package internal(set) var lastWordsAt: Moment
    /// The customer's newest message; 0 before the first.
    package internal(set) var lastFromCustomer = 0
    /// The newest message an agent wrote; 0 before the first.
    package internal(set) var lastFromAgent = 0
    /// Since when the customer has waited for an agent's answer; nil when it is not the agent's turn.
    package internal(set) var unansweredSince: Moment?
    /// The newest message written for the customer, by whomever; 0 before the first.
    package internal(set) var lastForCustomer = 0
    /// The newest entries the bot answered with since it has had the conversation, the oldest first; at most
    /// ``triedLimit`` of them.
    package internal(set) var tried: [String] = []
    /// The newest escalation, with its moment.
    package internal(set) var escalation: EscalatedAt?
    /// The events up to here have been read.
    package internal(set) var readByCustomer = 0
    package internal(set) var readByAgents = 0
    /// The newest messages that the customer has not read, and those that no agent has since a person was asked
    /// for; by number, in order, at most ``unreadLimit`` of them.
    package internal(set) var unreadForCustomer: [Int] = []
    package internal(set) var unreadForAgents: [Int] = []
    package internal(set) var rating: Rating?
    package internal(set) var isErased = false

    /// A conversation whose first event has just happened.
    package init(_ id: ConversationID, began start: Start, at moment: Moment) {
        self.id = id
        workspace = start.workspace
        customer = start.customer
        locale = start.locale
        page = start.page
        createdAt = moment
        updatedAt = moment
        lastWordsAt = moment
    }

    /// What events make of a conversation; nil when they are not numbered from 1 without gaps or do not begin with
    /// ``Event/started(_:)``.
    package init?(_ id: ConversationID, replaying history: some Sequence<Recorded>) {
        var conversation: Conversation?
        for recorded in history {
            guard recorded.seq == (conversation?.lastSeq ?? 0) + 1 else { return nil }
            if case .started(let start) = recorded.event, conversation == nil {
                conversation = Conversation(id, began: start, at: recorded.at)
            } else {
                guard conversation != nil else { return nil }
                conversation?.apply(recorded)
            }
        }
        guard let conversation else { return nil }
        self = conversation
    }

    /// More unread messages than this are not counted.
    package static let unreadLimit = 100

    /// A person who takes over reads no longer list, and without an end every turn would write a longer state.
    package static let triedLimit = 20

    package var hasAgentReplied: Bool { lastFromAgent > 0 }
}

/// An escalation, when it happened, and as which event.
package struct EscalatedAt: Hashable, Sendable {
    package let escalation: Escalation
    package let at: Moment
    package let seq: Int

    package init(_ escalation: Escalation, at moment: Moment, seq: Int) {
        self.escalation = escalation
        at = moment
        self.seq = seq
    }
}
