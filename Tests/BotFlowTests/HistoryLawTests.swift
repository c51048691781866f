import BotFlow
import TestSupport
import Testing

/// What the log, the live state and the marks in it have to do with each other.
@Suite struct HistoryLawTests {
    @Test(arguments: Walk.seeds)
    func replayingTheHistoryGivesTheLiveState(seed: UInt64) {
        everyWalk(of: seed) { walk in
            let live = walk.talk.conversation
            return Conversation(live.id, replaying: walk.talk.history) == live
        }
    }

    @Test(arguments: Walk.seeds)
    func whatAStoreKeepsOfAConversationIsAllOfIt(seed: UInt64) {
        everyStep(of: seed) { step in
            let live = step.after
            let start = Start(
                workspace: live.workspace, customer: live.customer, locale: live.locale, page: live.page)
            let restored = Conversation(
                restoring: live.id, start, createdAt: live.createdAt, phase: live.phase, lastSeq: live.lastSeq,
                lastSeqForCustomer: live.lastSeqForCustomer, updatedAt: live.updatedAt, lastWordsAt: live.lastWordsAt,
                lastFromCustomer: live.lastFromCustomer, lastFromAgent: live.lastFromAgent,
                lastForCustomer: live.lastForCustomer, unansweredSince: live.unansweredSince, tried: live.tried,
                escalation: live.escalation, readByCustomer: live.readByCustomer, readByAgents: live.readByAgents,
                unreadForCustomer: live.unreadForCustomer, unreadForAgents: live.unreadForAgents, rating: live.rating,
                isErased: live.isErased)
            return restored == live
        }
    }

    @Test(arguments: Walk.seeds)
    func whatIsErasedIsInNeitherTheLogNorTheLiveState(seed: UInt64) {
        everyWalk(of: seed) { walk in
            guard let erased = walk.talk.history.firstIndex(where: { $0.event == .erased }) else { return true }
            let log = walk.talk.history[...erased]
            let live = Conversation(walk.talk.conversation.id, replaying: log)
            return Conversation(walk.talk.conversation.id, replaying: log.map(\.withoutWords)) == live
        }
    }

    @Test(arguments: Walk.seeds)
    func aHistoryWithAGapARepetitionOrNoBeginningIsNotReplayed(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        everyWalk(of: seed) { walk in
            let id = walk.talk.conversation.id
            let history = walk.talk.history
            guard history.count > 2 else { return true }
            let place = Int.random(in: 1..<history.count - 1, using: &random)
            var gap = history
            gap.remove(at: place)
            var repetition = history
            repetition.insert(history[place], at: place)
            let headless = history.dropFirst()
            let misbegun = headless.map { Recorded(seq: $0.seq - 1, at: $0.at, event: $0.event) }
            return Conversation(id, replaying: gap) == nil && Conversation(id, replaying: repetition) == nil
                && Conversation(id, replaying: headless) == nil && Conversation(id, replaying: misbegun) == nil
                && Conversation(id, replaying: []) == nil
        }
    }

    @Test(arguments: Walk.seeds)
    func theMarksOfAConversationAreWhatItsHistorySays(seed: UInt64) {
        everyWalk(of: seed) { walk in
            let (conversation, history) = (walk.talk.conversation, walk.talk.history)
            func last(_ isOne: (Event) -> Bool) -> Recorded? { history.last { isOne($0.event) } }
            return history.map(\.seq) == Array(1...history.count)
                && conversation.lastSeq == history.count
                && conversation.updatedAt == history.last?.at
                && conversation.lastSeqForCustomer == last { $0.isVisible(to: .customer) }?.seq
                && conversation.lastWordsAt == (last(\.isTalk) ?? history[0]).at
                && conversation.lastFromCustomer == last { [.said, .picked].contains(EventKind($0)) }?.seq ?? 0
                && conversation.lastFromAgent == last { EventKind($0) == .replied }?.seq ?? 0
                && conversation.lastForCustomer == last(\.isForCustomer)?.seq ?? 0
                && conversation.hasAgentReplied == history.contains { EventKind($0.event) == .replied }
        }
    }

