extension Schema {
    /// What version 4 changes: `conversations.rests_since` also says since when an ended conversation waits for its words to be
    /// erased, and what was erased before keeps no page either.
    static let fourthVersion = """
        UPDATE conversations SET rests_since = json_extract(state, '$.phase.closed_at')
            WHERE phase = 'closed' AND NOT is_erased;
        UPDATE events SET body = json_remove(body, '$.page')
            WHERE seq = 1 AND conversation IN (SELECT id FROM conversations WHERE is_erased);
        UPDATE conversations SET state = json_remove(state, '$.page') WHERE is_erased;
        """
}
