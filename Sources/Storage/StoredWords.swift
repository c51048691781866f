import BotFlow

// The words on disk for what is neither an event nor a state of its own; they never change.

extension Escalation.Reason {
    var storedWord: String {
        switch self {
        case .asked: "asked"
        case .missed: "missed"
        case .entry: "entry"
        case .steppedIn: "stepped_in"
        case .botFailed: "bot_failed"
        }
    }

    /// Nil for a word that is none, and for an entry's reason without the entry's word.
    init?(storedWord: String, entryReason: String?) {
        switch (storedWord, entryReason) {
        case ("asked", nil): self = .asked
        case ("missed", nil): self = .missed
        case ("entry", let why?): self = .entry(why)
        case ("stepped_in", nil): self = .steppedIn
        case ("bot_failed", nil): self = .botFailed
        default: return nil
        }
    }
}

extension Closer {
    var storedWord: String {
        switch self {
        case .customer: "customer"
        case .agent: "agent"
        case .system: "system"
        }
    }

    init?(storedWord: String, agent: Agent?) {
        switch (storedWord, agent) {
        case ("customer", nil): self = .customer
        case ("agent", let agent?): self = .agent(agent)
        case ("system", nil): self = .system
        default: return nil
        }
    }
}

extension Phase {
    var storedWord: String {
        switch self {
        case .automated: "automated"
        case .agent(.queued): "queued"
        case .agent(.claimed): "claimed"
        case .closed: "closed"
        }
    }
}

/// An agent as bodies and states hold one.
struct StoredAgent: Decodable {
    let id: String
    let name: String

    enum CodingKeys: String, CodingKey {
        case id = "id"
        case name = "name"
    }

    /// Nil when the id is none.
    var agent: Agent? { AgentID(id).map { Agent(id: $0, displayName: name) } }
}

/// A moment as states hold one: milliseconds since 1970, up to the end of the year 9999.
struct StoredMoment: Decodable {
    let moment: Moment

    /// What lies outside was not written here, and sums with it might not fit.
    init?(milliseconds: Int64) {
        guard (0...253_402_300_799_999).contains(milliseconds) else { return nil }
        moment = Moment(milliseconds: milliseconds)
    }

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        guard let moment = StoredMoment(milliseconds: try value.decode(Int64.self)) else {
            throw DecodingError.dataCorruptedError(in: value, debugDescription: "no moment")
        }
        self = moment
    }
}
