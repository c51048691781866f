/// What the API has done since it started, for `/metrics`.
struct Tallies {
    struct Operation {
        var byStatus: [Int: Int] = [:]
        var seconds = 0.0
        /// How many took at most each of ``bounds``.
        var buckets = [Int](repeating: 0, count: Tallies.bounds.count)
        var count = 0
    }

    /// Seconds.
    static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]

    private(set) var operations: [String: Operation] = [:]
    var framesSent = 0
    /// What the bot did with what customers said.
    var botTurns: [String: Int] = [:]
    /// How often a pattern gave up on a message.
    var patternsGaveUp = 0

    mutating func count(_ operation: String, status: Int, took duration: Duration) {
        let seconds = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
        var tally = operations[operation] ?? Operation()
        tally.byStatus[status, default: 0] += 1
        tally.seconds += seconds
        tally.count += 1
        if let place = Self.bounds.firstIndex(where: { seconds <= $0 }) { tally.buckets[place] += 1 }
        operations[operation] = tally
    }
}
