import JSON

/// How a customer hears of what happens: by a socket, or by asking.
extension Customer: FeedListener {
    /// Sees to it that what happened is known: by the socket, which is opened again after an end, or by asking.
    func keepUp() async {
        if feed.isWanted {
            if person.dice.chance(3) { feed.drop() } else { return }
        }
        guard !stage.isOver else { return }
        if prefersSocket, reconnectAt < .now, await connect() { return }
        await look()
    }

    private func connect() async -> Bool {
        let after = feed.watches[conversation]?.last ?? 0
        var query = "?role=customer&conversation_id=\(conversation)&after=\(after)"
        var hello: String?
        switch person.dice.number(0...2) {
        case 0:
            let body = JSONWriter.object { $0.member("conversation_id", conversation) }
            let reply = await person.ask(.other, .init(path: "customer/realtime/ticket", body: body), in: conversation)
            guard case .done(let answer) = reply, let ticket = answer?["ticket"]?.text else { return false }
            query += "&ticket=\(ticket)"
        case 1:
            query += "&customer_session_id=\(session ?? "")"
        default:
            query = ""
            var frame = JSONWriter()
            frame.object {
                $0.member("action", "hello")
                $0.member("role", "customer")
                $0.member("session", session)
                $0.member("conversation_id", conversation)
                $0.member("after", after)
            }
            hello = frame.text
        }
        guard feed.connect(to: query, hello: hello) else { return false }
        feed.follow(conversation, after: after)
        return true
    }

    /// Asks for what happened, page by page.
    func look() async {
        guard !feed.isWanted else { return }
        while true {
            let after = feed.watches[conversation]?.last ?? 0
            let limit = person.dice.chance(20) ? 3 : 200
            let reply = await person.ask(
                .other,
                .init(
                    method: "GET", path: "customer/conversations/\(conversation)/events?after=\(after)&limit=\(limit)"),
                in: conversation)
            guard case .done(let page?) = reply else { return }
            let events = page["events"]?.elements ?? []
            feed.take(page: events, of: conversation)
            guard let newest = page["last_seq"]?.number, let last = feed.watches[conversation]?.last, last < newest
            else { return }
            if events.isEmpty {
                stage.ledger.add(
                    Trouble(
                        .outOfOrder, in: conversation, at: newest, "is the newest, and the page after \(last) is empty")
                )
                return
            }
        }
    }

    // MARK: Hearing

    func heard(_ event: History.Event, in conversation: String, payload: JSONView, isLive: Bool) {
        guard conversation == self.conversation else { return }
        if let state = payload["conversation"] { take(state) }
        switch event.mark.name {
        case "message.created":
            guard payload["message"]?["sender_type"]?.text == "agent" else { return }
            agentSpoke = true
            if let id = event.message?.clientID { isLive ? stage.delivered(id) : stage.missed(id) }
        case "chat.closed":
            phase = "closed"
            person.bell.ring()
        default: break
        }
    }

    func heard(_ name: String, payload: JSONView?) {
        guard let id = payload?["client_message_id"]?.text, let words = onSocket.removeValue(forKey: id) else { return }
        switch name {
        case "ack":
            if let seq = payload?["seq"]?.number { acknowledged(id, seq, words) }
        case "system.error":
            let code = payload?["code"]?.text ?? ""
            if code == "too_many_requests" { stage.figures.limitedAnswers += 1 }
            if !["conversation_closed", "too_many_requests", "overloaded", "store_unavailable"].contains(code) {
                stage.ledger.add(Trouble(.unexpected, in: conversation, "message \(id) was refused with \(code)"))
            }
            // Not known as said: it is sent again over HTTP.
            onSocket[id] = words
        default: break
        }
        person.bell.ring()
    }

    func feedEnded() {
        reconnectAt = .now + .milliseconds(person.dice.number(20...800))
    }
}
