package import AgentDesk
import Foundation
import Synchronization

/// Carries every command to its end: decided, on disk, answered, told; and lets everybody read beside it.
///
/// One thread writes. It takes all commands that wait, decides each, commits them together, and only then answers and
/// publishes, so that the cost of the disk is shared and an answer always means *on disk*.
package final class Switchboard: Sendable {
    package typealias Store = EventLog & AgentStore & EditionLog

    /// How much may wait, and how much is done at once.
    package struct Limits: Sendable {
        /// Commands that may wait for the writer.
        package var waiting = 4096
        /// Commands in one transaction, and how long one may take them on.
        package var batch = 256
        package var batchTime = Duration.milliseconds(10)
        /// Threads that read, and reads that may wait for them.
        package var readers = 2
        package var waitingReads = 4096
        /// Reads at length that may wait for each other.
        package var waitingStudies = 8
        /// How long after a failed write the file is opened again.
        package var reopenAfter = Duration.seconds(1)
        /// How long nobody has to command anything until what a crowd said is indexed.
        package var pause = Duration.milliseconds(20)
        /// How often other programs' changes to the accounts are looked for.
        package var foreignCheck = Duration.milliseconds(500)

        package init() {}
    }

    private let inbox: Inbox<Job>
    private let readers: Crew<any Archive>
    /// Reads what takes seconds.
    private let students: Crew<any Archive>
    /// Nil when whoever holds the switchboard settles by hand.
    private let writer: Worker?
    private let counters: Counters
    /// The queue as it is on disk, for whoever reads.
    private let board: Board
    /// Which agents are there.
    package let attendance: Attendance

    /// Opens the store twice over, for writing and for reading, each on the thread that uses it.
    ///
    /// `publish` is called on the writer's thread, in the order in which things were recorded.
    package convenience init(
        settings: Ledger.Settings, limits: Limits = Limits(),
        store: @escaping @Sendable () throws -> any Store,
        archive: @escaping @Sendable () throws -> any Archive,
        publish: @escaping @Sendable ([Publication]) -> Void
    ) {
        self.init(limits, readers: limits.readers, students: 1, archive) { inbox, counters, board, attendance in
            Worker(named: "writer") {
                var writer = Writer(
                    settings: settings, limits: limits, counters: counters, board: board, attendance: attendance,
                    store: store, publish: publish)
                while let jobs = inbox.take(most: limits.batch, patience: writer.patience) {
                    writer.settle(jobs)
                }
            }
        }
    }

    /// Without any thread, so that a test can choose the schedule: commands wait until `settle` is called, which
    /// carries at most so many of them to their end before it returns. Reading is refused.
    package convenience init(
        settings: Ledger.Settings, limits: Limits, store: @escaping @Sendable () throws -> any Store,
        publish: @escaping @Sendable ([Publication]) -> Void, settle: inout (_ most: Int) -> Void
    ) {
        self.init(
            limits, readers: 0, students: 0, { throw Denial.overloaded },
            writer: { inbox, counters, board, attendance in
                var writer = Writer(
                    settings: settings, limits: limits, counters: counters, board: board, attendance: attendance,
                    store: store, publish: publish)
                settle = { most in writer.settle(inbox.take(most: most, patience: .zero) ?? []) }
                return nil
            })
    }

    private init(
        _ limits: Limits, readers: Int, students: Int, _ archive: @escaping @Sendable () throws -> any Archive,
        writer: (Inbox<Job>, Counters, Board, Attendance) -> Worker?
    ) {
        inbox = Inbox<Job>(limit: limits.waiting)
        counters = Counters()
        board = Board()
        attendance = Attendance()
        self.readers = Crew(named: "reader", count: readers, limit: limits.waitingReads, tool: archive)
        self.students = Crew(named: "student", count: students, limit: limits.waitingStudies, tool: archive)
        self.writer = writer(inbox, counters, board, attendance)
    }

    /// Does `body` in the writer's transaction and returns when it is on disk.
    ///
    /// Throws what `body` throws, having written nothing; ``Denial/overloaded`` or ``Denial/storeUnavailable`` when it
    /// was not even tried. After any other error the outcome is unknown, and the same command may be sent again.
    package func write<Answer: Sendable>(
        _ body: @escaping @Sendable (Ledger) throws -> Answer
    ) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            let job = Job(
                run: { ledger in
                    let answer = try body(ledger)
                    return { continuation.resume(returning: answer) }
                },
                refuse: { continuation.resume(throwing: $0) })
            if !inbox.put(job) { continuation.resume(throwing: Denial.overloaded) }
        }
    }

    /// Reads what is on disk, beside the writer.
    package func read<Answer: Sendable>(
        _ body: @escaping @Sendable (any Archive) throws -> Answer
    ) async throws -> Answer {
        try await readers.work { archive in try archive.snapshot { try body(archive) } }
    }

    /// Reads at length, one after the other on a thread of its own, so that nobody at the desk waits for a report.
    package func study<Answer: Sendable>(
        _ body: @escaping @Sendable (any Archive) throws -> Answer
    ) async throws -> Answer {
        try await students.work { archive in try archive.snapshot { try body(archive) } }
    }

    /// The queue as it is on disk.
    package var queue: Queue { board.queue }

    /// Whether commands can be written now; before the file was opened for the first time they cannot.
    package var isWritable: Bool { counters.isWritable ?? false }

    /// The same, once it is known for the first time.
    package var isReady: Bool {
        get async {
            // Whatever becomes of it, the file was opened or was not.
            if counters.isWritable == nil { try? await write { _ in } }
            return isWritable
        }
    }

    /// What was done since the start, and what waits.
    package var figures: Figures {
        var figures = counters.figures
        figures.waiting = inbox.count
        figures.waitingJobs = ["reader": readers.waiting, "student": students.waiting]
        return figures
    }

    /// Finishes what waits and closes the files; nothing more is taken.
    package func stop() {
        // The writer closes last: only a connection that may write folds the write-ahead log into the file.
        students.stop()
        readers.stop()
        inbox.close()
        writer?.join()
    }
}

/// The queue, set by the writer after each commit and read by everybody.
final class Board: Sendable {
    private let state = Mutex(Queue())

    var queue: Queue {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}
