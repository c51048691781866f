/// When something is due, for many keys and one timer: a wheel of buckets, each as wide as a tick.
///
/// A key whose deadline moves later need not be told here: it is handed out at its first time, and put back.
/// A deadline beyond the wheel's turn is handed out early, likewise to be put back.
package struct Deadlines<Key: Hashable & Sendable>: Sendable {
    /// Milliseconds between two looks at the wheel.
    package let tick: UInt64
    private var buckets: [Set<Key>]
    /// The first tick not yet handed out.
    private var next: UInt64

    package init(tick: UInt64, buckets: Int = 1024, now: UInt64) {
        precondition(tick > 0 && buckets > 1, "A wheel needs ticks and buckets.")
        self.tick = tick
        self.buckets = Array(repeating: [], count: buckets)
        next = now / tick
    }

    /// Puts `key` down for `time`, not before; returns the slot that `remove` wants.
    package mutating func add(_ key: Key, at time: UInt64) -> UInt64 {
        let slot = min(max((time + tick - 1) / tick, next), next + UInt64(buckets.count) - 1)
        buckets[Int(slot % UInt64(buckets.count))].insert(key)
        return slot
    }

    package mutating func remove(_ key: Key, from slot: UInt64) {
        buckets[Int(slot % UInt64(buckets.count))].remove(key)
    }

    /// Takes out all keys whose slot has passed at `now`.
    package mutating func due(now: UInt64) -> [Key] {
        var due: [Key] = []
        var turn = 0
        while next <= now / tick, turn < buckets.count {
            let place = Int(next % UInt64(buckets.count))
            if !buckets[place].isEmpty {
                due.append(contentsOf: buckets[place])
                buckets[place] = []
            }
            next += 1
            turn += 1
        }
        next = max(next, now / tick + 1)
        return due
    }
}
