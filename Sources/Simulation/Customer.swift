import JSON
import WebServer

/// Somebody with a question: talks to the bot, perhaps to a person, goes away and comes back.
final class Customer: FeedListener {
    let person: Person
    private let feed: Feed
    private let prefersSocket: Bool
    private(set) var conversation = ""
    /// As the newest answer or frame says: `automated`, `queued`, `claimed`, `closed`; empty while away.
    private(set) var phase = "" {
        didSet {
            guard phase != oldValue else { return }
            stage.phases[oldValue, default: 0] -= 1
            stage.phases[phase, default: 0] += 1
        }
    }
    private var session: String?
    private var offered: [String] = []
    private var agentSpoke = false
    private var reconnectAt = ContinuousClock.now
    private var rated: Set<String> = []
    /// Words sent over the socket, by message id.
    private var onSocket: [String: String] = [:]

    var stage: Stage { person.stage }

    init(_ number: Int, on stage: Stage) {
        person = Person("c\(number)", number: number, on: stage)
        prefersSocket = person.dice.chance(60)
        feed = Feed(of: person.name, on: stage, mayAlwaysConnect: false)
        stage.phases["", default: 0] += 1
        feed.listener = self
    }

    /// Lives until the simulation is over.
    func live() async {
        await person.think(.seconds(4))
        while !stage.isOver {
            if await arrive() {
                await talkToBot()
                await talkToPerson()
                await leave()
            }
            await person.think(.seconds(5))
        }
        feed.drop()
    }

    // MARK: Coming and going

    private func arrive() async -> Bool {
        if person.dice.chance(30) { session = nil }
        let known = session
        let isAnew = known != nil && person.dice.chance(60)
        person.credential = ""
        let body = JSONWriter.object {
            if let known { $0.member("customer_session_id", known) }
            if isAnew { $0.member("force_new", true) }
        }
        let reply = await person.ask(.start, .init(path: "customer/conversations/start", body: body))
        guard case .done(let answer?) = reply, let state = answer["conversation"], let id = state["id"]?.text,
            let session = state["customer_session_id"]?.text
        else { return false }
        self.session = session
        person.credential = "X-Customer-Session-Id: \(session)\r\n"
        stage.ledger.open(id, session: session)
        if id != conversation {
            // A new one ends what was open.
            if isAnew { stage.ledger.note(conversation) { $0.isClosed = true } }
            feed.drop()
            feed.stopFollowing(conversation)
            conversation = id
            feed.follow(id, after: 0)
            onSocket = [:]
        }
        take(state)
        offered = (answer["quick_questions"]?.elements ?? []).compactMap { $0["slug"]?.text }
        await keepUp()
        return true
    }

    private func leave() async {
        if phase != "closed", person.dice.chance(50) { await end() }
        if phase == "closed" || phase == "automated", person.dice.chance(40) { await rate() }
        feed.drop()
        phase = ""
    }

    // MARK: Talking

    private func talkToBot() async {
        for _ in 0..<person.dice.number(1...5) {
            guard phase == "automated", !stage.isOver else { return }
            await person.think(.seconds(3))
            await keepUp()
            if person.dice.chance(30), let slug = person.dice.one(of: offered) {
                await pick(slug)
            } else if let question = person.dice.one(of: stage.questions) {
                await say(question)
            }
        }
        if phase == "automated", person.dice.chance(40) { await escalate() }
    }

    private func talkToPerson() async {
        let patience = stage.paced(.seconds(60))
        let began = ContinuousClock.now
        while phase == "queued" || phase == "claimed", !stage.isOver {
            await person.think(.seconds(3))
            await keepUp()
            guard phase != "closed", !stage.isOver else { return }
            if ContinuousClock.now - began > patience { return }
            if agentSpoke || person.dice.chance(15), let words = person.dice.one(of: Sentences.toAgents) {
                agentSpoke = false
                await say(words)
            }
            if person.dice.chance(1) { return }
        }
    }

