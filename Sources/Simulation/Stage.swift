import WebClient
import WebServer

/// What all people of a simulation share; lives on the loop's thread.
final class Stage {
    /// How long people may take after the end to get the answers they still wait for.
    private static let grace = Duration.seconds(30)
    /// Connections that carry everybody's requests, so that sockets have the rest of what one address may hold.
    private static let poolSize = 48

    let loop: EventLoop
    let plan: Plan
    let pool: HTTPPool
    var ledger = Ledger()
    var figures = Figures()
    /// How many customers are in which phase, by its name; for whoever watches.
    var phases: [String: Int] = [:]
    /// What customers ask: quick questions of the server, and sentences of our own.
    var questions = Sentences.questions
    /// Names of agents' ids for transfers.
    var colleagues: [String] = []
    private(set) var isOver = false
    private(set) var began = ContinuousClock.now
    /// Before, somebody is still there who can be told what to change.
    private(set) var hasBegun = false
    private var closing: ContinuousClock.Instant?
    private var bells: [Bell] = []
    /// Messages whose delivery is timed, by their id.
    private var underway: [String: ContinuousClock.Instant] = [:]
    private var openSockets = 0
    private var socketLimit = Int.max

    init(_ plan: Plan, on loop: EventLoop) {
        self.plan = plan
        self.loop = loop
        pool = HTTPPool(to: plan.address, on: loop, limit: Self.poolSize)
    }

    func begin() {
        began = .now
        hasBegun = true
    }

    /// Nobody begins anything new from here on.
    func end() {
        guard !isOver else { return }
        isOver = true
        closing = .now + Self.grace
        for bell in bells { bell.ring() }
    }

    /// Whether it is too late even for an answer.
    var isClosed: Bool { closing.map { $0 < .now } ?? false }

    /// For readers at the end, who have as long again.
    func extend() {
        closing = .now + Self.grace
    }

    func makeBell() -> Bell {
        let bell = Bell(on: loop)
        bells.append(bell)
        return bell
    }

    /// A time that people take, at the pace of this run.
    func paced(_ duration: Duration) -> Duration {
        duration / plan.pace
    }

    /// Lets time go by, whatever happens.
    func pass(_ duration: Duration) async {
        await withCheckedContinuation { continuation in
            loop.after(duration) { continuation.resume() }
        }
    }

    // MARK: Deliveries

    func sent(_ id: String) {
        underway[id] = .now
    }

    func delivered(_ id: String) {
        guard let sent = underway.removeValue(forKey: id) else { return }
        figures.time(.delivery, .now - sent)
    }

    /// Somebody was not there to see it: how long it took says nothing of the server.
    func missed(_ id: String) {
        underway[id] = nil
    }

    // MARK: Sockets

    /// Takes one of the sockets that the server allows; agents always may.
    func takeSocket(evenIfFull: Bool) -> Bool {
        guard evenIfFull || openSockets < socketLimit else { return false }
        openSockets += 1
        return true
    }

    func leaveSocket() {
        openSockets -= 1
    }

    /// The server takes no more connections of this address: from now on so many fewer that requests find room.
    func refusedConnection() {
        figures.refusedConnections += 1
        socketLimit = min(socketLimit, max(0, openSockets - Self.poolSize / 2))
    }
}
