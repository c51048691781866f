import BotFlow
import Testing

/// What no order of commands, by whomever, can bring about.
@Suite struct FlowLawTests {
    // MARK: Who may speak

    @Test(arguments: Walk.seeds)
    func onlyTheOwnerSpeaksAsAnAgent(seed: UInt64) {
        everyEvent(of: seed) { conversation, event in
            guard case .replied(let agent, _) = event else { return true }
            return conversation.phase.owner?.id == agent.id
        }
    }

    @Test(arguments: Walk.seeds)
    func onceAPersonWasAskedForTheBotIsSilentUntilHandedBack(seed: UInt64) {
        everyWalk(of: seed) { walk in
            var isSilent = false
            for recorded in walk.talk.history {
                switch recorded.event {
                case .escalated, .closed: isSilent = true
                case .handedBack: isSilent = false
                case .greeted, .answered, .askedBack, .missed: if isSilent { return false }
                default: break
                }
            }
            return true
        }
    }

    @Test(arguments: Walk.seeds)
    func theSameFallbackIsNeverSaidTwiceInARow(seed: UInt64) {
        everyWalk(of: seed) { walk in
            var latest: String?
            for recorded in walk.talk.history {
                switch recorded.event {
                case .askedBack(let message), .missed(let message):
                    if message.text == latest { return false }
                    latest = message.text
                case .answered, .handedBack:
                    latest = nil
                default: break
                }
            }
            return true
        }
    }

    @Test(arguments: Walk.seeds)
    func everyMissIsOneStepOfTheLadder(seed: UInt64) {
        everyWalk(of: seed) { walk in
            var misses = 0
            for recorded in walk.talk.history {
                switch recorded.event {
                case .askedBack(let message), .missed(let message):
                    guard misses < walk.ladder.count, message == walk.ladder[misses].say else { return false }
                    misses += 1
                case .answered, .handedBack: misses = 0
                default: break
                }
            }
            return true
        }
    }

    // MARK: Phases

    @Test(arguments: Walk.seeds)
    func closedIsForEver(seed: UInt64) {
        everyEvent(of: seed) { conversation, event in
            guard conversation.phase.isClosed else { return true }
            return switch event {
            case .noted, .read, .rated, .judged: conversation.applying(event).phase == conversation.phase
            // Only the words of why go.
            case .erased: conversation.applying(event).phase.isClosed
            default: false
            }
        }
    }

    @Test(arguments: Walk.seeds)
    func anEscalatedConversationIsQueuedClaimedOrClosedUntilHandedBack(seed: UInt64) {
        everyWalk(of: seed) { walk in
            var isEscalated = false
            for step in walk.steps {
                for recorded in step.recorded {
                    if case .escalated = recorded.event { isEscalated = true }
                    if case .handedBack = recorded.event { isEscalated = false }
                }
                switch PhaseKind(step.after.phase) {
                case .queued, .claimed: guard isEscalated else { return false }
                case .automated: guard !isEscalated else { return false }
                case .closed: break
                }
            }
            return true
        }
    }

    @Test(arguments: Walk.seeds)
    func thePlaceInTheQueueIsKeptUntilTheConversationLeavesIt(seed: UInt64) {
        everyEvent(of: seed) { conversation, event in
            guard let place = conversation.phase.waiting else { return true }
            let later = conversation.applying(event).phase
            return switch PhaseKind(later) {
            case .queued, .claimed: later.waiting == place
            case .automated: EventKind(event) == .handedBack
            case .closed: EventKind(event) == .closed
            }
        }
    }

    @Test(arguments: Walk.seeds)
    func anEscalationQueuesAtItsOwnTimeAndPriority(seed: UInt64) {
        everyEvent(of: seed) { conversation, event in
            guard case .escalated(let escalation) = event else { return true }
            let later = conversation.applying(event)
            return later.phase == .agent(.queued(Waiting(since: later.updatedAt, priority: escalation.priority)))
        }
    }

    @Test(arguments: Walk.seeds)
    func aClaimGoesStaleExactlyWhenTheCustomerHasWaitedLongEnough(seed: UInt64) {
        everyWalk(of: seed) { walk in
            var unansweredSince: Moment?
            for step in walk.steps {
                if CommandKind(step.command) == .expire, case .agent(.claimed(let claim, _)) = step.before.phase,
                    let since = unansweredSince.map({ max($0, claim.since) })
                {
                    let isStale = step.circumstances.now.since(since) >= Walk.patience.claimed
                    guard step.recorded.contains(where: { $0.event == .released(by: nil) }) == isStale else {
                        return false
                    }
                } else if CommandKind(step.command) == .expire, PhaseKind(step.before.phase) != .automated {
                    guard step.recorded.isEmpty else { return false }
                }
                for recorded in step.recorded {
                    switch recorded.event {
                    case .escalated: unansweredSince = recorded.at
                    case .said: unansweredSince = unansweredSince ?? recorded.at
                    case .replied: unansweredSince = nil
                    default: break
                    }
                }
            }
            return true
        }
    }

    // MARK: Commands

    @Test(arguments: Walk.seeds)
    func theSameDecisionInTheSameCircumstancesIsTheSame(seed: UInt64) {
        everyStep(of: seed) { step in
            let again = Result { () throws(Refusal) in try step.before.decide(step.command, step.circumstances) }
            return again == step.outcome.map { $0.map(\.event) }
        }
    }

    @Test(arguments: Walk.seeds)
    func whatIsRefusedChangesNothing(seed: UInt64) {
        everyWalk(of: seed) { walk in
            let opening = walk.talk.history.prefix { [.started, .greeted].contains(EventKind($0.event)) }
            return Array(walk.talk.history) == opening + walk.steps.flatMap(\.recorded)
        }
        everyStep(of: seed) { step in
            if case .failure = step.outcome { step.before == step.after } else { true }
        }
    }

    @Test(arguments: Walk.seeds)
    func whatIsDoneTwiceIsDoneOnce(seed: UInt64) {
        everyStep(of: seed) { step in
            guard case .success = step.outcome else { return true }
            switch CommandKind(step.command) {
            case .claim, .askForPerson, .end, .close, .rate, .readByCustomer, .readByAgent, .erase, .expire, .lose,
                .assign:
                let again = Result { () throws(Refusal) in try step.after.decide(step.command, step.circumstances) }
                return again == .success([])
            case .say, .pick, .judge, .reply, .note, .release, .transfer, .handBack:
                return true
            }
        }
    }

    // MARK: The walks themselves

    @Test func theWalksComeByEveryCommandInEveryPhaseEveryEventAndEveryRefusal() {
        var crossings: Set<[String]> = []
        var events: Set<EventKind> = []
        var refusals: Set<RefusalKind> = []
        for walk in Walk.seeds.flatMap(Walk.walks(from:)) {
            events.formUnion(walk.talk.history.map { EventKind($0.event) })
            for step in walk.steps {
                crossings.insert(["\(CommandKind(step.command))", "\(PhaseKind(step.before.phase))"])
                if case .failure(let refusal) = step.outcome { refusals.insert(RefusalKind(refusal)) }
            }
        }
        #expect(events == Set(EventKind.allCases))
        #expect(refusals == Set(RefusalKind.allCases))
        #expect(crossings.count == CommandKind.allCases.count * PhaseKind.allCases.count)
    }
}
