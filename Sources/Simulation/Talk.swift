/// What the people of a simulation were told about one conversation: what the server must stand by.
package struct Talk: Sendable {
    /// A message that was acknowledged.
    struct Acknowledged: Sendable {
        let seq: Int
        let words: String
    }

    /// An agent was told at event `seq` that the conversation is theirs.
    struct Claim: Hashable, Sendable {
        let agent: String
        let seq: Int
    }

    /// The customer's session; nil for a conversation that the agents found there.
    package var session: String?
    /// By client message id.
    private(set) var acknowledged: [String: Acknowledged] = [:]
    /// What was told on sockets and pages, by number.
    private(set) var told: [Int: EventMark] = [:]
    private(set) var claims: Set<Claim> = []
    /// To whom it was to be transferred, whether or not that was answered.
    private(set) var transfers: [String] = []
    /// Whether somebody wanted to hand it back to the bot.
    package var wasToBeHandedBack = false
    package var isEscalated = false
    /// Whether an end of it was acknowledged.
    package var isClosed = false
    /// The acknowledged score.
    package var rating: Int?

    package init(session: String? = nil) {
        self.session = session
    }

    /// Notes that a message stands in the log; the sentence says how that contradicts what was said before.
    package mutating func acknowledge(_ id: String, as seq: Int, _ words: String) -> String? {
        let before = acknowledged.updateValue(Acknowledged(seq: seq, words: words), forKey: id)
        guard let before, before.seq != seq else { return nil }
        return "message \(id) was acknowledged as \(before.seq) and as \(seq)"
    }

    /// Notes that an event was told; the sentence says how that contradicts what was told before.
    package mutating func tell(_ mark: EventMark, at seq: Int) -> String? {
        let before = told.updateValue(mark, forKey: seq)
        guard let before, before != mark else { return nil }
        return "was told as \(before) and as \(mark)"
    }

    package mutating func claim(by agent: String, at seq: Int) {
        claims.insert(Claim(agent: agent, seq: seq))
    }

    package mutating func willTransfer(to agent: String) {
        transfers.append(agent)
    }
}

/// What tells an event from every other that could have its number.
package struct EventMark: Hashable, Sendable, CustomStringConvertible {
    package let name: String
    /// When it was recorded, as the server writes it.
    package let at: String

    package init(name: String, at: String) {
        self.name = name
        self.at = at
    }

    package var description: String { "\(name) of \(at)" }
}
