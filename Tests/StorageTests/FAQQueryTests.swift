import AgentDesk
import BotFlow
import Storage
import Switchboard
import Testing

/// What the port ``Archive`` promises about how the FAQ did.
struct FAQQueryTests {
    private static let everything = (from: Moment(milliseconds: 0), to: Moment(milliseconds: 4_000_000_000_000))

    private func misses(
        _ archive: SQLiteArchive, from: Moment = everything.from, to: Moment = everything.to
    ) throws -> [Miss] {
        var misses: [Miss] = []
        try archive.misses(in: .default, from: from, to: to) { misses.append($0) }
        return misses
    }

    private func steps(
        _ archive: SQLiteArchive, from: Moment = everything.from, to: Moment = everything.to
    ) throws -> [[FAQStep]] {
        var steps: [[FAQStep]] = []
        try archive.faqSteps(in: .default, from: from, to: to) { steps.append($0) }
        return steps
    }

    /// What the log of a conversation says was missed.
    private func misses(of id: ConversationID, _ history: [Recorded]) -> [Miss] {
        var missed = Set<Int>()
        for recorded in history {
            switch recorded.event {
            case .askedBack, .missed: missed.insert(recorded.seq - 1)
            case .escalated(let escalation) where escalation.reason == .missed: missed.insert(escalation.message ?? 0)
            default: break
            }
        }
        return history.compactMap { recorded in
            guard case .said(let words) = recorded.event, missed.contains(recorded.seq) else { return nil }
            let reply = history.lazy.filter { $0.seq > recorded.seq }.compactMap { later -> Miss.Reply? in
                guard case .replied(let agent, let words) = later.event else { return nil }
                return Miss.Reply(by: agent.displayName, at: later.at, words: words)
            }.first
            return Miss(conversation: id, seq: recorded.seq, at: recorded.at, words: words, reply: reply)
        }
    }

    private func kind(_ event: Event) -> FAQStep.Kind? {
        switch event {
        case .said: .said
        case .picked(let reply): .picked(slug: reply.slug)
        case .answered(let message): message.slug.map { _ in .answered(slugs: message.slugs, rules: []) }
        case .askedBack, .missed: .missed
        case .escalated(let escalation): escalation.reason == .asked ? .askedForPerson : nil
        case .judged(let message, let helpful): .judged(message: message, helpful: helpful)
        default: nil
        }
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func whatIsReadIsWhatTheLogSays(seed: UInt64) throws {
        let scene = try Scene(seed: seed)
        try scene.live(through: 400, conversations: 40)
        try scene.begin(in: Workspace("other"))
        let archive = try scene.archive()
        let ids = scene.order.filter { scene.live[$0]?.conversation.workspace == .default }
            .sorted { $0.description < $1.description }
        let histories = ids.map { id in (id, scene.history[id] ?? [], scene.live[id]?.conversation.isErased == true) }
        let missed = histories.filter { !$0.2 }.flatMap { misses(of: $0.0, $0.1) }
        #expect(try misses(archive) == missed)
        let answered = histories.map(\.1).filter { history in
            history.contains { if case .answered = $0.event { true } else { false } }
        }
        let expected = answered.map { history in
            history.compactMap { recorded in
                kind(recorded.event).map { FAQStep(seq: recorded.seq, at: recorded.at, $0) }
            }
        }
        #expect(try steps(archive) == expected)
        #expect(!expected.isEmpty)
        if seed == 1 { #expect(!missed.isEmpty) }
    }

    private static let ladder = [
        Fallback(say: BotMessage(text: "Sorry?", quickReplies: [QuickReply(slug: "a", question: "A?")], edition: "e")),
        Fallback(say: BotMessage(text: "I pass this on.", edition: "e"), escalates: true),
    ]

    @Test func aMissIsReadOnceWithTheFirstAnswerOfAnAgent() throws {
        let scene = try Scene(seed: 1)
        let id = try scene.begin()
        let nothing = Hearing(.nothing, ladder: Self.ladder)
        try scene.perform(.customer(.say("do you wrap gifts", nothing)), in: id)
        try scene.perform(.customer(.say("gift wrap", nothing)), in: id)
        try scene.perform(.customer(.say("hello?", nothing)), in: id)
        try scene.perform(.agent(scene.agents[1].agent, .agent, .note("a gift")), in: id)
        try scene.perform(.agent(scene.agents[1].agent, .agent, .reply("We do.")), in: id)
        try scene.perform(.agent(scene.agents[1].agent, .agent, .reply("For 3 euros.")), in: id)
        let misses = try misses(scene.archive())
        #expect(misses.map(\.words) == ["do you wrap gifts", "gift wrap"])
        #expect(misses.map(\.reply?.words) == ["We do.", "We do."])
        #expect(misses.map(\.reply?.by) == ["Agent 1", "Agent 1"])

        try scene.perform(.customer(.erase), in: id)
        #expect(try self.misses(scene.archive()).isEmpty)
    }

    @Test func aSpanHasItsFirstMomentAndNotItsLast() throws {
        let scene = try Scene(seed: 2)
        let (first, second) = (try scene.begin(), try scene.begin())
        let nothing = Hearing(.nothing, ladder: Self.ladder)
        try scene.perform(.customer(.say("one", nothing)), in: first)
        let one = scene.now
        try scene.say("heard", in: first)
        let heard = scene.now
        try scene.perform(.customer(.say("two", nothing)), in: second)
        let archive = try scene.archive()
        #expect(try misses(archive, from: one, to: scene.now).map(\.words) == ["one"])
        #expect(try misses(archive, from: scene.now).map(\.words) == ["two"])
        #expect(
            try steps(archive, from: heard).map { $0.map(\.kind) } == [
                [.said, .missed, .said, .answered(slugs: ["heard"], rules: [])]
            ])
        #expect(try steps(archive, to: heard).isEmpty)
    }

    @Test func theRulesThatWonAreReadFromTheTrace() throws {
        let scene = try Scene(seed: 3)
        let id = try scene.begin()
        let first = "{\"slug\":\"s\",\"rule\":2,\"place\":\"a/b:c.md:14\"}"
        let other = "{\"slug\":\"t\",\"rule\":1,\"place\":\"a/d.md:9\"}"
        let exact = "{\"slug\":\"s\",\"rule\":null,\"place\":\"a.md:3\"}"
        for (second, candidates) in [(nil, [first, other]), ("t", [first, other]), (nil, [exact])] {
            let trace = "{\"layer\":\"pcre\",\"candidates\":[\(candidates.joined(separator: ","))]}"
            let answer = BotMessage(text: "Yes.", slug: "s", secondSlug: second, edition: "e", trace: trace)
            try scene.perform(.customer(.say("now", Hearing(.answer(answer)))), in: id)
        }
        let (rule, otherRule) = (
            FAQStep.WonRule(file: "a/b:c.md", number: 2), FAQStep.WonRule(file: "a/d.md", number: 1)
        )
        // What lost in the first message did not join.
        #expect(
            try steps(scene.archive()).flatMap { $0.map(\.kind) } == [
                .said, .answered(slugs: ["s"], rules: [rule]), .said,
                .answered(slugs: ["s", "t"], rules: [rule, otherRule]), .said, .answered(slugs: ["s"], rules: []),
            ])
    }
}
