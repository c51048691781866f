import AgentDesk
import BotFlow
import FAQ
import Switchboard

/// A year at the shop, one step of somebody after the other.
struct StoredPast {
    private(set) var messagesWritten = 0
    private(set) var conversations = 0
    private(set) var isOver = false

    private let bot: Bot
    private let words: StoredWords
    private let wanted: Int
    private let end: Moment
    private var now: Moment
    private var steps = 0
    private var generator: SeededGenerator
    private var agents: [Agent] = []
    private var customers: [Customer] = []
    private var talks: [StoredTalk] = []
    /// How the last ones are left, the next one last.
    private var endings: [StoredTalk.Ending]

    private static let atOnce = 12
    private static let year = Duration.seconds(365 * 86_400)

    init(of edition: Edition, until end: Moment, messages: Int, seed: UInt64) {
        bot = Bot(edition)
        words = StoredWords(of: edition)
        wanted = messages
        self.end = end
        now = end.advanced(by: .zero - Self.year)
        generator = SeededGenerator(seed: seed)
        let (queued, claimed) = (min(300, messages / 100), min(200, messages / 150))
        endings = Array(repeating: .queued, count: queued) + Array(repeating: .claimed, count: claimed)
        endings.shuffle(using: &generator)
    }

    mutating func begin(in store: any Switchboard.Store) throws {
        for number in 1...20 {
            let account = Account(
                id: AgentID(at: now, random: random), workspace: .default, username: "agent-\(number)",
                displayName: "\(StoredWords.names[number]) \(number)", role: .agent, createdAt: now, updatedAt: now)
            try store.save(account)
            agents.append(account.agent)
        }
    }

    /// One step in one of the conversations that are going on.
    mutating func goOn(in store: any Switchboard.Store) throws {
        passTime()
        if talks.count < Self.atOnce, let ending = nextEnding() {
            try start(in: store, ending)
            return
        }
        guard !talks.isEmpty else {
            isOver = true
            return
        }
        let index = Int.random(in: talks.indices, using: &generator)
        var talk = talks[index]
        guard let step = talk.next(now: now, words, bot, agents, using: &generator) else {
            talks.remove(at: index)
            return
        }
        let conversation = talk.listing.conversation
        let events = try conversation.decide(step.command, Circumstances(now: now, welcomeToQueue: welcome()))
        let clientID = step.sender.map { _ in "m-\(String(generator.next(), radix: 36))" }
        let sent = events.firstIndex { $0.sender == .customer || $0.sender == .agent }
        let recorded = events.enumerated().map { index, event in
            Recorded(
                seq: conversation.lastSeq + 1 + index, at: now, event: event,
                clientID: index == sent ? clientID : nil)
        }
        try append(recorded, to: &talk.listing, in: store)
        if let sender = step.sender, let clientID, let first = recorded.first, let last = recorded.last {
            let hash = secret()
            try store.record(
                Delivery(fingerprint: hash, events: first.seq...last.seq),
                as: DeliveryKey(sender: sender, name: clientID, fingerprint: hash), in: conversation.id)
        }
        talks[index] = talk
    }

    private func welcome() -> String {
        let queue = talks.count { if case .agent(.queued) = $0.listing.conversation.phase { true } else { false } }
        return bot.queueWords(at: now).welcome(at: queue + 1)
    }

    /// So much that the year is over with the last message.
    private mutating func passTime() {
        steps += 1
        let each = max(Double(messagesWritten) / Double(steps), 0.5)
        let left = max(Double(wanted - messagesWritten) / each, 1_000)
        let mean = Double(end.milliseconds - now.milliseconds) / left
        now = now.advanced(by: .milliseconds(Int64(Double.random(in: 0...2 * mean, using: &generator))))
    }

    /// Nil when all have begun.
    private mutating func nextEnding() -> StoredTalk.Ending? {
        // What is left open takes some eight messages each.
        if messagesWritten < wanted - 8 * endings.count { return .closed }
        return endings.popLast()
    }

    private mutating func start(in store: any Switchboard.Store, _ ending: StoredTalk.Ending) throws {
        let customer = try customer(in: store)
        let start = Start(workspace: .default, customer: customer.id, locale: "en", page: customer.page)
        let id = ConversationID(at: now, random: random)
        let events = [Event.started(start), .greeted(bot.greeting(locale: "en", at: now))].enumerated().map {
            Recorded(seq: $0 + 1, at: now, event: $1)
        }
        var listing = Listing(Conversation(id, began: start, at: now), customer: customer, lastMessage: nil)
        try append(events, to: &listing, in: store)
        talks.append(StoredTalk(listing, ending, using: &generator))
        conversations += 1
    }

    private mutating func append(
        _ events: [Recorded], to listing: inout Listing, in store: any Switchboard.Store
    ) throws {
        for recorded in events {
            // The start has made the conversation.
            if recorded.seq > 1 { listing.conversation.apply(recorded) }
            listing.lastMessage = LastMessage(of: recorded) ?? listing.lastMessage
            if recorded.event.sender != nil, recorded.event.words != nil { messagesWritten += 1 }
        }
        try store.append(events, to: listing)
    }

    /// One in three has been here before.
    private mutating func customer(in store: any Switchboard.Store) throws -> Customer {
        if Int.random(in: 0..<3, using: &generator) == 0, let known = customers.randomElement(using: &generator),
            !talks.contains(where: { $0.listing.customer.id == known.id })
        {
            return known
        }
        var customer = Customer(id: CustomerID(at: now, random: random), workspace: .default)
        customer.page = "https://shop.example/\(words.topic(using: &generator))"
        if Int.random(in: 0..<5, using: &generator) < 2 {
            let name = words.name(using: &generator)
            customer.name = name
            customer.email = "\(name.lowercased().split(separator: " ").joined(separator: "."))@mail.example"
        }
        try store.save(customer, at: now)
        try store.save(session: secret(), of: customer.id, at: now)
        customers.append(customer)
        return customer
    }

    private var random: (UInt64, UInt64) {
        mutating get { (generator.next(), generator.next()) }
    }

    private mutating func secret() -> SecretHash {
        SecretHash((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }
}
