/// One conversation as one socket or poller is told of it: proves that nothing was left out, doubled or turned round.
package struct Watch: Sendable {
    private struct Link {
        let seq: Int
        let previous: Int
    }

    private enum Stage {
        /// What is missed is on its way; an agent's socket may bring events of a conversation they own before it.
        case catchingUp([Link])
        case live
    }

    /// The number of the newest event that is known.
    package private(set) var last: Int
    private var stage: Stage

    /// `after` is what the server was told when it was asked to go on from there.
    package init(catchingUpAfter after: Int) {
        last = after
        stage = .catchingUp([])
    }

    var isLive: Bool {
        if case .live = stage { true } else { false }
    }

    /// Takes an event as it comes; the sentence says what is wrong with it.
    package mutating func take(_ seq: Int, after previous: Int) -> String? {
        switch stage {
        case .catchingUp(let links):
            stage = .catchingUp(links + [Link(seq: seq, previous: previous)])
            return nil
        case .live:
            defer { last = max(last, seq) }
            guard seq > last else { return "came after \(last)" }
            guard previous == last else { return "says that \(previous) was before it, and \(last) was" }
            return nil
        }
    }

    /// The server says that everything up to `newest` was sent.
    package mutating func resumed(upTo newest: Int) -> String? {
        guard case .catchingUp(let links) = stage else { return "was resumed twice" }
        defer {
            last = max(last, newest)
            stage = .live
        }
        // The missed events are the last of those that came; walked back they must lead to where this began.
        var wanted = newest
        for link in links.reversed() where wanted != last {
            guard link.seq == wanted else { return "is missing among what was sent again" }
            wanted = link.previous
        }
        return wanted == last ? nil : "was not reached going back from \(newest): \(wanted) is missing"
    }

    /// Takes a page of `/events` that was asked for after ``last``.
    package mutating func take(page: [(seq: Int, previous: Int)]) -> String? {
        for (seq, previous) in page {
            stage = .live
            if let wrong = take(seq, after: previous) { return "\(seq) \(wrong)" }
        }
        return nil
    }
}
