import AgentDesk
import BotFlow
import Switchboard

/// What the API has done since it started, for `/metrics`.
struct Tallies {
    struct Operation {
        var byStatus: [Int: Int] = [:]
        var times = Histogram(Tallies.bounds)
    }

    /// Seconds.
    private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]
    /// Seconds; what somebody who waits for a person notices.
    private static let waitBounds: [Double] = [5, 15, 30, 60, 120, 300, 600, 1800, 3600, 14_400]

    private(set) var operations: [String: Operation] = [:]
    var framesSent = 0
    /// What the bot did with what customers said.
    var botTurns: [String: Int] = [:]
    /// How often a pattern gave up on a message.
    var patternsGaveUp = 0
    /// What was refused with 503, by the problem's code.
    private(set) var shed: [String: Int] = [:]
    private(set) var rateLimited: [String: Int] = [:]
    /// The longest turn of the loop in each of the last seconds, in seconds.
    private(set) var lags: [Double] = []

    private(set) var messages: [String: Int] = [:]
    private(set) var started = 0
    private(set) var closed: [String: Int] = [:]
    private(set) var escalations: [String: Int] = [:]
    private(set) var claimWaits = Histogram(Tallies.waitBounds)
    private(set) var staleClaims = 0

    mutating func count(_ operation: String, status: Int, took duration: Duration) {
        operations[operation, default: Operation()].byStatus[status, default: 0] += 1
        operations[operation]?.times.add(duration)
    }

    mutating func count(refused problem: Problem) {
        if problem.status == 503 { shed[problem.code.rawValue, default: 0] += 1 }
    }

    mutating func count(rateLimited kind: Rates.Kind) {
        rateLimited[kind.rawValue, default: 0] += 1
    }

    mutating func note(lag: Duration) {
        if lags.count >= 60 { lags.removeFirst() }
        lags.append(lag.seconds)
    }

    mutating func count(_ happening: Happening) {
        if happening.phaseBefore == nil { started += 1 }
        var waiting = happening.phaseBefore?.queuedWaiting
        for recorded in happening.events {
            if let sender = recorded.event.sender { messages[sender.rawValue, default: 0] += 1 }
            switch recorded.event {
            case .escalated(let escalation): escalations[escalation.reason.name, default: 0] += 1
            case .claimed, .transferred:
                if let waiting { claimWaits.add(max(.zero, recorded.at.since(waiting.since))) }
                waiting = nil
            case .released(by: nil): staleClaims += 1
            case .closed(let closer, _): closed[closer.name, default: 0] += 1
            default: break
            }
        }
    }
}
