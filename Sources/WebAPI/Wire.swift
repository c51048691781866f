import AgentDesk
import BotFlow
import JSON
import Switchboard

/// How things look on the wire; the names are those of `docs/protocol.md`.
extension JSONWriter {
    mutating func identify(_ agent: Agent) {
        member("id", agent.id.description)
        member("display_name", agent.displayName)
    }

    /// A conversation as its customer sees it.
    mutating func conversation(_ view: CustomerView) {
        let conversation = view.listing.conversation
        object { object in
            object.member("id", conversation.id.description)
            if let session = view.session { object.member("customer_session_id", session) }
            object.member("status", conversation.phase.status)
            object.member("phase", conversation.phase.name)
            object.member("assigned_agent_id", conversation.phase.owner?.id.description)
            if let owner = conversation.phase.owner {
                object.member("agent", object: { $0.identify(owner) })
            } else {
                object.member("agent", raw: nil)
            }
            object.member("queue_position", view.position)
            object.member("expected_wait_seconds", view.position == nil ? nil : view.expectedWait)
            object.member("unread_count", conversation.unreadForCustomer.count)
            object.member("agent_read_up_to", conversation.readByAgents)
            object.member("last_seq", conversation.lastSeqForCustomer)
            if let rating = conversation.rating {
                object.member(
                    "rating",
                    object: {
                        $0.member("score", rating.score)
                        $0.member("comment", rating.comment)
                    })
            } else {
                object.member("rating", raw: nil)
            }
            object.moments(of: conversation)
        }
    }

    /// A conversation as agents see it: with whose it is and why a person is needed, never with a session id.
    mutating func conversation(_ view: AgentView) {
        let conversation = view.listing.conversation
        object { object in
            object.member("id", conversation.id.description)
            object.member("customer", object: { $0.customer(view) })
            object.member("status", conversation.phase.status)
            object.member("phase", conversation.phase.name)
            object.member("assigned_agent_id", conversation.phase.owner?.id.description)
            if let owner = conversation.phase.owner {
                object.member("agent", object: { $0.identify(owner) })
            } else {
                object.member("agent", raw: nil)
            }
            object.member("has_agent_replied", conversation.hasAgentReplied)
            if let escalated = conversation.escalation {
                object.member(
                    "escalation",
                    object: {
                        $0.member("reason", escalated.escalation.reason.name)
                        $0.member("entry_reason", escalated.escalation.reason.entryReason)
                        $0.member("remark", escalated.escalation.remark)
                        $0.member("at", escalated.at.description)
                        $0.member("message_seq", escalated.escalation.message)
                        $0.member("tried", strings: escalated.escalation.tried)
                    })
            } else {
                object.member("escalation", raw: nil)
            }
            object.member("requested_agent_at", conversation.escalation?.at.description)
            object.member("queue_position", view.position)
            object.member(
                "wait_seconds",
                conversation.phase.queuedWaiting.map {
                    Int(max(0, view.now.since($0.since).milliseconds / 1000))
                })
            object.member("skipped_by", view.skippedBy)
            object.member("unread_count", conversation.unreadForAgents.count)
            if let last = view.listing.lastMessage {
                object.member(
                    "last_message",
                    object: {
                        $0.member("seq", last.seq)
                        $0.member("sender_type", last.sender.rawValue)
                        $0.member("content", last.excerpt)
                        $0.member("created_at", last.at.description)
                    })
            } else {
                object.member("last_message", raw: nil)
            }
            object.member("last_seq", conversation.lastSeq)
            object.member("rating", conversation.rating?.score)
            object.moments(of: conversation)
        }
    }

    private mutating func moments(of conversation: Conversation) {
        member("created_at", conversation.createdAt.description)
        member("updated_at", conversation.updatedAt.description)
        if case .closed(let closing) = conversation.phase {
            member("closed_at", closing.at.description)
        } else {
            member("closed_at", raw: nil)
        }
    }

