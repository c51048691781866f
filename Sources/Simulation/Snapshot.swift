/// A simulation as it stands, for whoever watches.
package struct Snapshot: Sendable {
    package enum Part: Sendable {
        case playing
        /// So many conversations of so many were read back.
        case reading(Int, of: Int)
    }

    package let part: Part
    package let elapsed: Duration
    package let turns: Int
    package let acknowledged: Int
    /// Customers who talk to the bot, wait, and talk to a person.
    package let withBot: Int
    package let waiting: Int
    package let withPerson: Int
    package let reconnects: Int
    package let troubles: Int

    init(_ stage: Stage, _ reading: Reading?) {
        part = reading.map { .reading($0.read, of: $0.count) } ?? .playing
        elapsed = .now - stage.began
        turns = stage.figures.turns
        acknowledged = stage.figures.acknowledged
        withBot = stage.phases["automated", default: 0]
        waiting = stage.phases["queued", default: 0]
        withPerson = stage.phases["claimed", default: 0]
        reconnects = stage.figures.reconnects
        troubles = stage.ledger.troubles.count + (reading?.troubles.count ?? 0)
    }
}
