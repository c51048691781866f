import Synchronization

extension Switchboard {
    /// What a switchboard has done since it was made, and what waits in it.
    package struct Figures: Sendable {
        package internal(set) var commits = 0
        /// In those commits.
        package internal(set) var commands = 0
        package internal(set) var failures = 0
        /// Commands that wait for the writer.
        package internal(set) var waiting = 0
        /// How long commands waited for the writer.
        package internal(set) var waits = Histogram(Figures.bounds)
        /// How long transactions took, from the first command to the disk's word.
        package internal(set) var commitTimes = Histogram(Figures.bounds)
        /// What waits for a thread, by the thread's kind.
        package var waitingJobs: [String: Int] = [:]

        /// Seconds: from a disk that only says it has written to one that is about to fail.
        private static let bounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5]
    }
}

/// What the writer counts.
final class Counters: Sendable {
    private let state = Mutex((figures: Switchboard.Figures(), isWritable: Bool?.none))

    var figures: Switchboard.Figures { state.withLock { $0.figures } }
    /// Nil before the file was opened.
    var isWritable: Bool? { state.withLock { $0.isWritable } }

    /// A transaction is on disk; `waits` has an element for each command in it.
    func committed(after waits: [Duration], in time: Duration) {
        state.withLock { state in
            state.figures.commits += 1
            state.figures.commands += waits.count
            for wait in waits { state.figures.waits.add(wait) }
            state.figures.commitTimes.add(time)
            state.isWritable = true
        }
    }

    func failed() {
        state.withLock {
            $0.figures.failures += 1
            $0.isWritable = false
        }
    }

    /// The file takes writes, again.
    func opened() {
        state.withLock { $0.isWritable = true }
    }
}
