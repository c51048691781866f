internal import PCRE
internal import Synchronization

/// An editor's pattern, watched while it answers: one that gives up three times is not run again.
///
/// The count is the only thing in an `Edition` that changes. It ends with the edition, so a changed file starts afresh.
package final class WatchedPattern: Sendable {
    static let patience = 3

    package let place: Place
    let pattern: Pattern
    private let timesGivenUp = Atomic(0)

    init(_ pattern: Pattern, at place: Place) {
        self.pattern = pattern
        self.place = place
    }

    /// Whether it has given up too often to be run.
    package var isSwitchedOff: Bool { timesGivenUp.load(ordering: .relaxed) >= Self.patience }

    /// Where the pattern matches, in bytes; nothing when it gives up, is switched off or the message's time is spent.
    func firstMatch(_ watch: inout Watch) -> Range<Int>? {
        guard !watch.isOver, !watch.gaveUp.contains(place) else { return nil }
        guard !isSwitchedOff else {
            watch.leaveOut(place)
            return nil
        }
        switch pattern.firstMatch(in: watch.subject) {
        case .matched(let range): return range
        case .unmatched: return nil
        case .gaveUp(.timeOfOthers):
            watch.isOver = true
            return nil
        case .gaveUp(let limit):
            if limit == .time { watch.isOver = true }
            watch.gaveUp.append(place)
            // A proof is not held against a pattern: customers have not met it yet.
            guard watch.isTimed else { return nil }
            // Of several threads one counts the last time, and says so.
            if timesGivenUp.add(1, ordering: .relaxed).newValue == Self.patience { watch.leaveOut(place) }
            return nil
        }
    }
}

/// One message being matched: the time it may take, and the patterns that gave up on it.
struct Watch {
    /// Of work, not of waiting for the machine.
    ///
    /// A message has 20 ms. What is missing here is for the match that is under way when this is spent, and for what
    /// comes behind the rules.
    static let budget = Duration.milliseconds(15)

    let start = ContinuousClock.now
    fileprivate let subject: Subject
    fileprivate let isTimed: Bool
    /// The patterns that gave up on the message.
    fileprivate(set) var gaveUp: [Place] = []
    /// The patterns that were not run on it because they are switched off, and those that it was the last time for.
    fileprivate(set) var switchedOff: [Place] = []
    /// Whether patterns were left out because the time was spent.
    fileprivate(set) var isOver = false

    /// An untimed watch is for proofs, which must come out the same on every machine.
    init(_ text: NormalText, isTimed: Bool = true) {
        self.isTimed = isTimed
        subject = Subject(text.string, budget: isTimed ? Self.budget : nil)
    }

    /// For a part of the message, on the message's own time; what gave up on the message is not tried again.
    init(_ part: NormalText, of whole: Watch) {
        subject = Subject(part.string, sharingTheTimeOf: whole.subject)
        isTimed = whole.isTimed
        gaveUp = whole.gaveUp
        switchedOff = whole.switchedOff
        isOver = whole.isOver
    }

    /// Takes over what was found out about a part of the message.
    mutating func learn(from part: Watch) {
        gaveUp = part.gaveUp
        switchedOff = part.switchedOff
        isOver = part.isOver
    }

    /// Remembers a pattern that is switched off.
    fileprivate mutating func leaveOut(_ place: Place) {
        if !switchedOff.contains(place) { switchedOff.append(place) }
    }

    /// To be called between patterns.
    mutating func check() {
        if !isOver { isOver = subject.isSpent }
    }
}
