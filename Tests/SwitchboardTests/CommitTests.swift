import AgentDesk
import BotFlow
import Foundation
import Switchboard
import Testing

/// Nothing is answered or told that is not on disk, and the cost of the disk is shared.
@Suite(.timeLimit(.minutes(1))) struct CommitTests {
    private struct Trouble: Error {}

    @Test func nothingIsPublishedThatWasNotCommitted() async throws {
        let house = try House()
        let guest = try await house.guest()
        try await house.say("One.", as: guest)
        let (told, logged) = (house.happenings.count, try await house.log(of: guest.conversation))

        house.disk.fail(.full)
        await #expect(throws: Denial.storeUnavailable) { try await house.say("Two.", as: guest) }
        #expect(house.happenings.count == told)
        #expect(house.told.contains { if case .storeFailed = $0 { true } else { false } })
        #expect(try await house.log(of: guest.conversation) == logged)
    }

    @Test func afterAFailedCommitTheFileIsOpenedAndReadAnew() async throws {
        let house = try House()
        let guest = try await house.guest()
        house.disk.fail(.full)
        await #expect(throws: Denial.storeUnavailable) {
            try await house.perform(.askForPerson(remark: nil), as: guest)
        }
        #expect(house.switchboard.figures.failures == 1)
        let openings = house.disk.openings

        // Believed lost, it is decided on what the disk has: still with the bot, numbers without a gap.
        let turn = try await house.say("Anybody?", as: guest)
        #expect(house.disk.openings == openings + 1)
        #expect(turn.events.map(\.seq) == [3, 4])
        #expect(house.switchboard.isWritable)
        #expect(house.switchboard.queue.places(in: .default).isEmpty)
        #expect(try await house.log(of: guest.conversation).map(\.seq) == [1, 2, 3, 4])
    }

    /// A file that can be read again need not take writes again.
    @Test func aFileThatFailedMustShowThatItTakesWrites() async throws {
        let house = try House()
        let guest = try await house.guest()
        house.disk.fail(.full, .full, .full)
        await #expect(throws: Denial.storeUnavailable) { try await house.say("One.", as: guest) }
        // The other faults meet the writes that try the file, twice for want of patience, and not this command.
        await #expect(throws: Denial.storeUnavailable) { try await house.say("Two.", as: guest) }
        #expect(!house.switchboard.isWritable)
        #expect(try await house.say("Three.", as: guest).events.map(\.seq) == [3, 4])
        #expect(house.switchboard.isWritable)
    }

    /// What one of a batch was decided on must not reach its asker either: the claim that beat it was not kept.
    @Test func aRefusalThatRestsOnALostCommitIsNotTold() async throws {
        let house = try House()
        let guest = try await house.waitingGuest()
        let (ana, ben) = (try await house.desk("ana"), try await house.desk("ben"))
        house.disk.fail(nil, .full)
        let outcomes = await house.together([
            House.Step { try await house.perform(.claim, in: guest.conversation, as: ana) },
            House.Step { try await house.perform(.claim, in: guest.conversation, as: ben) },
        ])
        for outcome in outcomes { #expect(throws: Denial.storeUnavailable) { try outcome.get() } }
        let turn = try await house.perform(.claim, in: guest.conversation, as: ben)
        #expect(turn.listing.conversation.phase.owner?.id == ben.account.id)
    }

    @Test func whenTheAnswerOfACommitIsLostTheSameKeyWritesOnce() async throws {
        let house = try House()
        let guest = try await house.guest()
        let key = DeliveryKey(sender: "c", name: "k", fingerprint: house.secret())
        house.disk.fail(.answerLost)
        await #expect(throws: Denial.storeUnavailable) { try await house.say("Once.", as: guest, key: key) }
        let turn = try await house.say("Once.", as: guest, key: key)
        #expect(turn.events.map(\.event).first == .said("Once."))
        #expect(try await house.log(of: guest.conversation).map(\.seq) == [1, 2, 3, 4])
    }

    @Test func aStoreThatCannotBeOpenedRefusesAtOnceAndReadingGoesOn() async throws {
        let house = try House { $0.reopenAfter = .seconds(3600) }
        let guest = try await house.guest()
        house.disk.fail(.full)
        await #expect(throws: Denial.storeUnavailable) { try await house.say("One.", as: guest) }
        #expect(!house.switchboard.isWritable)
        await #expect(throws: Denial.storeUnavailable) { try await house.say("Two.", as: guest) }
        #expect(try await house.conversation(guest.conversation)?.lastSeq == 2)
    }

    /// Nobody else would tell those who watch.
    @Test func whatAFailedCommitKeptIsToldOnceTheFileIsOpenAgain() async throws {
        let house = try House()
        let guest = try await house.guest()
        house.disk.fail(.answerLost)
        await #expect(throws: Denial.storeUnavailable) { try await house.say("Kept.", as: guest) }
        // One that shows that the disk takes writes again, one for what is said next.
        house.disk.fail(nil, nil, .full)
        try await house.say("Next.", as: guest)
        await #expect(throws: Denial.storeUnavailable) { try await house.say("Lost.", as: guest) }
        try await house.say("Last.", as: guest)
        #expect(house.happenings.flatMap(\.events) == (try await house.log(of: guest.conversation)))
    }

    @Test func noRestartTakesAConversationBackWithAClockThatWasSetBack() async throws {
        let house = try House()
        let guest = try await house.guest()
        try await house.say("One.", as: guest)
        house.switchboard.stop()
        let next = try House(in: house.folder, at: house.now.advanced(by: .seconds(-3600)))
        try await next.say("Two.", as: guest)
        let times = try await next.log(of: guest.conversation).map(\.at)
        #expect(times == times.sorted())
    }

    @Test func aCommandThatFailsRollsBackAloneAndItsNeighboursCommit() async throws {
        let house = try House()
        let guests = [try await house.guest(), try await house.guest(), try await house.guest()]
        let (commits, told) = (house.disk.commits, house.happenings.count)

        let outcomes = await house.together([
            House.Step { try await house.say("First.", as: guests[0]) },
            House.Step {
                // Writes, is believed, tells, and then fails.
                try await house.switchboard.write { ledger -> Turn in
                    let command = Command.customer(.askForPerson(remark: nil))
                    _ = try ledger.perform(command, in: guests[1].conversation, queueWords: House.words)
                    throw Trouble()
                }
            },
            House.Step { try await house.say("Third.", as: guests[2]) },
            House.Step { try await house.say("Still with the bot?", as: guests[1]) },
        ])
        #expect(house.disk.commits == commits + 2)
        #expect(outcomes.map { $0.value != nil } == [true, false, true, true])
        #expect(throws: Trouble.self) { try outcomes[1].get() }
        // The neighbours are there; of the failed one nothing is: no event, no place in the queue, nobody told.
        let logs = try await [house.log(of: guests[0].conversation), house.log(of: guests[1].conversation)]
        #expect(logs.map(\.count) == [4, 4])
        #expect(logs[1].last { $0.seq == 3 }?.event == .said("Still with the bot?"))
        #expect(house.switchboard.queue.places(in: .default).isEmpty)
        #expect(
            house.happenings[told...].map(\.listing.conversation.id)
                == [guests[0], guests[2], guests[1]].map(\.conversation))
    }

    @Test func oneCommitServesAllThatWait() async throws {
        let house = try House()
        let guest = try await house.guest()
        let commits = house.disk.commits
        let outcomes = await house.together(
            (0..<100).map { number in House.Step { try await house.say("\(number)", as: guest) } })
        #expect(outcomes.allSatisfy { $0.value != nil })
        // One for the command the writer was held with, one for the hundred.
        #expect(house.disk.commits == commits + 2)
    }

    @Test(.timeLimit(.minutes(1))) func whatACrowdSaidIsFoundOnceItPauses() async throws {
        let house = try House { $0.pause = .milliseconds(1) }
        let guest = try await house.guest()
        _ = await house.together(
            (0..<100).map { number in House.Step { try await house.say("umbrella \(number)", as: guest) } })
        var found = 0
        while found < 100, !Task.isCancelled {
            found = try await house.switchboard.read { try $0.search("umbrella", in: .default, limit: 999).count }
        }
        #expect(found == 100)
    }

    @Test func aBatchIsNoLargerThanItMayBe() async throws {
        let house = try House { $0.batch = 10 }
        let guest = try await house.guest()
        let commits = house.disk.commits
        _ = await house.together((0..<25).map { number in House.Step { try await house.say("\(number)", as: guest) } })
        #expect(house.disk.commits == commits + 1 + 3)
    }

    @Test func everybodyIsToldBeforeTheAskerIsAnsweredAndAfterTheCommit() async throws {
        let house = try House()
        let guest = try await house.guest()
        for number in 0..<50 {
            let commits = house.disk.commits
            let turn = try await house.say("\(number)", as: guest)
            #expect(house.disk.commits == commits + 1)
            #expect(house.happenings.last?.events == turn.events)
        }
    }

    /// While the commit has not ended nobody is told, and no reader sees it.
    @Test func nothingIsSeenWhileTheDiskTakesItsTime() async throws {
        let house = try House()
        let guest = try await house.guest()
        let told = house.told.count
        house.disk.hold()
        async let turn = house.say("Slowly.", as: guest)
        while !house.disk.isHolding { await Task.yield() }
        #expect(house.told.count == told)
        #expect(try await house.conversation(guest.conversation)?.lastSeq == 2)
        house.disk.release()
        #expect(try await turn.events.map(\.seq) == [3, 4])
        #expect(house.told.count == told + 1)
    }

    @Test func aFullQueueRefusesAtOnceAndLosesNobodyWhoWaits() async throws {
        let house = try House { $0.waiting = 3 }
        let guest = try await house.guest()
        let steps = (0..<3).map { number in House.Step { try await house.say("\(number)", as: guest) } }
        let outcomes = await house.together(steps) {
            await #expect(throws: Denial.overloaded) { try await house.say("Too many.", as: guest) }
        }
        #expect(outcomes.count == 3)
        for outcome in outcomes { #expect(throws: Never.self) { try outcome.get() } }
        #expect(try await house.log(of: guest.conversation).count == 2 + 3 * 2)
    }

    @Test func stoppingFinishesWhatWaitsAndTakesNothingMore() async throws {
        let house = try House()
        let guest = try await house.guest()
        let steps = (0..<10).map { number in House.Step { try await house.say("\(number)", as: guest) } }
        let outcomes = await house.together(steps) { Thread.detachNewThread { house.switchboard.stop() } }
        for outcome in outcomes { #expect(throws: Never.self) { try outcome.get() } }
        house.switchboard.stop()
        await #expect(throws: Denial.overloaded) { try await house.say("Late.", as: guest) }
    }
}
