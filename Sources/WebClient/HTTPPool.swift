package import WebServer

/// Connections to one server that many share: requests wait in order for one that is free.
///
/// For the loop's own thread.
package final class HTTPPool {
    /// An answer that takes longer is not waited for.
    package static let patience = Duration.seconds(20)

    private let address: SocketAddress
    private let loop: EventLoop
    private let limit: Int
    private var idle: [HTTPConnection] = []
    private var busy: [ObjectIdentifier: HTTPConnection] = [:]
    private var waiting: [Exchange] = []
    /// Where `waiting` begins.
    private var next = 0
    private var sweep: LoopTimer?

    /// `limit` is how many connections there may be.
    package init(to address: SocketAddress, on loop: EventLoop, limit: Int) {
        self.address = address
        self.loop = loop
        self.limit = limit
        let me = LoopBound(WeakPool(pool: self), to: loop)
        sweep = loop.after(.seconds(1), every: .seconds(1)) { me.value.pool?.dropLate() }
    }

    deinit {
        sweep?.cancel()
    }

    package func begin(_ request: [UInt8], cut: Exchange.Cut? = nil) -> Exchange {
        let exchange = Exchange(request, cut: cut)
        waiting.append(exchange)
        carryNext()
        return exchange
    }

    private func carryNext() {
        while next < waiting.count, busy.count < limit {
            let exchange = waiting[next]
            next += 1
            let connection = takeIdle() ?? makeConnection()
            busy[ObjectIdentifier(connection)] = connection
            connection.carry(exchange)
        }
        if next == waiting.count || next > 1000 {
            waiting.removeFirst(next)
            next = 0
        }
    }

    private func takeIdle() -> HTTPConnection? {
        while let connection = idle.popLast() {
            if connection.isOpen { return connection }
        }
        return nil
    }

    private func makeConnection() -> HTTPConnection {
        HTTPConnection(to: address, on: loop) { [weak self] connection in
            guard let self else { return }
            busy[ObjectIdentifier(connection)] = nil
            if connection.isOpen { idle.append(connection) }
            carryNext()
        }
    }

    private func dropLate() {
        for connection in busy.values {
            if let began = connection.exchange?.began, .now - began > Self.patience { connection.drop("late") }
        }
        idle.removeAll { !$0.isOpen }
    }
}

/// Keeps a timer from keeping the pool.
private struct WeakPool {
    weak var pool: HTTPPool?
}
