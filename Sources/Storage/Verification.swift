import BotFlow
import SQLite

/// The whole of a store held against its log: what `support-server verify` reports.
package struct Verification: Sendable {
    package private(set) var conversations = 0
    package private(set) var events = 0
    /// The first of them, at most ``breachLimit``.
    package private(set) var breaches: [Breach] = []
    package private(set) var breachCount = 0

    package static let breachLimit = 1000

    package var isSound: Bool { breachCount == 0 }

    /// Replays every conversation of the file at `path` and compares; `progress` hears the part done, from 0 to 1.
    ///
    /// Reads one moment of the file while others go on, but checking the search index holds up whoever writes: beside
    /// a busy server, verify a backup.
    package init(of path: String, progress: ((Double) -> Void)? = nil) throws {
        do {
            let database = try Database(path: path, access: .readOnly)
            try Schema.require(database)
            try database.transaction {
                for sentence in try database.integrityCheck() { report(Breach(.damage(sentence))) }
                try replayAndCompare(in: database, progress)
                try reportRowsWithoutEvents(in: database)
            }
            if try !Self.isIndexSound(at: path) { report(Breach(.wrongIndex)) }
        } catch let error as SQLiteError where error.isCorrupt {
            report(Breach(.damage(error.message)))
        }
        progress?(1)
    }

    private mutating func replayAndCompare(in database: Database, _ progress: ((Double) -> Void)?) throws {
        try Self.replayAll(in: database, progress) { replay in
            guard let replay else {
                report(Breach(.unreadableEvent("its conversation's id is not 16 bytes")))
                return
            }
            conversations += 1
            events += replay.eventCount
            for breach in try replay.breaches(in: database) { report(breach) }
        }
    }

    /// Makes the lists and the search index anew from the log, as one transaction; conversations whose log is broken
    /// keep what they have.
    package static func rebuild(_ path: String, progress: ((Double) -> Void)? = nil) throws {
        let database = try Database(path: path, access: .readWrite)
        try Schema.require(database)
        try database.transaction {
            try replayAll(in: database, progress) { replay in try replay?.rebuild(in: database) }
            for table in ["conversations", "waits"] {
                let key = table == "waits" ? "conversation" : "id"
                try database.run(
                    """
                    DELETE FROM \(table) WHERE NOT EXISTS
                        (SELECT 1 FROM events WHERE events.conversation = \(table).\(key))
                    """, [])
            }
            try WordIndex.rebuild(in: database)
        }
        progress?(1)
    }

    private mutating func report(_ breach: Breach) {
        breachCount += 1
        if breaches.count < Self.breachLimit { breaches.append(breach) }
    }

    /// Lends the replay of each conversation in the log; nil for one whose id is none.
    private static func replayAll(
        in database: Database, _ progress: ((Double) -> Void)?, _ each: (Replay?) throws -> Void
    ) throws {
        let total = try database.first("SELECT count(*) FROM events", []) { row in row.number(0) } ?? 0
        var next: Value? = .blob([])
        var done = 0
        var conversations = 0
        while let previous = next {
            next = try database.first(
                "SELECT conversation FROM events WHERE conversation > ?1 ORDER BY conversation LIMIT 1", [previous]
            ) { row in .blob(row.blob(0)) }
            guard case .blob(let bytes)? = next else { return }
            let replay = try ConversationID(bytes: bytes).map { id in try Replay(of: id, in: database) }
            try each(replay)
            done += replay?.eventCount ?? 0
            conversations += 1
            // Often enough for a bar, seldom enough to cost nothing.
            if conversations.isMultiple(of: 256), total > 0 { progress?(min(1, Double(done) / Double(total))) }
        }
    }

    private mutating func reportRowsWithoutEvents(in database: Database) throws {
        try database.query(
            """
            SELECT id FROM conversations c WHERE NOT EXISTS (SELECT 1 FROM events WHERE conversation = c.id)
            UNION
            SELECT conversation FROM waits w WHERE NOT EXISTS (SELECT 1 FROM events WHERE conversation = w.conversation)
            """, []
        ) { row in report(Breach(.rowWithoutEvents, in: ConversationID(bytes: row.blob(0)))) }
    }

    /// FTS5 answers this question only to a statement that could write, so of a file that nobody may write it is asked
    /// in a private copy.
    private static func isIndexSound(at path: String) throws -> Bool {
        let database = try Database(path: path, access: .check)
        do {
            return try isIndexSound(in: database)
        } catch let error as SQLiteError where error.isReadOnly {
            return try isIndexSound(in: database.privateCopy())
        }
    }

    private static func isIndexSound(in database: Database) throws -> Bool {
        do {
            // Rank 1: also against the words of the messages, not only within itself.
            try database.run("INSERT INTO message_words (message_words, rank) VALUES ('integrity-check', 1)", [])
            return true
        } catch let error as SQLiteError where error.isCorrupt {
            return false
        }
    }
}
