package import BotFlow
package import Switchboard

/// How far a watched conversation has been sent to one socket: subscribed first, then what was missed, then live.
///
/// In this order nothing falls between, as what happens while the missed events are read waits here.
package struct Watch {
    private enum State {
        case catchingUp(waiting: [Happening])
        /// What is beyond this number is sent as it happens.
        case live(beyond: Int)
    }

    /// What becomes of something that happens in the conversation.
    package enum Reception {
        case sendNow
        /// It was on disk before what was missed was read, and is told only now.
        case alreadySent
        /// It waits until what was missed has been sent.
        case keptForLater
        /// More happened than may wait: the socket is closed.
        case tooFarBehind
    }

    /// One part of what is sent to a socket that catches up.
    package enum Part {
        /// Too much was missed, or what the socket says it has does not exist.
        case resync(lastSeq: Int)
        case missed([Recorded])
        case resumed(upTo: Int)
        /// What happened meanwhile, to be heard again, now that the socket is live.
        case meanwhile(Happening)
    }

    /// Events that are sent again to one who comes back; who missed more fetches them.
    package static let replayLimit = 1000
    package static let waitingLimit = 256

    private let side: Side
    private let replayLimit: Int
    private let waitingLimit: Int
    private var state = State.catchingUp(waiting: [])

    package init(
        for side: Side, replaying replayLimit: Int = Self.replayLimit, waiting waitingLimit: Int = Self.waitingLimit
    ) {
        self.side = side
        self.replayLimit = replayLimit
        self.waitingLimit = waitingLimit
    }

    /// Whether the socket has caught up; only then is it sure that it may watch.
    package var isLive: Bool {
        if case .live = state { true } else { false }
    }

    package mutating func hear(_ happening: Happening) -> Reception {
        switch state {
        case .live(let sent):
            let newest = happening.events.last { $0.event.isVisible(to: side) }?.seq ?? sent
            return newest > sent ? .sendNow : .alreadySent
        case .catchingUp(let waiting):
            guard waiting.count < waitingLimit else { return .tooFarBehind }
            state = .catchingUp(waiting: waiting + [happening])
            return .keptForLater
        }
    }

    /// Goes live with what was read after subscribing: the conversation as it was then, and what its side may see of the
    /// events after `after`, one more than ``replayLimit`` at most; nil for `after` when nothing old is wanted.
    package mutating func catchUp(with listing: Listing, _ missed: [Recorded], after: Int?) -> [Part] {
        guard case .catchingUp(let waiting) = state else { return [] }
        var parts: [Part] = []
        var sent = side == .customer ? listing.conversation.lastSeqForCustomer : listing.conversation.lastSeq
        if let after {
            if missed.count > replayLimit || after > sent {
                parts.append(.resync(lastSeq: sent))
            } else {
                sent = missed.last?.seq ?? sent
                parts += [.missed(missed), .resumed(upTo: sent)]
            }
        }
        // To whom nothing was sent again, nothing can come twice.
        state = .live(beyond: after == nil ? 0 : sent)
        return parts + waiting.map { .meanwhile($0) }
    }
}

extension Side {
    /// Those of the events that this side may see, each with the number of the one before it; `previous` is that of the
    /// last such event before them all.
    package func sees(_ events: [Recorded], after previous: Int) -> [(recorded: Recorded, previous: Int)] {
        var previous = previous
        return events.filter { $0.event.isVisible(to: self) }.map { recorded in
            defer { previous = recorded.seq }
            return (recorded, previous)
        }
    }
}

extension Happening {
    /// The number of the last event before this that `side` may see; 0 for none.
    package func previous(for side: Side) -> Int {
        side == .customer ? previousForCustomer : (events.first?.seq ?? 1) - 1
    }
}