    @Test(arguments: Walk.seeds)
    func whatIsUnreadLiesBeyondTheReadMarkWhichNeverFallsBack(seed: UInt64) {
        everyStep(of: seed) { step in
            let (before, after) = (step.before, step.after)
            return after.readByCustomer >= before.readByCustomer && after.readByAgents >= before.readByAgents
                && after.readByCustomer <= after.lastSeq && after.readByAgents <= after.lastSeq
                && after.unreadForCustomer.allSatisfy { $0 > after.readByCustomer }
                && after.unreadForAgents.allSatisfy { $0 > after.readByAgents }
        }
    }

    @Test(arguments: Walk.seeds)
    func unreadIsWhatTheOtherSideSaidBeyondTheReadMark(seed: UInt64) {
        everyWalk(of: seed) { walk in
            let (conversation, history) = (walk.talk.conversation, walk.talk.history)
            let forCustomer = history.filter { $0.event.isForCustomer && $0.seq > conversation.readByCustomer }
            let sinceEscalation = history.lastIndex { EventKind($0.event) == .handedBack }.map { history[$0...] }
            let escalated = (sinceEscalation ?? history[...]).compactMap { recorded in
                if case .escalated(let escalation) = recorded.event { escalation.message ?? recorded.seq } else { nil }
            }
            let forAgents = history.filter { recorded in
                [.said, .picked].contains(EventKind(recorded.event)) && recorded.seq > conversation.readByAgents
                    && escalated.contains { $0 <= recorded.seq }
            }
            return conversation.unreadForCustomer == forCustomer.map(\.seq)
                && conversation.unreadForAgents == forAgents.map(\.seq)
        }
    }

    @Test func ofVeryManyUnreadMessagesTheNewestAreCounted() throws {
        var talk = try DecisionTable.talk(.claimed)
        for _ in 0...Conversation.unreadLimit { try talk.give(.customer(.say("Hello?", Hearing(.nothing)))) }
        let fromCustomer = talk.history.suffix(Conversation.unreadLimit).map(\.seq)
        #expect(talk.conversation.unreadForAgents == fromCustomer)

        for _ in 0...Conversation.unreadLimit { try talk.give(.agent(Cast.ana, .agent, .reply("Yes."))) }
        #expect(talk.conversation.unreadForAgents.isEmpty)
        #expect(talk.conversation.unreadForCustomer == talk.history.suffix(Conversation.unreadLimit).map(\.seq))
    }

    @Test func ofVeryManyAnswersTheNewestAreToldToWhoTakesOver() throws {
        var talk = try DecisionTable.talk(.automated)
        let slugs = (0...Conversation.triedLimit).map { "entry-\($0)" }
        for slug in slugs {
            try talk.give(.customer(.say("And?", Hearing(.answer(BotMessage("So.", slug: slug))))))
        }
        let newest = Array(slugs.suffix(Conversation.triedLimit))
        #expect(talk.conversation.tried == newest)

        let last = Hearing.Understanding.answerThenPerson(BotMessage("Ouch.", slug: "burnt"), why: "burnt", priority: 1)
        try talk.give(.customer(.say("It burns", Hearing(last))))
        #expect(talk.conversation.escalation?.escalation.tried == newest.dropFirst() + ["burnt"])
    }

    @Test(arguments: Walk.seeds)
    func readingEverythingTwiceSaysNothingNew(seed: UInt64) {
        everyWalk(of: seed) { walk in
            let readers: [(Int) -> Command] = [
                { .customer(.read(upTo: $0)) }, { .agent(Cast.ana, .agent, .read(upTo: $0)) },
            ]
            return readers.allSatisfy { readsUpTo in
                var talk = walk.talk
                let times = (1...3).map { _ in
                    Result { () throws(Refusal) in try talk.give(readsUpTo(talk.conversation.lastSeq)) }
                }
                return times[1] == .success([]) && times[2] == .success([])
            }
        }
    }

    @Test(arguments: Walk.seeds)
    func aCustomerWaitsForAnAgentOnlyWhileOneIsToAnswer(seed: UInt64) {
        everyStep(of: seed) { step in
            switch step.after.phase {
            case .automated, .closed: step.after.unansweredSince == nil
            case .agent(.queued), .agent(.claimed): true
            }
        }
    }
}
