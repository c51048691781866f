package import BotFlow
import Synchronization

/// The time of the house: the wall clock's, but never backwards and never still.
///
/// While the wall clock is behind what was told already, time goes on a tenth slower, until the wall clock has caught
/// up. So what has expired stays expired, and every wait ends. A jump ahead is believed: a machine that slept a day
/// wakes up a day later.
package final class SteadyClock: Sendable {
    private struct State {
        var told: Moment
        /// Since when the wall clock is behind, by both clocks.
        var behind: (told: Moment, at: ContinuousClock.Instant)?
    }

    private let wall: @Sendable () -> Moment
    private let elapsed: @Sendable () -> ContinuousClock.Instant
    private let state: Mutex<State>

    /// `elapsed` is the clock that nobody sets.
    package init(
        wall: @escaping @Sendable () -> Moment,
        elapsed: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.wall = wall
        self.elapsed = elapsed
        state = Mutex(State(told: wall()))
    }

    package var now: Moment {
        let (wall, elapsed) = (wall(), elapsed())
        return state.withLock { state in
            if wall >= state.told {
                state.behind = nil
                state.told = wall
            } else {
                let behind = state.behind ?? (state.told, elapsed)
                state.behind = behind
                state.told = max(state.told, behind.told.advanced(by: (elapsed - behind.at) * 9 / 10))
            }
            return state.told
        }
    }
}
