import BotFlow
import SQLite

/// The index of words: a projection of the log that may lag behind it while the house is busy, and says how far it is.
///
/// FTS5 writes a segment for each transaction that touches it, and merging many small ones costs as much as all else that a
/// message needs. So what comes in crowds is indexed in lots, and merged in steps that nobody feels; FTS5 by itself would
/// merge for 20 ms and more at a time.
struct WordIndex {
    /// Messages that came since the index was last up to date, in this transaction and before.
    private var added = (now: 0, before: 0)
    /// What this transaction takes out, at its end: FTS5 writes all it has to disk whenever a savepoint begins.
    private var removals: [(event: Int64, words: String)] = []
    private var tidying = Tidying.done

    private enum Tidying {
        case wanted, begun, done
    }

    /// A transaction with no more messages than these is a quiet house's, and what it says is found at once.
    private static let fewMessages = 4
    /// So many messages are indexed whatever else is to be done.
    private static let manyMessages = 256
    /// How many pages one step merges: few, so that nobody waits for it.
    private static let mergedPages = 16
    private static let tidiedPages = 64

    /// Brings an index up to date that a busy house left behind.
    init(in database: Database) throws {
        if try Self.isBehind(in: database) { try database.transaction { try Self.catchUp(in: database) } }
    }

    /// Whether messages are waiting to be indexed.
    var isBehind: Bool { added.before > 0 }

    mutating func add() {
        added.now += 1
    }

    // MARK: A transaction's frame

    mutating func begin() {
        added.now = 0
        removals = []
    }

    /// So many removals were noted; what is noted later can be taken back to here.
    var mark: Int { removals.count }

    mutating func takeBack(to mark: Int) {
        removals.removeSubrange(mark...)
    }

    /// At the end of a transaction; answers with whether the index is up to date once this is on disk.
    func write(to database: Database) throws -> Bool {
        let lag = added.now + added.before
        let isDue = lag > 0 && (added.now <= Self.fewMessages || lag >= Self.manyMessages)
        if isDue { try Self.catchUp(in: database) }
        for (event, words) in removals {
            // The index keeps no words, so it must be told which ones to forget.
            try database.run(
                "INSERT INTO message_words (message_words, rowid, words) VALUES ('delete', ?1, ?2)",
                [.integer(event), .text(words)])
        }
        if added.now > 0 { try Self.merge(Self.mergedPages, in: database) }
        return isDue || lag == 0
    }

    mutating func committed(isUpToDate: Bool) {
        added = (0, isUpToDate ? 0 : added.before + added.now)
    }

    // MARK: Catching up

    private static func isBehind(in database: Database) throws -> Bool {
        try database.first(
            """
            SELECT 1 FROM events WHERE id > (SELECT up_to FROM indexed_words)
                AND sender IS NOT NULL AND words IS NOT NULL LIMIT 1
            """, []
        ) { _ in true } ?? false
    }

    private static func catchUp(in database: Database) throws {
        try database.run(
            """
            INSERT INTO message_words (rowid, words) SELECT id, words FROM events
            WHERE id > (SELECT up_to FROM indexed_words) AND sender IS NOT NULL AND words IS NOT NULL
            """, [])
        try database.run("UPDATE indexed_words SET up_to = (SELECT max(id) FROM events)", [])
    }

    /// Makes the index anew from the log.
    static func rebuild(in database: Database) throws {
        try database.run("INSERT INTO message_words (message_words) VALUES ('delete-all')", [])
        try database.run("DELETE FROM indexed_words", [])
        try database.run("INSERT INTO indexed_words VALUES (0)", [])
        try catchUp(in: database)
    }

    // MARK: Erasing

    /// Notes that the words of a conversation go; called while the log still has them.
    mutating func remove(_ id: ConversationID, in database: Database) throws {
        // What is not in the index cannot be taken out.
        try Self.catchUp(in: database)
        tidying = .wanted
        var found: [(Int64, String)] = []
        try database.query(
            """
            SELECT id, words FROM events WHERE conversation = ?1 AND sender IS NOT NULL AND words IS NOT NULL
            """, [.id(id)]
        ) { row in found.append((row.integer(0), row.text(1))) }
        removals += found
    }

    /// Takes a step until no erased word stands in any segment, hidden.
    mutating func tidy(_ database: Database) throws {
        guard tidying != .done else { return }
        // A negative number of pages puts all segments on one level, to become one in the steps that follow: section 6.7 of
        // SQLite's FTS5.
        let isWorkLeft = try Self.merge(tidying == .wanted ? -Self.tidiedPages : Self.tidiedPages, in: database)
        tidying = isWorkLeft ? .begun : .done
    }

    /// Fewer than two changes say that there is nothing left to merge.
    @discardableResult
    private static func merge(_ pages: Int, in database: Database) throws -> Bool {
        let before = database.totalChanges
        try database.run("INSERT INTO message_words (message_words, rank) VALUES ('merge', ?1)", [.number(pages)])
        return database.totalChanges - before >= 2
    }
}
