package import AgentDesk
package import BotFlow
import Synchronization

/// Which agents are there: those with an open socket, and those who were seen a short while ago.
///
/// What an agent chose to be is stored; this is whether they are there to be it. Kept in memory only, so after a start
/// nobody is there until they are seen.
package final class Attendance: Sendable {
    /// So long an agent counts as there after the last sight of them.
    package static let patience = Duration.seconds(60)

    private struct Sight {
        var sockets = 0
        var last: Moment

        func holds(at moment: Moment) -> Bool {
            sockets > 0 || moment.since(last) < Attendance.patience
        }
    }

    private let sights = Mutex<[AgentID: Sight]>([:])

    init() {}

    /// Whether the agent is there.
    package func has(_ agent: AgentID, at moment: Moment) -> Bool {
        sights.withLock { $0[agent]?.holds(at: moment) ?? false }
    }

    /// The account with the presence that colleagues see: what was chosen by one who is there, else offline.
    package func shown(_ account: Account, at moment: Moment) -> Account {
        var account = account
        if !has(account.id, at: moment) { account.presence = .offline }
        return account
    }

    /// Notes a sight of an agent; true when they were not there until now.
    package func see(_ agent: AgentID, at moment: Moment) -> Bool {
        change(agent, at: moment) { _ in }
    }

    /// Notes that a socket of an agent opened; true when they were not there until now.
    package func arrive(_ agent: AgentID, at moment: Moment) -> Bool {
        change(agent, at: moment) { $0.sockets += 1 }
    }

    /// Notes that a socket of an agent is gone, which is the last sight of them.
    package func leave(_ agent: AgentID, at moment: Moment) {
        _ = change(agent, at: moment) { $0.sockets -= 1 }
    }

    private func change(_ agent: AgentID, at moment: Moment, _ body: (inout Sight) -> Void) -> Bool {
        sights.withLock { sights in
            let known = sights[agent]
            var sight = known ?? Sight(last: moment)
            sight.last = max(sight.last, moment)
            body(&sight)
            sights[agent] = sight
            return known?.holds(at: moment) != true
        }
    }

    /// Who has gone since the last time this was asked.
    package func takeGone(at moment: Moment) -> [AgentID] {
        sights.withLock { sights in
            let gone = sights.filter { !$0.value.holds(at: moment) }.keys
            for agent in gone { sights[agent] = nil }
            return gone.sorted()
        }
    }
}
