package import BotFlow
import SQLite
package import Switchboard

extension SQLiteArchive {
    /// What a customer writes and what the bot makes of it are recorded together, so the message stands right before
    /// the bot's; of an escalation at the ladder's end it is named.
    ///
    /// Each part of the union walks `events_by_kind` through the span; what follows is a look-up for each miss.
    package func misses(
        in workspace: Workspace, from: Moment, to: Moment, _ each: (Miss) throws -> Void
    ) throws {
        try database.query(
            """
            WITH missed (conversation, seq) AS (
                SELECT conversation, seq - 1 FROM events WHERE workspace = ?1 AND kind = ?4 AND at >= ?2 AND at < ?3
                UNION
                SELECT conversation, seq - 1 FROM events WHERE workspace = ?1 AND kind = ?5 AND at >= ?2 AND at < ?3
                UNION
                SELECT conversation, body ->> ?8 FROM events
                WHERE workspace = ?1 AND kind = ?6 AND at >= ?2 AND at < ?3 AND body ->> ?7 = ?9
            )
            SELECT m.conversation, m.seq, s.at, s.words, r.at, r.words, r.body ->> '$.agent.name'
            FROM missed m CROSS JOIN events s ON s.conversation = m.conversation AND s.seq = m.seq
            LEFT JOIN events r ON r.conversation = m.conversation AND r.seq = (
                SELECT seq FROM events
                WHERE conversation = m.conversation AND seq > m.seq AND kind = ?11 AND words IS NOT NULL
                ORDER BY seq LIMIT 1
            )
            WHERE s.kind = ?10 AND s.words IS NOT NULL ORDER BY m.conversation, m.seq
            """,
            [
                .text(workspace.name), .moment(from), .moment(to), .kind(.askedBack), .kind(.missed),
                .kind(.escalated), .key(.reason), .key(.message),
                .text(Escalation.Reason.missed.storedWord), .kind(.said), .kind(.replied),
            ]
        ) { row in
            let reply =
                row.isNull(4) ? nil : Miss.Reply(by: row.text(6), at: row.moment(4), words: row.text(5))
            try each(
                Miss(
                    conversation: try row.id(0, of: "events"), seq: row.number(1), at: row.moment(2),
                    words: row.text(3), reply: reply))
        }
    }

    /// Walks `events_by_kind` from its end.
    package func customerMessages(
        in workspace: Workspace, from: Moment, limit: Int, _ each: (String) throws -> Void
    ) throws {
        try database.query(
            """
            SELECT words FROM events WHERE workspace = ?1 AND kind = ?2 AND at >= ?3 AND words IS NOT NULL
            ORDER BY at DESC LIMIT ?4
            """,
            [.text(workspace.name), .kind(.said), .moment(from), .number(limit)]
        ) { row in try each(row.text(0)) }
    }

    /// The inner question walks `events_by_kind` through the span, the outer one the events of each conversation.
    package func faqSteps(
        in workspace: Workspace, from: Moment, to: Moment, _ each: ([FAQStep]) throws -> Void
    ) throws {
        var conversation: ConversationID?
        var steps: [FAQStep] = []
        try database.query(
            """
            SELECT e.conversation, e.seq, e.at, e.kind, e.body ->> ?5, e.body ->> ?6, e.body ->> ?7, e.body ->> ?8,
                e.trace ->> ?9, e.trace ->> ?10, e.body ->> ?17, e.trace ->> ?18, e.trace ->> ?19
            FROM (
                SELECT DISTINCT conversation FROM events WHERE workspace = ?1 AND kind = ?4 AND at >= ?2 AND at < ?3
            ) a CROSS JOIN events e ON e.conversation = a.conversation
            WHERE e.kind IN (?4, ?11, ?12, ?13, ?14, ?15, ?16) ORDER BY a.conversation, e.seq
            """,
            [
                .text(workspace.name), .moment(from), .moment(to), .kind(.answered), .key(.slug), .key(.message),
                .key(.helpful), .key(.reason), .text(TracePath.place), .text(TracePath.rule), .kind(.said),
                .kind(.picked), .kind(.askedBack), .kind(.missed), .kind(.escalated), .kind(.judged),
                .key(.secondSlug), .text(TracePath.secondPlace), .text(TracePath.secondRule),
            ]
        ) { row in
            let id: ConversationID = try row.id(0, of: "events")
            if id != conversation {
                if !steps.isEmpty { try each(steps) }
                (conversation, steps) = (id, [])
            }
            if let kind = try Self.step(row) {
                steps.append(FAQStep(seq: row.number(1), at: row.moment(2), kind))
            }
        }
        if !steps.isEmpty { try each(steps) }
    }

    /// Nil for an escalation that the customer did not ask for, and an answer of no entry.
    private static func step(_ row: borrowing Row) throws -> FAQStep.Kind? {
        switch try known(StoredEvent.Kind(rawValue: row.text(3)), "kind", of: "events") {
        case .said: return .said
        case .picked: return .picked(slug: row.text(4))
        case .askedBack, .missed: return .missed
        case .escalated: return row.text(7) == Escalation.Reason.asked.storedWord ? .askedForPerson : nil
        // SQLite reads JSON's true and false as 1 and 0.
        case .judged: return .judged(message: row.number(5), helpful: row.integer(6) != 0)
        case .answered:
            guard let slug = row.textIfAny(4) else { return nil }
            let second = row.textIfAny(10)
            let rules = [rule(8, 9, of: row), second == nil ? nil : rule(11, 12, of: row)]
            return .answered(slugs: [slug, second].compactMap(\.self), rules: rules.compactMap(\.self))
        default: return nil
        }
    }

    private static func rule(_ place: Int, _ number: Int, of row: borrowing Row) -> FAQStep.WonRule? {
        guard let place = row.textIfAny(place), let number = row.integerIfAny(number) else { return nil }
        let file = place.lastIndex(of: ":").map { place[..<$0] } ?? place[...]
        return FAQStep.WonRule(file: String(file), number: Int(number))
    }
}

extension Value {
    fileprivate static func kind(_ kind: StoredEvent.Kind) -> Value { .text(kind.rawValue) }
    fileprivate static func key(_ key: StoredEvent.Key) -> Value { .text(key.rawValue) }
}
