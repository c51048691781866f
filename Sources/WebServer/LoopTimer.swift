import CUV

/// A timer of an event loop, alive until it has fired for the last time or is cancelled.
// Unchecked because its handle is used on the loop's thread only, which each entry checks.
package final class LoopTimer: @unchecked Sendable {
    private let loop: EventLoop
    private let repeats: Bool
    private let work: @Sendable () -> Void
    private var handle: UnsafeMutablePointer<uv_timer_t>?

    init(loop: EventLoop, delay: Duration, every: Duration?, work: @escaping @Sendable () -> Void) {
        loop.checkIsolated()
        self.loop = loop
        self.repeats = every != nil
        self.work = work
        let handle = makeHandle(uv_timer_t.self, owner: self)
        self.handle = handle
        // The loop's cached clock may lie behind by the length of this turn; the delay counts from now.
        uv_update_time(loop.uv)
        uv_timer_init(loop.uv, handle)
        uv_timer_start(
            handle, { owner(of: $0, as: LoopTimer.self).fire() },
            delay.milliseconds, every.map { max(1, $0.milliseconds) } ?? 0)
    }

    /// Ends the timer; it does not fire again. Ending it twice does nothing.
    package func cancel() {
        loop.checkIsolated()
        guard let handle else { return }
        self.handle = nil
        closeHandle(handle)
    }

    private func fire() {
        if !repeats { cancel() }
        work()
    }
}
