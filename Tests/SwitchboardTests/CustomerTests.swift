import AgentDesk
import BotFlow
import Switchboard
import Testing

/// Customers and their sessions: how a conversation is found again, and that nobody finds another's.
@Suite(.timeLimit(.minutes(1))) struct CustomerTests {
    // MARK: Coming back

    @Test func aSessionFindsItsOpenConversationAgain() async throws {
        let house = try House()
        let guest = try await house.guest()
        try await house.say("Hello?", as: guest)
        let welcome = try await house.switchboard.start(house.arrival(guest.session, newSession: house.secret()))
        #expect(welcome.listing.conversation.id == guest.conversation)
        #expect(welcome.listing.conversation.lastSeq == 4)
        #expect(!welcome.usesNewSession)
    }

    @Test func anOpenConversationComesBeforeANewerClosedOne() async throws {
        let house = try House()
        let guest = try await house.waitingGuest()
        house.wait(.seconds(1))
        // A newer one that was closed: begun by hand, because a start would find the open one.
        let customer = try #require(try await house.switchboard.read { try $0.customer(of: guest.session) })
        let newer = try await house.switchboard.write { ledger in
            let start = Start(workspace: .default, customer: customer.id, locale: nil, page: nil)
            let id = try ledger.begin(start, for: customer, greeting: BotMessage(text: "Hi.", edition: "e")).listing
                .conversation.id
            return try ledger.perform(.customer(.end), in: id, queueWords: House.words).listing.conversation.id
        }
        let welcome = try await house.switchboard.start(house.arrival(guest.session, newSession: house.secret()))
        #expect(welcome.listing.conversation.id == guest.conversation)
        #expect(welcome.listing.conversation.id != newer)
    }

    @Test func withNothingOpenTheLastOneComesBack() async throws {
        let house = try House()
        let guest = try await house.guest()
        try await house.perform(.end, as: guest)
        let welcome = try await house.switchboard.start(house.arrival(guest.session, newSession: house.secret()))
        #expect(welcome.listing.conversation.id == guest.conversation)
        #expect(welcome.listing.conversation.phase.isClosed)
    }

    @Test func forcingANewOneEndsTheOpenOne() async throws {
        let house = try House()
        let guest = try await house.waitingGuest()
        let welcome = try await house.switchboard.start(
            house.arrival(guest.session, newSession: house.secret(), forcesNew: true))
        #expect(welcome.listing.conversation.id != guest.conversation)
        #expect(!welcome.usesNewSession)
        #expect(try await house.log(of: welcome.listing.conversation.id).count == 2)
        guard case .closed(let closing)? = try await house.conversation(guest.conversation)?.phase else {
            Issue.record("still open")
            return
        }
        #expect(closing.by == .customer)
        #expect(house.switchboard.queue.places(in: .default).isEmpty)
    }

    @Test func anUnknownSessionIsNeverAdopted() async throws {
        let house = try House()
        let (made, fresh) = (house.secret(), house.secret())
        let welcome = try await house.switchboard.start(house.arrival(made, newSession: fresh))
        #expect(welcome.usesNewSession)
        let guest = House.Guest(session: made, conversation: welcome.listing.conversation.id)
        await #expect(throws: Denial.unauthenticated) { try await house.say("Let me in.", as: guest) }
        try await house.say("It is me.", as: House.Guest(session: fresh, conversation: guest.conversation))
    }

    @Test func whatACustomerTellsOfThemselvesIsKeptUntilTheyTellOtherwise() async throws {
        let house = try House()
        let session = house.secret()
        _ = try await house.switchboard.start(house.arrival(nil, newSession: session, name: "Zoë"))
        let again = try await house.switchboard.start(house.arrival(session, newSession: house.secret()))
        #expect(again.listing.customer.name == "Zoë")
        _ = try await house.switchboard.start(house.arrival(session, newSession: house.secret(), name: "Zoë B."))
        #expect(try await house.switchboard.read { try $0.customer(of: session)?.name } == "Zoë B.")
    }

    // MARK: Nobody else's

    @Test func anothersConversationDoesNotExist() async throws {
        let house = try House()
        let (mine, theirs) = (try await house.guest(), try await house.guest())
        let logged = try await house.log(of: theirs.conversation)
        let thief = House.Guest(session: mine.session, conversation: theirs.conversation)
        let nowhere = House.Guest(session: mine.session, conversation: ConversationID(at: house.now, random: (1, 1)))
        let commands: [CustomerCommand] = [
            .say("Hi.", Hearing(.nothing)), .pick(QuickReply(slug: "a", question: "A?"), Hearing(.nothing)),
            .askForPerson(remark: nil), .end, .rate(Rating(score: 5, comment: nil)), .read(upTo: 1),
            .judge(message: 2, helpful: true), .erase,
        ]
        for command in commands {
            await #expect(throws: Denial.notFound) { try await house.perform(command, as: thief) }
            await #expect(throws: Denial.notFound) { try await house.perform(command, as: nowhere) }
        }
        #expect(try await house.log(of: theirs.conversation) == logged)
    }

    @Test func anUnknownSessionDoesNothing() async throws {
        let house = try House()
        let guest = try await house.guest()
        let stranger = House.Guest(session: house.secret(), conversation: guest.conversation)
        await #expect(throws: Denial.unauthenticated) { try await house.say("Hi.", as: stranger) }
        #expect(try await house.conversation(guest.conversation)?.lastSeq == 2)
    }

    @Test func anErasedConversationIsGoneForItsCustomerAndHasNoWords() async throws {
        let house = try House()
        let guest = try await house.guest()
        try await house.say("My secret.", as: guest)
        try await house.perform(.erase, as: guest)
        await #expect(throws: Denial.notFound) { try await house.say("Hello?", as: guest) }
        let log = try await house.log(of: guest.conversation)
        #expect(log.map(\.seq) == Array(1...7))
        #expect(!log.contains { $0.event == .said("My secret.") })
        let welcome = try await house.switchboard.start(house.arrival(guest.session, newSession: house.secret()))
        #expect(welcome.listing.conversation.id != guest.conversation)
    }

    // MARK: Once

    private func key(_ name: String, _ contents: UInt8, sender: String = "c") -> DeliveryKey {
        DeliveryKey(
            sender: sender, name: name, fingerprint: SecretHash([UInt8](repeating: contents, count: 32)))
    }

    @Test func aKeyWritesOnceAndTheFirstAnswerComesAgain() async throws {
        let house = try House()
        let guest = try await house.guest()
        let first = try await house.say("Once.", as: guest, key: key("a", 1))
        house.wait(.seconds(9))
        let second = try await house.say("Once.", as: guest, key: key("a", 1))
        #expect(second.events == first.events)
        #expect(second.listing.conversation == first.listing.conversation)
        #expect(first.events.first?.clientID == "a")
        #expect(try await house.log(of: guest.conversation).map(\.seq) == [1, 2, 3, 4])
    }

    @Test func theFirstAnswerShowsTheConversationAsItWasThen() async throws {
        let house = try House()
        let guest = try await house.guest()
        let first = try await house.say("Once.", as: guest, key: key("a", 1))
        try await house.perform(.askForPerson(remark: nil), as: guest)
        try await house.perform(.end, as: guest)
        let again = try await house.say("Once.", as: guest, key: key("a", 1))
        #expect(again.listing.conversation == first.listing.conversation)
        #expect(again.listing.conversation.phase == .automated(misses: 0))
        #expect(again.events == first.events)
    }

    @Test func aKeyWithOtherContentsIsRefusedAndWritesNothing() async throws {
        let house = try House()
        let guest = try await house.guest()
        try await house.say("One.", as: guest, key: key("a", 1))
        await #expect(throws: Denial.keyReused) { try await house.say("Two.", as: guest, key: key("a", 2)) }
        #expect(try await house.conversation(guest.conversation)?.lastSeq == 4)
    }

    @Test func eachSideAndEachConversationNamesItsOwn() async throws {
        let house = try House()
        let (guest, other) = (try await house.waitingGuest(), try await house.guest())
        let ana = try await house.desk("ana")
        try await house.say("One.", as: guest, key: key("a", 1))
        try await house.say("One.", as: other, key: key("a", 2))
        let turn = try await house.perform(
            .reply("Two."), in: guest.conversation, as: ana, key: key("a", 3, sender: ana.account.id.description))
        #expect(turn.events.last?.event == .replied(by: ana.account.agent, "Two."))
        #expect(turn.events.last?.clientID == "a")
    }

    @Test func aRefusedCommandLeavesItsKeyFree() async throws {
        let house = try House()
        let guest = try await house.waitingGuest()
        let pick = CustomerCommand.pick(QuickReply(slug: "s", question: "S?"), Hearing(.nothing))
        await #expect(throws: Refusal.withAgent) { try await house.perform(pick, as: guest, key: key("a", 1)) }
        let turn = try await house.say("Other.", as: guest, key: key("a", 2))
        #expect(turn.events.map(\.event) == [.said("Other.")])
    }

    @Test func aKeySentTwiceAtOnceWritesOnce() async throws {
        let house = try House()
        let guest = try await house.guest()
        let outcomes = await house.together(
            (0..<20).map { _ in House.Step { try await house.say("Once.", as: guest, key: key("a", 1)).events } })
        #expect(Set(outcomes.compactMap(\.value)).count == 1)
        #expect(outcomes.count { $0.value != nil } == 20)
        #expect(try await house.conversation(guest.conversation)?.lastSeq == 4)
    }

    // MARK: What helped

    @Test func onlyTheBotsMessagesCanBeJudged() async throws {
        let house = try House()
        let guest = try await house.guest()
        try await house.say("Question?", as: guest)
        try await house.perform(.askForPerson(remark: nil), as: guest)
        let log = try await house.log(of: guest.conversation)
        #expect(log.count == 6)
        for recorded in log {
            let command = CustomerCommand.judge(message: recorded.seq, helpful: false)
            if [2, 4].contains(recorded.seq) {
                let turn = try await house.perform(command, as: guest)
                #expect(turn.events.map(\.event) == [.judged(message: recorded.seq, helpful: false)])
            } else {
                await #expect(throws: Refusal.noSuchMessage) { try await house.perform(command, as: guest) }
            }
        }
        for nothing in [0, -1, 999] {
            await #expect(throws: Refusal.noSuchMessage) {
                try await house.perform(.judge(message: nothing, helpful: true), as: guest)
            }
        }
    }
}
