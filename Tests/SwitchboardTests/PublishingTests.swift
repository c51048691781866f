import AgentDesk
import BotFlow
import Storage
import Switchboard
import TestSupport
import Testing

/// What those who watch are told.
@Suite(.timeLimit(.minutes(1))) struct PublishingTests {
    @Test func theEventsOfAConversationAreToldInOrderWithoutGapsUnderLoad() async throws {
        let house = try House()
        let desk = try await house.desk("sam", role: .supervisor)
        var guests: [House.Guest] = []
        for _ in 0..<5 { guests.append(try await house.guest()) }
        try await withThrowingTaskGroup(of: Void.self) { [guests] group in
            for number in 0..<300 {
                group.addTask {
                    let guest = guests[number % guests.count]
                    switch number % 7 {
                    case 0: try await house.perform(.askForPerson(remark: nil), as: guest)
                    case 1: try await house.perform(.note("n"), in: guest.conversation, as: desk)
                    // Whether the bot has it just then depends on who came first; a refusal is no event.
                    case 2: _ = try? await house.perform(.handBack, in: guest.conversation, as: desk)
                    default: try await house.say("\(number)", as: guest)
                    }
                }
            }
            try await group.waitForAll()
        }
        for guest in guests {
            let told = house.happenings.filter { $0.listing.conversation.id == guest.conversation }
            let log = try await house.log(of: guest.conversation)
            #expect(told.flatMap(\.events) == log)
            #expect(log.map(\.seq) == Array(1...log.count))
            // Each says what the customer had before it, and shows the conversation right after it.
            var seen: [Recorded] = []
            for happening in told {
                #expect(happening.previousForCustomer == seen.last { $0.event.isVisible(to: .customer) }?.seq ?? 0)
                let before = Conversation(guest.conversation, replaying: seen)
                #expect(happening.phaseBefore == before?.phase)
                seen += happening.events
                #expect(happening.listing.conversation == Conversation(guest.conversation, replaying: seen))
            }
        }
    }

    @Test func aCommandThatChangesNothingTellsNothing() async throws {
        let house = try House()
        let guest = try await house.waitingGuest()
        let told = house.told.count
        let turn = try await house.perform(.askForPerson(remark: nil), as: guest)
        #expect(turn.events.isEmpty)
        #expect(house.told.count == told)
    }

    @Test func theQueueThatReadersSeeIsTheOneOnDisk() async throws {
        let house = try House()
        let guest = try await house.waitingGuest()
        #expect(house.switchboard.queue.next(in: .default) == guest.conversation)
        let ana = try await house.desk("ana")
        try await house.perform(.claim, in: guest.conversation, as: ana)
        #expect(house.switchboard.queue.places(in: .default).isEmpty)
        try await house.perform(.release, in: guest.conversation, as: ana)
        #expect(house.switchboard.queue.next(in: .default) == guest.conversation)
    }

    @Test func thePlaceInTheQueueIsToldToWhoJoins() async throws {
        let house = try House()
        for place in 1...3 {
            let guest = try await house.guest()
            let turn = try await house.perform(.askForPerson(remark: nil), as: guest)
            #expect(turn.events.last?.event == .told("You are number \(place)."))
            #expect(house.switchboard.queue.position(of: turn.listing.conversation) == place)
        }
    }

    @Test func anotherProgramsChangeToTheAccountsIsTold() async throws {
        let house = try House { $0.foreignCheck = .milliseconds(1) }
        let desk = try await house.desk("ana")
        let guest = try await house.waitingGuest()
        try await house.perform(.claim, in: guest.conversation, as: desk)
        func isAccessChanged(_ publication: Publication) -> Bool {
            if case .accessChanged = publication { true } else { false }
        }
        // What the writer itself has written is no news.
        for _ in 0..<5 {
            try await house.say("Hello?", as: guest)
            await Task.yield()
        }
        #expect(!house.told.contains(where: isAccessChanged))

        let other = try SQLiteStore(path: house.folder.store)
        var account = desk.account
        account.isDisabled = true
        try other.commit { try other.save(account) }
        await house.hears(isAccessChanged)
    }

    @Test func presenceIsToldWhenItChanges() async throws {
        let house = try House()
        let desk = try await house.desk("ana")
        _ = try await house.switchboard.setPresence(.away, token: desk.token, queueWords: House.words)
        _ = try await house.switchboard.setPresence(.away, token: desk.token, queueWords: House.words)
        let presences = house.told.compactMap { publication -> Presence? in
            if case .presenceChanged(let account) = publication { account.presence } else { nil }
        }
        #expect(presences == [.online, .away])
    }
}
