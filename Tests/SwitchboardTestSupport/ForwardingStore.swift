package import AgentDesk
package import BotFlow
package import Switchboard

/// A store that hands everything on to another, so that a test says only where it differs.
package protocol ForwardingStore: EventLog, AgentStore, EditionLog {
    var store: any Switchboard.Store { get }
}

extension ForwardingStore {
    package func commit(_ body: () throws -> Void) throws { try store.commit(body) }
    package var isIndexBehind: Bool { store.isIndexBehind }
    package func probe() throws { try store.probe() }
    package func attempt<Result>(_ body: () throws -> Result) throws -> Result { try store.attempt(body) }
    package func listing(_ id: ConversationID) throws -> Listing? { try store.listing(id) }
    package func events(of id: ConversationID, _ range: ClosedRange<Int>) throws -> [Recorded] {
        try store.events(of: id, range)
    }
    package func append(_ events: [Recorded], to listing: Listing) throws { try store.append(events, to: listing) }
    package func eraseWords(of id: ConversationID) throws { try store.eraseWords(of: id) }
    package func tidy() throws { try store.tidy() }
    package func delivery(_ key: DeliveryKey, in id: ConversationID) throws -> Delivery? {
        try store.delivery(key, in: id)
    }
    package func record(_ delivery: Delivery, as key: DeliveryKey, in id: ConversationID) throws {
        try store.record(delivery, as: key, in: id)
    }
    package func customer(of session: SecretHash) throws -> Customer? { try store.customer(of: session) }
    package func save(_ customer: Customer, at moment: Moment) throws { try store.save(customer, at: moment) }
    package func save(session: SecretHash, of customer: CustomerID, at moment: Moment) throws {
        try store.save(session: session, of: customer, at: moment)
    }
    package func newestConversation(of customer: CustomerID) throws -> ConversationID? {
        try store.newestConversation(of: customer)
    }
    package func conversations(of customer: CustomerID) throws -> [ConversationID] {
        try store.conversations(of: customer)
    }
    package func waiting() throws -> [AgentDesk.Queue.Place] { try store.waiting() }
    package func resting(
        automatedSince: Moment, claimedSince: Moment, closedSince: Moment?, limit: Int
    ) throws -> [ConversationID] {
        try store.resting(
            automatedSince: automatedSince, claimedSince: claimedSince, closedSince: closedSince, limit: limit)
    }
    package func abandoned(limit: Int) throws -> [ConversationID] { try store.abandoned(limit: limit) }

    package func newestEdition(in workspace: Workspace) throws -> PublishedEdition? {
        try store.newestEdition(in: workspace)
    }
    package func record(_ edition: PublishedEdition, in workspace: Workspace) throws {
        try store.record(edition, in: workspace)
    }

    package func account(_ id: AgentID) throws -> Account? { try store.account(id) }
    package func account(named username: String, in workspace: Workspace) throws -> Account? {
        try store.account(named: username, in: workspace)
    }
    package func save(_ account: Account) throws { try store.save(account) }
    package func save(passwordHash: String, of id: AgentID) throws {
        try store.save(passwordHash: passwordHash, of: id)
    }
    package func colleagues(in workspace: Workspace) throws -> [Colleague] { try store.colleagues(in: workspace) }
    package func token(_ hash: SecretHash) throws -> (agent: AgentID, expiresAt: Moment)? { try store.token(hash) }
    package func save(token: SecretHash, of agent: AgentID, expiresAt: Moment, at moment: Moment) throws {
        try store.save(token: token, of: agent, expiresAt: expiresAt, at: moment)
    }
    package func removeToken(_ hash: SecretHash) throws { try store.removeToken(hash) }
    package func removeTokens(of agent: AgentID) throws { try store.removeTokens(of: agent) }
    package func removeTokens(expiredBy moment: Moment) throws { try store.removeTokens(expiredBy: moment) }
    package func cannedReply(_ id: Int) throws -> CannedReply? { try store.cannedReply(id) }
    package func cannedReplies(named shortcut: String, in workspace: Workspace) throws -> [CannedReply] {
        try store.cannedReplies(named: shortcut, in: workspace)
    }
    package func addCannedReply(
        shortcut: String, text: String, owner: AgentID?, in workspace: Workspace
    ) throws -> CannedReply {
        try store.addCannedReply(shortcut: shortcut, text: text, owner: owner, in: workspace)
    }
    package func save(_ reply: CannedReply) throws { try store.save(reply) }
    package func removeCannedReply(_ id: Int) throws { try store.removeCannedReply(id) }
    package func foreignVersion() throws -> Int { try store.foreignVersion() }
}
