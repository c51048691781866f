package import AgentDesk
package import BotFlow
import SQLite
package import Switchboard

/// Reading a store's file beside whoever writes it, without waiting for them.
///
/// Belongs to one thread. What several questions read is of one moment inside ``snapshot(_:)`` only; snapshots do not
/// nest.
package final class SQLiteArchive {
    let database: Database

    /// Opens a file that a ``SQLiteStore`` has created and brought up to date.
    package init(path: String) throws {
        do {
            database = try Database(path: path, access: .readOnly)
            try Schema.require(database)
        } catch let error as SQLiteError where error.isCorrupt {
            throw StorageError.damaged(path: path, [error.message])
        }
    }

    /// Copies the file as it is now, while others read and write, to a new file of mode 0600; `progress` hears the
    /// part done, from 0 to 1. A file that exists is never overwritten.
    package func backUp(to path: String, progress: ((Double) -> Void)? = nil) throws {
        try database.backUp(to: path, progress: progress)
    }
}

extension SQLiteArchive: Archive {
    package func snapshot<Result>(_ body: () throws -> Result) throws -> Result {
        try database.transaction(body)
    }

    // MARK: Who is who

    package func customer(of session: SecretHash) throws -> Customer? {
        try database.customer(of: session)
    }

    package func account(_ id: AgentID) throws -> Account? {
        try database.account(id)
    }

    /// Nil also when the token has expired or its account is disabled.
    package func account(of token: SecretHash, at moment: Moment) throws -> Account? {
        try database.first(
            """
            SELECT \(Database.accountColumns) FROM tokens t JOIN agents a ON a.id = t.agent
            WHERE t.hash = ?1 AND t.expires_at > ?2 AND NOT a.is_disabled
            """, [.hash(token), .moment(moment)]
        ) { row in try Database.account(row) }
    }

    package func credentials(
        of username: String, in workspace: Workspace
    ) throws -> (account: Account, passwordHash: String)? {
        try database.first(
            """
            SELECT \(Database.accountColumns), a.password_hash FROM agents a
            WHERE a.workspace = ?1 AND a.username = ?2 AND a.password_hash IS NOT NULL
            """, [.text(workspace.name), .text(username)]
        ) { row in (account: try Database.account(row), passwordHash: row.text(10)) }
    }

    package func colleagues(in workspace: Workspace) throws -> [Colleague] {
        try database.colleagues(in: workspace)
    }

    package func cannedReplies(for agent: AgentID, in workspace: Workspace) throws -> [CannedReply] {
        var replies: [CannedReply] = []
        try database.query(
            """
            SELECT id, owner, shortcut, text FROM canned_replies
            WHERE workspace = ?1 AND (owner IS NULL OR owner = ?2) ORDER BY shortcut, id
            """, [.text(workspace.name), .id(agent)]
        ) { row in replies.append(try Database.cannedReply(row)) }
        return replies
    }

    // MARK: Conversations

    package func listing(_ id: ConversationID) throws -> Listing? {
        try database.listing(id)
    }

    package func listing(_ id: ConversationID, of customer: CustomerID) throws -> Listing? {
        try database.listing(id, of: customer)
    }

    package func events(
        of id: ConversationID, after: Int, limit: Int, visibleTo side: Side, messagesOnly: Bool
    ) throws -> [Recorded] {
        var events: [Recorded] = []
        try database.events(
            of: id,
            where: "seq > ?2 AND for_customer >= ?3 AND (NOT ?4 OR sender IS NOT NULL) ORDER BY seq LIMIT ?5",
            [.number(after), .truth(side == .customer), .truth(messagesOnly), .number(limit)]
        ) { events.append($0) }
        return events
    }

    package func judgements(of id: ConversationID) throws -> [Int: Bool] {
        var judgements: [Int: Bool] = [:]
        // By the index of the few judgements, and not through all events of a long conversation.
        try database.query(
            """
            SELECT json_extract(body, '$.message'), json_extract(body, '$.helpful') FROM events INDEXED BY events_judged
            WHERE conversation = ?1 AND kind = 'judged' ORDER BY seq
            """, [.id(id)]
        ) { row in judgements[row.number(0)] = row.integer(1) != 0 }
        return judgements
    }

    package func export(
        in workspace: Workspace, from: Moment, to: Moment, _ each: (Listing) throws -> Void
    ) throws {
        try database.query(
            """
            SELECT id FROM conversations WHERE workspace = ?1 AND created_at >= ?2 AND created_at < ?3
            ORDER BY created_at, id
            """, [.text(workspace.name), .moment(from), .moment(to)]
        ) { row in
            guard let listing = try listing(try row.id(0, of: "conversations")) else { return }
            try each(listing)
        }
    }

    package func orphans(in workspace: Workspace, limit: Int) throws -> [ConversationID] {
        try database.orphans(in: workspace, limit: limit)
    }

    package func counts() throws -> StoreCounts {
        var conversations: [String: Int] = [:]
        try database.query("SELECT phase, count(*) FROM conversations GROUP BY phase", []) { row in
            conversations[row.text(0)] = row.number(1)
        }
        // Events are never removed, so the highest row is their number.
        let events = try database.first("SELECT max(id) FROM events", []) { row in row.number(0) }
        let bytes = try database.first(
            "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size", []
        ) { row in row.number(0) }
        return StoreCounts(conversations: conversations, events: events ?? 0, bytes: bytes ?? 0)
    }
}
