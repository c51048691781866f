import BotFlow
import Switchboard
import Testing
import WebAPI

/// What one who comes back is sent: first what was missed, then what happens, each event once.
struct WatchTests {
    private let now = Moment(milliseconds: 1_772_355_600_000)

    /// A conversation after its first `count` events, of which the newest few are what has just happened.
    private func happening(_ numbers: ClosedRange<Int>, noted: Set<Int> = []) -> Happening {
        let start = Start(
            workspace: .default, customer: CustomerID(at: now, random: (0, 1)), locale: nil, page: nil)
        var conversation = Conversation(ConversationID(at: now, random: (0, 2)), began: start, at: now)
        var events = [Recorded(seq: 1, at: now, event: .started(start))]
        for seq in 2...numbers.upperBound {
            let event = noted.contains(seq) ? Event.noted(by: nil, "a note") : .said("\(seq)")
            events.append(Recorded(seq: seq, at: now, event: event))
            conversation.apply(events[seq - 1])
        }
        let customer = Customer(id: start.customer, workspace: .default)
        return Happening(
            listing: Listing(conversation, customer: customer, lastMessage: nil),
            events: Array(events[(numbers.lowerBound - 1)...]), phaseBefore: nil,
            previousForCustomer: numbers.lowerBound - 1)
    }

    /// The writer tells the loop after the commit, so a reader may be sooner.
    @Test func whatWasReadBeforeItWasToldIsNotSentAgain() {
        var watch = Watch(for: .customer)
        let read = happening(2...4)
        _ = watch.catchUp(with: read.listing, read.events, after: 1)
        #expect(watch.isLive)
        #expect(watch.hear(happening(3...4)) == .alreadySent)
        #expect(watch.hear(happening(5...5)) == .sendNow)
    }

    /// The note at the end is nothing to the customer, who has all the rest.
    @Test func onlyWhatASideMaySeeCounts() {
        var watch = Watch(for: .customer)
        let read = happening(2...5, noted: [5])
        _ = watch.catchUp(with: read.listing, read.events.filter { $0.event.isVisible(to: .customer) }, after: 1)
        #expect(watch.hear(happening(4...5, noted: [5])) == .alreadySent)
    }

    @Test func whatHappensMeanwhileWaitsAndIsSentBeyondWhatWasRead() {
        var watch = Watch(for: .agents)
        #expect(watch.hear(happening(4...4)) == .keptForLater)
        #expect(watch.hear(happening(5...5)) == .keptForLater)
        let read = happening(2...4)
        let parts = watch.catchUp(with: read.listing, read.events, after: 1)
        guard case .missed(let events)? = parts.first, parts.count == 4 else {
            Issue.record("\(parts)")
            return
        }
        #expect(events.map(\.seq) == [2, 3, 4])
        let meanwhile = parts.compactMap { if case .meanwhile(let happening) = $0 { happening } else { nil } }
        #expect(meanwhile.map { watch.hear($0) } == [.alreadySent, .sendNow])
    }

    @Test func whoFallsTooFarBehindIsToldSo() {
        var watch = Watch(for: .agents, replaying: 2, waiting: 1)
        #expect(watch.hear(happening(4...4)) == .keptForLater)
        #expect(watch.hear(happening(5...5)) == .tooFarBehind)
        let read = happening(2...4)
        guard case .resync(4)? = watch.catchUp(with: read.listing, read.events, after: 1).first else {
            Issue.record("three events are more than two")
            return
        }
    }
}
