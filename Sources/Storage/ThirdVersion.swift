extension Schema {
    /// What version 3 has and version 2 had not.
    ///
    /// - `events_judged` finds what a customer said of the bot's messages without a walk through the conversation.
    /// - `customers.attributes` is a JSON object of texts, what the shop says of a customer; `page` the address they were on
    ///   last, where a conversation's own `page` is the one it began on.
    static let thirdVersion = """
        CREATE INDEX events_judged ON events (conversation, seq) WHERE kind = 'judged';

        ALTER TABLE customers ADD COLUMN is_verified INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE customers ADD COLUMN attributes TEXT NOT NULL DEFAULT '{}';
        ALTER TABLE customers ADD COLUMN page TEXT;
        """
}
