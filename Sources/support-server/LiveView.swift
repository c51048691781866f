import Simulation
import Synchronization

/// One line about a simulation, drawn again in place, for somebody who watches a terminal.
final class LiveView: Sendable {
    private struct Shown {
        var before: Snapshot?
        var turnsPerSecond = 0.0
        var isThere = false
    }

    private let shown = Mutex(Shown())

    func show(_ snapshot: Snapshot) {
        guard Console.isSeen else { return }
        let line = shown.withLock { shown in
            if let before = shown.before {
                let passed = (snapshot.elapsed - before.elapsed) / .seconds(1)
                let now = Double(snapshot.turns - before.turns) / max(0.001, passed)
                shown.turnsPerSecond += (now - shown.turnsPerSecond) / 4
            }
            shown.before = snapshot
            shown.isThere = true
            return Self.line(snapshot, turnsPerSecond: shown.turnsPerSecond)
        }
        Console.complain("\r\u{1B}[K\(line)")
    }

    /// Takes the line away.
    func end() {
        if shown.withLock({ $0.isThere }) { Console.complain("\r\u{1B}[K") }
    }

    private static func line(_ snapshot: Snapshot, turnsPerSecond: Double) -> String {
        let troubles = snapshot.troubles == 0 ? "no trouble" : "TROUBLE \(snapshot.troubles)"
        switch snapshot.part {
        case .playing:
            return """
                \(Int(snapshot.elapsed / .seconds(1))) s · \(Int(turnsPerSecond.rounded())) turns/s · \
                bot \(snapshot.withBot) · waiting \(snapshot.waiting) · with a person \(snapshot.withPerson) · \
                \(snapshot.acknowledged) acknowledged · \(snapshot.reconnects) reconnects · \(troubles)
                """
        case .reading(let read, let count):
            return "reading back \(read) of \(count) conversations · \(troubles)"
        }
    }
}
