import CUV
import Glibc

/// A server of HTTP/1.1 and WebSocket on one event loop.
///
/// TLS belongs to a proxy in front. For the loop's thread, which every entry checks.
// Unchecked because everything that changes is reached on the loop's thread only, which each entry checks.
package final class WebServer: @unchecked Sendable {
    /// What the server has done and has, for whoever watches it.
    package struct Counters: Sendable {
        /// Open now, WebSockets among them.
        package internal(set) var connections = 0
        package internal(set) var sockets = 0
        /// Since the start.
        package internal(set) var accepted: UInt64 = 0
        /// Connections turned away because there were too many.
        package internal(set) var turnedAway: UInt64 = 0
        /// Connections closed because the other end read too slowly.
        package internal(set) var tooSlow: UInt64 = 0
        /// The most there may be at a time.
        package internal(set) var limit = 0
        package internal(set) var requests: UInt64 = 0
        package internal(set) var bytesIn: UInt64 = 0
        package internal(set) var bytesOut: UInt64 = 0
    }

    let loop: EventLoop
    let service: any WebService
    let limits: Limits
    let bodyLimit: @Sendable (String, String) -> Int
    var counters = Counters()
    var wheel: Deadlines<UInt64>
    private(set) var isDraining = false

    /// One buffer for all reading and one for all gathering: an idle connection has neither.
    let readBuffer: uv_buf_t
    let scratch: UnsafeMutableRawBufferPointer
    private static let bufferSize = 64 * 1024

    private var listeners: [Listener] = []
    private var connections: [UInt64: Connection] = [:]
    private var connectionsOf: [String: Int] = [:]
    private var lastID: UInt64 = 0
    private var waitingToFlush: [Connection] = []
    private var waitingForTurn: [Connection] = []
    /// Counts the turns of the loop.
    private(set) var turn: UInt64 = 1
    private var ticking: LoopTimer?
    private var mercy: LoopTimer?
    private var done: [@Sendable () -> Void] = []
    private var dateSecond = 0
    private var dateText = ""

    package init(loop: EventLoop, service: any WebService, limits: Limits = Limits()) {
        loop.checkIsolated()
        self.loop = loop
        self.service = service
        self.limits = limits
        bodyLimit = { method, path in service.bodyLimit(method: method, path: path) ?? limits.body }
        readBuffer = uv_buf_init(.allocate(capacity: Self.bufferSize), UInt32(Self.bufferSize))
        scratch = .allocate(byteCount: Self.bufferSize, alignment: 16)
        // Fine enough for the shortest deadline, and never a burden.
        let deadlines = [
            limits.headDeadline, limits.bodyDeadline, limits.idle, limits.writeStall, limits.farewell,
            limits.pingInterval, limits.pongDeadline,
        ]
        let tick = max(5, min(100, (deadlines.map(\.milliseconds).min() ?? 100) / 8))
        wheel = Deadlines(tick: tick, now: loop.now)
        counters.limit = limits.connections
        loop.flush.append { [weak self] in self?.flushWaiting() }
    }

    deinit {
        readBuffer.base.deallocate()
        scratch.deallocate()
    }

    /// Listens on an address of this machine; port 0 takes any that is free. Returns the port.
    package func listen(host: String, port: UInt16) throws -> UInt16 {
        loop.checkIsolated()
        let listener = try Listener(server: self, host: host, port: port)
        listeners.append(listener)
        if ticking == nil {
            let tick = Duration.milliseconds(Int64(wheel.tick))
            ticking = loop.after(tick, every: tick) { [weak self] in self?.lookAtDeadlines() }
        }
        return listener.port
    }

    /// Stops accepting, finishes running requests, says `goodbye` to sockets and closes them with 1001; then `done`.
    ///
    /// What is not over after `grace` is cut. Another call changes nothing and waits for the same end.
    package func shutDown(grace: Duration, goodbye: TextFrame?, _ done: @escaping @Sendable () -> Void) {
        loop.checkIsolated()
        self.done.append(done)
        guard !isDraining else {
            finishIfEmpty()
            return
        }
        isDraining = true
        for listener in listeners { listener.close() }
        listeners = []
        for connection in connections.values { connection.drain(goodbye: goodbye) }
        mercy = loop.after(grace) { [self] in
            for connection in connections.values { connection.destroy() }
            // Those left are held by a service that does not return; it has had its time.
            connections = [:]
            finishIfEmpty()
        }
        finishIfEmpty()
    }

    package var currentCounters: Counters {
        loop.checkIsolated()
        return counters
    }

    // MARK: Connections

    func accept(from listener: UnsafeMutablePointer<uv_stream_t>) {
        lastID += 1
        let connection = Connection(server: self, id: lastID)
        guard connection.accept(from: listener) else { return }
        counters.accepted += 1
        counters.connections += 1
        connections[connection.id] = connection
        connectionsOf[connection.network, default: 0] += 1
        if counters.connections > limits.connections
            || connectionsOf[connection.network, default: 0] > limits.connectionsPerAddress
        {
            counters.turnedAway += 1
            connection.refuse(.tooManyConnections)
            connection.flush()
            // Not even the politeness of waiting for the other end: that would be a place of its own.
            connection.destroy()
        } else {
            connection.begin()
        }
    }

    /// A connection is closed and takes no more of anybody's share.
    func left(_ connection: Connection) {
        counters.connections -= 1
        let others = connectionsOf[connection.network, default: 1] - 1
        connectionsOf[connection.network] = others > 0 ? others : nil
    }

    /// Nobody has to hear of the connection any more.
    func forget(_ connection: Connection) {
        connections[connection.id] = nil
        finishIfEmpty()
    }

    private func finishIfEmpty() {
        guard isDraining, connections.isEmpty else { return }
        mercy?.cancel()
        ticking?.cancel()
        ticking = nil
        let done = done
        self.done = []
        for done in done { done() }
    }

    // MARK: Turns of the loop

    /// Has the connection's outbox written at the end of this turn, together with whatever else it gets in it.
    func flushLater(_ connection: Connection) {
        guard !connection.awaitsFlush else { return }
        connection.awaitsFlush = true
        waitingToFlush.append(connection)
    }

    /// Has the connection look at more of what it was sent once all others were looked at.
    func giveTurn(to connection: Connection) {
        waitingForTurn.append(connection)
    }

    private func flushWaiting() {
        turn += 1
        let next = waitingForTurn
        waitingForTurn = []
        for connection in next { connection.takeTurn() }
        while !waitingToFlush.isEmpty {
            let connections = waitingToFlush
            waitingToFlush = []
            for connection in connections {
                connection.awaitsFlush = false
                connection.settle()
            }
        }
        // The loop must not wait for a socket while these wait for the loop.
        if !waitingForTurn.isEmpty { loop.execute {} }
    }

    private func lookAtDeadlines() {
        for id in wheel.due(now: loop.now) { connections[id]?.lookAtDeadlines() }
    }

    /// The Date field (RFC 9110 section 6.6.1), made once a second.
    var date: String {
        var now = time(nil)
        guard now != dateSecond else { return dateText }
        dateSecond = now
        var parts = tm()
        gmtime_r(&now, &parts)
        dateText = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 40) { text in
            guard let first = text.baseAddress else { return "" }
            strftime(first, text.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
            return String(cString: first)
        }
        return dateText
    }
}
