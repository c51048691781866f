/// What a connection knows while it speaks HTTP.
struct HTTPSide {
    /// Gone once the connection is a WebSocket.
    var parser: RequestParser?
    /// The phase whose deadline runs; `nil` right after a request. A new connection owes a head.
    var phase: RequestParser.Phase? = .head

    /// Of the request being answered.
    var isHead = false
    var closes = false
    var saysKeepAlive = false
}

extension Connection {
    /// Reads one request and hands it to the service; false when the bytes are used up.
    func readRequest(_ bytes: Span<UInt8>, at offset: inout Int) -> Bool {
        guard let outcome = http.parser?.read(bytes, at: &offset) else { return false }
        switch outcome {
        case .incomplete:
            return false
        case .expectsContinue:
            // Not needed when the body is here already (RFC 9110 section 10.1.1).
            if offset == bytes.count { outbox.append(Response.goOn) }
        case .request(let request):
            take(request)
        case .refused(let refusal):
            refuse(refusal, of: http.parser?.unfinished)
        }
        return true
    }

    private func take(_ request: Request) {
        server.counters.requests += 1
        http.phase = nil
        readDue = .max
        http.isHead = request.method == "HEAD"
        http.closes = !request.keepsAlive
        http.saysKeepAlive = !request.isVersion11 && request.keepsAlive
        if OpeningHandshake.isWanted(by: request) {
            do {
                open(request, accept: try OpeningHandshake.accept(request))
            } catch {
                refuse(error, of: request)
            }
        } else {
            stage = .answering
            ask(server.service, request)
        }
    }

    /// Starts the service's work at once, so that an answer without a wait costs no turn of the loop.
    private func ask(_ service: some WebService, _ request: Request) {
        let loop = server.loop
        let connection = LoopBound(self, to: loop)
        service.assumeIsolated { service in
            _ = Task.immediate(executorPreference: loop) {
                let response = await service.respond(to: request)
                connection.value.answer(response)
            }
        }
    }

    /// Writes the service's answer and goes on with what the client sent meanwhile.
    func answer(_ response: Response) {
        guard stage == .answering else { return }
        let closes = http.closes || response.asksToClose || server.isDraining
        outbox.append(
            response.encoded(
                toHead: http.isHead, closing: closes, sayingKeepAlive: http.saysKeepAlive, date: server.date))
        stage = .reading
        if closes { leave() }
        guard !isConsuming else { return }
        resume()
        settle()
    }

    /// Answers what is no request, or none this server takes, and ends the connection.
    ///
    /// `request` is what was understood of it.
    func refuse(_ refusal: ParseRefusal, of request: Request? = nil) {
        var headers: [(String, String)] = []
        switch refusal.status {
        case 426: headers = [("Sec-WebSocket-Version", "13"), ("Upgrade", "websocket")]
        case 503: headers = [("Retry-After", "5")]
        default: break
        }
        let response = server.service.problem(
            status: refusal.status, code: refusal.code, detail: refusal.detail, headers: headers, to: request)
        let isHead = request?.method == "HEAD"
        outbox.append(response.encoded(toHead: isHead, closing: true, sayingKeepAlive: false, date: server.date))
        leave()
    }

    /// Sets the deadline of what the parser waits for, once for each phase of a request.
    func armReading() {
        guard let phase = http.parser?.phase, phase != http.phase else { return }
        // The head of a connection's first request is due from the connection on, whether it has begun or not.
        guard phase != .between || http.phase != .head else { return }
        http.phase = phase
        switch phase {
        case .between: readDue = now + server.limits.idle.milliseconds
        case .head: readDue = now + server.limits.headDeadline.milliseconds
        case .body: readDue = now + server.limits.bodyDeadline.milliseconds
        }
    }

    /// A request, or the next one, took too long to arrive.
    func requestIsLate() {
        switch http.parser?.phase {
        case .head: refuse(.headTimeout)
        case .body: refuse(.bodyTimeout, of: http.parser?.unfinished)
        case .between, nil: leave()
        }
    }

    /// Ends the connection as soon as it owes no answer.
    func drain(goodbye: TextFrame?) {
        switch stage {
        case .reading where http.parser?.phase == .between && backlog.isEmpty:
            leave()
            if outbox.isEmpty { destroy() } else { settle() }
        case .open:
            if let goodbye { send(goodbye.bytes, droppable: false) }
            closeSocket(code: 1001, reason: "The server is stopping.")
            settle()
        case .reading, .answering, .opening, .closing, .leaving, .gone:
            break
        }
    }
}
