extension Schema {
    /// The tables of version 1.
    ///
    /// `events` is the log and the truth. What can be made of it again is a projection: `conversations`, `waits` and
    /// `message_words`. The rest is kept for itself. Moments are milliseconds since 1970, identifiers 16 bytes.
    ///
    /// - `events.words`, `rich` and `trace` are the only columns with what people wrote or what was made of it, so
    ///   erasing is setting them to NULL. `sender` is what makes an event a message.
    ///   `client_id` is what the sender's client calls the message.
    /// - `events_by_kind` costs about two microseconds an event and turns statistics over any span into index reads.
    /// - `conversations.state` is the whole state as JSON; the columns before it are what lists are ordered and
    ///   filtered by. `queue_rank` is the negated priority: one row comparison then walks the queue's index.
    ///   `last_event` orders by activity without trusting a clock. `rests_since` is NULL while nothing can expire.
    /// - `waits` holds a row for each escalation that ended its wait with a claim.
    /// - `message_words` keeps no copy of the words. Positions stay in it: a word such as `e-mail` is two tokens and is
    ///   searched as a phrase.
    static let firstVersion = """
        CREATE TABLE events (
            id INTEGER PRIMARY KEY,
            workspace TEXT NOT NULL,
            conversation BLOB NOT NULL,
            seq INTEGER NOT NULL CHECK (seq > 0),
            at INTEGER NOT NULL,
            kind TEXT NOT NULL,
            sender TEXT,
            for_customer INTEGER NOT NULL,
            body TEXT NOT NULL,
            words TEXT,
            rich TEXT,
            trace TEXT,
            client_id TEXT,
            UNIQUE (conversation, seq)
        ) STRICT;
        CREATE INDEX events_by_kind ON events (workspace, kind, at);

        CREATE VIEW messages AS SELECT id, words FROM events WHERE sender IS NOT NULL AND words IS NOT NULL;
        CREATE VIRTUAL TABLE message_words USING fts5 (
            words, content = 'messages', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
        );

        CREATE TABLE customers (
            id BLOB NOT NULL PRIMARY KEY,
            workspace TEXT NOT NULL,
            name TEXT COLLATE NOCASE,
            email TEXT COLLATE NOCASE,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX customers_by_name ON customers (workspace, name) WHERE name IS NOT NULL;
        CREATE INDEX customers_by_email ON customers (workspace, email) WHERE email IS NOT NULL;

        CREATE TABLE sessions (
            hash BLOB NOT NULL PRIMARY KEY,
            customer BLOB NOT NULL REFERENCES customers (id),
            created_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE conversations (
            id BLOB NOT NULL PRIMARY KEY,
            workspace TEXT NOT NULL,
            customer BLOB NOT NULL REFERENCES customers (id),
            created_at INTEGER NOT NULL,
            last_seq INTEGER NOT NULL,
            last_event INTEGER NOT NULL,
            phase TEXT NOT NULL,
            is_erased INTEGER NOT NULL,
            queue_rank INTEGER,
            waiting_since INTEGER,
            claimed_by BLOB,
            rests_since INTEGER,
            state TEXT NOT NULL,
            message_seq INTEGER,
            message_at INTEGER,
            message_sender TEXT,
            message_excerpt TEXT
        ) STRICT;
        CREATE INDEX conversations_queued ON conversations (workspace, queue_rank, waiting_since, id)
            WHERE phase = 'queued';
        CREATE INDEX conversations_recent ON conversations (workspace, phase, last_event);
        CREATE INDEX conversations_claimed ON conversations (claimed_by, last_event) WHERE claimed_by IS NOT NULL;
        CREATE INDEX conversations_resting ON conversations (phase, rests_since) WHERE rests_since IS NOT NULL;
        CREATE INDEX conversations_by_customer ON conversations (customer);
        CREATE INDEX conversations_by_age ON conversations (workspace, created_at, id);

        CREATE TABLE waits (
            conversation BLOB NOT NULL,
            escalation INTEGER NOT NULL,
            workspace TEXT NOT NULL,
            queue_rank INTEGER NOT NULL,
            waiting_since INTEGER NOT NULL,
            claimed_at INTEGER NOT NULL,
            replied_at INTEGER,
            PRIMARY KEY (conversation, escalation)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX waits_by_claim ON waits (workspace, claimed_at, waiting_since, queue_rank);
        CREATE INDEX waits_by_reply ON waits (workspace, replied_at, waiting_since) WHERE replied_at IS NOT NULL;

        CREATE TABLE deliveries (
            conversation BLOB NOT NULL,
            sender TEXT NOT NULL,
            name TEXT NOT NULL,
            fingerprint BLOB NOT NULL,
            first_seq INTEGER NOT NULL,
            last_seq INTEGER NOT NULL,
            PRIMARY KEY (conversation, sender, name)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE agents (
            id BLOB NOT NULL PRIMARY KEY,
            workspace TEXT NOT NULL,
            username TEXT NOT NULL COLLATE NOCASE,
            display_name TEXT NOT NULL COLLATE NOCASE,
            role TEXT NOT NULL,
            presence TEXT NOT NULL,
            max_active_chats INTEGER NOT NULL,
            is_disabled INTEGER NOT NULL,
            password_hash TEXT,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            UNIQUE (workspace, username)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE tokens (
            hash BLOB NOT NULL PRIMARY KEY,
            agent BLOB NOT NULL REFERENCES agents (id),
            created_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX tokens_by_agent ON tokens (agent);
        CREATE INDEX tokens_by_expiry ON tokens (expires_at);

        CREATE TABLE canned_replies (
            id INTEGER PRIMARY KEY,
            workspace TEXT NOT NULL,
            owner BLOB REFERENCES agents (id),
            shortcut TEXT NOT NULL COLLATE NOCASE,
            text TEXT NOT NULL
        ) STRICT;
        CREATE INDEX canned_replies_by_shortcut ON canned_replies (workspace, shortcut);
        """
}
