import JSON

/// Somebody at the desk: races for those who wait, answers several at once, passes some on, and closes.
final class AgentRole: FeedListener {
    private struct Chat {
        var isUnanswered = true
        var replies = 0
        /// After so many replies it may be closed.
        let enough: Int
    }

    private static let atOnce = 5
    private static let gone: Set = [
        "claimed_by_another", "conversation_closed", "not_escalated", "not_claimed",
    ]

    let person: Person
    private let feed: Feed
    /// The account's id.
    let id: String
    private var chats: [String: Chat] = [:]
    /// Whom this agent saw waiting, the longest first.
    private var waiting: [String] = []
    private var reconnectAt = ContinuousClock.now
    private var isStale = false

    private var stage: Stage { person.stage }

    init(_ number: Int, id: String, token: String, on stage: Stage) {
        person = Person("a\(number)", number: -number, on: stage)
        person.credential = "Authorization: Bearer \(token)\r\n"
        self.id = id
        feed = Feed(of: person.name, on: stage, mayAlwaysConnect: true)
        feed.listener = self
    }

    /// Works until the simulation is over.
    func work() async {
        while !stage.isOver {
            await keepConnected()
            await person.think(.milliseconds(700))
            guard !stage.isOver else { break }
            if !waiting.isEmpty, chats.count < Self.atOnce, chats.isEmpty || person.dice.chance(50) {
                await takeOne()
            } else if let chat = chosenChat() {
                await act(in: chat)
            }
        }
        feed.drop()
    }

    private func keepConnected() async {
        if feed.isWanted {
            if person.dice.chance(1) {
                feed.drop()
            } else if isStale {
                await catchUp()
            }
            return
        }
        guard reconnectAt < .now else { return }
        let reply = await person.ask(.other, .init(path: "agent/realtime/ticket"))
        guard case .done(let answer) = reply, let ticket = answer?["ticket"]?.text else { return }
        _ = feed.connect(to: "?role=agent&ticket=\(ticket)")
    }

    /// A desk that comes back goes on with what it has open and fetches its lists anew.
    private func catchUp() async {
        isStale = false
        for conversation in chats.keys.sorted() where !feed.brings(conversation) {
            subscribe(to: conversation, after: feed.watches[conversation]?.last ?? 0)
        }
        if case .done(let list) = await person.ask(.other, .init(method: "GET", path: "agent/queue")) {
            waiting = (list?["items"]?.elements ?? []).compactMap { $0["id"]?.text }
        }
        let mine = await person.ask(
            .other, .init(method: "GET", path: "agent/conversations?status=agent&assigned=me&limit=200"))
        if case .done(let list) = mine {
            for conversation in (list?["items"]?.elements ?? []).compactMap({ $0["id"]?.text }) { adopt(conversation) }
        }
    }

    // MARK: Taking

    private func takeOne() async {
        switch person.dice.number(0...9) {
        case 0...2:
            guard case .done(let answer?) = await person.ask(.claim, .init(path: "agent/queue/claim-next")),
                let state = answer["conversation"], let conversation = state["id"]?.text
            else { return }
            took(conversation, state)
            // An answer that was lost may have given this agent another one; the list of theirs knows.
            if person.dice.chance(10) { isStale = true }
        case 3:
            guard let conversation = waiting.first else { return }
            waiting.removeFirst()
            await reply(in: conversation)
        default:
            // All agents see the same few at the head of the queue, and reach for them at once.
            guard let conversation = person.dice.one(of: Array(waiting.prefix(3))) else { return }
            waiting.removeAll { $0 == conversation }
            let answer = await person.ask(
                .claim, .init(path: "agent/conversations/\(conversation)/claim"), in: conversation, repeatable: true,
                explained: ["claimed_by_another", "conversation_closed"])
            switch answer {
            case .done(let answer): if let state = answer?["conversation"] { took(conversation, state) }
            case .refused(let code, _): if code == "claimed_by_another" { stage.figures.lostRaces += 1 }
            case .unknown: break
            }
        }
    }

    private func took(_ conversation: String, _ state: JSONView) {
        waiting.removeAll { $0 == conversation }
        guard let seq = state["last_seq"]?.number else { return }
        stage.ledger.note(conversation) {
            $0.claim(by: id, at: seq)
            $0.isEscalated = true
        }
        adopt(conversation, after: person.dice.chance(50) ? 0 : seq)
    }

    private func adopt(_ conversation: String, after: Int = 0) {
        guard chats[conversation] == nil else { return }
        chats[conversation] = Chat(enough: person.dice.number(1...4))
        subscribe(to: conversation, after: after)
    }

    private func subscribe(to conversation: String, after: Int) {
        guard feed.isConnected else { return }
        feed.follow(conversation, after: after)
        feed.send("subscribe_conversation") {
            $0.member("conversation_id", conversation)
            $0.member("after", after)
        }
    }

    private func letGo(_ conversation: String) {
        guard chats.removeValue(forKey: conversation) != nil else { return }
        feed.stopFollowing(conversation)
        feed.send("unsubscribe_conversation") { $0.member("conversation_id", conversation) }
    }

    // MARK: Acting

