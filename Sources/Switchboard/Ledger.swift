package import AgentDesk
package import BotFlow

/// The writer's own view while it works: what is on disk, what this transaction has added, and whom to tell.
///
/// Lives on the writer's thread. What it believes about a conversation is what the store said or what was appended
/// since; when a transaction fails, the whole ledger is thrown away with it.
package final class Ledger {
    package let store: any Switchboard.Store
    /// The moment at which the command in hand is decided.
    package private(set) var now: Moment
    package private(set) var queue: Queue
    private(set) var publications: [Publication] = []

    private let settings: Settings
    let attendance: Attendance
    private var known: [ConversationID: Listing] = [:]
    private var touched: Set<ConversationID> = []

    /// What the ledger is told about the house.
    package struct Settings: Sendable {
        package var routing: Routing
        package var clock: @Sendable () -> Moment
        package var entropy: @Sendable () -> UInt64

        package init(
            routing: Routing, clock: @escaping @Sendable () -> Moment, entropy: @escaping @Sendable () -> UInt64
        ) {
            self.routing = routing
            self.clock = clock
            self.entropy = entropy
        }
    }

    init(store: any Switchboard.Store, _ settings: Settings, _ attendance: Attendance) throws {
        self.store = store
        self.settings = settings
        self.attendance = attendance
        now = settings.clock()
        queue = Queue(try store.waiting())
    }

    // MARK: A command's frame

    /// Does one command; if it throws, all it wrote and believed is taken back, and nothing else.
    func attempt<Result>(_ body: (Ledger) throws -> Result) throws -> Result {
        let queueBefore = queue
        let publicationsBefore = publications.count
        touched = []
        now = max(now, settings.clock())
        do {
            return try store.attempt { try body(self) }
        } catch {
            queue = queueBefore
            publications.removeSubrange(publicationsBefore...)
            for id in touched { known[id] = nil }
            throw error
        }
    }

    /// Hands over what is to be told, once it is committed.
    func takePublications() -> [Publication] {
        defer { publications = [] }
        // Bounded, so that a busy month does not stay in memory; what is needed is read again.
        if known.count > 20_000 { known = [:] }
        return publications
    }

    // MARK: Conversations

    package func listing(_ id: ConversationID) throws -> Listing? {
        if let listing = known[id] { return listing }
        let listing = try store.listing(id)
        known[id] = listing
        return listing
    }

    package func newConversationID() -> ConversationID {
        ConversationID(at: now, random: (settings.entropy(), settings.entropy()))
    }

    package func newCustomerID() -> CustomerID {
        CustomerID(at: now, random: (settings.entropy(), settings.entropy()))
    }

    package func newAgentID() -> AgentID {
        AgentID(at: now, random: (settings.entropy(), settings.entropy()))
    }

    /// Begins a conversation with the bot's greeting.
    package func begin(_ start: Start, for customer: Customer, greeting: BotMessage) throws -> Turn {
        let id = newConversationID()
        let events = [Event.started(start), .greeted(greeting)].enumerated().map {
            Recorded(seq: $0 + 1, at: now, event: $1)
        }
        var listing = Listing(Conversation(id, began: start, at: now), customer: customer, lastMessage: nil)
        try settle(&listing, events, from: nil, applying: events.dropFirst(), previousForCustomer: 0)
        return Turn(listing: listing, events: events)
    }

    /// Decides a command and records what it leads to; `clientID` is what the sender calls the message in it.
    package func perform(
        _ command: Command, in id: ConversationID, clientID: String? = nil, queueWords: QueueWords
    ) throws -> Turn {
        guard var listing = try listing(id) else { throw Denial.notFound }
        let conversation = listing.conversation
        // A clock that was set back while the server was down takes no conversation back with it.
        let now = max(now, conversation.updatedAt)
        let events = try conversation.decide(command, circumstances(of: conversation, queueWords, at: now))
        guard !events.isEmpty else { return Turn(listing: listing, events: []) }
        let sent = events.firstIndex(where: \.isSent)
        let recorded = events.enumerated().map { index, event in
            Recorded(
                seq: conversation.lastSeq + 1 + index, at: now, event: event,
                clientID: index == sent ? clientID : nil)
        }
        try settle(
            &listing, recorded, from: conversation.phase, applying: recorded[...],
            previousForCustomer: conversation.lastSeqForCustomer)
        try route(in: conversation.workspace, queueWords)
        return Turn(listing: try self.listing(id) ?? listing, events: recorded)
    }

    private func circumstances(
        of conversation: Conversation, _ words: QueueWords, at now: Moment
    ) -> Circumstances {
        // Only one who is with the bot can join the queue, so nobody else's position is looked up.
        guard case .automated = conversation.phase else { return Circumstances(now: now, welcomeToQueue: "") }
        let position = queue.positionForNewcomer(in: conversation.workspace, at: now)
        return Circumstances(now: now, welcomeToQueue: words.welcome(at: position))
    }

    /// Applies, appends, and notes whom to tell.
    private func settle(
        _ listing: inout Listing, _ events: [Recorded], from before: Phase?, applying: ArraySlice<Recorded>,
        previousForCustomer: Int
    ) throws {
        for recorded in applying {
            listing.conversation.apply(recorded)
            // Those who are told of the erasing see the listing, so the last words must be gone from it by then.
            listing.lastMessage = recorded.event == .erased ? nil : LastMessage(of: recorded) ?? listing.lastMessage
        }
        touched.insert(listing.conversation.id)
        try store.append(events, to: listing)
        if events.contains(where: { $0.event == .erased }) { try erase(&listing) }
        queue.update(from: before, to: listing.conversation)
        known[listing.conversation.id] = listing
        tell(
            .happened(
                Happening(
                    listing: listing, events: events, phaseBefore: before, previousForCustomer: previousForCustomer)))
    }

    /// Takes out the words, and, with their last conversation, who the customer is.
    private func erase(_ listing: inout Listing) throws {
        try store.eraseWords(of: listing.conversation.id)
        guard try store.newestConversation(of: listing.customer.id) == nil else { return }
        listing.customer.forget()
        try keep(listing.customer)
    }

    /// Writes down what is known of a customer, and tells those who look at the conversation they are in.
    func keep(_ customer: Customer) throws {
        try store.save(customer, at: now)
        for id in try store.conversations(of: customer.id) where known[id] != nil {
            touched.insert(id)
            known[id]?.customer = customer
        }
        if let id = try store.newestConversation(of: customer.id), let listing = try listing(id) {
            tell(.customerChanged(listing))
        }
    }

    /// Gives waiting conversations to agents who are there and have room, when routing is automatic.
    package func route(in workspace: Workspace, _ queueWords: QueueWords) throws {
        guard settings.routing == .auto else { return }
        while let next = queue.next(in: workspace),
            let account = settings.routing.choose(
                among: try store.colleagues(in: workspace).filter { attendance.has($0.account.id, at: now) })
        {
            _ = try perform(.clock(.assign(account.agent)), in: next, queueWords: queueWords)
        }
    }

    package func tell(_ publication: Publication) {
        publications.append(publication)
    }
}

/// What is said to somebody who joins the queue.
package struct QueueWords: Hashable, Sendable {
    /// With `{position}` where the number goes.
    package let line: String
    /// When people are back; nil while they are there.
    package let outOfHours: String?

    package init(line: String, outOfHours: String?) {
        self.line = line
        self.outOfHours = outOfHours
    }

    package func welcome(at position: Int) -> String {
        [line.filled("position", with: String(position)), outOfHours].compactMap(\.self).joined(separator: " ")
    }
}
