import AgentDesk
import BotFlow
import Storage
import Switchboard
import TestSupport

/// A store, and random conversations that are carried to it the way the switchboard does.
///
/// Everything follows from the seed. `live` is what the conversations are in memory.
final class Scene {
    let folder: Folder
    let store: SQLiteStore
    private(set) var live: [ConversationID: Listing] = [:]
    private(set) var history: [ConversationID: [Recorded]] = [:]
    private(set) var now = Moment(milliseconds: 1_700_000_000_000)
    let agents: [Account]
    private(set) var order: [ConversationID] = []

    private var generator: SplitMix64
    private var isTogether = false

    init(seed: UInt64, at folder: Folder? = nil) throws {
        self.folder = try folder ?? Folder()
        store = try SQLiteStore(path: self.folder.store)
        generator = SplitMix64(seed: seed)
        var agents: [Account] = []
        for number in 0..<3 {
            let id = AgentID(at: now, random: (generator.next(), generator.next()))
            agents.append(
                Account(
                    id: id, workspace: .default, username: "agent\(number)", displayName: "Agent \(number)",
                    role: .agent, presence: .online, createdAt: now, updatedAt: now))
        }
        self.agents = agents
        try store.commit { for account in agents { try store.save(account) } }
    }

    func archive() throws -> SQLiteArchive {
        try SQLiteArchive(path: folder.store)
    }

    /// Does many things in one transaction, each in a savepoint of its own.
    func together(_ body: () throws -> Void) throws {
        isTogether = true
        defer { isTogether = false }
        try store.commit(body)
    }

    private func write(_ body: () throws -> Void) throws {
        if isTogether { try store.attempt(body) } else { try store.commit(body) }
    }

    // MARK: One thing at a time

    /// Lets time pass.
    func wait(milliseconds: Int64) {
        now = Moment(milliseconds: now.milliseconds + milliseconds)
    }

    @discardableResult
    func begin(in workspace: Workspace = .default, name: String? = nil, email: String? = nil) throws -> ConversationID {
        let customer = Customer(
            id: CustomerID(at: now, random: (generator.next(), generator.next())), workspace: workspace, name: name,
            email: email)
        return try begin(for: customer)
    }

    @discardableResult
    func begin(for customer: Customer) throws -> ConversationID {
        wait(milliseconds: 1)
        let id = ConversationID(at: now, random: (generator.next(), generator.next()))
        let start = Start(
            workspace: customer.workspace, customer: customer.id, locale: "en", page: "https://shop.test/a\"b")
        let events = [Event.started(start), .greeted(BotMessage(text: "Hello, ask me anything.", edition: "e1"))]
            .enumerated().map { Recorded(seq: $0 + 1, at: now, event: $1) }
        var listing = Listing(Conversation(id, began: start, at: now), customer: customer, lastMessage: nil)
        apply(events.dropFirst(), to: &listing)
        try write {
            try store.save(customer, at: now)
            try store.append(events, to: listing)
        }
        live[id] = listing
        history[id] = events
        order.append(id)
        return id
    }

    @discardableResult
    func perform(_ command: Command, in id: ConversationID) throws -> [Recorded] {
        wait(milliseconds: 1)
        guard var listing = live[id] else { return [] }
        let circumstances = Circumstances(now: now, welcomeToQueue: "You are in the queue.")
        let decided = try listing.conversation.decide(command, circumstances)
        let events = decided.enumerated().map {
            Recorded(seq: listing.conversation.lastSeq + 1 + $0, at: now, event: $1)
        }
        guard !events.isEmpty else { return [] }
        apply(events[...], to: &listing)
        let isErased = decided.contains(.erased)
        try write {
            try store.append(events, to: listing)
            if isErased { try store.eraseWords(of: id) }
        }
        if isErased { listing.lastMessage = nil }
        live[id] = listing
        history[id, default: []] += events
        return events
    }

    private func apply(_ events: ArraySlice<Recorded>, to listing: inout Listing) {
        for recorded in events {
            listing.conversation.apply(recorded)
            listing.lastMessage = LastMessage(of: recorded) ?? listing.lastMessage
        }
    }

    func say(_ words: String, in id: ConversationID) throws {
        let answer = BotMessage(text: "I heard you.", slug: "heard", edition: "e1")
        try perform(.customer(.say(words, Hearing(.answer(answer)))), in: id)
    }

    func ask(in id: ConversationID) throws {
        try perform(.customer(.askForPerson(remark: nil)), in: id)
    }

