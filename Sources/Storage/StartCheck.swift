import BotFlow
import SQLite

/// What is looked at before a store is served: enough to meet damage early, little enough to start at once.
///
/// `support-server verify` looks at everything.
enum StartCheck {
    /// Up to this size SQLite checks every page; that takes a tenth of a second. Of larger files the newest
    /// conversations are read, which is where a torn write or a cut end shows.
    private static let wholeCheckLimit = 32 << 20

    private static let sampleSize = 20

    static func run(on database: Database) throws {
        // Of one moment: beside a server that writes, the log and the lists would otherwise be of different ones.
        try database.snapshot { try look(at: database) }
    }

    private static func look(at database: Database) throws {
        let bytes = try database.first(
            "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size", []
        ) { row in row.number(0) }
        if let bytes, bytes <= wholeCheckLimit {
            let sentences = try database.quickCheck()
            guard sentences.isEmpty else { throw StorageError.damaged(path: database.path, sentences) }
        }
        for id in try newestConversations(in: database) {
            if let breach = try Replay(of: id, in: database).breaches(in: database).first {
                throw StorageError.disagreement(path: database.path, breach)
            }
        }
    }

    private static func newestConversations(in database: Database) throws -> [ConversationID] {
        var ids: Set<ConversationID> = []
        try database.query(
            "SELECT conversation FROM events ORDER BY id DESC LIMIT ?1", [.number(sampleSize)]
        ) { row in ids.insert(try row.id(0, of: "events")) }
        return Array(ids)
    }
}
