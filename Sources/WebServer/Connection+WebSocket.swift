/// What a connection knows once it is, or is to become, a WebSocket.
struct SocketSide {
    let handle: WebSocket
    let accept: String
    var parser: FrameParser

    var isAccepted = false
    /// What the service sent, and whether it closed, before the handshake was answered.
    var early: [(bytes: [UInt8], isDroppable: Bool)] = []
    var earlyClose: (code: UInt16, reason: String)?

    /// Messages the service has not received yet.
    var inbox: [String] = []
    var isReceiving = false
    /// The close frame that answers the other end's last word, once the service has received what came before it.
    var lastFrame: [UInt8]?
    var isOver = false

    var nextPing: UInt64 = 0
    var awaitsPong = false
    /// Pings and pongs in the second that began at `secondBegan`.
    var pings = 0
    var secondBegan: UInt64 = 0
}

extension Connection {
    // MARK: Opening

    func open(_ request: Request, accept: String) {
        let handle = WebSocket(self, loop: server.loop)
        socket = SocketSide(
            handle: handle, accept: accept,
            parser: FrameParser(messageLimit: server.limits.message, fragmentLimit: server.limits.fragments))
        stage = .opening
        askToOpen(server.service, handle, request)
    }

    private func askToOpen(_ service: some WebService, _ handle: WebSocket, _ request: Request) {
        let loop = server.loop
        let connection = LoopBound(self, to: loop)
        service.assumeIsolated { service in
            _ = Task.immediate(executorPreference: loop) {
                let handshake = await service.open(handle, for: request)
                connection.value.opened(handshake)
            }
        }
    }

    private func opened(_ handshake: Handshake) {
        switch handshake {
        case .refuse(let response):
            socket?.handle.disconnect()
            socket = nil
            guard stage == .opening else {
                forgetIfDone()
                return
            }
            stage = .answering
            answer(response)
        case .accept:
            socket?.isAccepted = true
            server.counters.sockets += 1
            guard stage == .opening else {
                // The other end went while the service decided; it still hears that its socket is over.
                endSocket()
                return
            }
            begin(accepted: socket?.early ?? [], close: socket?.earlyClose)
            guard !isConsuming else { return }
            resume()
            settle()
        }
    }

    private func begin(accepted early: [(bytes: [UInt8], isDroppable: Bool)], close: (code: UInt16, reason: String)?) {
        outbox.append(Response.switching(accept: socket?.accept ?? ""))
        http.parser = nil
        stage = .open
        socket?.early = []
        socket?.nextPing = now + server.limits.pingInterval.milliseconds
        readDue = now + server.limits.pingInterval.milliseconds
        for frame in early { send(frame.bytes, droppable: frame.isDroppable) }
        if let close {
            closeSocket(code: close.code, reason: close.reason)
        } else if server.isDraining {
            closeSocket(code: 1001, reason: "The server is stopping.")
        }
    }

    // MARK: Receiving

    /// Reads one frame or message; false when the bytes are used up or the service has enough to do.
    func readFrame(_ bytes: Span<UInt8>, at offset: inout Int) -> Bool {
        guard let waiting = socket?.inbox.count, waiting < server.limits.inbox else { return false }
        guard let event = socket?.parser.read(bytes, at: &offset) else { return false }
        switch event {
        case .text(let text):
            // Once a close frame is out, the other end can no longer be answered.
            guard stage == .open else { return true }
            socket?.inbox.append(text)
            receiveNext()
        case .ping(let payload):
            if isPingAllowed() { send(FrameEncoder.frame(.pong, payload), droppable: false) }
        case .pong:
            _ = isPingAllowed()
        case .closed(let code, _):
            end(with: FrameEncoder.close(code, ""))
        case .refused(let code, let reason):
            end(with: FrameEncoder.close(code, reason))
        }
        return true
    }

    /// The other end has said its last word, or broken the protocol; what it said before is received first.
    private func end(with frame: [UInt8]) {
        guard stage == .open else {
            leave()
            return
        }
        socket?.lastFrame = frame
        if socket?.isReceiving == false { sayLastFrame() }
    }

    private func sayLastFrame() {
        guard let frame = socket?.lastFrame else { return }
        socket?.lastFrame = nil
        if stage == .open { outbox.append(frame) }
        leave()
        if !isConsuming { settle() }
    }

