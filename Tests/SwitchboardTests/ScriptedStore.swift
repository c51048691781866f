import AgentDesk
import BotFlow
import Storage
import Switchboard

/// The real store on a disk that a test has in hand.
final class ScriptedStore {
    private let store: SQLiteStore
    private let disk: Disk

    init(path: String, disk: Disk) throws {
        store = try SQLiteStore(path: path)
        self.disk = disk
        disk.opened()
    }
}

extension ScriptedStore: EventLog {
    func commit(_ body: () throws -> Void) throws {
        try store.commit {
            try body()
            try disk.willCommit()
        }
        try disk.hasCommitted()
    }

    func probe() throws { try store.probe() }
    func attempt<Result>(_ body: () throws -> Result) throws -> Result { try store.attempt(body) }
    func listing(_ id: ConversationID) throws -> Listing? { try store.listing(id) }
    func events(of id: ConversationID, _ range: ClosedRange<Int>) throws -> [Recorded] {
        try store.events(of: id, range)
    }
    func append(_ events: [Recorded], to listing: Listing) throws { try store.append(events, to: listing) }
    func eraseWords(of id: ConversationID) throws { try store.eraseWords(of: id) }
    func tidy() throws { try store.tidy() }
    func delivery(_ key: DeliveryKey, in id: ConversationID) throws -> Delivery? { try store.delivery(key, in: id) }
    func record(_ delivery: Delivery, as key: DeliveryKey, in id: ConversationID) throws {
        try store.record(delivery, as: key, in: id)
    }
    func customer(of session: SecretHash) throws -> Customer? { try store.customer(of: session) }
    func save(_ customer: Customer, at moment: Moment) throws { try store.save(customer, at: moment) }
    func save(session: SecretHash, of customer: CustomerID, at moment: Moment) throws {
        try store.save(session: session, of: customer, at: moment)
    }
    func newestConversation(of customer: CustomerID) throws -> ConversationID? {
        try store.newestConversation(of: customer)
    }
    func conversations(of customer: CustomerID) throws -> [ConversationID] {
        try store.conversations(of: customer)
    }
    func waiting() throws -> [AgentDesk.Queue.Place] { try store.waiting() }
    func resting(
        automatedSince: Moment, claimedSince: Moment, closedSince: Moment?, limit: Int
    ) throws -> [ConversationID] {
        try store.resting(
            automatedSince: automatedSince, claimedSince: claimedSince, closedSince: closedSince, limit: limit)
    }
    func abandoned(limit: Int) throws -> [ConversationID] { try store.abandoned(limit: limit) }
}

extension ScriptedStore: EditionLog {
    func newestEdition(in workspace: Workspace) throws -> PublishedEdition? { try store.newestEdition(in: workspace) }
    func record(_ edition: PublishedEdition, in workspace: Workspace) throws {
        try store.record(edition, in: workspace)
    }
}

extension ScriptedStore: AgentStore {
    func account(_ id: AgentID) throws -> Account? { try store.account(id) }
    func account(named username: String, in workspace: Workspace) throws -> Account? {
        try store.account(named: username, in: workspace)
    }
    func save(_ account: Account) throws { try store.save(account) }
    func save(passwordHash: String, of id: AgentID) throws { try store.save(passwordHash: passwordHash, of: id) }
    func colleagues(in workspace: Workspace) throws -> [Colleague] { try store.colleagues(in: workspace) }
    func token(_ hash: SecretHash) throws -> (agent: AgentID, expiresAt: Moment)? { try store.token(hash) }
    func save(token: SecretHash, of agent: AgentID, expiresAt: Moment, at moment: Moment) throws {
        try store.save(token: token, of: agent, expiresAt: expiresAt, at: moment)
    }
    func removeToken(_ hash: SecretHash) throws { try store.removeToken(hash) }
    func removeTokens(of agent: AgentID) throws { try store.removeTokens(of: agent) }
    func removeTokens(expiredBy moment: Moment) throws { try store.removeTokens(expiredBy: moment) }
    func cannedReply(_ id: Int) throws -> CannedReply? { try store.cannedReply(id) }
    func cannedReplies(named shortcut: String, in workspace: Workspace) throws -> [CannedReply] {
        try store.cannedReplies(named: shortcut, in: workspace)
    }
    func addCannedReply(
        shortcut: String, text: String, owner: AgentID?, in workspace: Workspace
    ) throws -> CannedReply {
        try store.addCannedReply(shortcut: shortcut, text: text, owner: owner, in: workspace)
    }
    func save(_ reply: CannedReply) throws { try store.save(reply) }
    func removeCannedReply(_ id: Int) throws { try store.removeCannedReply(id) }
    func foreignVersion() throws -> Int { try store.foreignVersion() }
}
