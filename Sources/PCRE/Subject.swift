internal import Glibc

/// A text that patterns are matched against, with the memory and the time their matches have.
///
/// Made once for many patterns; belongs to one thread, and the compiler sees to it: it is not `Sendable`.
package final class Subject {
    let bytes: [UInt8]
    let memory: MatchMemory
    private let budget: Duration?
    private let start: ContinuousClock.Instant
    private let startOnProcessor: Duration

    /// When the budget is spent, matches give up at their next look at the clock.
    package init(_ text: String, budget: Duration? = nil) {
        bytes = Array(text.utf8)
        self.budget = budget
        start = ContinuousClock.now
        startOnProcessor = budget == nil ? .zero : Self.processorTime
        memory = MatchMemory.borrow()
    }

    /// Another text on the same budget, for the same thread.
    package init(_ text: String, sharingTheTimeOf other: Subject) {
        bytes = Array(text.utf8)
        budget = other.budget
        start = other.start
        startOnProcessor = other.startOnProcessor
        memory = MatchMemory.borrow()
    }

    deinit {
        memory.giveBack()
    }

    /// Whether this thread has worked for longer than the budget since the subject was made.
    ///
    /// Time in which the machine did something else does not count, or a busy machine would lose answers.
    package var isSpent: Bool {
        // The thread's own clock is a system call; the other one says cheaply that there is no need for it.
        guard let budget, elapsed > budget else { return false }
        return worked > budget
    }

    /// What this thread has worked since the subject was made. A system call.
    var worked: Duration { Self.processorTime - startOnProcessor }

    /// Since the subject was made.
    var elapsed: Duration { ContinuousClock.now - start }

    /// What this thread has used of a processor.
    private static var processorTime: Duration {
        var time = timespec()
        // Fails only for a clock that does not exist; Linux has had this one since 2.6.12.
        _ = clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
