/// A value confined to the loop, which may pass through `Sendable` closures because every use checks the thread.
// Unchecked because the value is reached through `value` alone, on the loop's thread alone.
package struct LoopBound<Value>: @unchecked Sendable {
    private let bound: Value
    private let loop: EventLoop

    package init(_ value: Value, to loop: EventLoop) {
        bound = value
        self.loop = loop
    }

    package var value: Value {
        loop.checkIsolated()
        return bound
    }
}
