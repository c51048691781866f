import BotFlow

/// The course of one conversation as the referee understands it, in plainer words than the product's.
struct Course {
    /// Who has it.
    enum Place: Equatable {
        case bot
        case queue
        case agent(AgentID)
        case closed
    }

    /// Who may touch what others have.
    let supervisors: Set<AgentID>
    private(set) var log: [Recorded] = []
    private(set) var place = Place.bot
    /// The first escalation since the bot had it, which a release keeps.
    private(set) var since = Moment(milliseconds: 0)
    private(set) var priority = 0
    private(set) var wasReleased = false
    private(set) var isErased = false
    /// Every agent who ever took it, and when.
    private(set) var takings: [(by: AgentID, at: Moment)] = []

    init(supervisors: Set<AgentID>) {
        self.supervisors = supervisors
    }

    /// Takes the next event of the log, and says what is wrong with it.
    mutating func take(_ next: Recorded) -> (Rule, String)? {
        defer { log.append(next) }
        if next.seq != log.count + 1 { return (.numbered, "\(next.seq) follows \(log.count)") }
        if let last = log.last, next.at < last.at { return (.clock, "\(next.seq) is before \(last.seq)") }
        let old = place
        guard let wrong = follow(next) else { return nil }
        return (wrong, "\(next.seq) \(next.event.word) while with \(old)")
    }

    /// Nil when the event may happen here.
    private mutating func follow(_ next: Recorded) -> Rule? {
        switch next.event {
        case .started: if next.seq != 1 { return .lawful }
        case .greeted: if next.seq != 2 { return .lawful }
        case .said: if place == .closed { return .lawful }
        case .picked: if place != .bot { return .lawful }
        case .answered, .askedBack, .missed: if place != .bot { return .silentBot }
        case .escalated(let escalation):
            if place != .bot { return .lawful }
            (place, since, priority, wasReleased) = (.queue, next.at, escalation.priority, false)
        case .claimed(let agent):
            if place != .queue { return .oneWinner }
            give(to: agent, at: next.at)
        case .transferred(let agent, let by):
            // Of anybody else it would be a claim under another name.
            if place == .bot || place == .closed { return .lawful }
            if place != .agent(by.id) && !supervisors.contains(by.id) { return .oneWinner }
            give(to: agent, at: next.at)
        case .replied(let agent, _): if place != .agent(agent.id) { return .lawful }
        case .released:
            guard case .agent = place else { return .lawful }
            (place, wasReleased) = (.queue, true)
        case .handedBack:
            if place == .bot || place == .closed { return .lawful }
            place = .bot
        case .closed(let closer, _):
            if place == .closed || closer == .system && place != .bot { return .lawful }
            place = .closed
        case .rated: if place != .bot && place != .closed { return .lawful }
        case .noted: if isErased { return .lawful }
        case .erased:
            if place != .closed || isErased { return .lawful }
            isErased = true
        case .told, .read, .judged: break
        }
        return nil
    }

    private mutating func give(to agent: Agent, at moment: Moment) {
        place = .agent(agent.id)
        takings.append((agent.id, moment))
    }

    /// The event numbered `seq`.
    func event(_ seq: Int) -> Recorded? { seq >= 1 && seq <= log.count ? log[seq - 1] : nil }

    /// The number of the last event before `seq` that a side may see; 0 for none.
    func visible(to side: Side, before seq: Int) -> Int {
        log.prefix(max(0, seq - 1)).last { $0.event.isFor(side) }?.seq ?? 0
    }
}

extension Event {
    /// Whether a side may be told; said here once more, so that a slip in the product shows.
    func isFor(_ side: Side) -> Bool {
        switch self {
        case .noted, .judged, .read(.customer, _): side == .agents
        default: true
        }
    }
}
