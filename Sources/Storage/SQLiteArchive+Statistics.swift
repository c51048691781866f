package import BotFlow
import SQLite
package import Switchboard

extension SQLiteArchive {
    package func skips(_ waiting: [Waiting], in workspace: Workspace) throws -> [Int] {
        guard let oldest = waiting.map(\.since).min() else { return [] }
        // Read once for all who wait: a query for each would walk the same rows again and again.
        var claims: [(conversation: [UInt8], at: Moment, place: (rank: Int64, since: Moment))] = []
        try database.query(
            """
            SELECT conversation, claimed_at, queue_rank, waiting_since FROM waits
            WHERE workspace = ?1 AND claimed_at > ?2 ORDER BY conversation
            """, [.text(workspace.name), .moment(oldest)]
        ) { row in claims.append((row.blob(0), row.moment(1), (row.integer(2), row.moment(3)))) }
        return waiting.map { waiting in
            var count = 0
            var counted: [UInt8]?
            for claim in claims where claim.at > waiting.since && claim.place > (waiting.rank, waiting.since) {
                // One that was claimed several times lies beside itself, and is one skip.
                if claim.conversation != counted { count += 1 }
                counted = claim.conversation
            }
            return count
        }
    }

    package func recentWaits(in workspace: Workspace, limit: Int) throws -> [Duration] {
        var waits: [Duration] = []
        try database.query(
            """
            SELECT claimed_at - waiting_since FROM waits WHERE workspace = ?1 ORDER BY claimed_at DESC LIMIT ?2
            """, [.text(workspace.name), .number(limit)]
        ) { row in waits.append(.milliseconds(row.integer(0))) }
        return waits
    }

    /// The span is from the first moment up to, and without, the second.
    package func statistics(in workspace: Workspace, from: Moment, to: Moment) throws -> Statistics {
        let span: [Value] = [.text(workspace.name), .moment(from), .moment(to)]
        var statistics = Statistics()
        statistics.started = try count(.started, in: span)
        statistics.settledByBot = try settledByBot(in: span)
        statistics.customerMessages = try count(.said, in: span) + count(.picked, in: span)
        statistics.answered = try count(.answered, in: span)
        statistics.askedBack = try count(.askedBack, in: span)
        statistics.missed = try count(.missed, in: span)
        statistics.claimed = try count(.claimed, in: span)
        statistics.escalated = try counts(.escalated, by: .reason, in: span)
        statistics.closed = try counts(.closed, by: .closer, in: span)
        for (score, count) in try counts(.rated, by: .score, in: span) {
            statistics.ratings[try Self.place(ofScore: score)] = count
        }
        // SQLite reads JSON's true and false as 1 and 0.
        let judged = try counts(.judged, by: .helpful, in: span)
        statistics.helpful = judged["1"] ?? 0
        statistics.unhelpful = judged["0"] ?? 0
        statistics.waits = try lengths(until: "claimed_at", in: span)
        statistics.firstReplies = try lengths(until: "replied_at", in: span)
        return statistics
    }

    static func place(ofScore score: String) throws -> Int {
        try known(Int(score).flatMap { (1...5).contains($0) ? $0 - 1 : nil }, "score", of: "events")
    }

    /// Whoever was escalated was so after the beginning, so the escalations since the span's are all there are.
    private func settledByBot(in span: [Value]) throws -> Int {
        try database.first(
            """
            SELECT count(*) FROM conversations
            WHERE workspace = ?1 AND created_at >= ?2 AND created_at < ?3 AND phase = 'closed' AND id NOT IN (
                SELECT conversation FROM events WHERE workspace = ?1 AND kind = ?4 AND at >= ?2
            )
            """, span + [.text(StoredEvent.Kind.escalated.rawValue)]
        ) { row in row.number(0) } ?? 0
    }

    private func count(_ kind: StoredEvent.Kind, in span: [Value]) throws -> Int {
        try database.first(
            "SELECT count(*) FROM events WHERE workspace = ?1 AND kind = ?4 AND at >= ?2 AND at < ?3",
            span + [.text(kind.rawValue)]
        ) { row in row.number(0) } ?? 0
    }

    private func counts(
        _ kind: StoredEvent.Kind, by key: StoredEvent.Key, in span: [Value]
    ) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        try database.query(
            """
            SELECT body ->> ?5, count(*) FROM events
            WHERE workspace = ?1 AND kind = ?4 AND at >= ?2 AND at < ?3 GROUP BY 1
            """, span + [.text(kind.rawValue), .text(key.rawValue)]
        ) { row in counts[row.text(0)] = row.number(1) }
        return counts
    }

    private func lengths(until end: String, in span: [Value]) throws -> [Int] {
        var lengths: [Int] = []
        try database.query(
            """
            SELECT \(end) - waiting_since FROM waits
            WHERE workspace = ?1 AND \(end) >= ?2 AND \(end) < ?3 ORDER BY \(end)
            """, span
        ) { row in lengths.append(row.number(0)) }
        return lengths
    }
}
