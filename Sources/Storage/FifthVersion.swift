extension Schema {
    /// What version 5 changes: the index of words may lag behind the log, and says how far it is. FTS5 holds the index against
    /// `messages`, so that view ends where the index does. Its segments are merged by ``WordIndex``.
    static let fifthVersion = """
        CREATE TABLE indexed_words (up_to INTEGER NOT NULL) STRICT;
        INSERT INTO indexed_words SELECT coalesce(max(id), 0) FROM events;
        DROP VIEW messages;
        CREATE VIEW messages AS SELECT id, words FROM events
            WHERE sender IS NOT NULL AND words IS NOT NULL AND id <= (SELECT up_to FROM indexed_words);
        INSERT INTO message_words (message_words, rank) VALUES ('automerge', 0);
        """
}