    private func chosenChat() -> String? {
        let unanswered = chats.filter(\.value.isUnanswered).keys.sorted()
        return person.dice.one(of: unanswered) ?? person.dice.one(of: chats.keys.sorted())
    }

    private func act(in conversation: String) async {
        guard let chat = chats[conversation] else { return }
        switch person.dice.number(0...99) {
        case 0...4: await note(in: conversation)
        case 5...7: await passOn(conversation, "release")
        case 8...9:
            stage.ledger.note(conversation) { $0.wasToBeHandedBack = true }
            await passOn(conversation, "hand-back")
        case 10...12:
            guard let colleague = person.dice.one(of: stage.colleagues), colleague != id else { return }
            stage.ledger.note(conversation) { $0.willTransfer(to: colleague) }
            await passOn(conversation, "transfer", body: JSONWriter.object { $0.member("agent_id", colleague) })
        default:
            if chat.replies >= chat.enough {
                await close(conversation)
            } else {
                await reply(in: conversation)
            }
        }
    }

    /// Replies, which also claims what waits.
    private func reply(in conversation: String) async {
        let wasMine = chats[conversation] != nil
        chats[conversation]?.isUnanswered = false
        let words = person.dice.one(of: Sentences.ofAgents) ?? ""
        let name = person.newMessageID()
        stage.sent(name)
        let body = JSONWriter.object {
            $0.member("content", words)
            $0.member("client_message_id", name)
        }
        let reply = await person.ask(
            .reply, .init(path: "agent/conversations/\(conversation)/messages", body: body), in: conversation,
            repeatable: true, explained: Self.gone)
        switch reply {
        case .done(let answer):
            guard let seq = Person.messageSeq(answer) else {
                stage.ledger.add(Trouble(.unexpected, in: conversation, "message \(name) was done without a number"))
                return
            }
            acknowledged(conversation, name, seq, words)
            stage.ledger.note(conversation) { $0.claim(by: id, at: seq) }
            if wasMine { chats[conversation]?.replies += 1 } else { adopt(conversation) }
        case .refused(let code, _):
            if !wasMine, code == "claimed_by_another" { stage.figures.lostRaces += 1 }
            stage.missed(name)
            letGo(conversation)
        case .unknown: stage.missed(name)
        }
    }

    private func note(in conversation: String) async {
        let words = person.dice.one(of: Sentences.notes) ?? ""
        let name = person.newMessageID()
        let body = JSONWriter.object {
            $0.member("content", words)
            $0.member("client_message_id", name)
        }
        let reply = await person.ask(
            .note, .init(path: "agent/conversations/\(conversation)/notes", body: body), in: conversation,
            repeatable: true)
        if case .done(let answer) = reply, let seq = Person.messageSeq(answer) {
            acknowledged(conversation, name, seq, words)
        }
    }

    private func passOn(_ conversation: String, _ how: String, body: [UInt8] = []) async {
        _ = await person.ask(
            .passOn, .init(path: "agent/conversations/\(conversation)/\(how)", body: body), in: conversation,
            explained: Self.gone)
        letGo(conversation)
    }

    private func close(_ conversation: String) async {
        let reply = await person.ask(
            .close, .init(path: "agent/conversations/\(conversation)/close"), in: conversation, explained: Self.gone)
        if case .done = reply { stage.ledger.note(conversation) { $0.isClosed = true } }
        letGo(conversation)
    }

    private func acknowledged(_ conversation: String, _ name: String, _ seq: Int, _ words: String) {
        stage.figures.acknowledged += 1
        stage.ledger.acknowledge(conversation, name, as: seq, words)
    }

    // MARK: Hearing

    func heard(_ event: History.Event, in conversation: String, payload: JSONView, isLive: Bool) {
        switch event.mark.name {
        case "agent.assigned":
            if event.assignedTo != id {
                if isLive { letGo(conversation) }
            } else if payload["conversation"]?["assigned_agent_id"]?.text == id {
                adopt(conversation)
            }
        case "chat.closed": letGo(conversation)
        case "message.created":
            guard payload["message"]?["sender_type"]?.text == "customer" else { return }
            chats[conversation]?.isUnanswered = true
            if let name = event.message?.clientID { isLive ? stage.delivered(name) : stage.missed(name) }
        case "conversation.updated":
            if isLive, payload["conversation"]?["assigned_agent_id"]?.text != id { letGo(conversation) }
        default: break
        }
    }

    func heard(_ name: String, payload: JSONView?) {
        switch name {
        case "system.connected":
            isStale = true
            person.bell.ring()
        case "queue.created", "queue.released":
            guard let conversation = payload?["conversation"]?["id"]?.text else { return }
            waiting.append(conversation)
            stage.ledger.note(conversation) { $0.isEscalated = true }
            if chats.count < Self.atOnce, person.dice.chance(30) { person.bell.ring() }
        case "queue.claimed":
            guard let conversation = payload?["conversation_id"]?.text else { return }
            waiting.removeAll { $0 == conversation }
        case "system.error":
            stage.ledger.add(
                Trouble(.unexpected, in: "", "an agent’s frame was refused with \(payload?["code"]?.text ?? "")"))
        default: break
        }
    }

    func feedEnded() {
        reconnectAt = .now + .milliseconds(person.dice.number(20...500))
    }
}
