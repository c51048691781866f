import Foundation
import PCRE
import Patterns

/// The prefilter, and PCRE2 with JIT on what it nominates.
final class FilteredPatterns {
    private let sources: [String]
    private let prefilter: Prefilter
    /// Nil until first nominated, where that is when they are compiled.
    private var compiled: [Pattern?]
    /// How many patterns the last message was held against.
    private var lastRun = 0
    private let memoryBefore: Int
    private var row: MatchRow

    init(_ sources: [String], examples: [String], isLazy: Bool) {
        self.sources = sources
        row = MatchRow(engine: "prefilter + PCRE2", patterns: sources.count)
        memoryBefore = Footprint.memory
        let texts = examples.map { Array($0.utf8) }
        var needs: [Prefilter.Need] = []
        row.analysis = Footprint.processorSeconds { needs = sources.map { Prefilter.Need(pattern: $0) } }
        var prefilter: Prefilter?
        row.automaton = Footprint.processorSeconds { prefilter = Prefilter(needs, examples: texts) }
        self.prefilter = prefilter ?? Prefilter([])
        compiled = Array(repeating: nil, count: sources.count)
        guard !isLazy else { return }
        row.compiling = Footprint.processorSeconds { for index in sources.indices { _ = pattern(index) } }
    }

    private func pattern(_ index: Int) -> Pattern? {
        if let pattern = compiled[index] { return pattern }
        // A shape that does not compile would be missing in every way of matching.
        compiled[index] = try? Pattern(sources[index])
        return compiled[index]
    }

    /// Every match of every message.
    func run(_ messages: [String]) -> (MatchRow, found: [[Int]]) {
        var row = row
        var found: [[Int]] = []
        for message in messages {
            var matches: [Int] = []
            row.times.append(Footprint.seconds { matches = self.matches(of: message, stopping: false) })
            row.matched += matches.count
            row.run += lastRun
            found.append(matches)
        }
        row.total = Footprint.processorSeconds {
            for message in messages { _ = matches(of: message, stopping: false) }
        }
        let filtering = Footprint.processorSeconds {
            for message in messages { row.nominated += prefilter.nominated(in: Array(message.utf8)).count }
        }
        row.filtering = filtering
        let used = compiled.count { $0 != nil }
        if used < sources.count { row.remark = "\(used) patterns were compiled" }
        row.memory = Footprint.memory - memoryBefore
        return (row, found)
    }

    /// The first match in the order of the patterns, which is that of their priority.
    func runStopping(_ messages: [String]) -> MatchRow {
        var row = MatchRow(engine: "the same, first match", patterns: sources.count)
        for message in messages {
            row.times.append(Footprint.seconds { row.matched += matches(of: message, stopping: true).count })
            row.run += lastRun
        }
        row.total = Footprint.processorSeconds { for message in messages { _ = matches(of: message, stopping: true) } }
        return row
    }

    private func matches(of message: String, stopping: Bool) -> [Int] {
        var matches: [Int] = []
        lastRun = 0
        let subject = Subject(message)
        for index in prefilter.nominated(in: Array(message.utf8)) {
            lastRun += 1
            guard case .matched = pattern(index)?.firstMatch(in: subject) else { continue }
            matches.append(index)
            if stopping { break }
        }
        return matches
    }
}
