package import BotFlow
import SQLite
package import Switchboard

extension SQLiteArchive {
    /// So many of the newest messages that match are looked at, so that a common word costs no more than a rare one.
    private static let matchLimit = 200

    /// Stand around what matched.
    private static let marks = (start: "\u{2}", end: "\u{3}")

    /// Of the newest matches the densest first: those with the most found words for their length.
    ///
    /// Not by FTS5's `bm25`, which counts all messages with each word of the query before it answers: with a million
    /// messages one "the" takes a third of a second.
    package func search(_ query: String, in workspace: Workspace, limit: Int) throws -> [SearchHit] {
        guard let expression = SearchExpression(query) else { return [] }
        var matches: [Match] = []
        try database.query(
            """
            SELECT w.rowid, e.conversation, e.seq, highlight(message_words, 0, ?4, ?5),
                snippet(message_words, 0, ?4, ?5, '…', 16)
            FROM message_words w CROSS JOIN events e ON e.id = w.rowid
            WHERE w.message_words MATCH ?1 AND e.workspace = ?2 ORDER BY w.rowid DESC LIMIT ?3
            """,
            [
                .text(expression.text), .text(workspace.name), .number(Self.matchLimit), .text(Self.marks.start),
                .text(Self.marks.end),
            ]
        ) { row in
            matches.append(
                Match(
                    event: row.integer(0), conversation: try row.id(1, of: "events"), seq: row.number(2),
                    density: Self.density(of: row.text(3)), snippet: row.text(4)))
        }
        matches.sort { ($0.density, $0.event) > ($1.density, $1.event) }
        return try matches.prefix(limit).compactMap { match in try hit(match) }
    }

    private struct Match {
        let event: Int64
        let conversation: ConversationID
        let seq: Int
        let density: Double
        /// Made for each match in passing: asking for one by its row walks all that is behind it in the index.
        let snippet: String
    }

    /// How many words are marked in a text for its length. The length is dampened by a constant, so that one word
    /// alone does not beat three in a sentence.
    private static func density(of marked: String) -> Double {
        let found = marked.utf8.count { $0 == 2 }
        return Double(found) / Double(marked.utf8.count + 60)
    }

    private func hit(_ match: Match) throws -> SearchHit? {
        guard let listing = try listing(match.conversation) else { return nil }
        var recorded: Recorded?
        try database.events(of: match.conversation, where: "seq = ?2", [.number(match.seq)]) { recorded = $0 }
        return recorded.map { SearchHit(listing: listing, recorded: $0, snippet: match.snippet) }
    }
}