    func claim(_ id: ConversationID, by agent: Int = 0) throws {
        try perform(.agent(agents[agent].agent, .supervisor, .claim), in: id)
    }

    // MARK: Anything at all

    /// Does `count` random things to up to `conversations` conversations.
    func live(through count: Int, conversations: Int = 6) throws {
        // Thirty at a time: a commit waits for the disk.
        for start in stride(from: 0, to: count, by: 30) {
            try together { try liveOn(through: min(30, count - start), conversations) }
        }
        // What a crowd said is indexed when it pauses.
        try store.commit {}
    }

    private func liveOn(through count: Int, _ conversations: Int) throws {
        for _ in 0..<count {
            wait(milliseconds: Int64.random(in: 0..<500_000, using: &generator))
            if order.count < conversations, order.isEmpty || Bool.random(using: &generator) {
                try begin(name: chance(of: 2) ? "Zoë \(order.count)" : nil)
                continue
            }
            guard let id = order.randomElement(using: &generator) else { continue }
            do {
                try perform(anything(in: id), in: id)
            } catch is Refusal {
                // As good a thing to happen as any.
            }
        }
    }

    private func anything(in id: ConversationID) -> Command {
        let agent = agents[Int.random(in: 0..<agents.count, using: &generator)].agent
        let authority: Authority = chance(of: 2) ? .agent : .supervisor
        let lastSeq = live[id]?.conversation.lastSeq ?? 1
        let seq = Int.random(in: 1...lastSeq, using: &generator)
        switch Int.random(in: 0..<20, using: &generator) {
        case 0, 1, 2, 3: return .customer(.say(words, hearing))
        case 4: return .customer(.pick(QuickReply(slug: "s\(seq)", question: words), hearing))
        case 5, 6: return .customer(.askForPerson(remark: chance(of: 2) ? words : nil))
        case 7: return chance(of: 4) ? .customer(.end) : .customer(.read(upTo: seq))
        case 8:
            let score = Int.random(in: 1...5, using: &generator)
            return .customer(.rate(Rating(score: score, comment: chance(of: 2) ? words : nil)))
        case 9: return .customer(.judge(message: seq, helpful: chance(of: 2)))
        case 10: return chance(of: 6) ? .customer(.erase) : .agent(agent, authority, .note(words))
        case 11, 12: return .agent(agent, authority, .claim)
        case 13, 14: return .agent(agent, authority, .reply(words))
        case 15: return .agent(agent, authority, .release)
        case 16: return .agent(agent, authority, .transfer(to: agents[0].agent))
        case 17: return .agent(agent, authority, .handBack)
        case 18:
            return chance(of: 3)
                ? .agent(agent, authority, .close(reason: words)) : .agent(agent, .agent, .read(upTo: seq))
        default: return .clock(.expire(Patience(automated: .seconds(1000), claimed: .seconds(300))))
        }
    }

    private var hearing: Hearing {
        let slug = chance(of: 3) ? nil : "slug"
        let message = BotMessage(
            text: words, rich: "[{\"text\":\"\\u0041\"}]", slug: slug,
            secondSlug: slug == nil || chance(of: 2) ? nil : "other",
            quickReplies: chance(of: 2) ? [] : [QuickReply(slug: "a", question: words)], offersPerson: chance(of: 2),
            edition: "e2", why: chance(of: 2) ? nil : "by \"rule\" 2",
            trace: chance(of: 2) ? nil : "{\"seen\":[\"\(1)\"]}")
        let ladder = [Fallback(say: message), Fallback(say: BotMessage(text: words, edition: "e2"), escalates: true)]
        return switch Int.random(in: 0..<6, using: &generator) {
        case 0, 1: Hearing(.answer(message), ladder: ladder)
        case 2: Hearing(.answerThenPerson(message, why: words, priority: Int.random(in: 0..<3, using: &generator)))
        case 3: Hearing(.wantsPerson)
        case 4: Hearing(.nothing, ladder: ladder)
        default: Hearing(.failure)
        }
    }

    /// Words with everything that a coding can get wrong.
    private var words: String {
        let some = [
            "refund", "Straße", "e-mail", "\"quoted\"", "back\\slash", "line\nbreak", "日本語", "👍🏽", "a\tb", "\u{7F}", "'",
            "",
        ]
        return (0..<Int.random(in: 0...5, using: &generator)).map { _ in
            some[Int.random(in: 0..<some.count, using: &generator)]
        }
        .joined(separator: " ")
    }

    private func chance(of count: Int) -> Bool {
        Int.random(in: 0..<count, using: &generator) == 0
    }
}
