extension Schema {
    /// What version 3 has and version 2 had not.
    ///
    /// `events_judged` finds what a customer said of the bot's messages without a walk through the conversation.
    static let thirdVersion = """
        CREATE INDEX events_judged ON events (conversation, seq) WHERE kind = 'judged';
        """
}
