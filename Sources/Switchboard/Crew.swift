/// A few threads that do work nobody may wait for on the event loop, each with a tool of its own.
///
/// The tool (a connection, say) is made on the thread that uses it and never leaves it.
package final class Crew<Tool>: Sendable {
    private typealias Job = @Sendable (Result<Tool, any Error>) -> Void

    private let inbox: Inbox<Job>
    private let workers: [Worker]

    /// `count` threads, and at most `limit` jobs that wait for them.
    package init(named name: String, count: Int, limit: Int, tool: @escaping @Sendable () throws -> Tool) {
        let inbox = Inbox<Job>(limit: limit)
        self.inbox = inbox
        workers = (0..<count).map { number in
            Worker(named: "\(name)-\(number + 1)") {
                var kept: Tool?
                while let jobs = inbox.take(most: 1, patience: .seconds(3600)) {
                    for job in jobs {
                        // A tool that could not be made is tried anew with the next job.
                        job(
                            Result { if let kept { kept } else { try tool() } }.map { made in
                                kept = made
                                return made
                            })
                    }
                }
            }
        }
    }

    /// Does `body` on one of the threads; throws ``Denial/overloaded`` when too many wait.
    package func work<Answer: Sendable>(_ body: @escaping @Sendable (Tool) throws -> Answer) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            let accepted = inbox.put { tool in
                continuation.resume(with: Result { try body(try tool.get()) })
            }
            if !accepted { continuation.resume(throwing: Denial.overloaded) }
        }
    }

    /// How many jobs wait for a thread.
    package var waiting: Int { inbox.count }

    /// Finishes what waits, and ends the threads.
    package func stop() {
        inbox.close()
        for worker in workers { worker.join() }
    }
}
