package import AgentDesk
package import BotFlow
import SQLite
package import Switchboard

/// The log, its lists and the accounts, in one SQLite file that this connection may write.
///
/// Belongs to one thread. When ``commit(_:)`` returned, what it wrote is on disk (`synchronous=FULL`). After a throw
/// that was not the body's own the connection is not to be trusted: release it and open another.
package final class SQLiteStore {
    let database: Database

    private var words: WordIndex

    /// Opens the file, creates or upgrades it, and refuses one that cannot be trusted.
    package init(path: String) throws {
        do {
            database = try Database(path: path, access: .readWrite)
            // What is erased is overwritten at once and does not linger in free pages.
            try database.execute("PRAGMA secure_delete = ON")
            try Schema.migrate(database)
            try StartCheck.run(on: database)
            words = try WordIndex(in: database)
        } catch let error as SQLiteError where error.isCorrupt {
            throw StorageError.damaged(path: path, [error.message])
        }
    }

    /// Whether a commit returns only once it is on disk: a write-ahead log under `synchronous=FULL`.
    package var isDurable: Bool {
        get throws {
            let journal = try database.first("PRAGMA journal_mode", []) { row in row.text(0) }
            let synchronous = try database.first("PRAGMA synchronous", []) { row in row.integer(0) }
            // Counted OFF, NORMAL, FULL, EXTRA from 0.
            return journal == "wal" && synchronous == 2
        }
    }
}

extension SQLiteStore: EventLog {
    package func commit(_ body: () throws -> Void) throws {
        words.begin()
        var isUpToDate = false
        try database.transaction {
            try body()
            isUpToDate = try words.write(to: database)
        }
        words.committed(isUpToDate: isUpToDate)
    }

    package var isIndexBehind: Bool { words.isBehind }

    package func attempt<Result>(_ body: () throws -> Result) throws -> Result {
        let mark = words.mark
        do {
            return try database.savepoint(body)
        } catch {
            words.takeBack(to: mark)
            throw error
        }
    }

    package func probe() throws {
        // The header is written, though it says what it said before.
        try database.setUserVersion(Int32(clamping: try database.userVersion))
    }

    package func listing(_ id: ConversationID) throws -> Listing? {
        try database.listing(id)
    }

    package func events(of id: ConversationID, _ range: ClosedRange<Int>) throws -> [Recorded] {
        var events: [Recorded] = []
        try database.events(
            of: id, where: "seq BETWEEN ?2 AND ?3 ORDER BY seq", [.number(range.lowerBound), .number(range.upperBound)]
        ) { events.append($0) }
        return events
    }

    package func append(_ events: [Recorded], to listing: Listing) throws {
        guard let first = events.first, let last = events.last else { return }
        let conversation = listing.conversation
        guard last.seq == conversation.lastSeq, last.seq - first.seq == events.count - 1 else {
            throw StorageError.outOfOrder(conversation.id, seq: first.seq)
        }
        var newest: Int64 = 0
        for recorded in events { newest = try insert(recorded, of: conversation) }
        let row = ConversationRow(conversation, lastMessage: listing.lastMessage, lastEvent: newest)
        if first.seq == 1 {
            try database.run(ConversationRow.insertion, row.values)
        } else {
            try database.run(ConversationRow.update, row.values + [.number(first.seq - 1)])
            guard database.changes == 1 else { throw StorageError.outOfOrder(conversation.id, seq: first.seq) }
        }
        for recorded in events {
            guard let wait = Wait.Change(recorded, in: conversation) else { continue }
            try wait.write(to: database)
        }
    }

    /// Answers with the row of the event.
    private func insert(_ recorded: Recorded, of conversation: Conversation) throws -> Int64 {
        let stored = StoredEvent(recorded.event)
        try database.run(
            """
            INSERT INTO events (workspace, conversation, seq, at, kind, sender, for_customer, body, words, rich, trace,
                client_id)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
            """,
            [
                .text(conversation.workspace.name), .id(conversation.id), .number(recorded.seq), .moment(recorded.at),
                .text(stored.kind), .text(ifAny: stored.sender), .truth(stored.isForCustomer), .text(stored.body),
                .text(ifAny: stored.words), .text(ifAny: stored.rich), .text(ifAny: stored.trace),
                .text(ifAny: recorded.clientID),
            ])
        if stored.sender != nil, stored.words != nil { words.add() }
        return database.lastInsertedRow
    }

    package func tidy() throws {
        try words.tidy(database)
    }

