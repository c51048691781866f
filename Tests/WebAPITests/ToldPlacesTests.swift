import AgentDesk
import BotFlow
import TestSupport
import Testing
import WebAPI

/// Who hears that the queue has moved.
@Suite(.timeLimit(.minutes(1))) struct ToldPlacesTests {
    private static let dawn = Moment(milliseconds: 1_700_000_000_000)

    /// Conversations that came to the queue one second after the other.
    private struct Line {
        var queue = Queue()
        var conversations: [Conversation]

        init(_ count: Int) {
            conversations = (0..<count).map { number in
                let customer = CustomerID(at: dawn, random: (0, UInt64(number)))
                let start = Start(workspace: .default, customer: customer, locale: nil, page: nil)
                return Conversation(ConversationID(at: dawn, random: (0, UInt64(number))), began: start, at: dawn)
            }
            for number in conversations.indices { perform(.customer(.askForPerson(remark: nil)), number) }
        }

        mutating func perform(_ command: Command, _ number: Int) {
            let before = conversations[number].phase
            let moment = dawn.advanced(by: .seconds(number))
            // A refusal is as good a step as any: nothing happens in it.
            let events = try? conversations[number].decide(command, Circumstances(now: moment, welcomeToQueue: ""))
            for event in events ?? [] {
                conversations[number].apply(
                    Recorded(seq: conversations[number].lastSeq + 1, at: moment, event: event))
            }
            queue.update(from: before, to: conversations[number])
        }

        mutating func claim(_ number: Int) {
            let agent = Agent(id: AgentID(at: dawn, random: (0, 1)), displayName: "Ana")
            perform(.agent(agent, .agent, .claim), number)
        }
    }

    private func moved(_ told: inout ToldPlaces, _ line: Line) -> [ConversationID: Int] {
        Dictionary(uniqueKeysWithValues: told.moved(in: line.queue).map { ($0.conversation, $0.position) })
    }

    @Test func onlyThoseBehindHearAndEachOnce() {
        var line = Line(4)
        var told = ToldPlaces()
        for conversation in line.conversations { told.tell(conversation, in: line.queue) }
        #expect(moved(&told, line) == [:])
        line.claim(1)
        told.tell(line.conversations[1], in: line.queue)
        #expect(moved(&told, line) == [line.conversations[2].id: 2, line.conversations[3].id: 3])
        #expect(moved(&told, line) == [:])
    }

    @Test func whoComesInBeforeMovesThoseBehindBack() {
        var line = Line(3)
        line.claim(0)
        var told = ToldPlaces()
        for conversation in line.conversations { told.tell(conversation, in: line.queue) }
        line.perform(.clock(.lose), 0)
        #expect(moved(&told, line) == [line.conversations[1].id: 2, line.conversations[2].id: 3])
    }

    @Test func whoDoesNotWatchOrHasLeftTheQueueHearsNothing() {
        var line = Line(4)
        var told = ToldPlaces()
        for conversation in line.conversations.dropFirst() { told.tell(conversation, in: line.queue) }
        told.forget(line.conversations[2].id)
        // The last has left, and nobody has said so yet.
        line.claim(3)
        line.claim(0)
        #expect(moved(&told, line) == [line.conversations[1].id: 1])
    }

    /// Against the plain definition: everybody who watches knows their number after each step.
    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func everybodyWhoWatchesAlwaysKnowsTheirNumber(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        var line = Line(12)
        var told = ToldPlaces()
        var known: [ConversationID: Int] = [:]
        for conversation in line.conversations {
            told.tell(conversation, in: line.queue)
            known[conversation.id] = line.queue.position(of: conversation)
        }
        for _ in 0..<60 {
            let number = Int.random(in: 0..<12, using: &generator)
            if Bool.random(using: &generator) { line.claim(number) } else { line.perform(.clock(.lose), number) }
            let conversation = line.conversations[number]
            told.tell(conversation, in: line.queue)
            known[conversation.id] = line.queue.position(of: conversation)
            for (id, position) in told.moved(in: line.queue) { known[id] = position }
            for conversation in line.conversations {
                #expect(known[conversation.id] == line.queue.position(of: conversation))
            }
        }
    }
}
