import BotFlow
import SQLite
import Switchboard

/// What the table `conversations` holds of a conversation, made of its state alone.
///
/// One place makes it, for the row that an append writes, the row a rebuild writes, and the row a check expects.
struct ConversationRow {
    private let conversation: Conversation
    private let lastMessage: LastMessage?
    /// The row of the newest event in the log.
    private let lastEvent: Int64

    init(_ conversation: Conversation, lastMessage: LastMessage?, lastEvent: Int64) {
        self.conversation = conversation
        self.lastMessage = conversation.isErased ? nil : lastMessage
        self.lastEvent = lastEvent
    }

    /// In the order of ``values``.
    static let columns = [
        "id", "workspace", "customer", "created_at", "last_seq", "last_event", "phase", "is_erased", "queue_rank",
        "waiting_since", "claimed_by", "rests_since", "state", "message_seq", "message_at", "message_sender",
        "message_excerpt",
    ]

    var values: [Value] {
        let waiting = conversation.phase.waiting
        return [
            .id(conversation.id), .text(conversation.workspace.name), .id(conversation.customer),
            .moment(conversation.createdAt), .integer(Int64(conversation.lastSeq)), .integer(lastEvent),
            .text(conversation.phase.storedWord), .truth(conversation.isErased),
            waiting.map { .integer($0.rank) } ?? .null, waiting.map { .moment($0.since) } ?? .null,
            conversation.phase.owner.map { .id($0.id) } ?? .null,
            conversation.restsSince.map { .moment($0) } ?? .null, .text(conversation.storedState),
            lastMessage.map { .integer(Int64($0.seq)) } ?? .null, lastMessage.map { .moment($0.at) } ?? .null,
            lastMessage.map { .text($0.sender.rawValue) } ?? .null, lastMessage.map { .text($0.excerpt) } ?? .null,
        ]
    }

    static let insertion = """
        INSERT INTO conversations (\(columns.joined(separator: ", ")))
        VALUES (\((1...columns.count).map { "?\($0)" }.joined(separator: ", ")))
        """

    static let replacement = "INSERT OR REPLACE" + insertion.dropFirst("INSERT".count)

    /// Takes the number of the event before the new ones as its last value, so that no gap can be written.
    static let update = """
        UPDATE conversations SET \(changing.map { "\($0.name) = ?\($0.place)" }.joined(separator: ", "))
        WHERE id = ?1 AND workspace = ?2 AND customer = ?3 AND created_at = ?4 AND last_seq = ?\(columns.count + 1)
        """

    /// One row of a 1 for each column that is as it should be, else 0.
    static let comparison = """
        SELECT \(columns.enumerated().map { "\($0.element) IS ?\($0.offset + 1)" }.joined(separator: ", "))
        FROM conversations WHERE id = ?1
        """

    private static let changing = columns.enumerated().dropFirst(4).map { (name: $0.element, place: $0.offset + 1) }
}

extension Conversation {
    /// The moment from which patience is counted, as ``decide(_:_:)`` counts it; nil while nothing can expire.
    fileprivate var restsSince: Moment? {
        switch phase {
        case .automated: lastWordsAt
        case .agent(.claimed(let claim, _)): unansweredSince.map { max($0, claim.since) }
        case .closed(let closing): isErased ? nil : closing.at
        case .agent(.queued): nil
        }
    }
}

extension Waiting {
    /// Ascends in the order of the queue, where a higher priority comes first.
    var rank: Int64 { 0 &- Int64(priority) }

    init(since moment: Moment, rank: Int64) {
        self.init(since: moment, priority: Int(0 &- rank))
    }
}

extension Value {
    static func id<Subject>(_ id: Identifier<Subject>) -> Value { .blob(id.bytes) }
    static func moment(_ moment: Moment) -> Value { .integer(moment.milliseconds) }
    static func hash(_ hash: SecretHash) -> Value { .blob(hash.bytes) }
    static func truth(_ truth: Bool) -> Value { .integer(truth ? 1 : 0) }
    static func number(_ number: Int) -> Value { .integer(Int64(number)) }
    static func text(ifAny text: String?) -> Value { text.map { .text($0) } ?? .null }
}

extension Row {
    /// Column `column`, which a row of `table` cannot be without.
    func id<Subject>(_ column: Int, of table: String) throws -> Identifier<Subject> {
        guard let id = Identifier<Subject>(bytes: blob(column)) else {
            throw StorageError.unreadableRow(table: table, why: "an id is not 16 bytes")
        }
        return id
    }

    func moment(_ column: Int) -> Moment { Moment(milliseconds: integer(column)) }
    func number(_ column: Int) -> Int { Int(integer(column)) }
}
