import BotFlow
import SQLite

extension Database {
    /// Conversations that a person was asked for and that do not stand in exactly one list, the queue or one agent's,
    /// or that stand in one and should not; at most `limit`.
    ///
    /// The state is held against the columns that the lists are made of. Of the open conversations all are looked at,
    /// of the closed ones those that moved last: the cost does not grow with the store.
    func orphans(in workspace: Workspace, limit: Int) throws -> [ConversationID] {
        var orphans: [ConversationID] = []
        try query(
            """
            SELECT id FROM conversations
            WHERE workspace = ?1 AND phase = 'queued' AND (
                queue_rank IS NULL OR waiting_since IS NULL OR claimed_by IS NOT NULL
                OR state ->> '$.phase.is' IS NOT 'queued')
            UNION ALL
            SELECT id FROM conversations
            WHERE workspace = ?1 AND phase = 'claimed' AND (
                claimed_by IS NULL OR NOT EXISTS (SELECT 1 FROM agents a WHERE a.id = claimed_by)
                OR state ->> '$.phase.is' IS NOT 'claimed')
            UNION ALL
            SELECT id FROM conversations
            WHERE workspace = ?1 AND phase = 'automated' AND state ->> '$.phase.is' IS NOT 'automated'
            UNION ALL
            SELECT id FROM (
                SELECT id, state FROM conversations WHERE workspace = ?1 AND phase = 'closed'
                ORDER BY last_event DESC LIMIT \(Self.closedSample)
            ) WHERE state ->> '$.phase.is' IS NOT 'closed'
            UNION ALL
            SELECT id FROM conversations WHERE claimed_by IS NOT NULL AND phase IN ('automated', 'closed')
            LIMIT ?2
            """, [.text(workspace.name), .number(limit)]
        ) { row in orphans.append(try row.id(0, of: "conversations")) }
        return orphans
    }

    /// How many closed conversations are looked at.
    private static let closedSample = 1000
}
