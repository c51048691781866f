import BotFlow
import JSON

/// The state of a conversation as its row holds it: one JSON object beside the columns that lists are ordered by.
///
/// A projection: when its shape changes, a migration makes it anew from the log.
enum StoredConversation {
    enum Key: String {
        case locale = "locale"
        case page = "page"
        case phase = "phase"
        case lastSeq = "last_seq"
        case lastSeqForCustomer = "last_seq_for_customer"
        case updatedAt = "updated_at"
        case lastWordsAt = "last_words_at"
        case lastFromCustomer = "last_from_customer"
        case lastFromAgent = "last_from_agent"
        case lastForCustomer = "last_for_customer"
        case unansweredSince = "unanswered_since"
        case tried = "tried"
        case escalation = "escalation"
        case readByCustomer = "read_by_customer"
        case readByAgents = "read_by_agents"
        case unreadForCustomer = "unread_for_customer"
        case unreadForAgents = "unread_for_agents"
        case score = "score"
        case comment = "comment"
        case isErased = "is_erased"
    }

    /// As far as a message's id can count.
    private static let highestSeq = 1 << 31

    /// The state in a row's JSON; nil when the JSON is not one.
    static func read(
        _ json: String, of id: ConversationID, in workspace: Workspace, customer: CustomerID, createdAt: Moment
    ) -> Conversation? {
        // Whatever is wrong with it, the caller can only name the row.
        guard let state = JSONValue(json),
            let start = try? Start(
                workspace: workspace, customer: customer, locale: state[Key.locale]?.text, page: state[Key.page]?.text)
        else { return nil }
        return try? conversation(state, of: id, start, createdAt: createdAt)
    }

    private static func conversation(
        _ state: JSONValue, of id: ConversationID, _ start: Start, createdAt: Moment
    ) throws(JSONValue.Misfit) -> Conversation {
        let lastSeq = try state.member(Key.lastSeq).whole
        guard (1...highestSeq).contains(lastSeq) else { throw JSONValue.Misfit() }
        var rating: Rating?
        if let score = try state[Key.score]?.whole {
            rating = Rating(score: score, comment: try state[Key.comment]?.text)
        }
        return Conversation(
            restoring: id, start, createdAt: createdAt, phase: try state.member(Key.phase).phase, lastSeq: lastSeq,
            lastSeqForCustomer: try state.member(Key.lastSeqForCustomer).whole,
            updatedAt: try state.member(Key.updatedAt).moment, lastWordsAt: try state.member(Key.lastWordsAt).moment,
            lastFromCustomer: try state.member(Key.lastFromCustomer).whole,
            lastFromAgent: try state.member(Key.lastFromAgent).whole,
            lastForCustomer: try state.member(Key.lastForCustomer).whole,
            unansweredSince: try state[Key.unansweredSince]?.moment, tried: try state.member(Key.tried).texts,
            escalation: try state[Key.escalation]?.escalatedAt,
            readByCustomer: try state.member(Key.readByCustomer).whole,
            readByAgents: try state.member(Key.readByAgents).whole,
            unreadForCustomer: try state.member(Key.unreadForCustomer).wholes,
            unreadForAgents: try state.member(Key.unreadForAgents).wholes, rating: rating,
            isErased: try state.member(Key.isErased).truth)
    }
}

