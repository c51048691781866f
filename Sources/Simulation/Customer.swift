import JSON

/// Somebody with a question: talks to the bot, perhaps to a person, goes away and comes back.
final class Customer {
    let person: Person
    let feed: Feed
    let prefersSocket: Bool
    private(set) var conversation = ""
    /// As the newest answer or frame says: `automated`, `queued`, `claimed`, `closed`; empty while away.
    var phase = "" {
        didSet {
            guard phase != oldValue else { return }
            stage.phases[oldValue, default: 0] -= 1
            stage.phases[phase, default: 0] += 1
        }
    }
    var session: String?
    private var offered: [String] = []
    var agentSpoke = false
    var reconnectAt = ContinuousClock.now
    private var rated: Set<String> = []
    /// Words sent over the socket, by message id.
    var onSocket: [String: String] = [:]

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

    func acknowledged(_ id: String, _ seq: Int, _ words: String) {
        stage.figures.turns += 1
        stage.figures.acknowledged += 1
        stage.ledger.acknowledge(conversation, id, as: seq, words)
    }

    func take(_ state: JSONView) {
        guard let phase = state["phase"]?.text, state["id"]?.text == conversation else { return }
        self.phase = phase
        if phase == "queued" || phase == "claimed" { stage.ledger.note(conversation) { $0.isEscalated = true } }
    }
}
