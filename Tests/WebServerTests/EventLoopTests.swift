import Foundation
import Synchronization
import Testing
import WebServer

@Suite struct EventLoopTests {
    /// Runs a loop on a thread of its own around `body`.
    private func withLoop<Result>(_ body: (EventLoop) async throws -> Result) async throws -> Result {
        let loop = try EventLoop()
        Thread.detachNewThread { loop.run() }
        defer { loop.stop() }
        return try await body(loop)
    }

    /// An actor that lives on a loop.
    private actor Resident {
        let loop: EventLoop
        nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
        private var count = 0

        init(loop: EventLoop) {
            self.loop = loop
        }

        func add() -> Bool {
            count += 1
            return loop.isCurrent
        }

        func total() -> Int { count }
    }

    @Test func workRunsInTheOrderItCame() async throws {
        try await withLoop { (loop) async throws in
            let journal = Journal()
            for number in 0..<1000 { loop.execute { journal.write("\(number)") } }
            #expect(try journal.wait(for: 1000) == (0..<1000).map(String.init))
        }
    }

    @Test func anActorOnTheLoopRunsThereAndOnlyThere() async throws {
        try await withLoop { (loop) async throws in
            let resident = Resident(loop: loop)
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<500 { group.addTask { await resident.add() } }
                for try await isCurrent in group { #expect(isCurrent) }
            }
            #expect(await resident.total() == 500)
            #expect(!loop.isCurrent)
        }
    }

    @Test func workFromTheLoopItselfIsNotForgotten() async throws {
        try await withLoop { (loop) async throws in
            let journal = Journal()
            @Sendable func again(_ left: Int) {
                journal.write("\(left)")
                if left > 0 { loop.execute { again(left - 1) } }
            }
            loop.execute { again(100) }
            #expect(try journal.wait(for: 101).count == 101)
        }
    }

    @Test func aCancelledTimerDoesNotFire() async throws {
        try await withLoop { (loop) async throws in
            let journal = Journal()
            loop.execute {
                let cancelled = loop.after(.milliseconds(5)) { journal.write("never") }
                let ticks = Mutex(0)
                let repeating = Mutex<LoopTimer?>(nil)
                let timer = loop.after(.milliseconds(1), every: .milliseconds(1)) {
                    journal.write("tick")
                    let count = ticks.withLock { ticks in
                        ticks += 1
                        return ticks
                    }
                    if count == 3 { repeating.withLock { $0 }?.cancel() }
                }
                repeating.withLock { $0 = timer }
                cancelled.cancel()
                cancelled.cancel()
                loop.after(.milliseconds(30)) { journal.write("end") }
            }
            #expect(try journal.wait(for: 4) == ["tick", "tick", "tick", "end"])
        }
    }

    @Test func aSignalIsHeardOnTheLoop() async throws {
        let loop = try EventLoop()
        let journal = Journal()
        try loop.onSignal(SIGUSR2) { journal.write("signal \(loop.isCurrent)") }
        Thread.detachNewThread { loop.run() }
        defer { loop.stop() }
        kill(getpid(), SIGUSR2)
        #expect(try journal.wait(for: 1) == ["signal true"])
    }

    @Test func aLoopThatIsLetGoFreesItsHandles() throws {
        weak var gone: EventLoop?
        do {
            let loop = try EventLoop()
            gone = loop
            try loop.onSignal(SIGUSR1) {}
            loop.execute {}
            loop.stop()
            loop.run()
        }
        #expect(gone == nil)
    }
}
