import Foundation
import Patterns
import Ranker

/// `measure match`: how long a message takes against many patterns, and what loading them takes.
///
/// Three ways in one run: the prefilter with PCRE2 on what it nominates, the plain loop over PCRE2 with JIT, and Hyperscan
/// where it is installed. All must find the same patterns in every message.
struct MatchMeasurement {
    private var sets = "../shared/data"
    private var counts = [100, 1_000, 10_000, 100_000]
    private var isJSON = false
    private var isHyperscanPatient = false

    /// How many messages are matched: as many as the test half of Banking77 has.
    private static let messageCount = 3_080
    /// Seconds the plain loop may take for a count of patterns; beyond, it gets fewer of the messages.
    private static let patience = 4.0
    /// Above, patterns are compiled when first nominated: JIT code of more falls out of the processor's cache.
    static let lazyAbove = 10_000

    init(arguments: [String]) {
        func value(of option: String) -> String? {
            guard let at = arguments.firstIndex(of: option), at + 1 < arguments.count else { return nil }
            return arguments[at + 1]
        }
        if let folder = value(of: "--sets") { sets = folder }
        if let list = value(of: "--counts") { counts = list.split(separator: ",").compactMap { Int($0) } }
        isJSON = arguments.contains("--json")
        isHyperscanPatient = arguments.contains("--hyperscan-all")
    }

    func run() {
        guard let banking = RankSetFolder(path: sets).banking() else {
            print("measure: no banking77/train.csv in \(sets); name its folder with --sets")
            exit(1)
        }
        let texts = banking.shuffled(seed: 77).map { Self.normalised($0.text) }
        let messages = Array(texts.prefix(Self.messageCount))
        // What patterns are made from and rarity is counted in is not what is matched.
        let examples = Array(texts.dropFirst(Self.messageCount))
        var shapes = PatternShapes(sentences: examples, seed: 1)
        let patterns = shapes.patterns(counts.max() ?? 0)
        var rows: [MatchRow] = []
        let report = MatchReport(messages: messages)
        if !isJSON { report.printHead() }
        for count in counts {
            for row in measure(Array(patterns.prefix(count)), messages, examples: examples) {
                if !isJSON { report.print(row) }
                rows.append(row)
            }
        }
        if isJSON { print(report.json(rows)) }
    }

    private func measure(
        _ patterns: [PatternShapes.Made], _ messages: [String], examples: [String]
    ) -> [MatchRow] {
        let sources = patterns.map(\.source)
        let filtered = FilteredPatterns(sources, examples: examples, isLazy: sources.count > Self.lazyAbove)
        // Twice: the first reading compiles what is lazy and warms what is not.
        _ = filtered.run(messages)
        let (all, found) = filtered.run(messages)
        let first = filtered.runStopping(messages)
        let loop = LoopedPatterns(sources)
        let (plain, wanted) = loop.run(messages, within: Self.patience)
        for (index, matches) in wanted.enumerated() {
            precondition(found[index] == matches, "the prefilter lost a match of “\(messages[index])”")
        }
        return [all, first, plain, hyperscan(patterns, messages, wanted: found)]
    }

    private func hyperscan(
        _ patterns: [PatternShapes.Made], _ messages: [String], wanted: [[Int]]
    ) -> MatchRow {
        func leftOut(_ why: String) -> MatchRow {
            MatchRow(engine: "Hyperscan", patterns: patterns.count, remark: "left out: \(why)")
        }
        guard patterns.count <= 10_000 else { return leftOut("does not compile in reasonable time") }
        guard patterns.count < 10_000 || isHyperscanPatient else {
            return leftOut("compiles for more than a minute, see --hyperscan-all")
        }
        let simple = patterns.indices.filter { patterns[$0].isSimple }
        guard let hyperscan = Hyperscan(simple.map { patterns[$0].source }) else {
            return leftOut("no libhs.so.5 here")
        }
        let (row, found) = hyperscan.run(messages)
        // Beside other letters than ASCII's its words end elsewhere.
        for index in messages.indices where messages[index].utf8.allSatisfy({ $0 < 0x80 }) {
            let matches = found[index].map { simple[$0] }.sorted()
            precondition(
                matches == wanted[index].filter { patterns[$0].isSimple }, "Hyperscan differs on “\(messages[index])”")
        }
        return row
    }

    /// Enough of the FAQ's normal form for these sentences.
    private static func normalised(_ text: String) -> String {
        text.precomposedStringWithCompatibilityMapping.lowercased().split { $0.isWhitespace }.joined(separator: " ")
    }
}
