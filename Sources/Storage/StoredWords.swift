import BotFlow
import JSON

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
struct StoredAgent {
    /// Nil when the id is none.
    let agent: Agent?

    init(_ stored: JSONValue) throws(JSONValue.Misfit) {
        let name = try stored.member("name").text
        agent = AgentID(try stored.member("id").text).map { Agent(id: $0, displayName: name) }
    }
}

extension JSONValue {
    var agent: Agent {
        get throws(Misfit) {
            guard let agent = try StoredAgent(self).agent else { throw Misfit() }
            return agent
        }
    }

    /// A moment as states hold one: milliseconds since 1970, up to the end of the year 9999.
    var moment: Moment {
        get throws(Misfit) {
            guard let moment = Moment(stored: Int64(try whole)) else { throw Misfit() }
            return moment
        }
    }
}

extension Moment {
    /// Nil for what lies outside the years 1970 to 9999: it was not written here, and sums with it might not fit.
    init?(stored milliseconds: Int64) {
        guard (0...253_402_300_799_999).contains(milliseconds) else { return nil }
        self.init(milliseconds: milliseconds)
    }
}
