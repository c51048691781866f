-- A store of version 1: one conversation in each phase. Never edited.
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
INSERT INTO customers VALUES (x'018bcfe568007543ba3cecbc70ee19c3', 'default', 'Zoë', 'zoe@example.org', 1700000000001, 1700000000001);
INSERT INTO customers VALUES (x'018bcfe568027f53bf6a100664561dfe', 'default', NULL, NULL, 1700000000003, 1700000000003);
INSERT INTO customers VALUES (x'018bcfe56805711280a3f1330ed3fbbd', 'default', NULL, NULL, 1700000000006, 1700000000006);
INSERT INTO customers VALUES (x'018bcfe568097c28aaa208c622515f63', 'default', NULL, NULL, 1700000000010, 1700000000010);
INSERT INTO agents VALUES (x'018bcfe5680072fb9a319a9cb9672cd7', 'default', 'agent1', 'Agent 1', 'agent', 'online', 5, 0, NULL, 1700000000000, 1700000000000);
INSERT INTO agents VALUES (x'018bcfe5680078f4bc12faf53d0fe673', 'default', 'agent2', 'Agent 2', 'agent', 'online', 5, 0, NULL, 1700000000000, 1700000000000);
INSERT INTO agents VALUES (x'018bcfe568007be3881ab918879d69a4', 'default', 'agent0', 'Agent 0', 'agent', 'online', 5, 0, NULL, 1700000000000, 1700000000000);
INSERT INTO events (id, workspace, conversation, seq, at, kind, sender, for_customer, body, words, rich, trace) VALUES (1, 'default', x'018bcfe56801783e8d5bf86280de1314', 1, 1700000000001, 'started', NULL, 1, '{"customer":"018bcfe5-6800-7543-ba3c-ecbc70ee19c3","locale":"en","page":"https://shop.test/a\"b"}', NULL, NULL, NULL);
INSERT INTO events (id, workspace, conversation, seq, at, kind, sender, for_customer, body, words, rich, trace) VALUES (2, 'default', x'018bcfe56801783e8d5bf86280de1314', 2, 1700000000001, 'greeted', 'bot', 1, '{"edition":"e1"}', 'Hello, ask me anything.', NULL, NULL);
INSERT INTO events (id, workspace, conversation, seq, at, kind, sender, for_customer, body, words, rich, trace) VALUES (3, 'default', x'018bcfe56801783e8d5bf86280de1314', 3, 1700000000002, 'said', 'customer', 1, '{}', 'My umbrella is "broken"
since today', NULL, NULL);
INSERT INTO events (id, workspace, conversation, seq, at, kind, sender, for_customer, body, words, rich, trace) VALUES (4, 'default', x'018bcfe56801783e8d5bf86280de1314', 4, 1700000000002, 'answered', 'bot', 1, '{"slug":"heard","edition":"e1"}', 'I heard you.', NULL, NULL);
INSERT INTO events (id, workspace, conversation, seq, at, kind, sender, for_customer, body, words, rich, trace) VALUES (5, 'default', x'018bcfe568037e89b1d954621ff04952', 1, 1700000000003, 'started', NULL, 1, '{"customer":"018bcfe5-6802-7f53-bf6a-100664561dfe","locale":"en","page":"https://shop.test/a\"b"}', NULL, NULL, NULL);
INSERT INTO events (id, workspace, conversation, seq, at, kind, sender, for_customer, body, words, rich, trace) VALUES (6, 'default', x'018bcfe568037e89b1d954621ff04952', 2, 1700000000003, 'greeted', 'bot', 1, '{"edition":"e1"}', 'Hello, ask me anything.', NULL, NULL);
INSERT INTO events (id, workspace, conversation, seq, at, kind, sender, for_customer, body, words, rich, trace) VALUES (7, 'default', x'018bcfe568037e89b1d954621ff04952', 3, 1700000000004, 'said', 'customer', 1, '{}', 'an umbrella, please', NULL, NULL);
INSERT INTO events (id, workspace, conversation, seq, at, kind, sender, for_customer, body, words, rich, trace) VALUES (8, 'default', x'018bcfe568037e89b1d954621ff04952', 4, 1700000000004, 'answered', 'bot', 1, '{"slug":"heard","edition":"e1"}', 'I heard you.', NULL, NULL);
INSERT INTO events (id, workspace, conversation, seq, at, kind, sender, for_customer, body, words, rich, trace) VALUES (9, 'default', x'018bcfe568037e89b1d954621ff04952', 5, 1700000000005, 'escalated', NULL, 1, '{"reason":"asked","priority":0,"message":3,"tried":["heard"]}', 'quick', NULL, NULL);
INSERT INTO events (id, workspace, conversation, seq, at, kind, sender, for_customer, body, words, rich, trace) VALUES (10, 'default', x'018bcfe568037e89b1d954621ff04952', 6, 1700000000005, 'told', 'system', 1, '{}', 'You are in the queue.', NULL, NULL);
INSERT INTO events (id, workspace, conversation, seq, at, kind, sender, for_customer, body, words, rich, trace) VALUES (11, 'default', x'018bcfe5680672ba9c954891d9440956', 1, 1700000000006, 'started', NULL, 1, '{"customer":"018bcfe5-6805-7112-80a3-f1330ed3fbbd","locale":"en","page":"https://shop.test/a\"b"}', NULL, NULL, NULL);
INSERT INTO events (id, workspace, conversation, seq, at, kind, sender, for_customer, body, words, rich, trace) VALUES (12, 'default', x'018bcfe5680672ba9c954891d9440956', 2, 1700000000006, 'greeted', 'bot', 1, '{"edition":"e1"}', 'Hello, ask me anything.', NULL, NULL);
INSERT INTO events (id, workspace, conversation, seq, at, kind, sender, for_customer, body, words, rich, trace) VALUES (13, 'default', x'018bcfe5680672ba9c954891d9440956', 3, 1700000000007, 'escalated', NULL, 1, '{"reason":"asked","priority":0,"tried":[]}', NULL, NULL, NULL);
INSERT INTO events (id, workspace, conversation, seq, at, kind, sender, for_customer, body, words, rich, trace) VALUES (14, 'default', x'018bcfe5680672ba9c954891d9440956', 4, 1700000000007, 'told', 'system', 1, '{}', 'You are in the queue.', NULL, NULL);
INSERT INTO events (id, workspace, conversation, seq, at, kind, sender, for_customer, body, words, rich, trace) VALUES (15, 'default', x'018bcfe5680672ba9c954891d9440956', 5, 1700000000008, 'claimed', NULL, 1, '{"agent":{"id":"018bcfe5-6800-7be3-881a-b918879d69a4","name":"Agent 0"}}', NULL, NULL, NULL);
INSERT INTO events (id, workspace, conversation, seq, at, kind, sender, for_customer, body, words, rich, trace) VALUES (16, 'default', x'018bcfe5680672ba9c954891d9440956', 6, 1700000000009, 'replied', 'agent', 1, '{"agent":{"id":"018bcfe5-6800-7be3-881a-b918879d69a4","name":"Agent 0"}}', 'Hello', NULL, NULL);
INSERT INTO events (id, workspace, conversation, seq, at, kind, sender, for_customer, body, words, rich, trace) VALUES (17, 'default', x'018bcfe5680a72138f206b9aecb34f5e', 1, 1700000000010, 'started', NULL, 1, '{"customer":"018bcfe5-6809-7c28-aaa2-08c622515f63","locale":"en","page":"https://shop.test/a\"b"}', NULL, NULL, NULL);
INSERT INTO events (id, workspace, conversation, seq, at, kind, sender, for_customer, body, words, rich, trace) VALUES (18, 'default', x'018bcfe5680a72138f206b9aecb34f5e', 2, 1700000000010, 'greeted', 'bot', 1, '{"edition":"e1"}', 'Hello, ask me anything.', NULL, NULL);
INSERT INTO events (id, workspace, conversation, seq, at, kind, sender, for_customer, body, words, rich, trace) VALUES (19, 'default', x'018bcfe5680a72138f206b9aecb34f5e', 3, 1700000000011, 'told', 'system', 1, '{}', 'The customer ended this conversation.', NULL, NULL);
INSERT INTO events (id, workspace, conversation, seq, at, kind, sender, for_customer, body, words, rich, trace) VALUES (20, 'default', x'018bcfe5680a72138f206b9aecb34f5e', 4, 1700000000011, 'closed', NULL, 1, '{"closer":"customer"}', NULL, NULL, NULL);
INSERT INTO events (id, workspace, conversation, seq, at, kind, sender, for_customer, body, words, rich, trace) VALUES (21, 'default', x'018bcfe5680a72138f206b9aecb34f5e', 5, 1700000000012, 'rated', NULL, 1, '{"score":4}', 'fine', NULL, NULL);
INSERT INTO conversations VALUES (x'018bcfe56801783e8d5bf86280de1314', 'default', x'018bcfe568007543ba3cecbc70ee19c3', 1700000000001, 4, 4, 'automated', 0, NULL, NULL, NULL, 1700000000002, '{"locale":"en","page":"https://shop.test/a\"b","phase":{"is":"automated","misses":0},"last_seq":4,"last_seq_for_customer":4,"updated_at":1700000000002,"last_words_at":1700000000002,"last_from_customer":3,"last_from_agent":0,"last_for_customer":4,"tried":["heard"],"read_by_customer":3,"read_by_agents":0,"unread_for_customer":[4],"unread_for_agents":[],"is_erased":false}', 4, 1700000000002, 'bot', 'I heard you.');
INSERT INTO conversations VALUES (x'018bcfe568037e89b1d954621ff04952', 'default', x'018bcfe568027f53bf6a100664561dfe', 1700000000003, 6, 10, 'queued', 0, 0, 1700000000005, NULL, NULL, '{"locale":"en","page":"https://shop.test/a\"b","phase":{"is":"queued","since":1700000000005,"priority":0},"last_seq":6,"last_seq_for_customer":6,"updated_at":1700000000005,"last_words_at":1700000000005,"last_from_customer":3,"last_from_agent":0,"last_for_customer":6,"unanswered_since":1700000000005,"tried":["heard"],"escalation":{"reason":"asked","priority":0,"message":3,"tried":["heard"],"remark":"quick","at":1700000000005,"seq":5},"read_by_customer":3,"read_by_agents":0,"unread_for_customer":[4,6],"unread_for_agents":[3],"is_erased":false}', 4, 1700000000004, 'bot', 'I heard you.');
INSERT INTO conversations VALUES (x'018bcfe5680672ba9c954891d9440956', 'default', x'018bcfe56805711280a3f1330ed3fbbd', 1700000000006, 6, 16, 'claimed', 0, 0, 1700000000007, x'018bcfe568007be3881ab918879d69a4', NULL, '{"locale":"en","page":"https://shop.test/a\"b","phase":{"is":"claimed","since":1700000000007,"priority":0,"agent":{"id":"018bcfe5-6800-7be3-881a-b918879d69a4","name":"Agent 0"},"claimed_at":1700000000008},"last_seq":6,"last_seq_for_customer":6,"updated_at":1700000000009,"last_words_at":1700000000009,"last_from_customer":0,"last_from_agent":6,"last_for_customer":6,"tried":[],"escalation":{"reason":"asked","priority":0,"tried":[],"at":1700000000007,"seq":3},"read_by_customer":0,"read_by_agents":6,"unread_for_customer":[2,4,6],"unread_for_agents":[],"is_erased":false}', 6, 1700000000009, 'agent', 'Hello');
INSERT INTO conversations VALUES (x'018bcfe5680a72138f206b9aecb34f5e', 'default', x'018bcfe568097c28aaa208c622515f63', 1700000000010, 5, 21, 'closed', 0, NULL, NULL, NULL, NULL, '{"locale":"en","page":"https://shop.test/a\"b","phase":{"is":"closed","closer":"customer","closed_at":1700000000011},"last_seq":5,"last_seq_for_customer":5,"updated_at":1700000000012,"last_words_at":1700000000011,"last_from_customer":0,"last_from_agent":0,"last_for_customer":3,"tried":[],"read_by_customer":0,"read_by_agents":0,"unread_for_customer":[2,3],"unread_for_agents":[],"score":4,"comment":"fine","is_erased":false}', 2, 1700000000010, 'bot', 'Hello, ask me anything.');
INSERT INTO waits VALUES (x'018bcfe5680672ba9c954891d9440956', 3, 'default', 0, 1700000000007, 1700000000008, 1700000000009);
INSERT INTO message_words (message_words) VALUES ('rebuild');
PRAGMA application_id = 1937076336;
PRAGMA user_version = 1;
