package import BotFlow
import SQLite
package import Switchboard

/// The parts of a span of time, and the people in it.
extension SQLiteArchive {
    /// Each statement walks `events_by_kind` and nothing else.
    package func buckets(
        in workspace: Workspace, from: Moment, to: Moment, of length: Duration
    ) throws -> [Statistics.Bucket] {
        let (start, end, step) = (from.milliseconds, to.milliseconds, length.milliseconds)
        var buckets = stride(from: start, to: end, by: Int64.Stride(step)).map {
            Statistics.Bucket(from: Moment(milliseconds: $0))
        }
        let figures: [(StoredEvent.Kind, WritableKeyPath<Statistics.Bucket, Int>)] = [
            (.started, \.started), (.answered, \.answered), (.escalated, \.escalated), (.claimed, \.claimed),
            (.closed, \.closed),
        ]
        for (kind, figure) in figures {
            try database.query(
                """
                SELECT (at - ?2) / ?5, count(*) FROM events
                WHERE workspace = ?1 AND kind = ?4 AND at >= ?2 AND at < ?3 GROUP BY 1
                """,
                [.text(workspace.name), .moment(from), .moment(to), .text(kind.rawValue), .integer(step)]
            ) { row in buckets[row.number(0)][keyPath: figure] = row.number(1) }
        }
        return buckets
    }

    /// `events_by_kind` leads to what agents did in the span; whose a first reply or a rating is stands in the events of
    /// its conversation.
    package func agentStatistics(
        in workspace: Workspace, from: Moment, to: Moment
    ) throws -> [AgentID: AgentStatistics] {
        let span: [Value] = [.text(workspace.name), .moment(from), .moment(to)]
        var agents: [AgentID: AgentStatistics] = [:]
        let deeds: [(StoredEvent.Kind, WritableKeyPath<AgentStatistics, Int>)] = [
            (.claimed, \.claimed), (.closed, \.closed), (.replied, \.replies),
        ]
        for (kind, deed) in deeds {
            try database.query(
                """
                SELECT body ->> '$.agent.id', count(*) FROM events
                WHERE workspace = ?1 AND kind = ?4 AND at >= ?2 AND at < ?3 AND body ->> '$.agent.id' IS NOT NULL
                GROUP BY 1
                """, span + [.text(kind.rawValue)]
            ) { row in agents[try Self.agent(row), default: AgentStatistics()][keyPath: deed] = row.number(1) }
        }
        let replied = Value.text(StoredEvent.Kind.replied.rawValue)
        try database.query(
            """
            SELECT e.body ->> '$.agent.id', w.replied_at - w.waiting_since
            FROM waits w CROSS JOIN events e ON e.conversation = w.conversation AND e.seq = (
                SELECT seq FROM events WHERE conversation = w.conversation AND seq > w.escalation AND kind = ?4
                ORDER BY seq LIMIT 1
            )
            WHERE w.workspace = ?1 AND w.replied_at >= ?2 AND w.replied_at < ?3 ORDER BY w.replied_at
            """, span + [replied]
        ) { row in agents[try Self.agent(row), default: AgentStatistics()].firstReplies.append(row.number(1)) }
        try database.query(
            """
            SELECT e.body ->> '$.agent.id', r.body ->> ?6
            FROM events r CROSS JOIN events e ON e.conversation = r.conversation AND e.seq = (
                SELECT seq FROM events WHERE conversation = r.conversation AND seq < r.seq AND kind = ?4
                ORDER BY seq DESC LIMIT 1
            )
            WHERE r.workspace = ?1 AND r.kind = ?5 AND r.at >= ?2 AND r.at < ?3
            """,
            span + [replied, .text(StoredEvent.Kind.rated.rawValue), .text(StoredEvent.Key.score.rawValue)]
        ) { row in
            let place = try Self.place(ofScore: row.text(1))
            agents[try Self.agent(row), default: AgentStatistics()].ratings[place] += 1
        }
        return agents
    }

    private static func agent(_ row: borrowing Row) throws -> AgentID {
        try known(AgentID(row.text(0)), "agent", of: "events")
    }
}
