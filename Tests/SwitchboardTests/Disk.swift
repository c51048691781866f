import Foundation

/// A disk that does what a test wants: fails a commit, loses its answer, or takes its time.
///
/// Everything in it is only touched while `condition` is locked, which is what makes it safe to share.
final class Disk: @unchecked Sendable {
    /// How a commit goes wrong.
    enum Fault {
        /// Nothing is written.
        case full
        /// All is written, but the answer never arrives.
        case answerLost
    }

    struct Failure: Error {}

    private let condition = NSCondition()
    private var faults: [Fault?] = []
    private var fault: Fault?
    private var isHeld = false
    private var held = 0
    private var counts = (commits: 0, openings: 0)

    /// What becomes of each of the next commits in its turn; nil of one that goes well.
    func fail(_ faults: Fault?...) {
        locked { self.faults += faults }
    }

    /// Lets no commit end until ``release()``.
    func hold() {
        locked { isHeld = true }
    }

    /// Whether a commit waits to be released.
    var isHolding: Bool { locked { held > 0 } }

    func release() {
        locked {
            isHeld = false
            condition.broadcast()
        }
    }

    var commits: Int { locked { counts.commits } }
    var openings: Int { locked { counts.openings } }

    // MARK: What the store says

    func opened() {
        locked { counts.openings += 1 }
    }

    /// Before the commit, with everything written to it.
    func willCommit() throws {
        try locked {
            held += 1
            while isHeld { condition.wait() }
            held -= 1
            fault = faults.isEmpty ? nil : faults.removeFirst()
            if fault == .full { throw Failure() }
        }
    }

    func hasCommitted() throws {
        try locked {
            counts.commits += 1
            if fault == .answerLost { throw Failure() }
        }
    }

    private func locked<Result>(_ body: () throws -> Result) rethrows -> Result {
        condition.lock()
        defer { condition.unlock() }
        return try body()
    }
}