extension Conversation {
    /// Its state as one JSON object.
    var storedState: String {
        var writer = JSONWriter(capacity: 640)
        writer.object { state in
            state.ifAny(.locale, locale)
            state.ifAny(.page, page)
            state.member(StoredConversation.Key.phase.rawValue, object: { write(phase, to: &$0) })
            state.member(.lastSeq, lastSeq)
            state.member(.lastSeqForCustomer, lastSeqForCustomer)
            state.member(.updatedAt, Int(updatedAt.milliseconds))
            state.member(.lastWordsAt, Int(lastWordsAt.milliseconds))
            state.member(.lastFromCustomer, lastFromCustomer)
            state.member(.lastFromAgent, lastFromAgent)
            state.member(.lastForCustomer, lastForCustomer)
            if let unansweredSince { state.member(.unansweredSince, Int(unansweredSince.milliseconds)) }
            state.member(StoredConversation.Key.tried.rawValue, strings: tried)
            if let escalation {
                state.member(StoredConversation.Key.escalation.rawValue, object: { write(escalation, to: &$0) })
            }
            state.member(.readByCustomer, readByCustomer)
            state.member(.readByAgents, readByAgents)
            state.member(.unreadForCustomer, unreadForCustomer)
            state.member(.unreadForAgents, unreadForAgents)
            if let rating {
                state.member(.score, rating.score)
                state.ifAny(.comment, rating.comment)
            }
            state.member(StoredConversation.Key.isErased.rawValue, isErased)
        }
        return writer.text
    }

    private func write(_ phase: Phase, to writer: inout JSONWriter) {
        writer.member("is", phase.storedWord)
        if let waiting = phase.waiting {
            writer.member("since", Int(waiting.since.milliseconds))
            writer.member("priority", waiting.priority)
        }
        switch phase {
        case .automated(let misses):
            writer.member("misses", misses)
        case .agent(.queued):
            break
        case .agent(.claimed(let claim, _)):
            writer.member("agent", object: { $0.write(claim.by) })
            writer.member("claimed_at", Int(claim.since.milliseconds))
        case .closed(let closing):
            writer.member("closer", closing.by.storedWord)
            if case .agent(let agent) = closing.by { writer.member("agent", object: { $0.write(agent) }) }
            if let reason = closing.reason { writer.member("reason", reason) }
            writer.member("closed_at", Int(closing.at.milliseconds))
        }
    }

    private func write(_ escalated: EscalatedAt, to writer: inout JSONWriter) {
        writer.write(escalated.escalation)
        if let remark = escalated.escalation.remark { writer.member("remark", remark) }
        writer.member("at", Int(escalated.at.milliseconds))
        writer.member("seq", escalated.seq)
    }
}

extension JSONValue {
    /// A phase with its facts; which of them it has depends on the first.
    fileprivate var phase: Phase {
        get throws(Misfit) {
            switch try member("is").text {
            case "automated":
                return .automated(misses: try member("misses").whole)
            case "queued":
                return .agent(.queued(try waiting))
            case "claimed":
                let claim = Claim(by: try member("agent").agent, since: try member("claimed_at").moment)
                return .agent(.claimed(claim, try waiting))
            case "closed":
                let closer = Closer(storedWord: try member("closer").text, agent: try self["agent"]?.agent)
                guard let closer else { throw Misfit() }
                return .closed(
                    Closing(by: closer, reason: try self["reason"]?.text, at: try member("closed_at").moment))
            default:
                throw Misfit()
            }
        }
    }

    private var waiting: Waiting {
        get throws(Misfit) { Waiting(since: try member("since").moment, priority: try member("priority").whole) }
    }

    /// The newest escalation, its moment and its number.
    fileprivate var escalatedAt: EscalatedAt {
        get throws(Misfit) {
            let reason = Escalation.Reason(
                storedWord: try member("reason").text, entryReason: try self["entry_reason"]?.text)
            guard let reason else { throw Misfit() }
            let escalation = Escalation(
                reason: reason, remark: try self["remark"]?.text, priority: try member("priority").whole,
                message: try self["message"]?.whole, tried: try member("tried").texts)
            return EscalatedAt(escalation, at: try member("at").moment, seq: try member("seq").whole)
        }
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ key: StoredConversation.Key, _ number: Int) {
        member(key.rawValue, number)
    }

    fileprivate mutating func member(_ key: StoredConversation.Key, _ numbers: [Int]) {
        member(key.rawValue, array: { writer in for number in numbers { writer.value(number) } })
    }

    fileprivate mutating func ifAny(_ key: StoredConversation.Key, _ text: String?) {
        if let text { member(key.rawValue, text) }
    }
}
