package import AgentDesk
package import BotFlow

/// What happened in every conversation, in order and on disk, with the lists that are made of it.
///
/// Belongs to one thread. Everything that changes something is called inside ``commit(_:)``. Any method throws when
/// the disk, the file or a stored event cannot be trusted; after a throw from ``commit(_:)`` nothing of it was kept.
package protocol EventLog {
    /// Runs `body` as one transaction and returns when it is on disk to stay.
    func commit(_ body: () throws -> Void) throws

    /// Whether the index of words lacks what was said: it may while many speak. A commit of nothing brings it up to date.
    var isIndexBehind: Bool { get }

    /// Runs `body` so that, if it throws, what it wrote is taken back alone.
    func attempt<Result>(_ body: () throws -> Result) throws -> Result

    /// Writes something that changes nothing, to see whether the disk takes it.
    func probe() throws

    /// A conversation as stored; nil when there is none.
    func listing(_ id: ConversationID) throws -> Listing?

    /// The events of a conversation with numbers in the range, in order.
    func events(of id: ConversationID, _ range: ClosedRange<Int>) throws -> [Recorded]

    /// Adds events and makes all lists agree with `listing`, which is what they made of the conversation.
    func append(_ events: [Recorded], to listing: Listing) throws

    /// Takes the words out of all events of a conversation, and out of the search.
    func eraseWords(of id: ConversationID) throws

    /// Takes a small step towards an index of words that does not even hold, hidden, what was erased.
    func tidy() throws

    func delivery(_ key: DeliveryKey, in id: ConversationID) throws -> Delivery?
    func record(_ delivery: Delivery, as key: DeliveryKey, in id: ConversationID) throws

    func customer(of session: SecretHash) throws -> Customer?
    /// Adds a customer, or writes what is known anew.
    func save(_ customer: Customer, at moment: Moment) throws
    func save(session: SecretHash, of customer: CustomerID, at moment: Moment) throws
    /// The customer's newest conversation that is not erased, an open one before a closed one.
    func newestConversation(of customer: CustomerID) throws -> ConversationID?
    /// Every conversation of the customer, erased ones too.
    func conversations(of customer: CustomerID) throws -> [ConversationID]

    /// Everything that waits, to build the queue from at start.
    func waiting() throws -> [Queue.Place]
    /// Conversations that have rested: automated ones without words since the first moment, claimed ones whose
    /// customer has waited for an answer since the second, and those that ended before the third and still have their
    /// words; at most `limit`.
    func resting(
        automatedSince: Moment, claimedSince: Moment, closedSince: Moment?, limit: Int
    ) throws -> [ConversationID]
    /// Conversations claimed by somebody whose account is disabled; at most `limit`.
    func abandoned(limit: Int) throws -> [ConversationID]
}

/// Who the agents are and what lets them in; on the same thread and in the same transactions as the ``EventLog``.
package protocol AgentStore {
    func account(_ id: AgentID) throws -> Account?
    func account(named username: String, in workspace: Workspace) throws -> Account?
    /// Adds an account, or writes it anew.
    func save(_ account: Account) throws
    func save(passwordHash: String, of id: AgentID) throws
    /// Every account of a workspace with its load, by display name.
    func colleagues(in workspace: Workspace) throws -> [Colleague]

    /// Whose token it is and until when it holds.
    func token(_ hash: SecretHash) throws -> (agent: AgentID, expiresAt: Moment)?
    func save(token: SecretHash, of agent: AgentID, expiresAt: Moment, at moment: Moment) throws
    func removeToken(_ hash: SecretHash) throws
    func removeTokens(of agent: AgentID) throws
    func removeTokens(expiredBy moment: Moment) throws

    func cannedReply(_ id: Int) throws -> CannedReply?
    /// Everybody's, shared or not.
    func cannedReplies(named shortcut: String, in workspace: Workspace) throws -> [CannedReply]
    func addCannedReply(shortcut: String, text: String, owner: AgentID?, in workspace: Workspace) throws -> CannedReply
    func save(_ reply: CannedReply) throws
    func removeCannedReply(_ id: Int) throws

    /// Changes when another program has written to the same file.
    func foreignVersion() throws -> Int
}