    /// A message; agents also see where the bot's words come from. `judgements` are the customer's, by number; of a
    /// message that is told live there is none yet.
    mutating func message(
        _ recorded: Recorded, in id: ConversationID, for side: Side, _ judgements: [Int: Bool] = [:]
    ) {
        let event = recorded.event
        object { object in
            object.member("id", MessageID(of: id, seq: recorded.seq, at: recorded.at).description)
            object.member("seq", recorded.seq)
            object.member("conversation_id", id.description)
            object.member("sender_type", event.sender?.rawValue)
            object.member("sender_agent_id", event.writer?.id.description)
            object.member("sender_name", event.writer?.displayName)
            object.member("kind", event.kindOnWire)
            object.member("content", event.words ?? "")
            object.member("rich", raw: event.botMessage?.rich)
            object.member("metadata", object: { $0.metadata(of: event, for: side, helpful: judgements[recorded.seq]) })
            object.member("client_message_id", recorded.clientID)
            object.member("created_at", recorded.at.description)
        }
    }

    private mutating func metadata(of event: Event, for side: Side, helpful: Bool?) {
        if case .noted = event { member("internal", true) }
        if case .picked(let quickReply) = event { member("faq_slug", quickReply.slug) }
        guard let message = event.botMessage else { return }
        member("faq_slug", message.slug)
        member("quick_replies", array: { $0.quickReplies(message.quickReplies) })
        member("show_talk_to_agent", message.offersPerson)
        if let helpful { member("helpful", helpful) } else { member("helpful", raw: nil) }
        guard side == .agents else { return }
        member("faq_version", message.edition)
        member("why", message.why)
    }

    mutating func quickReplies(_ replies: [QuickReply]) {
        for reply in replies {
            object {
                $0.member("slug", reply.slug)
                $0.member("question", reply.question)
            }
        }
    }

    mutating func agent(_ account: Account, activeChats: Int) {
        object {
            $0.member("id", account.id.description)
            $0.member("username", account.username)
            $0.member("display_name", account.displayName)
            $0.member("role", account.role.rawValue)
            $0.member("presence", account.presence.rawValue)
            $0.member("max_active_chats", account.maxActiveChats)
            $0.member("active_chats", activeChats)
            $0.member("created_at", account.createdAt.description)
            $0.member("updated_at", account.updatedAt.description)
        }
    }

    mutating func cannedReply(_ reply: CannedReply) {
        object {
            $0.member("id", reply.id)
            $0.member("shortcut", reply.shortcut)
            $0.member("text", reply.text)
            $0.member("shared", reply.owner == nil)
        }
    }
}

/// A conversation with what its customer may know of the world around it.
struct CustomerView {
    let listing: Listing
    /// In the queue, from 1; nil for one that does not wait.
    let position: Int?
    /// Seconds; nil when there were too few waits to tell.
    let expectedWait: Int?
    /// Only in the answer to a start.
    var session: String?
}

/// A conversation with what agents may know of the world around it.
struct AgentView {
    let listing: Listing
    let position: Int?
    let isOnline: Bool
    let now: Moment
    var skippedBy = 0
}

extension Phase {
    /// The first word of the phase.
    var status: String {
        switch self {
        case .automated: "automated"
        case .agent: "agent"
        case .closed: "closed"
        }
    }

    var name: String {
        switch self {
        case .automated: "automated"
        case .agent(.queued): "queued"
        case .agent(.claimed): "claimed"
        case .closed: "closed"
        }
    }
}

extension Closer {
    var name: String {
        switch self {
        case .customer: "customer"
        case .agent: "agent"
        case .system: "system"
        }
    }
}

extension Escalation.Reason {
    var name: String {
        switch self {
        case .asked: "asked"
        case .missed: "missed"
        case .entry: "entry"
        case .steppedIn: "stepped_in"
        case .botFailed: "bot_failed"
        }
    }

    /// The entry's own word for why.
    var entryReason: String? {
        if case .entry(let why) = self { why } else { nil }
    }
}

extension Event {
    var botMessage: BotMessage? {
        switch self {
        case .greeted(let message), .answered(let message), .askedBack(let message), .missed(let message): message
        default: nil
        }
    }

    /// The agent who writes here.
    var writer: Agent? {
        switch self {
        case .replied(let agent, _): agent
        case .noted(let agent, _): agent
        default: nil
        }
    }

    fileprivate var kindOnWire: String {
        switch self {
        case .picked: "quick_reply"
        case .told: "event"
        default: "text"
        }
    }
}
