import AgentDesk
import BotFlow
import SQLite
import Storage
import Switchboard
import TestSupport
import Testing

/// What the port ``EventLog`` promises.
struct EventLogTests {
    private struct Stop: Error {}

    @Test func nothingOfACommitThatThrewIsKept() throws {
        let scene = try Scene(seed: 1)
        let id = try scene.begin()
        let before = try #require(try scene.store.listing(id))
        #expect(throws: Stop.self) {
            try scene.store.commit {
                try scene.store.eraseWords(of: id)
                try scene.store.save(Customer(id: before.customer.id, workspace: .default, name: "X"), at: scene.now)
                throw Stop()
            }
        }
        #expect(try scene.store.listing(id) == before)
        // The connection is free for the next one, and the search still knows the words.
        try scene.say("refund", in: id)
        #expect(try scene.archive().search("anything", in: .default, limit: 9).count == 1)
        #expect(try Verification(of: scene.folder.store).isSound)
    }

    @Test func anAttemptThatThrewTakesBackItselfAlone() throws {
        let scene = try Scene(seed: 2)
        var kept: [ConversationID] = []
        try scene.together {
            kept.append(try scene.begin(name: "first"))
            #expect(throws: Stop.self) {
                try scene.store.attempt {
                    try scene.store.append(
                        [Recorded(seq: 3, at: scene.now, event: .said("taken back"))],
                        to: try #require(scene.live[kept[0]]).having(lastSeq: 3, scene.now))
                    throw Stop()
                }
            }
            kept.append(try scene.begin(name: "second"))
        }
        #expect(try kept.allSatisfy { try scene.store.listing($0) == scene.live[$0] })
        #expect(try scene.archive().search("taken", in: .default, limit: 9).isEmpty)
        #expect(try scene.archive().search("hello", in: .default, limit: 9).count == 2)
        #expect(try Verification(of: scene.folder.store).isSound)
    }

    @Test func wordsErasedInAnAttemptThatThrewAreStillFound() throws {
        let scene = try Scene(seed: 3)
        let id = try scene.begin()
        try scene.together {
            try scene.say("umbrella", in: id)
            #expect(throws: Stop.self) {
                try scene.store.attempt {
                    try scene.store.eraseWords(of: id)
                    throw Stop()
                }
            }
        }
        #expect(try scene.archive().search("umbrella", in: .default, limit: 9).count == 1)
        #expect(try Verification(of: scene.folder.store).isSound)
    }

    @Test func wordsWrittenAndErasedInOneTransactionAreNowhere() throws {
        let scene = try Scene(seed: 4)
        let id = try scene.begin()
        try scene.together {
            try scene.say("umbrella", in: id)
            try scene.perform(.customer(.erase), in: id)
        }
        #expect(try scene.archive().search("umbrella", in: .default, limit: 9).isEmpty)
        #expect(try Verification(of: scene.folder.store).isSound)
    }

    @Test func aGapCannotBeWritten() throws {
        let scene = try Scene(seed: 5)
        let id = try scene.begin()
        let listing = try #require(scene.live[id])
        for seq in [4, 7] {
            #expect(throws: StorageError.outOfOrder(id, seq: seq)) {
                try scene.store.commit {
                    try scene.store.append(
                        [Recorded(seq: seq, at: scene.now, event: .said("x"))],
                        to: listing.having(lastSeq: seq, scene.now))
                }
            }
        }
        #expect(throws: (any Error).self) {
            try scene.store.commit {
                try scene.store.append([Recorded(seq: 2, at: scene.now, event: .said("x"))], to: listing)
            }
        }
        #expect(throws: StorageError.outOfOrder(id, seq: 3)) {
            try scene.store.commit {
                try scene.store.append([Recorded(seq: 3, at: scene.now, event: .said("x"))], to: listing)
            }
        }
        #expect(try scene.store.events(of: id, 1...99) == scene.history[id])
    }

    @Test func aRangeOfEventsIsReadInOrder() throws {
        let scene = try Scene(seed: 6)
        let id = try scene.begin()
        try scene.together { for number in 0..<5 { try scene.say("\(number)", in: id) } }
        #expect(try scene.store.events(of: id, 4...7) == Array(try #require(scene.history[id])[3...6]))
        #expect(try scene.store.events(of: id, 90...99) == [])
        #expect(try scene.store.listing(ConversationID(at: scene.now, random: (1, 1))) == nil)
    }

    @Test func aMessageKeepsTheNameItsClientGaveIt() throws {
        let scene = try Scene(seed: 8)
        let id = try scene.begin()
        var listing = try #require(try scene.store.listing(id))
        let recorded = Recorded(
            seq: listing.conversation.lastSeq + 1, at: scene.now, event: .said("x"), clientID: "m-1")
        listing.conversation.apply(recorded)
        try scene.store.commit { try scene.store.append([recorded], to: listing) }
        #expect(try scene.store.events(of: id, recorded.seq...recorded.seq) == [recorded])
    }

    @Test func aDeliveryIsRememberedUnderItsSenderAndName() throws {
        let scene = try Scene(seed: 7)
        let id = try scene.begin()
        let hash = SecretHash(Array(0..<32))
        let delivery = Delivery(fingerprint: hash, events: 3...4)
        let key = DeliveryKey(sender: "c", name: "m1", fingerprint: hash)
        try scene.store.commit { try scene.store.record(delivery, as: key, in: id) }
        #expect(try scene.store.delivery(key, in: id) == delivery)
        let others = [("c", "m2"), ("d", "m1")].map { DeliveryKey(sender: $0, name: $1, fingerprint: hash) }
        #expect(try others.allSatisfy { try scene.store.delivery($0, in: id) == nil })
        #expect(throws: SQLiteError.self) {
            try scene.store.commit { try scene.store.record(delivery, as: key, in: id) }
        }
    }

    @Test func aSessionLeadsToItsCustomerAsKnownLast() throws {
        let scene = try Scene(seed: 8)
        let session = SecretHash(Array(repeating: 7, count: 32))
        var customer = Customer(id: CustomerID(at: scene.now, random: (1, 2)), workspace: Workspace("w"))
        try scene.store.commit {
            try scene.store.save(customer, at: scene.now)
            try scene.store.save(session: session, of: customer.id, at: scene.now)
        }
        #expect(try scene.store.customer(of: session) == customer)
        customer.name = "Zoë"
        customer.email = "zoe@example.org"
        customer.isVerified = true
        customer.page = "https://shop.test/lamps?a=\"b\""
        customer.attributes = ["plan \"gold\"": "since\\2020", "city": "Århus"]
        try scene.store.commit { try scene.store.save(customer, at: scene.now) }
        #expect(try scene.store.customer(of: session) == customer)
        #expect(try scene.archive().customer(of: session) == customer)
        #expect(try scene.store.customer(of: SecretHash([])) == nil)
    }

    @Test func theNewestConversationIsAnOpenOneAndNeverAnErasedOne() throws {
        let scene = try Scene(seed: 9)
        let first = try scene.begin()
        let customer = try #require(scene.live[first]).customer
        #expect(try scene.store.newestConversation(of: customer.id) == first)
        let second = try scene.begin(for: customer)
        #expect(try scene.store.newestConversation(of: customer.id) == second)
        try scene.perform(.customer(.end), in: second)
        #expect(try scene.store.newestConversation(of: customer.id) == first)
        try scene.perform(.customer(.erase), in: first)
        #expect(try scene.store.newestConversation(of: customer.id) == second)
        try scene.perform(.customer(.erase), in: second)
        #expect(try scene.store.newestConversation(of: customer.id) == nil)
        #expect(try scene.archive().counts().conversations == ["closed": 2])
    }

    @Test func restingAreThoseThatCanExpireAndNoOthers() throws {
        let scene = try Scene(seed: 10)
        let automated = try scene.begin()
        let unanswered = try scene.begin()
        try scene.ask(in: unanswered)
        try scene.claim(unanswered)
        let answered = try scene.begin()
        try scene.ask(in: answered)
        try scene.perform(.agent(scene.agents[0].agent, .agent, .reply("hello")), in: answered)
        let queued = try scene.begin()
        try scene.ask(in: queued)
        let ended = try scene.begin()
        try scene.perform(.customer(.end), in: ended)
        scene.wait(milliseconds: 600_000)
        let then = scene.now
        // Words keep the bot's patience; however many a customer writes, an agent's runs out.
        let awake = try scene.begin()
        try scene.say("still there?", in: unanswered)

        let resting = try scene.store.resting(automatedSince: then, claimedSince: then, closedSince: nil, limit: 9)
        #expect(Set(resting) == [automated, unanswered])
        #expect(
            try scene.store.resting(automatedSince: then, claimedSince: then, closedSince: nil, limit: 1).count == 1)
        #expect(
            try scene.store.resting(automatedSince: scene.now, claimedSince: then, closedSince: nil, limit: 9).contains(
                awake))
        #expect(
            try scene.store.resting(
                automatedSince: Moment(milliseconds: 0), claimedSince: Moment(milliseconds: 0), closedSince: then,
                limit: 9)
                == [ended])
        let patience = Patience(automated: .seconds(600), claimed: .seconds(600))
        for id in scene.live.keys {
            let events = try #require(scene.live[id]).conversation.decide(
                .clock(.expire(patience)), Circumstances(now: scene.now, welcomeToQueue: ""))
            #expect(events.isEmpty != resting.contains(id))
        }
    }

    @Test func abandonedAreThoseOfDisabledAccounts() throws {
        let scene = try Scene(seed: 11)
        let ids = try (0..<2).map { _ in try scene.begin() }
        for (number, id) in ids.enumerated() {
            try scene.ask(in: id)
            try scene.claim(id, by: number)
        }
        #expect(try scene.store.abandoned(limit: 9) == [])
        var account = scene.agents[1]
        account.isDisabled = true
        try scene.store.commit { try scene.store.save(account) }
        #expect(try scene.store.abandoned(limit: 9) == [ids[1]])
    }

    @Test func aCommitIsOnDiskWhenItReturns() throws {
        let folder = try Folder()
        #expect(try SQLiteStore(path: folder.store).isDurable)
    }
}

extension Listing {
    /// The same, as if it had come to this number.
    func having(lastSeq: Int, _ moment: Moment) -> Listing {
        var listing = self
        while listing.conversation.lastSeq < lastSeq {
            listing.conversation.apply(
                Recorded(seq: listing.conversation.lastSeq + 1, at: moment, event: .said("x")))
        }
        return listing
    }
}
