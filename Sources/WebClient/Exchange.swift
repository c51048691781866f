import WebServer

/// One request on its way to its answer, or to the certainty that none will come; for the loop's own thread.
package final class Exchange {
    package enum Outcome: Sendable {
        case answered(IncomingResponse)
        /// No answer came, and nobody here knows whether the request was done; the word says why.
        case lost(String)
    }

    /// How this side drops the connection in the middle, as a phone in a tunnel does.
    package enum Cut: Sendable {
        /// Before all of the request has gone out.
        case sending
        /// So long after it has, unless the answer is faster.
        case waiting(Duration)
    }

    let request: [UInt8]
    let cut: Cut?
    /// When the request went out.
    private(set) var began: ContinuousClock.Instant?
    /// From its going out to its whole answer; zero for one that never went out.
    package private(set) var duration = Duration.zero
    private var outcome: Outcome?
    private var waiting: CheckedContinuation<Outcome, Never>?

    init(_ request: [UInt8], cut: Cut?) {
        self.request = request
        self.cut = cut
    }

    /// Waits for the outcome; one caller may.
    package func end() async -> Outcome {
        if let outcome { return outcome }
        return await withCheckedContinuation { waiting = $0 }
    }

    func begin() {
        began = .now
    }

    func finish(_ outcome: Outcome) {
        guard self.outcome == nil else { return }
        self.outcome = outcome
        if let began { duration = .now - began }
        waiting?.resume(returning: outcome)
        waiting = nil
    }
}

/// One connection that carries one request after the other.
final class HTTPConnection: ConnectionListener {
    private let loop: EventLoop
    private let isFree: (HTTPConnection) -> Void
    private var tcp: OutgoingConnection?
    private var parser = ResponseParser()
    private(set) var exchange: Exchange?

    /// `isFree` is called each time a request is over; the connection may have ended with it.
    init(to address: SocketAddress, on loop: EventLoop, isFree: @escaping (HTTPConnection) -> Void) {
        self.loop = loop
        self.isFree = isFree
        tcp = OutgoingConnection(to: address, on: loop, listener: self)
    }

    var isOpen: Bool { tcp?.isOpen == true }

    func carry(_ exchange: Exchange) {
        precondition(self.exchange == nil, "A connection carries one request at a time.")
        self.exchange = exchange
        exchange.begin()
        switch exchange.cut {
        case nil:
            tcp?.send(exchange.request)
        case .sending:
            tcp?.send(Array(exchange.request.prefix(exchange.request.count / 2)))
            dropLater(exchange, after: .milliseconds(1))
        case .waiting(let patience):
            tcp?.send(exchange.request)
            dropLater(exchange, after: patience)
        }
    }

    private func dropLater(_ exchange: Exchange, after patience: Duration) {
        let (me, exchange) = (LoopBound(self, to: loop), LoopBound(exchange, to: loop))
        loop.after(patience) {
            if me.value.exchange === exchange.value { me.value.drop("cut") }
        }
    }

    /// Ends the connection, and with it whatever it carried.
    func drop(_ reason: String) {
        tcp?.close()
        tcp = nil
        finish(.lost(reason))
    }

    func connected() {}

    func received(_ bytes: Span<UInt8>) {
        var offset = 0
        switch parser.read(bytes, at: &offset) {
        case nil: return
        case .refused(let sentence): drop(sentence)
        case .response(let response):
            // One request, one answer: whatever lies behind it was not asked for.
            if !response.keepsAlive || exchange == nil || offset < bytes.count {
                tcp?.close()
                tcp = nil
            }
            finish(.answered(response))
        }
    }

    func ended(_ reason: String) {
        tcp = nil
        finish(.lost(reason))
    }

    private func finish(_ outcome: Exchange.Outcome) {
        guard let exchange else { return }
        self.exchange = nil
        exchange.finish(outcome)
        isFree(self)
    }
}
