/// Reads every conversation back, as its customer and as an agent, and judges it.
final class Reading {
    private let stage: Stage
    private let agent: AgentRole
    /// Who stood in the agents' list of those who want a person or have one, after everybody had stopped.
    private var listed: Set<String> = []
    private var waiting: [String] = []
    private(set) var read = 0
    private(set) var troubles: [Trouble] = []
    /// Conversations of our customers that were left open.
    private var open: [(conversation: String, session: String)] = []

    init(of stage: Stage, as agent: AgentRole) {
        self.stage = stage
        self.agent = agent
        waiting = stage.ledger.talks.keys.filter { !$0.isEmpty }.sorted()
    }

    var count: Int { read + waiting.count }

    /// Fetches the list first; then ``readNext(_:)`` may be called by many.
    func begin() async {
        var cursor = ""
        repeat {
            let reply = await agent.person.ask(
                .other, .init(method: "GET", path: "agent/conversations?status=agent&limit=200\(cursor)"))
            guard case .done(let page?) = reply else {
                troubles.append(Trouble(.unexpected, in: "", "the list of conversations could not be read"))
                return
            }
            listed.formUnion((page["items"]?.elements ?? []).compactMap { $0["id"]?.text })
            cursor = page["next_after"]?.text.map { "&after=\($0)" } ?? ""
        } while !cursor.isEmpty
    }

    /// Reads one conversation; false when there is none left.
    func readNext(_ reader: Person) async -> Bool {
        guard let id = waiting.popLast(), let talk = stage.ledger.talks[id] else { return false }
        defer { read += 1 }
        guard let history = await history(of: id, talk, reader) else {
            troubles.append(Trouble(.unexpected, in: id, "could not be read back"))
            return true
        }
        stage.extend()
        troubles += Judgement(of: talk, id, against: history).troubles
        if history.phase != "closed", let session = talk.session { open.append((id, session)) }
        return true
    }

    /// Takes one of the conversations of our customers that were left open.
    func takeOpen() -> (conversation: String, session: String)? {
        open.popLast()
    }

    private func history(of id: String, _ talk: Talk, _ reader: Person) async -> History? {
        reader.credential = agent.person.credential
        guard case .done(let state?) = await get("agent/conversations/\(id)", id, reader),
            let phase = state["phase"]?.text,
            let (forAgents, lastSeq) = await events("agent", of: id, reader)
        else { return nil }
        var forCustomer: [History.Event]?
        if let session = talk.session {
            reader.credential = "X-Customer-Session-Id: \(session)\r\n"
            guard let (events, _) = await events("customer", of: id, reader) else { return nil }
            forCustomer = events
        }
        return History(
            forAgents: forAgents, forCustomer: forCustomer, lastSeq: lastSeq, phase: phase,
            rating: state["rating"]?.number, isListed: listed.contains(id))
    }

    private func events(_ side: String, of id: String, _ reader: Person) async -> ([History.Event], lastSeq: Int)? {
        var found: [History.Event] = []
        while true {
            let after = found.last?.seq ?? 0
            guard case .done(let page?) = await get("\(side)/conversations/\(id)/events?after=\(after)", id, reader),
                let lastSeq = page["last_seq"]?.number
            else { return nil }
            let more = (page["events"]?.elements ?? []).compactMap { History.Event($0) }
            found += more
            // A page that goes back would be asked for again for ever.
            guard let last = more.last?.seq, last < lastSeq, last > after else { return (found, lastSeq) }
        }
    }

    private func get(_ path: String, _ id: String, _ reader: Person) async -> Person.Reply {
        await reader.ask(.other, .init(method: "GET", path: path), in: id)
    }
}
