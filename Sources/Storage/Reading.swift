import AgentDesk
import BotFlow
import SQLite
import Switchboard

// What the writer's and the readers' connections ask alike.

extension Database {
    /// Nil also when it is not the customer's, and then none of it is read: that it exists must not take longer to deny.
    func listing(_ id: ConversationID, of customer: CustomerID? = nil) throws -> Listing? {
        try first(
            """
            SELECT c.workspace, c.customer, c.created_at, c.state, c.message_seq, c.message_at, c.message_sender,
                c.message_excerpt, \(Self.customerColumns)
            FROM conversations c JOIN customers u ON u.id = c.customer WHERE c.id = ?1
                AND (?2 IS NULL OR c.customer = ?2)
            """, [.id(id), customer.map { .id($0) } ?? .null]
        ) { row in
            let conversation = StoredConversation.read(
                row.text(3), of: id, in: Workspace(row.text(0)), customer: try row.id(1, of: "conversations"),
                createdAt: row.moment(2))
            guard let conversation else {
                throw StorageError.unreadableRow(table: "conversations", why: "the state of \(id) is not as written")
            }
            let lastMessage: LastMessage? =
                row.isNull(4)
                ? nil
                : LastMessage(
                    seq: row.number(4), at: row.moment(5),
                    sender: try known(Sender(rawValue: row.text(6)), "sender", of: "conversations"), words: row.text(7))
            return Listing(conversation, customer: try Self.customer(row, from: 8), lastMessage: lastMessage)
        }
    }

    /// Lends each event that `condition` on the table `events` selects.
    func events(
        of id: ConversationID, where condition: String, _ values: [Value], _ each: (Recorded) throws -> Void
    ) throws {
        try query(
            """
            SELECT \(Self.eventColumns) FROM events WHERE conversation = ?1 AND \(condition)
            """, [.id(id)] + values
        ) { row in try each(try Self.recorded(row, in: id)) }
    }

    /// What ``recorded(_:in:)`` reads.
    static let eventColumns = "seq, at, workspace, kind, sender, for_customer, body, words, rich, trace, client_id"

    static func recorded(_ row: borrowing Row, in id: ConversationID) throws -> Recorded {
        let seq = row.number(0)
        let stored = StoredEvent(
            kind: row.text(3), sender: row.textIfAny(4), isForCustomer: row.integer(5) != 0, body: row.text(6),
            words: row.textIfAny(7), rich: row.textIfAny(8), trace: row.textIfAny(9))
        guard let at = Moment(stored: row.integer(1)) else {
            throw StorageError.unreadableEvent(id, seq: seq, why: "its time is none")
        }
        do throws(StoredEvent.Unreadable) {
            return Recorded(
                seq: seq, at: at, event: try stored.event(in: Workspace(row.text(2))),
                clientID: row.textIfAny(10))
        } catch {
            throw StorageError.unreadableEvent(id, seq: seq, why: error.why)
        }
    }

    func customer(of session: SecretHash) throws -> Customer? {
        try first(
            """
            SELECT \(Self.customerColumns) FROM sessions s JOIN customers u ON u.id = s.customer WHERE s.hash = ?1
            """, [.hash(session)]
        ) { row in try Self.customer(row, from: 0) }
    }

    /// What ``customer(_:from:)`` reads from the row of a table `customers u`.
    private static let customerColumns = "u.id, u.workspace, u.name, u.email, u.is_verified, u.attributes, u.page"

    private static func customer(_ row: borrowing Row, from first: Int) throws -> Customer {
        Customer(
            id: try row.id(first, of: "customers"), workspace: Workspace(row.text(first + 1)),
            name: row.textIfAny(first + 2), email: row.textIfAny(first + 3), isVerified: row.integer(first + 4) != 0,
            attributes: try known(
                Customer.attributes(stored: row.text(first + 5)), "attributes", of: "customers"),
            page: row.textIfAny(first + 6))
    }

    func account(_ id: AgentID) throws -> Account? {
        try first("SELECT \(Self.accountColumns) FROM agents a WHERE a.id = ?1", [.id(id)]) { row in
            try Self.account(row)
        }
    }

    /// What ``account(_:)`` reads from the row of a table `agents a`.
    static let accountColumns = """
        a.id, a.workspace, a.username, a.display_name, a.role, a.presence, a.max_active_chats, a.is_disabled, \
        a.created_at, a.updated_at
        """

    static func account(_ row: borrowing Row) throws -> Account {
        Account(
            id: try row.id(0, of: "agents"), workspace: Workspace(row.text(1)), username: row.text(2),
            displayName: row.text(3), role: try known(Role(rawValue: row.text(4)), "role", of: "agents"),
            presence: try known(Presence(rawValue: row.text(5)), "presence", of: "agents"),
            maxActiveChats: row.number(6), isDisabled: row.integer(7) != 0, createdAt: row.moment(8),
            updatedAt: row.moment(9))
    }

    func colleagues(in workspace: Workspace) throws -> [Colleague] {
        var colleagues: [Colleague] = []
        try query(
            """
            SELECT \(Self.accountColumns), (SELECT count(*) FROM conversations c WHERE c.claimed_by = a.id)
            FROM agents a WHERE a.workspace = ?1 ORDER BY a.display_name, a.id
            """, [.text(workspace.name)]
        ) { row in colleagues.append(Colleague(try Self.account(row), activeChats: row.number(10))) }
        return colleagues
    }

    static func cannedReply(_ row: borrowing Row) throws -> CannedReply {
        CannedReply(
            id: row.number(0), owner: row.isNull(1) ? nil : try row.id(1, of: "canned_replies"), shortcut: row.text(2),
            text: row.text(3))
    }
}

/// The value of a stored word, or an error that names the column.
func known<Meaning>(_ meaning: Meaning?, _ column: String, of table: String) throws -> Meaning {
    guard let meaning else {
        throw StorageError.unreadableRow(table: table, why: "this program does not know its \(column)")
    }
    return meaning
}