    private func isPingAllowed() -> Bool {
        guard var side = socket, stage == .open else { return false }
        if now - side.secondBegan >= 1000 {
            side.secondBegan = now
            side.pings = 0
        }
        side.pings += 1
        socket?.pings = side.pings
        socket?.secondBegan = side.secondBegan
        guard side.pings <= server.limits.pingsPerSecond else {
            closeSocket(code: 1008, reason: "Too many pings.")
            return false
        }
        return true
    }

    /// Has the service receive what waits, one after the other, and then hear of the end if it has come.
    private func receiveNext() {
        guard let side = socket, !side.isReceiving else { return }
        socket?.isReceiving = true
        receive(server.service, side.handle)
    }

    private func receive(_ service: some WebService, _ handle: WebSocket) {
        let loop = server.loop
        let connection = LoopBound(self, to: loop)
        service.assumeIsolated { service in
            _ = Task.immediate(executorPreference: loop) {
                while let text = connection.value.nextMessage() {
                    await service.receive(text, from: handle)
                }
                guard connection.value.isToldOfEnd() else { return }
                await service.closed(handle)
                connection.value.wasToldOfEnd()
            }
        }
    }

    private func nextMessage() -> String? {
        if socket?.inbox.isEmpty == true, !isConsuming, !backlog.isEmpty {
            resume()
            settle()
        }
        if socket?.inbox.isEmpty == true { sayLastFrame() }
        guard let side = socket, !side.inbox.isEmpty else {
            if socket?.isOver != true { socket?.isReceiving = false }
            return nil
        }
        return socket?.inbox.removeFirst()
    }

    private func isToldOfEnd() -> Bool {
        socket?.isOver == true
    }

    // MARK: Sending

    func send(_ bytes: [UInt8], droppable: Bool) {
        if stage == .opening {
            socket?.early.append((bytes, droppable))
            return
        }
        guard stage == .open else { return }
        // What gathered in this turn was not offered to the operating system yet.
        if isCrowded(by: bytes.count, part: 2) { flush() }
        guard stage == .open, !(droppable && isCrowded(by: bytes.count, part: 2)) else { return }
        if isCrowded(by: bytes.count, part: 1) {
            outbox.dropDroppable()
            guard !isCrowded(by: bytes.count, part: 1) else {
                outbox.dropUnbegun()
                closeSocket(code: 1013, reason: "This socket is read too slowly.")
                return
            }
        }
        outbox.append(bytes, droppable: droppable)
        server.flushLater(self)
    }

    /// Whether one frame more would fill the `part`th part of the queue; a single frame always fits.
    private func isCrowded(by count: Int, part: Int) -> Bool {
        outbox.count >= server.limits.queuedFrames / part
            || bufferedBytes + count > server.limits.queuedBytes / part && !outbox.isEmpty
    }

    // MARK: Closing

    func closeSocket(code: UInt16, reason: String) {
        if stage == .opening, socket?.earlyClose == nil {
            socket?.earlyClose = (code, reason)
            return
        }
        guard stage == .open else { return }
        // The code for a reader too slow, here and by the service (the registry of IANA: “try again later”).
        if code == 1013 { server.counters.tooSlow += 1 }
        outbox.append(FrameEncoder.close(code, reason))
        // Nothing could be said to these any more.
        socket?.inbox = []
        stage = .closing
        readDue = .max
        server.flushLater(self)
    }

    /// The connection is a WebSocket no more, or never will be.
    func socketIsOver() {
        guard socket?.isAccepted == true else { return }
        endSocket()
    }

    private func endSocket() {
        guard socket?.isOver == false else { return }
        socket?.isOver = true
        server.counters.sockets -= 1
        receiveNext()
    }

    private func wasToldOfEnd() {
        socket?.handle.disconnect()
        socket = nil
        forgetIfDone()
    }

    /// Leaves the server's books once nobody has to hear of this connection any more.
    func forgetIfDone() {
        guard stage == .gone, socket == nil else { return }
        server.forget(self)
    }

    // MARK: Alive

    /// Anything from the other end shows that it lives.
    func heard() {
        guard stage == .open, socket?.awaitsPong == true else { return }
        socket?.awaitsPong = false
        readDue = socket?.nextPing ?? .max
    }

    /// A ping is due, or its answer is missing.
    func socketIsQuiet(isRead: Bool) {
        guard let side = socket else { return }
        // A socket we do not read cannot show that it lives.
        guard !side.awaitsPong || !isRead else {
            destroy()
            return
        }
        if !side.awaitsPong { outbox.append(FrameEncoder.frame(.ping, [])) }
        socket?.awaitsPong = true
        socket?.nextPing = now + server.limits.pingInterval.milliseconds
        readDue = now + server.limits.pongDeadline.milliseconds
    }
}
