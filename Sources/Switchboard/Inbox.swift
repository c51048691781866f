import Foundation

/// A queue with an end, which threads wait at.
// Unchecked because `items` and `isClosed` are only touched while `condition` is locked.
final class Inbox<Item: Sendable>: @unchecked Sendable {
    private let condition = Condition()
    private let limit: Int
    private var items: [Item] = []
    private var isClosed = false

    /// At most `limit` items wait.
    init(limit: Int) {
        self.limit = limit
    }

    /// False when the queue is full or closed: nothing was added, and the asker must be told.
    func put(_ item: Item) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        guard !isClosed, items.count < limit else { return false }
        items.append(item)
        condition.signal()
        return true
    }

    /// Waits for items and takes all there are, up to `most`; empty when none came within `patience`, nil when the
    /// queue is closed and nothing is left.
    func take(most: Int, patience: Duration) -> [Item]? {
        condition.lock()
        defer { condition.unlock() }
        let deadline = ContinuousClock.now + patience
        while items.isEmpty {
            guard !isClosed else { return nil }
            guard condition.wait(until: deadline) else { return [] }
        }
        guard items.count > most else {
            defer { items.removeAll(keepingCapacity: true) }
            return items
        }
        defer { items.removeFirst(most) }
        return Array(items[..<most])
    }

    var count: Int {
        condition.lock()
        defer { condition.unlock() }
        return items.count
    }

    /// Lets those who wait finish what is there; nothing more comes in.
    func close() {
        condition.lock()
        isClosed = true
        condition.broadcast()
        condition.unlock()
    }
}

/// A thread of ours that can be waited for.
struct Worker: Sendable {
    private let ended = Inbox<Void>(limit: 1)

    init(named name: String, _ body: @escaping @Sendable () -> Void) {
        let thread = Thread { [ended] in
            body()
            ended.close()
        }
        thread.name = name
        thread.stackSize = 1 << 21
        thread.start()
    }

    /// Returns when the body has.
    func join() {
        while ended.take(most: 1, patience: .seconds(3600)) != nil {}
    }
}
