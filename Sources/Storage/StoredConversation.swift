import BotFlow
import FoundationEssentials
import JSON

/// The state of a conversation as its row holds it: one JSON object beside the columns that lists are ordered by.
///
/// A projection: when its shape changes, a migration makes it anew from the log.
struct StoredConversation: Decodable {
    private let locale: String?
    private let page: String?
    private let phase: StoredPhase
    private let lastSeq: Int
    private let lastSeqForCustomer: Int
    private let updatedAt: StoredMoment
    private let lastWordsAt: StoredMoment
    private let lastFromCustomer: Int
    private let lastFromAgent: Int
    private let lastForCustomer: Int
    private let unansweredSince: StoredMoment?
    private let tried: [String]
    private let escalation: StoredEscalation?
    private let readByCustomer: Int
    private let readByAgents: Int
    private let unreadForCustomer: [Int]
    private let unreadForAgents: [Int]
    private let score: Int?
    private let comment: String?
    private let isErased: Bool

    enum CodingKeys: String, CodingKey {
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
        guard let stored = try? JSONDecoder().decode(StoredConversation.self, from: Data(json.utf8)),
            let phase = stored.phase.phase, (1...Self.highestSeq).contains(stored.lastSeq)
        else { return nil }
        var escalation: EscalatedAt?
        if let kept = stored.escalation {
            guard let read = kept.escalatedAt else { return nil }
            escalation = read
        }
        return Conversation(
            restoring: id,
            Start(workspace: workspace, customer: customer, locale: stored.locale, page: stored.page),
            createdAt: createdAt, phase: phase, lastSeq: stored.lastSeq, lastSeqForCustomer: stored.lastSeqForCustomer,
            updatedAt: stored.updatedAt.moment, lastWordsAt: stored.lastWordsAt.moment,
            lastFromCustomer: stored.lastFromCustomer, lastFromAgent: stored.lastFromAgent,
            lastForCustomer: stored.lastForCustomer,
            unansweredSince: stored.unansweredSince?.moment, tried: stored.tried,
            escalation: escalation, readByCustomer: stored.readByCustomer, readByAgents: stored.readByAgents,
            unreadForCustomer: stored.unreadForCustomer, unreadForAgents: stored.unreadForAgents,
            rating: stored.score.map { Rating(score: $0, comment: stored.comment) }, isErased: stored.isErased)
    }
}

extension Conversation {
    /// Its state as one JSON object.
    var storedState: String {
        var writer = JSONWriter(capacity: 640)
        writer.object { state in
            state.ifAny(.locale, locale)
            state.ifAny(.page, page)
            state.member(StoredConversation.CodingKeys.phase.rawValue, object: { write(phase, to: &$0) })
            state.member(.lastSeq, lastSeq)
            state.member(.lastSeqForCustomer, lastSeqForCustomer)
            state.member(.updatedAt, Int(updatedAt.milliseconds))
            state.member(.lastWordsAt, Int(lastWordsAt.milliseconds))
            state.member(.lastFromCustomer, lastFromCustomer)
            state.member(.lastFromAgent, lastFromAgent)
            state.member(.lastForCustomer, lastForCustomer)
            if let unansweredSince { state.member(.unansweredSince, Int(unansweredSince.milliseconds)) }
            state.member(StoredConversation.CodingKeys.tried.rawValue, strings: tried)
            if let escalation {
                state.member(StoredConversation.CodingKeys.escalation.rawValue, object: { write(escalation, to: &$0) })
            }
            state.member(.readByCustomer, readByCustomer)
            state.member(.readByAgents, readByAgents)
            state.member(.unreadForCustomer, unreadForCustomer)
            state.member(.unreadForAgents, unreadForAgents)
            if let rating {
                state.member(.score, rating.score)
                state.ifAny(.comment, rating.comment)
            }
            state.member(StoredConversation.CodingKeys.isErased.rawValue, isErased)
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

/// A phase with its facts; which of them it has depends on the first.
private struct StoredPhase: Decodable {
    let word: String
    let misses: Int?
    let since: StoredMoment?
    let priority: Int?
    let agent: StoredAgent?
    let claimedAt: StoredMoment?
    let closer: String?
    let reason: String?
    let closedAt: StoredMoment?

    enum CodingKeys: String, CodingKey {
        case word = "is"
        case misses = "misses"
        case since = "since"
        case priority = "priority"
        case agent = "agent"
        case claimedAt = "claimed_at"
        case closer = "closer"
        case reason = "reason"
        case closedAt = "closed_at"
    }

    var phase: Phase? {
        switch word {
        case "automated":
            return misses.map { .automated(misses: $0) }
        case "queued":
            return waiting.map { .agent(.queued($0)) }
        case "claimed":
            guard let waiting, let agent = agent?.agent, let claimedAt else { return nil }
            return .agent(.claimed(Claim(by: agent, since: claimedAt.moment), waiting))
        case "closed":
            guard let closer, let closer = Closer(storedWord: closer, agent: agent?.agent), let closedAt else {
                return nil
            }
            return .closed(Closing(by: closer, reason: reason, at: closedAt.moment))
        default:
            return nil
        }
    }

    private var waiting: Waiting? {
        guard let since, let priority else { return nil }
        return Waiting(since: since.moment, priority: priority)
    }
}

/// The newest escalation, its moment and its number.
private struct StoredEscalation: Decodable {
    let reason: String
    let entryReason: String?
    let remark: String?
    let priority: Int
    let message: Int?
    let tried: [String]
    let at: StoredMoment
    let seq: Int

    enum CodingKeys: String, CodingKey {
        case reason = "reason"
        case entryReason = "entry_reason"
        case remark = "remark"
        case priority = "priority"
        case message = "message"
        case tried = "tried"
        case at = "at"
        case seq = "seq"
    }

    var escalatedAt: EscalatedAt? {
        guard let reason = Escalation.Reason(storedWord: reason, entryReason: entryReason) else { return nil }
        let escalation = Escalation(reason: reason, remark: remark, priority: priority, message: message, tried: tried)
        return EscalatedAt(escalation, at: at.moment, seq: seq)
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ key: StoredConversation.CodingKeys, _ number: Int) {
        member(key.rawValue, number)
    }

    fileprivate mutating func member(_ key: StoredConversation.CodingKeys, _ numbers: [Int]) {
        member(key.rawValue, array: { writer in for number in numbers { writer.value(number) } })
    }

    fileprivate mutating func ifAny(_ key: StoredConversation.CodingKeys, _ text: String?) {
        if let text { member(key.rawValue, text) }
    }
}
