import WebServer

/// Wakes the one person who waits for it; for the loop's own thread.
final class Bell {
    private let loop: EventLoop
    private var waiting: CheckedContinuation<Void, Never>?
    private var wasRung = false

    init(on loop: EventLoop) {
        self.loop = loop
    }

    /// Returns when the bell is rung, at once if it was since the last time, and after `patience` at the latest.
    func wait(_ patience: Duration) async {
        defer { wasRung = false }
        guard !wasRung else { return }
        let me = LoopBound(self, to: loop)
        let timer = loop.after(patience) { me.value.ring() }
        await withCheckedContinuation { waiting = $0 }
        timer.cancel()
    }

    func ring() {
        wasRung = true
        waiting?.resume()
        waiting = nil
    }
}
