import BotFlow
import SQLite
import Switchboard

/// What the log makes of one conversation, event by event, and where the log itself is broken.
struct Replay {
    let id: ConversationID
    private(set) var conversation: Conversation?
    private(set) var waits: [Wait] = []
    private(set) var eventCount = 0
    private(set) var logBreaches: [Breach] = []

    private var lastMessage: LastMessage?
    private var lastEvent: Int64 = 0

    /// Reads all events of the conversation, one at a time.
    init(of id: ConversationID, in database: Database) throws {
        self.id = id
        try readEvents(from: database)
    }

    private mutating func readEvents(from database: Database) throws {
        try database.query(
            "SELECT \(Database.eventColumns), id FROM events WHERE conversation = ?1 ORDER BY seq", [.id(id)]
        ) { row in
            eventCount += 1
            // Behind the first breach nothing means anything.
            guard logBreaches.isEmpty else { return }
            do {
                take(try Database.recorded(row, in: id), workspace: Workspace(row.text(2)), row: row.integer(11))
            } catch StorageError.unreadableEvent(_, let seq, let why) {
                logBreaches.append(Breach(.unreadableEvent(why), in: id, seq: seq))
            }
        }
    }

    private mutating func take(_ recorded: Recorded, workspace: Workspace, row: Int64) {
        let expected = (conversation?.lastSeq ?? 0) + 1
        guard recorded.seq == expected else {
            logBreaches.append(Breach(.gap(expected: expected), in: id, seq: recorded.seq))
            return
        }
        switch (recorded.event, conversation) {
        case (.started(let start), nil):
            conversation = Conversation(id, began: start, at: recorded.at)
        case (.started, _), (_, nil):
            logBreaches.append(Breach(.misplacedStart, in: id, seq: recorded.seq))
            return
        case (_, _?):
            conversation?.apply(recorded)
        }
        if conversation?.workspace != workspace {
            logBreaches.append(Breach(.foreignWorkspace, in: id, seq: recorded.seq))
        }
        lastMessage = LastMessage(of: recorded) ?? lastMessage
        lastEvent = row
        if let conversation { Wait.Change(recorded, in: conversation)?.apply(to: &waits) }
    }

    /// The row that `conversations` must have; nil when the log is broken.
    private var row: ConversationRow? {
        guard logBreaches.isEmpty, let conversation else { return nil }
        return ConversationRow(conversation, lastMessage: lastMessage, lastEvent: lastEvent)
    }

    // MARK: Against what is kept

    /// Everything wrong with the conversation's log and with what is kept of it.
    func breaches(in database: Database) throws -> [Breach] {
        guard let row else { return logBreaches }
        var breaches: [Breach] = []
        let columns = try database.first(ConversationRow.comparison, row.values) { answer in
            ConversationRow.columns.indices.filter { answer.integer($0) == 0 }.map { ConversationRow.columns[$0] }
        }
        switch columns {
        case nil: breaches.append(Breach(.missingRow, in: id))
        case let columns?: breaches += columns.map { Breach(.wrongColumn($0), in: id) }
        }
        if try storedWaits(in: database) != waits { breaches.append(Breach(.wrongWaits, in: id)) }
        return breaches
    }

    private func storedWaits(in database: Database) throws -> [Wait] {
        var stored: [Wait] = []
        try database.query(
            """
            SELECT escalation, waiting_since, queue_rank, claimed_at, replied_at FROM waits
            WHERE conversation = ?1 ORDER BY escalation
            """, [.id(id)]
        ) { row in
            stored.append(
                Wait(
                    escalation: row.number(0), waiting: Waiting(since: row.moment(1), rank: row.integer(2)),
                    claimedAt: row.moment(3),
                    repliedAt: row.integerIfAny(4).map { Moment(milliseconds: $0) }))
        }
        return stored
    }

    /// Writes what is kept of the conversation anew; nothing when the log is broken.
    func rebuild(in database: Database) throws {
        guard let row, let conversation else { return }
        try database.run(ConversationRow.replacement, row.values)
        try database.run("DELETE FROM waits WHERE conversation = ?1", [.id(id)])
        for wait in waits {
            try Wait.Change.ended(id, conversation.workspace, wait).write(to: database)
            if let repliedAt = wait.repliedAt {
                try Wait.Change.replied(id, escalation: wait.escalation, repliedAt).write(to: database)
            }
        }
    }
}
