import BotFlow
import Synchronization
import Testing
import WebAPI

/// What cannot be undone is not done by a clock that jumps.
@Suite struct ClockHoldTests {
    private static let wall = Moment(milliseconds: 1_700_000_000_000)
    private static let steady = ContinuousClock.now

    @Test(arguments: [
        (Duration.zero, true), (.seconds(3500), true), (.seconds(-3500), true), (.seconds(3700), false),
        (.seconds(-3700), false), (.seconds(315_360_000), false),
    ])
    func aJumpOfMoreThanAnHourHolds(jump: Duration, isAllowed: Bool) {
        var hold = ClockHold(at: Self.wall, Self.steady)
        let wall = Self.wall.advanced(by: .seconds(86_400) + jump)
        let allows = hold.allows(at: wall, Self.steady + .seconds(86_400)) { _ in }
        #expect(allows == isAllowed)
    }

    @Test func itIsSaidOnceAndGoesOnWhenTheClockIsBack() {
        var hold = ClockHold(at: Self.wall, Self.steady)
        let lines = Mutex<[String]>([])
        let log: Log = { line in lines.withLock { $0.append(line.event) } }
        for _ in 0..<3 {
            let allows = hold.allows(at: Self.wall.advanced(by: .seconds(10_000_000)), Self.steady, log)
            #expect(!allows)
        }
        #expect(lines.withLock { $0 } == ["retention.held"])
        let allows = hold.allows(at: Self.wall, Self.steady, log)
        #expect(allows)
    }
}
