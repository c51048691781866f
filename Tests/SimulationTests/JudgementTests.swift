import Simulation
import Testing

/// A conversation in which a customer asked, wanted a person, was answered and rated; and what everybody was told.
private struct Sound {
    var talk = Talk(session: "s")
    var history: History

    init() {
        func mark(_ name: String, _ seq: Int) -> EventMark { EventMark(name: name, at: "10:0\(seq)") }
        let messages = [
            1: History.Message(clientID: nil, words: "Hello"), 2: .init(clientID: "c-1", words: "Where is it?"),
            3: .init(clientID: nil, words: "Here."), 6: .init(clientID: "a-1", words: "I look."),
            7: .init(clientID: "a-2", words: "He is nice.", isNote: true), 8: .init(clientID: nil, words: "Closed."),
        ]
        let names = [
            "message.created", "message.created", "message.created", "conversation.updated", "agent.assigned",
            "message.created", "message.created", "message.created", "chat.closed",
        ]
        var events: [History.Event] = []
        for (place, name) in names.enumerated() {
            events.append(
                History.Event(
                    seq: place + 1, previous: place, mark: mark(name, place + 1), message: messages[place + 1],
                    assignedTo: name == "agent.assigned" ? "ana" : nil))
        }
        var forCustomer = events.filter { $0.seq != 7 }
        for place in forCustomer.indices where place > 0 { forCustomer[place].previous = forCustomer[place - 1].seq }
        history = History(
            forAgents: events, forCustomer: forCustomer, lastSeq: 9, phase: "closed", rating: 4, isListed: false)
        _ = talk.acknowledge("c-1", as: 2, "Where is it?")
        _ = talk.acknowledge("a-1", as: 6, "I look.")
        _ = talk.acknowledge("a-2", as: 7, "He is nice.")
        for event in events { _ = talk.tell(event.mark, at: event.seq) }
        talk.claim(by: "ana", at: 5)
        talk.claim(by: "ana", at: 6)
        talk.isEscalated = true
        talk.isClosed = true
        talk.rating = 4
    }

    var troubles: [Trouble] { Judgement(of: talk, "x", against: history).troubles }
    var kinds: Set<Trouble.Kind> { Set(troubles.map(\.kind)) }

    /// Reopens it: waiting or claimed, with the end taken off.
    mutating func reopen(_ phase: String) {
        history.phase = phase
        history.forAgents.removeLast(2)
        history.forCustomer?.removeLast(2)
        history.lastSeq = 7
        history.rating = nil
        talk = Talk(session: "s")
        talk.isEscalated = true
    }
}

/// Something that went wrong in a conversation that was sound.
struct Sin: CustomTestStringConvertible, Sendable {
    let name: String
    let kind: Trouble.Kind
    fileprivate let commit: @Sendable (inout Sound) -> Void

    fileprivate init(_ name: String, _ kind: Trouble.Kind, _ commit: @escaping @Sendable (inout Sound) -> Void) {
        self.name = name
        self.kind = kind
        self.commit = commit
    }

    var testDescription: String { name }
}

@Suite struct JudgementTests {
    @Test func whatIsSoundIsClean() {
        #expect(Sound().troubles == [])
    }

    static let sins = [
        Sin("an acknowledged message is gone", .lost) { $0.history.forAgents[1].message?.clientID = nil },
        Sin("an acknowledged message has other words", .lost) { $0.history.forAgents[1].message?.words = "Where?" },
        Sin("an acknowledged message stands elsewhere", .lost) {
            $0.history.forAgents.swapAt(1, 2)
            $0.history.forAgents[1].seq = 2
            $0.history.forAgents[2].seq = 3
        },
        Sin("what was told is not in the log", .lost) {
            _ = $0.talk.tell(EventMark(name: "chat.closed", at: "z"), at: 10)
        },
        Sin("what was told is another event in the log", .lost) {
            $0.history.forAgents[2].mark = EventMark(name: "message.created", at: "10:59")
            $0.history.forCustomer?[2].mark = EventMark(name: "message.created", at: "10:59")
        },
        Sin("the customer does not get a message", .lost) {
            $0.history.forCustomer?.remove(at: 2)
            $0.history.forCustomer?[2].previous = 2
        },
        Sin("the customer gets what agents do not", .lost) {
            $0.history.forCustomer?.append(
                History.Event(seq: 10, previous: 9, mark: EventMark(name: "conversation.updated", at: "z")))
        },
        Sin("an acknowledged end is not there", .lost) {
            $0.history.phase = "claimed"
            $0.history.isListed = true
        },
        Sin("an acknowledged rating is not there", .lost) { $0.history.rating = nil },
        Sin("a message stands twice", .doubled) {
            $0.history.forAgents[2].message?.clientID = "c-1"
        },
        Sin("a number is left out", .outOfOrder) { $0.history.forAgents.remove(at: 6) },
        Sin("a number was never given", .outOfOrder) {
            $0.history.forAgents[8].seq = 10
            $0.history.lastSeq = 10
        },
        Sin("a number comes twice", .outOfOrder) { $0.history.forAgents[6].seq = 6 },
        Sin("an event names another before it", .outOfOrder) { $0.history.forCustomer?[3].previous = 2 },
        Sin("the page knows of more", .outOfOrder) { $0.history.lastSeq = 10 },
        Sin("another was told that it is theirs", .claimedTwice) { $0.talk.claim(by: "ben", at: 6) },
        Sin("another got it without being asked", .claimedTwice) {
            $0.history.forAgents[6].assignedTo = "ben"
        },
        Sin("it was said to be theirs and nobody has it", .lost) { $0.talk.claim(by: "ana", at: 4) },
        Sin("it waits and stands in no list", .orphan) { $0.reopen("queued") },
        Sin("it is claimed and stands in no list", .orphan) { $0.reopen("claimed") },
        Sin("the bot has it again and nobody handed it back", .orphan) { $0.reopen("automated") },
    ]

    @Test(arguments: sins)
    func everyKindOfTroubleIsFound(sin: Sin) {
        var sound = Sound()
        sin.commit(&sound)
        #expect(sound.kinds.contains(sin.kind))
    }

    @Test func whatWaitsInAListIsNoOrphan() {
        var sound = Sound()
        sound.reopen("queued")
        sound.history.isListed = true
        #expect(sound.troubles == [])
    }

    @Test func whatWasHandedBackIsNoOrphan() {
        var sound = Sound()
        sound.reopen("automated")
        sound.talk.wasToBeHandedBack = true
        #expect(sound.troubles == [])
    }

    @Test func aTransferThatWasAskedForIsNoSecondClaim() {
        var sound = Sound()
        sound.history.forAgents[6].assignedTo = "ben"
        sound.talk.willTransfer(to: "ben")
        #expect(!sound.kinds.contains(.claimedTwice))
    }

    @Test func oneMessageIsNotAcknowledgedAsTwo() {
        var talk = Talk()
        #expect(talk.acknowledge("c-1", as: 2, "a") == nil)
        #expect(talk.acknowledge("c-1", as: 2, "a") == nil)
        #expect(talk.acknowledge("c-1", as: 3, "a") != nil)
    }

    @Test func oneNumberIsNotToldAsTwoEvents() {
        var talk = Talk()
        #expect(talk.tell(EventMark(name: "message.created", at: "1"), at: 2) == nil)
        #expect(talk.tell(EventMark(name: "message.created", at: "1"), at: 2) == nil)
        #expect(talk.tell(EventMark(name: "message.created", at: "2"), at: 2) != nil)
    }
}
