import AgentDesk
import BotFlow
import Storage
import Switchboard
import Testing

/// What a chart of a span shows, and what each agent did in it.
@Suite struct OverviewTests {
    /// A scene, and a span in the middle of it.
    private func scene(_ seed: UInt64) throws -> (Scene, from: Moment, to: Moment) {
        let scene = try Scene(seed: seed)
        try scene.live(through: 300, conversations: 30)
        let all = scene.history.values.joined().map(\.at).sorted()
        return (scene, all[all.count / 5], all[all.count * 4 / 5])
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func bucketsFillTheSpanAndCountEachEventOnce(seed: UInt64) throws {
        let (scene, from, to) = try scene(seed)
        let length = Duration.seconds(3600)
        let buckets = try scene.archive().buckets(in: .default, from: from, to: to, of: length)
        #expect(buckets.first?.from == from)
        for (bucket, next) in zip(buckets, buckets.dropFirst()) { #expect(next.from.since(bucket.from) == length) }
        let last = try #require(buckets.last)
        #expect(last.from < to && last.from.advanced(by: length) >= to)
        for bucket in buckets {
            let end = min(bucket.from.advanced(by: length), to)
            var expected = Statistics.Bucket(from: bucket.from)
            for recorded in scene.history.values.joined() where recorded.at >= bucket.from && recorded.at < end {
                switch recorded.event {
                case .started: expected.started += 1
                case .answered: expected.answered += 1
                case .escalated: expected.escalated += 1
                case .claimed: expected.claimed += 1
                case .closed: expected.closed += 1
                default: break
                }
            }
            #expect(bucket == expected)
        }
        #expect(buckets.contains { $0.claimed > 0 })
        let others = try scene.archive().buckets(in: Workspace("other"), from: from, to: to, of: length)
        #expect(others == buckets.map { Statistics.Bucket(from: $0.from) })
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func eachAgentHasWhatTheyDid(seed: UInt64) throws {
        let (scene, from, to) = try scene(seed)
        var expected: [AgentID: AgentStatistics] = [:]
        var firstReplies: [(agent: AgentID, at: Moment, length: Int)] = []
        for history in scene.history.values {
            var (since, claimed, writer) = (Moment?.none, false, AgentID?.none)
            for recorded in history {
                let isInSpan = recorded.at >= from && recorded.at < to
                func count(_ agent: AgentID, _ body: (inout AgentStatistics) -> Void) {
                    if isInSpan { body(&expected[agent, default: AgentStatistics()]) }
                }
                switch recorded.event {
                case .escalated(let escalation):
                    (since, claimed) = (escalation.reason == .steppedIn ? nil : recorded.at, false)
                case .claimed(let agent):
                    count(agent.id) { $0.claimed += 1 }
                    claimed = true
                case .transferred: claimed = true
                case .replied(let agent, _):
                    count(agent.id) { $0.replies += 1 }
                    if let begin = since, claimed, isInSpan {
                        firstReplies.append((agent.id, recorded.at, Int(recorded.at.since(begin).milliseconds)))
                    }
                    (since, writer) = (nil, agent.id)
                case .closed(.agent(let agent), _): count(agent.id) { $0.closed += 1 }
                case .rated(let rating):
                    if let writer { count(writer) { $0.ratings[rating.score - 1] += 1 } }
                default: break
                }
            }
        }
        for reply in firstReplies.sorted(by: { $0.at < $1.at }) {
            expected[reply.agent]?.firstReplies.append(reply.length)
        }
        let archive = try scene.archive()
        #expect(try archive.agentStatistics(in: .default, from: from, to: to) == expected)
        #expect(expected.values.contains { !$0.firstReplies.isEmpty })
        #expect(try archive.agentStatistics(in: Workspace("other"), from: from, to: to).isEmpty)
    }
}
