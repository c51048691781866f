import AgentDesk
package import BotFlow

/// What a customer may ask of the house; who they are is looked up with every command, in the same transaction.
extension Switchboard {
    /// What a customer brings to a start.
    package struct Arrival: Sendable {
        /// The session they say they have; unknown ones are not adopted.
        package var session: SecretHash?
        /// The session they get when they have none.
        package var newSession: SecretHash
        /// Ends what is open and begins anew.
        package var forcesNew: Bool
        package var workspace: Workspace
        package var locale: String?
        package var page: String?
        package var profile: Profile
        package var greeting: BotMessage
        package var queueWords: QueueWords

        package init(
            session: SecretHash?, newSession: SecretHash, forcesNew: Bool, workspace: Workspace, locale: String?,
            page: String?, profile: Profile, greeting: BotMessage, queueWords: QueueWords
        ) {
            self.session = session
            self.newSession = newSession
            self.forcesNew = forcesNew
            self.workspace = workspace
            self.locale = locale
            self.page = page
            self.profile = profile
            self.greeting = greeting
            self.queueWords = queueWords
        }
    }

    /// A conversation to talk in, and whether the new session was taken into use for it.
    package struct Welcome: Sendable {
        package let listing: Listing
        package let usesNewSession: Bool
    }

    /// The session's open conversation, else its last, else a new one.
    package func start(_ arrival: Arrival) async throws -> Welcome {
        try await write { ledger in
            let known = try arrival.session.flatMap { try ledger.store.customer(of: $0) }
            var customer = known ?? Customer(id: ledger.newCustomerID(), workspace: arrival.workspace)
            // A start goes on whatever the page says of them; only a changed profile is refused for a contradiction.
            customer.take(arrival.profile)
            customer.page = arrival.page ?? customer.page
            if customer != known { try ledger.keep(customer) }
            let isNew = known == nil
            if isNew { try ledger.store.save(session: arrival.newSession, of: customer.id, at: ledger.now) }

            if let id = try ledger.store.newestConversation(of: customer.id) {
                guard arrival.forcesNew else {
                    guard let listing = try ledger.listing(id) else { throw Denial.notFound }
                    return Welcome(listing: listing, usesNewSession: isNew)
                }
                _ = try ledger.perform(.customer(.end), in: id, queueWords: arrival.queueWords)
            }
            let start = Start(
                workspace: customer.workspace, customer: customer.id, locale: arrival.locale, page: arrival.page)
            let turn = try ledger.begin(start, for: customer, greeting: arrival.greeting)
            return Welcome(listing: turn.listing, usesNewSession: isNew)
        }
    }

    /// Takes over what is told about the customer of a session, and gives what is known of them now.
    package func identify(_ profile: Profile, session: SecretHash) async throws -> Customer {
        try await write { ledger in
            guard let known = try ledger.store.customer(of: session) else { throw Denial.unauthenticated }
            guard !known.contradicts(profile) else { throw Denial.emailVerified }
            var customer = known
            customer.take(profile)
            if customer != known { try ledger.keep(customer) }
            return customer
        }
    }

    /// Notes which page a customer is on, who has this conversation open there.
    package func visit(_ page: String, in id: ConversationID, session: SecretHash) async throws {
        try await write { ledger in
            var (customer, _) = try ledger.conversation(id, of: session)
            guard customer.page != page else { return }
            customer.page = page
            try ledger.keep(customer)
        }
    }

    /// A customer's command in a conversation of theirs; with a key it is done once, however often it is sent.
    package func perform(
        _ command: CustomerCommand, in id: ConversationID, session: SecretHash, key: DeliveryKey? = nil,
        queueWords: QueueWords
    ) async throws -> Turn {
        try await write { ledger in
            let (_, listing) = try ledger.conversation(id, of: session)
            if case .judge(let message, _) = command { try ledger.requireBotMessage(message, in: id) }
            return try ledger.once(key, in: listing) {
                try ledger.perform(.customer(command), in: id, clientID: key?.name, queueWords: queueWords)
            }
        }
    }

    /// Closes what has been quiet for too long, puts back what is claimed but stale or abandoned, and erases what is over for
    /// longer than it is kept; returns how many changed.
    package func expire(_ patience: Patience, queueWords: QueueWords) async throws -> Int {
        try await write { ledger in
            try ledger.store.tidy()
            let resting = try ledger.store.resting(
                automatedSince: ledger.now.advanced(by: .zero - patience.automated),
                claimedSince: ledger.now.advanced(by: .zero - patience.claimed),
                closedSince: patience.closed.map { ledger.now.advanced(by: .zero - $0) }, limit: 50)
            let expired = try resting.count { id in
                try !ledger.perform(.clock(.expire(patience)), in: id, queueWords: queueWords).events.isEmpty
            }
            return try ledger.store.abandoned(limit: 100).reduce(expired) { count, id in
                _ = try ledger.perform(.clock(.lose), in: id, queueWords: queueWords)
                return count + 1
            }
        }
    }
}

extension Conversation {
    /// Whether the conversation exists as far as this customer is concerned.
    package func isOpen(to customer: Customer) -> Bool {
        self.customer == customer.id && !isErased
    }
}

extension Ledger {
    /// The customer of a session with a conversation of theirs; anybody else's does not exist.
    fileprivate func conversation(_ id: ConversationID, of session: SecretHash) throws -> (Customer, Listing) {
        guard let customer = try store.customer(of: session) else { throw Denial.unauthenticated }
        guard let listing = try listing(id), listing.conversation.isOpen(to: customer) else { throw Denial.notFound }
        return (customer, listing)
    }

    /// Only what the bot said can have helped.
    fileprivate func requireBotMessage(_ seq: Int, in id: ConversationID) throws {
        guard try store.events(of: id, seq...seq).first?.event.sender == .bot else { throw Refusal.noSuchMessage }
    }

    /// Does `command` unless the key was used before: then gives what it led to then, and writes nothing.
    func once(_ key: DeliveryKey?, in listing: Listing, _ command: () throws -> Turn) throws -> Turn {
        let id = listing.conversation.id
        guard let key else { return try command() }
        if let delivery = try store.delivery(key, in: id) {
            guard delivery.fingerprint == key.fingerprint else { throw Denial.keyReused }
            return try turn(of: delivery, in: listing)
        }
        let turn = try command()
        if let first = turn.events.first, let last = turn.events.last {
            let delivery = Delivery(fingerprint: key.fingerprint, events: first.seq...last.seq)
            try store.record(delivery, as: key, in: id)
        }
        return turn
    }

    /// The first answer again: the conversation as it was right after those events.
    private func turn(of delivery: Delivery, in listing: Listing) throws -> Turn {
        let history = try store.events(of: listing.conversation.id, 1...delivery.events.upperBound)
        var then = listing
        if let conversation = Conversation(listing.conversation.id, replaying: history) {
            then.conversation = conversation
        }
        return Turn(listing: then, events: history.filter { delivery.events.contains($0.seq) })
    }
}
