import AgentDesk
import BotFlow
import Storage
import Switchboard
import Synchronization
import TestSupport

/// A switchboard on a store of its own, with a clock, a disk and an ear that the test has in hand.
final class House: Sendable {
    let switchboard: Switchboard
    let disk = Disk()
    let folder: Folder
    private let world = World()

    /// What the switchboard is handed from outside, and what it tells.
    private final class World: Sendable {
        struct State {
            var now = Moment(milliseconds: 1_700_000_000_000)
            var generator = SplitMix64(seed: 1)
            var told: [Publication] = []
        }

        let state = Mutex(State())
    }

    static let words = QueueWords(line: "You are number {position}.", outOfHours: nil)

    /// With a store of its own, or that of a house before it.
    init(
        routing: Routing = .queue, in folder: Folder? = nil, at now: Moment? = nil,
        _ adjust: (inout Switchboard.Limits) -> Void = { _ in }
    ) throws {
        self.folder = try folder ?? Folder()
        if let now { world.state.withLock { $0.now = now } }
        let path = self.folder.store
        // The readers may be sooner than the writer, so the file is there before either.
        _ = try SQLiteStore(path: path)
        var limits = Switchboard.Limits()
        limits.reopenAfter = .zero
        // Batches end when nothing waits, not when the machine was busy.
        limits.batchTime = .seconds(60)
        // And nothing happens between two commands unless a test wants it.
        limits.foreignCheck = .seconds(3600)
        limits.pause = .seconds(3600)
        adjust(&limits)
        let settings = Ledger.Settings(
            routing: routing, clock: { [world] in world.state.withLock { $0.now } },
            entropy: { [world] in world.state.withLock { $0.generator.next() } })
        switchboard = Switchboard(
            settings: settings, limits: limits,
            store: { [disk] in try ScriptedStore(path: path, disk: disk) },
            archive: { try SQLiteArchive(path: path) },
            publish: { [world] publications in world.state.withLock { $0.told += publications } })
    }

    deinit {
        disk.release()
        switchboard.stop()
    }

    // MARK: The clock and the ear

    var now: Moment { world.state.withLock { $0.now } }

    func wait(_ duration: Duration) {
        world.state.withLock { $0.now = $0.now.advanced(by: duration) }
    }

    /// Everything published so far.
    var told: [Publication] { world.state.withLock { $0.told } }

    var happenings: [Happening] {
        told.compactMap { if case .happened(let happening) = $0 { happening } else { nil } }
    }

    /// Returns when something of the kind was published.
    func hears(_ isIt: (Publication) -> Bool) async {
        while !told.contains(where: isIt) { await Task.yield() }
    }

    // MARK: The people

    struct Guest: Sendable {
        let session: SecretHash
        let conversation: ConversationID
    }

    struct Desk: Sendable {
        let account: Account
        let token: SecretHash
    }

    func secret() -> SecretHash {
        SecretHash(
            world.state.withLock { state in
                (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &state.generator) }
            })
    }

    func arrival(
        _ session: SecretHash?, newSession: SecretHash, forcesNew: Bool = false, name: String? = nil
    ) -> Switchboard.Arrival {
        Switchboard.Arrival(
            session: session, newSession: newSession, forcesNew: forcesNew, workspace: .default, locale: "en",
            page: nil, profile: Profile(name: name), greeting: BotMessage(text: "Hello.", edition: "e1"),
            queueWords: Self.words)
    }

    /// Somebody with a conversation of their own, a millisecond younger than what was there.
    func guest() async throws -> Guest {
        wait(.milliseconds(1))
        let session = secret()
        let welcome = try await switchboard.start(arrival(nil, newSession: session))
        return Guest(session: session, conversation: welcome.listing.conversation.id)
    }

    /// Somebody who has asked for a person.
    func waitingGuest() async throws -> Guest {
        let guest = try await guest()
        _ = try await perform(.askForPerson(remark: nil), as: guest)
        return guest
    }

    func register(_ name: String, role: Role = .agent, room: Int = 5) async throws -> Account {
        wait(.milliseconds(1))
        return try await switchboard.write { ledger in
            try ledger.add(
                Switchboard.Registration(
                    username: name, displayName: name.uppercased(), role: role, maxActiveChats: room,
                    passwordHash: "hash"), in: .default)
        }
    }

    /// An agent who is logged in, and online with it.
    func desk(_ name: String, role: Role = .agent, room: Int = 5) async throws -> Desk {
        try await logIn(try await register(name, role: role, room: room))
    }

    func logIn(_ account: Account, for lifetime: Duration = .seconds(3600)) async throws -> Desk {
        let token = secret()
        let (account, _) = try await switchboard.logIn(account.id, token: token, for: lifetime, queueWords: Self.words)
        return Desk(account: account, token: token)
    }

    // MARK: What they do

    @discardableResult
    func perform(
        _ command: CustomerCommand, as guest: Guest, key: DeliveryKey? = nil
    ) async throws -> Turn {
        try await switchboard.perform(
            command, in: guest.conversation, session: guest.session, key: key, queueWords: Self.words)
    }

    @discardableResult
    func perform(
        _ command: AgentCommand, in id: ConversationID, as desk: Desk, key: DeliveryKey? = nil
    ) async throws -> Turn {
        try await switchboard.perform(command, in: id, token: desk.token, key: key, queueWords: Self.words)
    }

    /// Says something that the bot knows an answer to.
    @discardableResult
    func say(_ words: String, as guest: Guest, key: DeliveryKey? = nil) async throws -> Turn {
        let answer = BotMessage(text: "I heard you.", slug: "heard", edition: "e1")
        return try await perform(.say(words, Hearing(.answer(answer))), as: guest, key: key)
    }

    /// All events of a conversation, from disk.
    func log(of id: ConversationID) async throws -> [Recorded] {
        try await switchboard.read {
            try $0.events(of: id, after: 0, limit: 10_000, visibleTo: .agents, messagesOnly: false)
        }
    }

    func conversation(_ id: ConversationID) async throws -> Conversation? {
        try await switchboard.read { try $0.listing(id)?.conversation }
    }

    /// One of several things to be done together.
    struct Step<Answer: Sendable>: Sendable {
        let body: @Sendable () async throws -> Answer

        init(_ body: @escaping @Sendable () async throws -> Answer) {
            self.body = body
        }
    }

    /// Runs all of them with the writer held in a commit, so that they wait together and in this order; `meanwhile` runs
    /// before the writer goes on.
    func together<Answer: Sendable>(
        _ steps: [Step<Answer>], meanwhile: () async -> Void = {}
    ) async -> [Result<Answer, any Error>] {
        disk.hold()
        return await withTaskGroup(of: (Int, Result<Answer, any Error>)?.self) { group in
            group.addTask {
                // Whatever comes of it, the writer was held.
                _ = try? await self.switchboard.write { _ in }
                return nil
            }
            while !disk.isHolding { await Task.yield() }
            for (number, step) in steps.enumerated() {
                group.addTask {
                    do { return (number, .success(try await step.body())) } catch { return (number, .failure(error)) }
                }
                while switchboard.figures.waiting <= number { await Task.yield() }
            }
            await meanwhile()
            disk.release()
            var answers: [(Int, Result<Answer, any Error>)] = []
            for await case let answer? in group { answers.append(answer) }
            return answers.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}

extension Result {
    /// What it was when it went well.
    var value: Success? {
        if case .success(let value) = self { value } else { nil }
    }
}
