import CUV

/// One TCP connection: its bytes, its deadlines, and where it stands between its first byte and its last.
///
/// What the bytes mean is in the extensions for HTTP and for WebSocket, how it ends in a third. Confined to the loop; freed in libuv's close
/// callback.
final class Connection {
    enum Stage {
        /// Waits for a request or reads it.
        case reading
        /// The service works on a request.
        case answering
        /// The service decides on a WebSocket.
        case opening
        /// A WebSocket.
        case open
        /// A WebSocket that has been sent its close frame and waits for the other end's.
        case closing
        /// The last bytes go out; what still comes in is thrown away until the other end closes.
        case leaving
        /// Closed.
        case gone
    }

    let server: WebServer
    let id: UInt64
    private(set) var peer = ""
    /// Whom it is counted for: see ``PeerAddress/network(of:)``.
    private(set) var network = ""
    var handle: UnsafeMutablePointer<uv_tcp_t>?
    var stage = Stage.reading

    /// Bytes read but not yet looked at, because the service is busy.
    var backlog: [UInt8] = []
    private(set) var isReading = false
    private(set) var isConsuming = false
    /// It has had its share of this turn of the loop, and there is more in the backlog.
    private(set) var awaitsTurn = false
    /// Requests and frames looked at in the turn `lastTurn`.
    private var lookedAt = 0
    private var lastTurn: UInt64 = 0
    /// The other end sends no more.
    var sawEnd = false

    var outbox = Outbox()
    private var isWriting = false
    /// The server writes the outbox at the end of this turn.
    var awaitsFlush = false
    private var inFlight = 0
    var saidEnd = false

    var readDue = UInt64.max
    private(set) var writeDue = UInt64.max
    /// Where the server's wheel has this connection.
    var slot: UInt64?

    var http: HTTPSide
    var socket: SocketSide?

    init(server: WebServer, id: UInt64) {
        self.server = server
        self.id = id
        http = HTTPSide()
    }

    var now: UInt64 { server.loop.now }
    var bufferedBytes: Int { outbox.byteCount + inFlight }

    /// Takes the next connection of a listener; false when there is none to take.
    func accept(from listener: UnsafeMutablePointer<uv_stream_t>) -> Bool {
        let handle = makeHandle(uv_tcp_t.self, owner: self)
        guard uv_tcp_init(server.loop.uv, handle) == 0 else {
            releaseHandle(handle)
            return false
        }
        guard uv_accept(listener, stream(handle)) == 0 else {
            closeHandle(handle)
            return false
        }
        self.handle = handle
        // Whole answers are written at once, so waiting to fill a packet would only delay them.
        uv_tcp_nodelay(handle, 1)
        peer = PeerAddress.text(of: handle)
        network = PeerAddress.network(of: peer)
        return true
    }

    func begin() {
        http.parser = RequestParser(limits: server.limits, peer: peer, bodyLimit: server.bodyLimit)
        readDue = now + server.limits.headDeadline.milliseconds
        settle()
    }

    // MARK: Reading

    /// Above this the operating system keeps what the other end sends, and in time the other end too.
    private static let backlogMark = 16 * 1024

    private func startReading() {
        guard let handle, !isReading else { return }
        isReading = true
        let code = uv_read_start(
            stream(handle),
            { handle, _, buffer in
                // One buffer serves all connections: libuv fills it and reports it before it asks for another.
                buffer?.pointee = owner(of: handle, as: Connection.self).server.readBuffer
            },
            { handle, count, buffer in
                let connection = owner(of: handle, as: Connection.self)
                if count < 0 {
                    connection.ended(Int32(count))
                } else if count > 0, let first = buffer?.pointee.base {
                    let bytes = UnsafeRawBufferPointer(start: first, count: count)
                    connection.received(bytes.bindMemory(to: UInt8.self))
                }
            })
        if code != 0 { destroy() }
    }

    private func stopReading() {
        guard let handle, isReading else { return }
        isReading = false
        uv_read_stop(stream(handle))
    }

    private func received(_ bytes: UnsafeBufferPointer<UInt8>) {
        server.counters.bytesIn += UInt64(bytes.count)
        heard()
        if backlog.isEmpty {
            var offset = 0
            consume(bytes.span, at: &offset)
            if offset < bytes.count, stage != .gone { backlog = bytes.span.copy(of: offset..<bytes.count) }
        } else {
            backlog.append(contentsOf: bytes)
            resume()
        }
        settle()
    }

