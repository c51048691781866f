import Foundation
import PCRE

/// Every pattern on every message, by PCRE2 with JIT.
struct LoopedPatterns {
    private var patterns: [Pattern] = []
    private var row: MatchRow

    init(_ sources: [String]) {
        row = MatchRow(engine: "loop over PCRE2", patterns: sources.count)
        let before = Footprint.memory
        var compiled: [Pattern] = []
        row.compiling = Footprint.processorSeconds {
            for source in sources {
                // A shape that does not compile is a mistake of this measurement.
                guard let pattern = try? Pattern(source) else { preconditionFailure("\(source) does not compile") }
                compiled.append(pattern)
            }
        }
        patterns = compiled
        row.memory = Footprint.memory - before
    }

    /// As many of the messages as take this long.
    func run(_ messages: [String], within seconds: Double) -> (MatchRow, found: [[Int]]) {
        var row = row
        var found: [[Int]] = []
        for message in messages where row.total < seconds {
            var matches: [Int] = []
            row.total += Footprint.processorSeconds {
                row.times.append(Footprint.seconds { matches = self.matches(of: message) })
            }
            row.run += patterns.count
            row.matched += matches.count
            found.append(matches)
        }
        if found.count < messages.count { row.remark = "on \(found.count) of \(messages.count) messages" }
        return (row, found)
    }

    private func matches(of message: String) -> [Int] {
        let subject = Subject(message)
        return patterns.indices.filter { index in
            if case .matched = patterns[index].firstMatch(in: subject) { true } else { false }
        }
    }
}
