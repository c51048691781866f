import CUV

/// How a connection ends: in order, at once, or because its time is up.
extension Connection {
    // MARK: Leaving

    /// Ends the connection in order: what waits is written, then the end is said, then the other end's is awaited.
    ///
    /// Closing at once would let the operating system answer late bytes with a reset, which can destroy the last answer
    /// before it is read (RFC 9112 section 9.6).
    func leave() {
        guard stage != .leaving, stage != .gone else { return }
        stage = .leaving
        backlog = []
        readDue = .max
        socketIsOver()
    }

    func sayEnd() {
        guard !sawEnd else {
            destroy()
            return
        }
        guard let handle, !saidEnd else { return }
        saidEnd = true
        readDue = now + server.limits.farewell.milliseconds
        let request = UnsafeMutablePointer<uv_shutdown_t>.allocate(capacity: 1)
        let code = uv_shutdown(request, stream(handle)) { request, _ in request?.deallocate() }
        if code != 0 {
            request.deallocate()
            destroy()
        }
    }

    /// Ends the connection at once.
    func destroy() {
        guard stage != .gone else { return }
        stage = .gone
        backlog = []
        outbox = Outbox()
        http.parser = nil
        if let slot { server.wheel.remove(id, from: slot) }
        slot = nil
        if let handle { closeHandle(handle) }
        handle = nil
        server.left(self)
        socketIsOver()
        forgetIfDone()
    }

    // MARK: Deadlines

    /// Has the wheel look at this connection no later than its next deadline.
    func arm() {
        let due = min(readDue, writeDue)
        guard stage != .gone, due != .max else { return }
        if let slot {
            guard due < slot * server.wheel.tick else { return }
            server.wheel.remove(id, from: slot)
        }
        slot = server.wheel.add(id, at: due)
    }

    /// The wheel has come round to this connection.
    func lookAtDeadlines() {
        slot = nil
        let now = now
        if writeDue <= now {
            server.counters.tooSlow += 1
            destroy()
        } else if readDue <= now {
            readDue = .max
            switch stage {
            case .reading: requestIsLate()
            case .open: socketIsQuiet(isRead: isReading)
            case .closing, .leaving: destroy()
            case .answering, .opening, .gone: break
            }
            settle()
        }
        arm()
    }
}
