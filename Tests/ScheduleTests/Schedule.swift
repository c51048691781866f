import AgentDesk
import BotFlow
import Storage
import Switchboard
import TestSupport

/// One seed, one schedule: customers, agents, watchers, a clock and a disk that fails, in an order that only the seed
/// decides.
///
/// What runs is the product: the switchboard with its writer, its ledger and its rules, the SQLite store on a real
/// file, and ``Watch``. What is simulated is what lies around it: the network, which loses, doubles and delays; the
/// clock, which jumps; the disk, which refuses, fails after the fact, or ends with the process in the middle of a
/// transaction; and the clients, which send again what was not answered. After every step a ``Referee``, which knows
/// the rules in other words than the product does, looks at the log on disk and at all that was told.
///
/// Whatever becomes ready runs at once on the one thread that runs the schedule from its beginning to its end. So a
/// seed gives the same schedule on every machine, and nothing here is touched from two sides.
///
/// A breach names its seed, its step and what led to it. `SEED=4711 swift test --filter ScheduleTests.every` runs this
/// one schedule and prints all of it; `SEEDS=100000` runs that many.
final class Schedule: @unchecked Sendable {
    static let steps = 160
    static let customerCount = 4
    static let agentCount = 4
    static let words = QueueWords(line: "You are number {position}.", outOfHours: nil)
    static let patience = Patience(automated: .seconds(900), claimed: .seconds(300), closed: .seconds(3000))

    let seed: UInt64
    let planted: Planted?
    /// Kept, as its folder goes with it.
    private let file: StoreFile
    let accounts: [Account]
    let referee: Referee
    let executor = AtOnce()

    var random: SplitMix64
    /// The wall clock, which is also set, and the one that nobody sets.
    var elapsed = ContinuousClock.now
    var clock = Moment(milliseconds: 1_700_000_000_000)
    var disk = FaultyDisk()
    var server: Server?
    var runs = 0
    var errands: [Errand] = []
    var exchanges: [Exchange] = []
    /// Answers on their way to their clients.
    var arriving: [Int] = []
    var customers: [CustomerClient]
    var agents: [AgentClient]
    var watchers: [Watcher]
    /// Whether the store was opened and no command was done on it yet.
    var hasJustOpened = false
    /// What a store with a planted bug goes on believing.
    var beliefs: [ConversationID: Listing] = [:]
    /// Whether the newest run of the server lives.
    var isUp = false
    private(set) var step = 0
    private(set) var story: [String] = []

    /// A story costs as much as what it tells of, so it is told only when somebody wants it.
    private let isTold: Bool

    init(seed: UInt64, planting planted: Planted? = nil, on file: StoreFile, told isTold: Bool = false) throws {
        self.isTold = isTold
        self.seed = seed
        self.planted = planted
        self.file = file
        accounts = file.accounts
        random = SplitMix64(seed: seed)
        customers = Array(repeating: CustomerClient(), count: Self.customerCount)
        agents = file.accounts.map { _ in AgentClient() }
        watchers =
            (0..<Self.customerCount).map { Watcher(of: .customer($0)) } + [Watcher(of: .agents), Watcher(of: .agents)]
        referee = try Referee(path: file.path, accounts: file.accounts)
    }

    /// Runs it to its end or to the first breach.
    func run() throws -> Breach? {
        open()
        while step < Self.steps, referee.breach == nil {
            step += 1
            try takeStep()
            try referee.compareQueue(with: believableQueue)
        }
        if referee.breach == nil { try settleAll() }
        die("in the end")
        bury()
        if referee.breach == nil { try referee.readFile(after: "the end") }
        return referee.breach
    }

    /// The first morning: everybody comes in, and nothing goes wrong yet.
    private func open() {
        start()
        for number in customers.indices { actAsCustomer(number) }
        for number in agents.indices { actAsAgent(number) }
        settle(most: 256)
        while !arriving.isEmpty { receiveAnswer(mayBeLost: false) }
    }

    /// What happened, in words; the newest last.
    func tell(_ words: @autoclosure () -> String) {
        if isTold { story.append("\(step): \(words())") }
    }

    private func takeStep() throws {
        guard let server else {
            if random.chance(50) { start() } else { try actOutside() }
            return
        }
        switch random.below(100) {
        case ..<44: try actOutside()
        case ..<66 where server.switchboard.figures.waiting == 0: try actOutside()
        case ..<66: settle(most: random.chance(70) ? 256 : 1 + random.below(3))
        case ..<76: deliver(most: 1 + random.below(4))
        case ..<78: send(newErrand(.sweep, by: .clock))
        case ..<81: harm()
        default: try watch(random.below(watchers.count))
        }
    }

    /// What goes on whether the server runs or not.
    private func actOutside() throws {
        switch random.below(100) {
        case ..<30: actAsCustomer(random.below(customers.count))
        case ..<62: actAsAgent(random.below(agents.count))
        case ..<88: receiveAnswer()
        case ..<94: sendAgain()
        default: turnClock()
        }
    }

    private func turnClock() {
        let seconds =
            switch random.below(20) {
            case ..<14: 1 + random.below(20)
            case ..<18: 200 + random.below(1200)
            default: -random.below(4000)
            }
        tell("the clock goes \(seconds) s")
        clock = clock.advanced(by: .seconds(seconds))
        // What is a jump, and not a wait.
        if 0...20 ~= seconds { elapsed += .seconds(seconds) }
    }

    private func harm() {
        switch random.below(10) {
        case ..<6:
            let fault = FaultyDisk.CommitFault.allCases.randomElement(using: &random)
            tell("the next commit: \(fault.map { "\($0)" } ?? "goes well")")
            disk.commitFault = fault
        case ..<8:
            disk.writesUntilFailure = random.below(4)
            tell("the write after \(disk.writesUntilFailure ?? 0) others fails alone")
        case ..<9:
            disk.failingOpenings = 1 + random.below(3)
            tell("the next \(disk.failingOpenings) openings fail")
        default:
            server?.answersUntilCrash = random.below(3)
            tell("a crash after \(server?.answersUntilCrash ?? 0) more answers")
        }
    }

    var path: String { file.path }

    // MARK: The end

    /// All is well from now on: what was wanted must be served, and every watcher be up to date.
    private func settleAll() throws {
        tell("all is well from now on")
        disk = FaultyDisk(afterFailures: disk.failures)
        server?.answersUntilCrash = nil
        for _ in 0..<40 {
            if server == nil { start() }
            settle(most: 256)
            while !arriving.isEmpty { receiveAnswer(mayBeLost: false) }
            guard let waiting = errands.firstIndex(where: { !$0.isDone && $0.copies == 0 }) else { break }
            for number in waiting..<errands.count where !errands[number].isDone && errands[number].copies == 0 {
                send(number)
            }
            if referee.breach != nil { return }
        }
        deliver(most: .max)
        for number in watchers.indices { try settleWatcher(number) }
        referee.checkEnd(errands, exchanges, watchers)
        if referee.breach == nil { try checkBeliefs() }
    }

    /// What the ledger believes of every conversation is what the log makes of it.
    private func checkBeliefs() throws {
        let switchboard = server?.switchboard
        Task(executorPreference: executor) { [self] in
            // Whatever it throws is told as a breach below, as nothing was compared then.
            let listings = try? await switchboard?.write { [referee] ledger in
                try referee.conversations.map { try ledger.listing($0) }
            }
            try referee.compareBeliefs(with: listings ?? [])
        }
        settle(most: 256)
    }
}

extension SplitMix64 {
    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
}