    private func ended(_ code: Int32) {
        isReading = false
        sawEnd = true
        if code == UV_EOF.rawValue { settle() } else { destroy() }
    }

    /// Looks at the backlog again, because the service is free again.
    func resume() {
        guard !isConsuming, !awaitsTurn, !backlog.isEmpty, stage != .gone else { return }
        let bytes = backlog
        backlog = []
        var offset = 0
        consume(bytes.span, at: &offset)
        if stage == .gone { return }
        if offset == 0 { backlog = bytes } else if offset < bytes.count { backlog = Array(bytes[offset...]) }
    }

    /// Looks at the backlog in a new turn of the loop, the others having had theirs.
    func takeTurn() {
        awaitsTurn = false
        resume()
        settle()
    }

    /// Requests or frames of one connection in one turn of the loop; what else it sent at once waits for the next turn.
    ///
    /// Few, for an address may have hundreds of connections, and who takes turns with them waits for all of theirs.
    private static let share = 2

    private func consume(_ bytes: Span<UInt8>, at offset: inout Int) {
        isConsuming = true
        defer { isConsuming = false }
        if lastTurn != server.turn {
            lastTurn = server.turn
            lookedAt = 0
        }
        while true {
            if lookedAt >= Self.share, offset < bytes.count, stage != .leaving, stage != .gone {
                awaitsTurn = true
                server.giveTurn(to: self)
                return
            }
            lookedAt += 1
            switch stage {
            case .reading:
                if outbox.byteCount > Self.outboxMark { flush() }
                // A client that does not read its answers is given no more of them.
                guard outbox.byteCount <= Self.outboxMark, readRequest(bytes, at: &offset) else { return }
            case .open, .closing:
                guard readFrame(bytes, at: &offset) else { return }
            case .answering, .opening:
                return
            case .leaving, .gone:
                offset = bytes.count
                return
            }
        }
    }

    /// Brings reading, deadlines and the other end up to date after anything has happened.
    func settle() {
        if sawEnd {
            switch stage {
            case .reading where backlog.isEmpty || outbox.byteCount <= Self.outboxMark && !awaitsTurn: leave()
            case .open where backlog.isEmpty && socket?.lastFrame == nil: destroy()
            case .closing: destroy()
            default: break
            }
        }
        guard stage != .gone else { return }
        if stage == .reading { armReading() }
        flush()
        guard stage != .gone else { return }
        if backlog.count < Self.backlogMark && !sawEnd { startReading() } else { stopReading() }
        arm()
    }

    // MARK: Writing

    private static let outboxMark = 64 * 1024

    /// Writes what the operating system takes, and leaves the rest to be written when it takes more.
    func flush() {
        guard let handle, !isWriting, stage != .gone else { return }
        while !outbox.isEmpty {
            let (offered, code) = outbox.withNext(gatheredIn: server.scratch) { bytes in
                // libuv's buffers are mutable because they serve reading too; writing leaves them as they are.
                let first = UnsafeMutableRawPointer(mutating: bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
                var buffer = uv_buf_init(first, UInt32(clamping: bytes.count))
                return (bytes.count, uv_try_write(stream(handle), &buffer, 1))
            }
            guard code >= 0 || code == UV_EAGAIN.rawValue else {
                destroy()
                return
            }
            let written = max(0, Int(code))
            server.counters.bytesOut += UInt64(written)
            outbox.remove(written)
            if written < offered {
                writeLater(to: handle)
                return
            }
        }
        if stage == .leaving { sayEnd() }
        if stage == .closing && readDue == .max { readDue = now + server.limits.farewell.milliseconds }
    }

    private func writeLater(to handle: UnsafeMutablePointer<uv_tcp_t>) {
        let write = PendingWrite(of: self, from: outbox)
        outbox.remove(write.count)
        inFlight = write.count
        isWriting = true
        // A socket that is being closed has one allowance for all that is left, others one for each piece.
        if stage != .closing || writeDue == .max { writeDue = now + server.limits.writeStall.milliseconds }
        arm()
        if write.start(on: handle) != 0 { destroy() }
    }

    func wrote(_ count: Int, code: Int32) {
        isWriting = false
        inFlight = 0
        guard stage != .gone else { return }
        guard code == 0 else {
            destroy()
            return
        }
        server.counters.bytesOut += UInt64(count)
        if stage != .closing { writeDue = .max }
        flush()
        if !isWriting { writeDue = .max }
        resume()
        settle()
    }
}
