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
        guard !isSwitchedOff, !watch.isOver, !watch.gaveUp.contains(place) else { return nil }
        switch pattern.firstMatch(in: watch.subject) {
        case .matched(let range): return range
        case .unmatched: return nil
        case .gaveUp(.time):
            // Not this pattern's fault alone: others had a share in the message's time.
            watch.isOver = true
            return nil
        case .gaveUp:
            timesGivenUp.add(1, ordering: .relaxed)
            watch.gaveUp.append(place)
            return nil
        }
    }
}

/// One message being matched: the time it may take, and the patterns that gave up on it.
struct Watch {
    /// Of work, not of waiting for the machine.
    static let budget = Duration.milliseconds(20)

    let start = ContinuousClock.now
    fileprivate let subject: Subject
    var gaveUp: [Place] = []
    /// Whether patterns were left out because the time was spent.
    fileprivate(set) var isOver = false

    /// An untimed watch is for proofs, which must come out the same on every machine.
    init(_ text: NormalText, isTimed: Bool = true) {
        subject = Subject(text.string, budget: isTimed ? Self.budget : nil)
    }

    /// For a part of the message, on the message's own time; what gave up on the message is not tried again.
    init(_ part: NormalText, of whole: Watch) {
        subject = Subject(part.string, sharingTheTimeOf: whole.subject)
        gaveUp = whole.gaveUp
        isOver = whole.isOver
    }

    /// Takes over what was found out about a part of the message.
    mutating func learn(from part: Watch) {
        gaveUp = part.gaveUp
        isOver = part.isOver
    }

    /// To be called every few patterns.
    mutating func check() {
        if !isOver { isOver = subject.isSpent }
    }
}
