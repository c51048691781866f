/// What came of a simulation.
package struct Verdict: Sendable {
    /// One kind of thing that people did, and how long it took.
    package struct Timing: Sendable {
        package let operation: Operation
        package let latencies: Latencies
    }

    package let length: Duration
    package let conversations: Int
    package let turns: Int
    /// Messages that the server said it has.
    package let acknowledged: Int
    /// Those that happened, in the order of ``Operation``.
    package let timings: [Timing]
    package let reconnects: Int
    package let lostAnswers: Int
    package let lostRaces: Int
    package let busyAnswers: Int
    package let limitedAnswers: Int
    package let refusedConnections: Int
    package let troubles: [Trouble]

    package var isClean: Bool { troubles.isEmpty }

    package func count(of kind: Trouble.Kind) -> Int {
        troubles.count { $0.kind == kind }
    }

    package var turnsPerSecond: Double { Double(turns) / max(0.001, length / .seconds(1)) }

    /// What one must know to read the figures right.
    package var remarks: [String] {
        var remarks: [String] = []
        if limitedAnswers > 0 {
            remarks.append(
                "The server answered 429 (too often) \(limitedAnswers) times, so these figures are those of its limits. "
                    + "Start it with --rates off to measure it.")
        }
        if refusedConnections > 0 {
            remarks.append(
                "The server refused \(refusedConnections) connections, as many as one address may have; customers asked "
                    + "over HTTP instead. Start it with --max-connections-per-address 5000 for more sockets.")
        }
        return remarks
    }

    init(_ stage: Stage, length: Duration, _ reading: Reading) {
        let figures = stage.figures
        self.length = length
        conversations = stage.ledger.talks.count
        turns = figures.turns
        acknowledged = figures.acknowledged
        timings = Operation.allCases.compactMap { operation in
            figures.latencies[operation].map { Timing(operation: operation, latencies: $0) }
        }
        reconnects = figures.reconnects
        lostAnswers = figures.lostAnswers
        lostRaces = figures.lostRaces
        busyAnswers = figures.busyAnswers
        limitedAnswers = figures.limitedAnswers
        refusedConnections = figures.refusedConnections
        troubles = stage.ledger.troubles + reading.troubles
    }
}
