import AgentDesk
import BotFlow
import Storage
import Switchboard
import Testing

/// What the port ``Archive`` promises beside lists and search.
struct ArchiveTests {
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func eachSideReadsItsEventsInOrder(seed: UInt64) throws {
        let scene = try Scene(seed: seed)
        try scene.live(through: 150)
        let archive = try scene.archive()
        for (id, history) in scene.history where scene.live[id]?.conversation.isErased == false {
            for side in [Side.customer, .agents] {
                let visible = history.filter { $0.event.isVisible(to: side) }
                let read = try archive.events(of: id, after: 0, limit: 1000, visibleTo: side, messagesOnly: false)
                #expect(read == visible)
                let messages = try archive.events(of: id, after: 2, limit: 3, visibleTo: side, messagesOnly: true)
                #expect(messages == Array(visible.filter { $0.seq > 2 && $0.event.isMessage }.prefix(3)))
            }
        }
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func theLastWordOnEachMessageOfTheBotCounts(seed: UInt64) throws {
        let scene = try Scene(seed: seed)
        try scene.live(through: 150)
        let archive = try scene.archive()
        var found = 0
        for (id, history) in scene.history {
            var last: [Int: Bool] = [:]
            for case .judged(let message, let helpful) in history.map(\.event) { last[message] = helpful }
            #expect(try archive.judgements(of: id) == last)
            found += last.count
        }
        #expect(found > 0)
    }

    @Test func aSnapshotIsOfOneMoment() throws {
        let scene = try Scene(seed: 1)
        let id = try scene.begin()
        let archive = try scene.archive()
        try archive.snapshot {
            let before = try archive.listing(id)
            try scene.say("meanwhile", in: id)
            #expect(try archive.listing(id) == before)
        }
        #expect(try archive.listing(id) == scene.live[id])
    }

    @Test func skipsCountsThoseBehindThatWereClaimedFirst() throws {
        let scene = try Scene(seed: 2)
        let ids = try (0..<5).map { _ in
            let id = try scene.begin()
            try scene.ask(in: id)
            return id
        }
        let archive = try scene.archive()
        func skips(_ place: Int) throws -> Int {
            try archive.skips(ids.compactMap { scene.live[$0]?.conversation.phase.waiting }, in: .default)[place]
        }
        #expect(try skips(1) == 0)
        try scene.claim(ids[0])
        #expect(try skips(1) == 0)
        try scene.claim(ids[2])
        try scene.claim(ids[4])
        #expect(try skips(1) == 2)
        #expect(try skips(3) == 1)
        // Given back and taken again is still one that was taken first.
        try scene.perform(.agent(scene.agents[0].agent, .agent, .release), in: ids[4])
        try scene.claim(ids[4])
        #expect(try skips(1) == 2)
        // One that never stood in the line has skipped nobody.
        try scene.claim(try scene.begin())
        #expect(try skips(1) == 2)
        // Nor has one that was more urgent: it stood before.
        let urgent = try scene.begin()
        let answer = BotMessage(text: "Stay calm.", edition: "e1")
        try scene.perform(
            .customer(.say("stolen!", Hearing(.answerThenPerson(answer, why: "theft", priority: 5)))), in: urgent)
        try scene.claim(urgent)
        #expect(try skips(1) == 2)
        #expect(try archive.skips([Waiting(since: scene.now, priority: 0)], in: Workspace("other")) == [0])
    }

    @Test func waitsEndWithTheFirstClaim() throws {
        let scene = try Scene(seed: 3)
        for wait in [1000, 3000] {
            let id = try scene.begin()
            try scene.ask(in: id)
            scene.wait(milliseconds: Int64(wait) - 1)
            try scene.claim(id)
            try scene.perform(.agent(scene.agents[0].agent, .agent, .release), in: id)
            scene.wait(milliseconds: 77)
            try scene.claim(id)
        }
        let archive = try scene.archive()
        #expect(try archive.recentWaits(in: .default, limit: 9) == [.seconds(3), .seconds(1)])
        #expect(try archive.recentWaits(in: .default, limit: 1) == [.seconds(3)])
        #expect(try archive.recentWaits(in: Workspace("other"), limit: 9) == [])
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func statisticsCountTheEventsOfTheSpan(seed: UInt64) throws {
        let scene = try Scene(seed: seed)
        try scene.live(through: 300, conversations: 30)
        let all = scene.history.values.joined().sorted { $0.at < $1.at }
        let (from, to) = (all[all.count / 5].at, all[all.count * 4 / 5].at)
        let statistics = try scene.archive().statistics(in: .default, from: from, to: to)

        var expected = Statistics()
        for recorded in all where recorded.at >= from && recorded.at < to {
            switch recorded.event {
            case .started: expected.started += 1
            case .said, .picked: expected.customerMessages += 1
            case .answered: expected.answered += 1
            case .askedBack: expected.askedBack += 1
            case .missed: expected.missed += 1
            case .escalated(let escalation):
                let word =
                    switch escalation.reason {
                    case .asked: "asked"
                    case .missed: "missed"
                    case .entry: "entry"
                    case .steppedIn: "stepped_in"
                    case .botFailed: "bot_failed"
                    }
                expected.escalated[word, default: 0] += 1
            case .claimed: expected.claimed += 1
            case .closed(.customer, _): expected.closed["customer", default: 0] += 1
            case .closed(.agent, _): expected.closed["agent", default: 0] += 1
            case .closed(.system, _): expected.closed["system", default: 0] += 1
            case .rated(let rating): expected.ratings[rating.score - 1] += 1
            case .judged(_, true): expected.helpful += 1
            case .judged(_, false): expected.unhelpful += 1
            default: break
            }
        }
        (expected.waits, expected.firstReplies) = waits(scene, from, to)
        expected.settledByBot = scene.live.values.count { listing in
            let (conversation, history) = (listing.conversation, scene.history[listing.conversation.id] ?? [])
            guard case .closed = conversation.phase else { return false }
            return conversation.createdAt >= from && conversation.createdAt < to
                && !history.contains { if case .escalated = $0.event { true } else { false } }
        }
        #expect(statistics == expected)
        #expect(!statistics.waits.isEmpty && !statistics.firstReplies.isEmpty)
    }

    /// The waits that ended, and the first replies that were given, in a span.
    private func waits(_ scene: Scene, _ from: Moment, _ to: Moment) -> ([Int], [Int]) {
        var claims: [(at: Moment, since: Moment)] = []
        var replies: [(at: Moment, since: Moment)] = []
        for history in scene.history.values {
            var since: Moment?
            var isClaimed = false
            var isAnswered = false
            for recorded in history {
                switch recorded.event {
                case .escalated(let escalation):
                    since = escalation.reason == .steppedIn ? nil : recorded.at
                    (isClaimed, isAnswered) = (false, false)
                case .claimed, .transferred:
                    if let since, !isClaimed { claims.append((recorded.at, since)) }
                    isClaimed = true
                case .replied:
                    if let since, !isAnswered { replies.append((recorded.at, since)) }
                    isAnswered = true
                default: break
                }
            }
        }
        func lengths(_ ends: [(at: Moment, since: Moment)]) -> [Int] {
            ends.filter { $0.at >= from && $0.at < to }.sorted { $0.at < $1.at }
                .map { Int($0.at.since($0.since).milliseconds) }
        }
        return (lengths(claims), lengths(replies))
    }

    @Test func exportGivesTheOldestFirstAndOnlyTheSpan() throws {
        let scene = try Scene(seed: 5)
        let ids = try (0..<5).map { _ in try scene.begin() }
        let began = try ids.map { try #require(scene.live[$0]).conversation.createdAt }
        var exported: [Listing] = []
        try scene.archive().export(in: .default, from: began[1], to: began[4]) { exported.append($0) }
        #expect(exported == ids[1...3].map { scene.live[$0] })
        try scene.archive().export(in: Workspace("other"), from: began[0], to: began[4]) { _ in
            Issue.record("nothing crosses a workspace")
        }
    }

    @Test func countsAreOfAllThereIs() throws {
        let scene = try Scene(seed: 6)
        try scene.live(through: 100, conversations: 20)
        let counts = try scene.archive().counts()
        #expect(counts.events == scene.history.values.map(\.count).reduce(0, +))
        #expect(counts.conversations.values.reduce(0, +) == scene.live.count)
        #expect(
            counts.conversations["queued"] ?? 0 == scene.live.values.count { $0.conversation.phase.word == "queued" })
        #expect(counts.bytes >= 4096)
    }
}
