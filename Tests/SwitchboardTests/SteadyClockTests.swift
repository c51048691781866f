import BotFlow
import Switchboard
import Synchronization
import Testing

/// Time that goes by the wall clock, and does not when that is set.
@Suite struct SteadyClockTests {
    /// A wall clock and one that nobody sets, moved by hand.
    private final class Clocks: Sendable {
        private let state = Mutex((wall: Int64(1_000_000), elapsed: ContinuousClock.now))

        var wall: Moment { Moment(milliseconds: state.withLock { $0.wall }) }
        var elapsed: ContinuousClock.Instant { state.withLock { $0.elapsed } }

        func set(_ change: Int64) { state.withLock { $0.wall += change } }

        func pass(_ milliseconds: Int64) {
            state.withLock {
                $0.wall += milliseconds
                $0.elapsed += .milliseconds(milliseconds)
            }
        }
    }

    private let clocks = Clocks()
    private let clock: SteadyClock

    init() {
        clock = SteadyClock(wall: { [clocks] in clocks.wall }, elapsed: { [clocks] in clocks.elapsed })
    }

    private var now: Int64 { clock.now.milliseconds }

    @Test func itIsTheWallClock() {
        #expect(now == 1_000_000)
        clocks.pass(5)
        #expect(now == 1_000_005)
        clocks.set(86_400_000)
        #expect(now == 87_400_005)
    }

    @Test func itNeverGoesBackAndNeverStands() {
        clocks.set(-500_000)
        #expect(now == 1_000_000)
        clocks.pass(1000)
        #expect(now == 1_000_900)
        clocks.set(-86_400_000)
        #expect(now == 1_000_900)
        clocks.pass(1000)
        #expect(now == 1_001_800)
    }

    @Test func theWallClockCatchesUp() {
        clocks.set(-100)
        #expect(now == 1_000_000)
        clocks.pass(999)
        #expect(now == 1_000_899)
        clocks.pass(1)
        #expect(now == 1_000_900, "both say the same")
        clocks.pass(1000)
        #expect(now == 1_001_900, "and from here on it is the wall clock again")
    }

    @Test func manySmallStepsMakeTheSameTime() {
        clocks.set(-50_000)
        #expect(now == 1_000_000)
        for _ in 0..<1000 {
            clocks.pass(1)
            _ = clock.now
        }
        #expect(now == 1_000_900)
    }
}