    package func eraseWords(of id: ConversationID) throws {
        try words.remove(id, in: database)
        try database.run(
            "UPDATE events SET words = NULL, rich = NULL, trace = NULL WHERE conversation = ?1", [.id(id)])
        // Where they came from may tell who they are. What it says otherwise has to stay as it was written.
        try database.run(
            "UPDATE events SET body = json_remove(body, '$.page') WHERE conversation = ?1 AND seq = 1", [.id(id)])
        try database.run(
            """
            UPDATE conversations SET message_seq = NULL, message_at = NULL, message_sender = NULL,
                message_excerpt = NULL
            WHERE id = ?1
            """, [.id(id)])
    }

    package func delivery(_ key: DeliveryKey, in id: ConversationID) throws -> Delivery? {
        try database.first(
            """
            SELECT fingerprint, first_seq, last_seq FROM deliveries
            WHERE conversation = ?1 AND sender = ?2 AND name = ?3
            """, [.id(id), .text(key.sender), .text(key.name)]
        ) { row in
            guard row.number(1) <= row.number(2) else {
                throw StorageError.unreadableRow(table: "deliveries", why: "its numbers are in no order")
            }
            return Delivery(fingerprint: SecretHash(row.blob(0)), events: row.number(1)...row.number(2))
        }
    }

    package func record(_ delivery: Delivery, as key: DeliveryKey, in id: ConversationID) throws {
        try database.run(
            """
            INSERT INTO deliveries (conversation, sender, name, fingerprint, first_seq, last_seq)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """,
            [
                .id(id), .text(key.sender), .text(key.name), .hash(delivery.fingerprint),
                .number(delivery.events.lowerBound), .number(delivery.events.upperBound),
            ])
    }

    package func customer(of session: SecretHash) throws -> Customer? {
        try database.customer(of: session)
    }

    package func save(_ customer: Customer, at moment: Moment) throws {
        try database.run(
            """
            INSERT INTO customers (id, workspace, name, email, created_at, updated_at, is_verified, attributes, page)
            VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7, ?8)
            ON CONFLICT (id) DO UPDATE
                SET name = ?3, email = ?4, updated_at = ?5, is_verified = ?6, attributes = ?7, page = ?8
            """,
            [
                .id(customer.id), .text(customer.workspace.name), .text(ifAny: customer.name),
                .text(ifAny: customer.email), .moment(moment), .truth(customer.isVerified),
                .text(customer.storedAttributes), .text(ifAny: customer.page),
            ])
    }

    package func save(session: SecretHash, of customer: CustomerID, at moment: Moment) throws {
        try database.run(
            "INSERT INTO sessions (hash, customer, created_at) VALUES (?1, ?2, ?3)",
            [.hash(session), .id(customer), .moment(moment)])
    }

    package func newestConversation(of customer: CustomerID) throws -> ConversationID? {
        try database.first(
            """
            SELECT id FROM conversations WHERE customer = ?1 AND NOT is_erased
            ORDER BY phase = 'closed', created_at DESC, id DESC LIMIT 1
            """, [.id(customer)]
        ) { row in try row.id(0, of: "conversations") }
    }

    package func conversations(of customer: CustomerID) throws -> [ConversationID] {
        var found: [ConversationID] = []
        try database.query("SELECT id FROM conversations WHERE customer = ?1", [.id(customer)]) { row in
            found.append(try row.id(0, of: "conversations"))
        }
        return found
    }

    package func waiting() throws -> [Queue.Place] {
        var places: [Queue.Place] = []
        try database.query(
            "SELECT id, workspace, waiting_since, queue_rank FROM conversations WHERE phase = 'queued'", []
        ) { row in
            places.append(
                Queue.Place(
                    try row.id(0, of: "conversations"), in: Workspace(row.text(1)),
                    Waiting(since: row.moment(2), rank: row.integer(3))))
        }
        return places
    }

    package func resting(
        automatedSince: Moment, claimedSince: Moment, closedSince: Moment?, limit: Int
    ) throws -> [ConversationID] {
        var found: [ConversationID] = []
        for (phase, moment) in [("automated", automatedSince), ("claimed", claimedSince), ("closed", closedSince)] {
            guard let moment else { continue }
            try database.query(
                """
                SELECT id FROM conversations WHERE phase = ?1 AND rests_since <= ?2 ORDER BY rests_since LIMIT ?3
                """, [.text(phase), .moment(moment), .number(limit - found.count)]
            ) { row in found.append(try row.id(0, of: "conversations")) }
        }
        return found
    }

    package func abandoned(limit: Int) throws -> [ConversationID] {
        var found: [ConversationID] = []
        try database.query(
            """
            SELECT c.id FROM agents a JOIN conversations c ON c.claimed_by = a.id WHERE a.is_disabled LIMIT ?1
            """, [.number(limit)]
        ) { row in found.append(try row.id(0, of: "conversations")) }
        return found
    }
}
