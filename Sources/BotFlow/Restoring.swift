extension Conversation {
    /// A conversation as a store kept it, so that it need not be replayed; the store proves by replaying that it is
    /// what the events make of it.
    package init(
        restoring id: ConversationID, _ start: Start, createdAt: Moment, phase: Phase, lastSeq: Int,
        lastSeqForCustomer: Int, updatedAt: Moment, lastWordsAt: Moment, lastFromCustomer: Int, lastFromAgent: Int,
        lastForCustomer: Int, unansweredSince: Moment?, tried: [String], escalation: EscalatedAt?,
        readByCustomer: Int, readByAgents: Int, unreadForCustomer: [Int], unreadForAgents: [Int], rating: Rating?,
        isErased: Bool
    ) {
        self.init(id, began: start, at: createdAt)
        self.phase = phase
        self.lastSeq = lastSeq
        self.lastSeqForCustomer = lastSeqForCustomer
        self.updatedAt = updatedAt
        self.lastWordsAt = lastWordsAt
        self.lastFromCustomer = lastFromCustomer
        self.lastFromAgent = lastFromAgent
        self.lastForCustomer = lastForCustomer
        self.unansweredSince = unansweredSince
        self.tried = tried
        self.escalation = escalation
        self.readByCustomer = readByCustomer
        self.readByAgents = readByAgents
        self.unreadForCustomer = unreadForCustomer
        self.unreadForAgents = unreadForAgents
        self.rating = rating
        self.isErased = isErased
    }
}
