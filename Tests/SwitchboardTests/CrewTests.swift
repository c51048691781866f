import Foundation
import Switchboard
import Synchronization
import Testing

/// Threads that work beside the event loop: a bounded wait, and nothing dropped at the end.
@Suite(.timeLimit(.minutes(1))) struct CrewTests {
    /// A door that a worker waits at.
    ///
    /// `isOpen` and `isReached` are only touched while `condition` is locked, which is what makes it safe to share.
    private final class Door: @unchecked Sendable {
        private let condition = NSCondition()
        private var isOpen = false
        private var isReached = false

        func pass() {
            condition.lock()
            isReached = true
            while !isOpen { condition.wait() }
            condition.unlock()
        }

        func open() {
            condition.lock()
            isOpen = true
            condition.broadcast()
            condition.unlock()
        }

        var hasSomebody: Bool {
            condition.lock()
            defer { condition.unlock() }
            return isReached
        }
    }

    /// Counts for several threads.
    private final class Tally: Sendable {
        private let value = Mutex(0)

        var count: Int { value.withLock { $0 } }

        /// One more; the count with it.
        func add() -> Int {
            value.withLock {
                $0 += 1
                return $0
            }
        }
    }

    @Test func moreThanMayWaitAreRefusedAtOnceAndTheOthersAreAnswered() async {
        let crew = Crew(named: "test", count: 1, limit: 3) { 0 }
        let door = Door()
        let refused = Tally()
        let answered = await withTaskGroup(of: Int?.self) { group in
            group.addTask {
                // Taken for certain, because nothing waits yet; a refusal would be missed in the count.
                try? await crew.work { _ in
                    door.pass()
                    return 0
                }
            }
            while !door.hasSomebody { await Task.yield() }
            for number in 1...10 {
                group.addTask {
                    do {
                        return try await crew.work { _ in number }
                    } catch {
                        #expect(error as? Denial == .overloaded)
                        _ = refused.add()
                        return nil
                    }
                }
            }
            // While the door is shut nobody is served, so whoever ends was refused.
            while refused.count < 7 { await Task.yield() }
            door.open()
            return await group.reduce(into: Set<Int>()) { $0.formUnion([$1].compactMap(\.self)) }
        }
        crew.stop()
        #expect(answered.count == 4)
        #expect(answered.contains(0))
        #expect(refused.count == 7)
    }

    @Test func stoppingFinishesWhatWaitsAndTakesNothingMore() async {
        let crew = Crew(named: "test", count: 2, limit: 1_000_000) { 0 }
        let door = Door()
        let (sent, refused) = (Tally(), Tally())
        let answered = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<2 {
                // Taken for certain, because nothing waits yet; a refusal would be missed in the count.
                group.addTask { (try? await crew.work { _ in door.pass() }) != nil }
                _ = sent.add()
            }
            while !door.hasSomebody { await Task.yield() }
            Thread.detachNewThread { crew.stop() }
            // Jobs keep coming until one finds the crew stopped; all that were taken before it wait at the door.
            while refused.count == 0 {
                group.addTask {
                    do {
                        try await crew.work { _ in door.pass() }
                        return true
                    } catch {
                        _ = refused.add()
                        return false
                    }
                }
                _ = sent.add()
                await Task.yield()
            }
            door.open()
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(answered >= 2)
        #expect(answered == sent.count - refused.count)
    }

    @Test func eachThreadMakesItsToolOnceAndTriesAnewAfterAFailure() async throws {
        struct NoTool: Error {}
        let made = Tally()
        let crew = Crew(named: "test", count: 1, limit: 10) {
            let attempt = made.add()
            guard attempt > 2 else { throw NoTool() }
            return attempt
        }
        defer { crew.stop() }
        for _ in 0..<2 { await #expect(throws: NoTool.self) { try await crew.work { $0 } } }
        for _ in 0..<5 { #expect(try await crew.work { $0 } == 3) }
    }

    @Test func whatTheWorkThrowsReachesWhoAsked() async throws {
        struct Trouble: Error {}
        let crew = Crew(named: "test", count: 1, limit: 10) { 0 }
        defer { crew.stop() }
        await #expect(throws: Trouble.self) { try await crew.work { _ in throw Trouble() } }
        #expect(try await crew.work { $0 } == 0)
    }
}