    private func say(_ words: String) async {
        let id = person.newMessageID()
        if phase == "claimed" { stage.sent(id) }
        let path = "customer/conversations/\(conversation)/messages"
        let body = JSONWriter.object {
            $0.member("content", words)
            $0.member("client_message_id", id)
        }
        // One in ten goes over the socket, and some of these at the same time over HTTP.
        if feed.isConnected, person.dice.chance(10) {
            onSocket[id] = words
            let began = ContinuousClock.now
            feed.send("message") {
                $0.member("conversation_id", conversation)
                $0.member("content", words)
                $0.member("client_message_id", id)
            }
            if person.dice.chance(50) {
                await person.bell.wait(.seconds(3))
                if onSocket[id] == nil {
                    stage.figures.time(.message, .now - began)
                    return
                }
            }
        }
        let reply = await person.ask(
            .message, .init(path: path, body: body), in: conversation, repeatable: true,
            explained: ["conversation_closed"])
        took(reply, of: id, words)
    }

    private func pick(_ slug: String) async {
        let id = person.newMessageID()
        let body = JSONWriter.object { $0.member("client_message_id", id) }
        let reply = await person.ask(
            .quickReply, .init(path: "customer/conversations/\(conversation)/quick-replies/\(slug)", body: body),
            in: conversation, repeatable: true, explained: ["conversation_closed", "with_agent"])
        took(reply, of: id, nil)
    }

    private func escalate() async {
        let remark = person.dice.chance(30) ? person.dice.one(of: Sentences.remarks) : nil
        let body = JSONWriter.object { if let remark { $0.member("reason", remark) } }
        let reply = await person.ask(
            .escalate, .init(path: "customer/conversations/\(conversation)/escalate", body: body), in: conversation,
            repeatable: true, explained: ["conversation_closed"])
        if case .done(let answer) = reply, let state = answer?["conversation"] { take(state) } else { await look() }
    }

    private func end() async {
        let reply = await person.ask(
            .other, .init(path: "customer/conversations/\(conversation)/end"), in: conversation)
        guard case .done = reply else { return }
        stage.ledger.note(conversation) { $0.isClosed = true }
        phase = "closed"
    }

    private func rate() async {
        guard rated.insert(conversation).inserted else { return }
        let score = person.dice.number(1...5)
        let body = JSONWriter.object { $0.member("score", score) }
        let reply = await person.ask(
            .rate, .init(path: "customer/conversations/\(conversation)/rating", body: body), in: conversation,
            explained: ["still_open"])
        if case .done = reply { stage.ledger.note(conversation) { $0.rating = score } }
    }

    /// What became of a message or a quick reply; `words` is nil where the server chooses them.
    private func took(_ reply: Person.Reply, of id: String, _ words: String?) {
        switch reply {
        case .done(let answer):
            onSocket[id] = nil
            guard let message = answer?["customer_message"], let seq = message["seq"]?.number else {
                stage.ledger.add(Trouble(.unexpected, in: conversation, "message \(id) was done without a number"))
                return
            }
            acknowledged(id, seq, words ?? message["content"]?.text ?? "")
            if let state = answer?["conversation"] { take(state) }
            offered = (answer?["quick_questions"]?.elements ?? []).compactMap { $0["slug"]?.text }
        case .refused(let code, _):
            stage.missed(id)
            if code == "conversation_closed" { phase = "closed" }
            if code == "with_agent" { phase = "queued" }
        case .unknown: stage.missed(id)
        }
    }

    private func acknowledged(_ id: String, _ seq: Int, _ words: String) {
        stage.figures.turns += 1
        stage.figures.acknowledged += 1
        stage.ledger.acknowledge(conversation, id, as: seq, words)
    }

    private func take(_ state: JSONView) {
        guard let phase = state["phase"]?.text, state["id"]?.text == conversation else { return }
        self.phase = phase
        if phase == "queued" || phase == "claimed" { stage.ledger.note(conversation) { $0.isEscalated = true } }
    }

    // MARK: Keeping up

    /// Sees to it that what happened is known: by the socket, which is opened again after an end, or by asking.
    private func keepUp() async {
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
    private func look() async {
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
