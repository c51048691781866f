package import BotFlow

/// Whether the wall clock has run as time does, so that what cannot be undone may be done by it.
///
/// A clock that jumps years ahead would make every conversation old enough to be erased.
package struct ClockHold {
    private let began: (wall: Moment, steady: ContinuousClock.Instant)
    private var isHeld = false

    /// More than a clock that is set right now and then goes astray, and less than anybody keeps words for.
    private static let limit = Duration.seconds(3600)

    package init(at wall: Moment, _ steady: ContinuousClock.Instant = .now) {
        began = (wall, steady)
    }

    /// False once the clock has jumped, until it is back or the server starts anew; says so once.
    package mutating func allows(at wall: Moment, _ steady: ContinuousClock.Instant, _ log: Log) -> Bool {
        let jump = wall.since(began.wall) - (steady - began.steady)
        let wasHeld = isHeld
        isHeld = jump > Self.limit || jump < .zero - Self.limit
        if isHeld, !wasHeld {
            log(LogLine(.warning, "retention.held", [("jump", "\(jump.components.seconds)s")]))
        }
        return !isHeld
    }
}
