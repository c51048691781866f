package import AgentDesk
package import BotFlow

/// Reading what is on disk, without ever waiting for whoever writes; belongs to one thread.
package protocol Archive {
    /// Runs `body` so that all it reads is of one moment.
    func snapshot<Result>(_ body: () throws -> Result) throws -> Result

    func customer(of session: SecretHash) throws -> Customer?
    func account(_ id: AgentID) throws -> Account?
    func account(of token: SecretHash, at moment: Moment) throws -> Account?
    /// The account and its password hash.
    func credentials(of username: String, in workspace: Workspace) throws -> (account: Account, passwordHash: String)?
    func colleagues(in workspace: Workspace) throws -> [Colleague]
    func cannedReplies(for agent: AgentID, in workspace: Workspace) throws -> [CannedReply]

    func listing(_ id: ConversationID) throws -> Listing?

    /// A conversation of a customer's; nil when there is none or it is somebody else's, which takes as long.
    func listing(_ id: ConversationID, of customer: CustomerID) throws -> Listing?
    /// Events numbered above `after` that `side` may see, in order, at most `limit`; only messages if so wanted.
    func events(
        of id: ConversationID, after: Int, limit: Int, visibleTo side: Side, messagesOnly: Bool
    ) throws -> [Recorded]

    /// What the customer said of the bot's messages, by number: whether each helped; the last word counts.
    func judgements(of id: ConversationID) throws -> [Int: Bool]

    /// A page of the desk's list: waiting ones first in the order of the queue, then the others by last activity.
    func page(_ filter: ListFilter, in workspace: Workspace, after cursor: String?, limit: Int) throws -> Page
    /// How many conversations behind each place of the queue were claimed while it waited.
    func skips(_ waiting: [Waiting], in workspace: Workspace) throws -> [Int]
    /// The last waits that ended with a claim, the newest first, at most `limit`.
    func recentWaits(in workspace: Workspace, limit: Int) throws -> [Duration]
    /// Messages with all the words of `query`, the best first.
    func search(_ query: String, in workspace: Workspace, limit: Int) throws -> [SearchHit]
    func statistics(in workspace: Workspace, from: Moment, to: Moment) throws -> Statistics
    /// What happened in each part of a span of time; the parts are `length` long and begin with the span.
    func buckets(in workspace: Workspace, from: Moment, to: Moment, of length: Duration) throws -> [Statistics.Bucket]
    /// What each agent did in a span of time; only those who did something.
    func agentStatistics(in workspace: Workspace, from: Moment, to: Moment) throws -> [AgentID: AgentStatistics]
    /// Conversations begun in a span of time, the oldest first, one call each.
    func export(in workspace: Workspace, from: Moment, to: Moment, _ each: (Listing) throws -> Void) throws
    func counts() throws -> StoreCounts
    /// Conversations that a person was asked for and that do not stand in exactly one list; at most `limit`. Bounded
    /// by how many are open, not by how many there are.
    func orphans(in workspace: Workspace, limit: Int) throws -> [ConversationID]

    /// Messages of customers that the bot did not know in a span of time, in the order of the conversations' beginnings
    /// and then of their numbers, one call each; none whose words were erased.
    func misses(in workspace: Workspace, from: Moment, to: Moment, _ each: (Miss) throws -> Void) throws
    /// What tells how the FAQ did, of every conversation in which an entry answered in a span of time: all its steps
    /// from the first to the last, those outside the span too, one call each in the order of their beginnings.
    func faqSteps(in workspace: Workspace, from: Moment, to: Moment, _ each: ([FAQStep]) throws -> Void) throws
    /// Versions of the FAQ that went live, the newest first, each with its number: those below `number`, at most `limit`.
    func editions(
        in workspace: Workspace, before number: Int?, limit: Int
    ) throws -> [(number: Int, edition: PublishedEdition)]
    /// What customers wrote since a moment, the newest first, at most `limit` messages; none whose words were erased.
    func customerMessages(
        in workspace: Workspace, from: Moment, limit: Int, _ each: (String) throws -> Void) throws
}

/// What the desk's list is to show.
package struct ListFilter: Hashable, Sendable {
    package var status: Status?
    package var assigned: Assigned
    package var customer: CustomerID?
    /// Words that a message of the conversation, or the customer's name or address, must have.
    package var query: String?

    package init(
        status: Status? = nil, assigned: Assigned = .any, customer: CustomerID? = nil, query: String? = nil
    ) {
        self.status = status
        self.assigned = assigned
        self.customer = customer
        self.query = query
    }

    package enum Status: String, CaseIterable, Sendable {
        case automated
        case agent
        case closed
    }

    package enum Assigned: Hashable, Sendable {
        case any
        case nobody
        case to(AgentID)
    }
}

package struct Page: Sendable {
    package let listings: [Listing]
    /// Where the next page begins; nil at the end. A cursor that was not made here makes ``Archive/page`` throw
    /// ``BadCursor``.
    package let next: String?

    package init(listings: [Listing], next: String?) {
        self.listings = listings
        self.next = next
    }
}

/// A cursor that no page gave out.
package struct BadCursor: Error {
    package init() {}
}

package struct SearchHit: Sendable {
    package let listing: Listing
    package let recorded: Recorded
    /// The words around the match; what matched stands between U+0002 and U+0003.
    package let snippet: String

    package init(listing: Listing, recorded: Recorded, snippet: String) {
        self.listing = listing
        self.recorded = recorded
        self.snippet = snippet
    }
}

/// How much the store holds.
package struct StoreCounts: Hashable, Sendable {
    package var conversations: [String: Int]
    package var events: Int
    package var bytes: Int

    package init(conversations: [String: Int], events: Int, bytes: Int) {
        self.conversations = conversations
        self.events = events
        self.bytes = bytes
    }
}
