import Foundation
import Ranker

/// A set of labelled questions for measuring the ranker.
struct RankSet {
    let name: String
    var examples: [Ranker.Example]
    var entries: Int

    /// The first `count` examples of each entry, in a seeded order.
    func few(_ count: Int, seed: UInt64) -> RankSet {
        var taken = [Int](repeating: 0, count: entries)
        let chosen = shuffled(seed: seed).filter { example in
            taken[example.entry] += 1
            return taken[example.entry] <= count
        }
        return RankSet(name: "\(name), \(count) per entry", examples: chosen, entries: entries)
    }

    func shuffled(seed: UInt64) -> [Ranker.Example] {
        var generator = SeededGenerator(seed: seed)
        return examples.shuffled(using: &generator)
    }

    /// Splits every entry into pseudo-entries of `size` examples, `count` of them.
    func split(into count: Int, of size: Int) -> RankSet {
        var groups: [[Ranker.Example]] = Array(repeating: [], count: entries)
        for example in shuffled(seed: 3) { groups[example.entry].append(example) }
        var chosen: [Ranker.Example] = []
        var next = 0
        var round = 0
        while next < count, groups.contains(where: { $0.count >= (round + 1) * size }) {
            for group in groups where group.count >= (round + 1) * size && next < count {
                chosen += group[(round * size)..<((round + 1) * size)].map { Ranker.Example($0.text, entry: next) }
                next += 1
            }
            round += 1
        }
        return RankSet(name: "\(next) × \(size)", examples: chosen, entries: next)
    }

    /// The fold of each example: as many of each entry in each fold, in a seeded order.
    func folds(_ count: Int, seed: UInt64) -> [Int] {
        var generator = SeededGenerator(seed: seed)
        var next = (0..<entries).map { _ in Int.random(in: 0..<count, using: &generator) }
        var fold = [Int](repeating: 0, count: examples.count)
        for index in examples.indices.shuffled(using: &generator) {
            let entry = examples[index].entry
            fold[index] = next[entry] % count
            next[entry] += 1
        }
        return fold
    }
}

/// SplitMix64, so that a figure can be had again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

/// Reads the sets from their folder; one that is absent is nil.
struct RankSetFolder {
    let path: String

    /// https://github.com/PolyAI-LDN/task-specific-datasets, CC BY 4.0: a line each, text and category.
    func banking() -> RankSet? {
        guard let text = try? String(contentsOfFile: "\(path)/banking77/train.csv", encoding: .utf8) else { return nil }
        var pairs: [(String, String)] = []
        for row in rows(ofCSV: text).dropFirst() where row.count == 2 { pairs.append((row[0], row[1])) }
        return set("Banking77", pairs)
    }

    struct Clinc {
        let train: RankSet
        let validation: [Ranker.Example]
        /// Out-of-scope questions, those of the training and of the validation half.
        let outsideTrain: [String]
        let outsideValidation: [String]
    }

    /// https://github.com/clinc/oos-eval, CC BY 3.0.
    func clinc() -> Clinc? {
        guard let bytes = FileManager.default.contents(atPath: "\(path)/clinc150/train_val.json"),
            let halves = try? JSONDecoder().decode([String: [[String]]].self, from: bytes),
            let train = halves["train"], let validation = halves["val"]
        else { return nil }
        let names = Array(Set(train.map { $0[1] })).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        return Clinc(
            train: set("CLINC150", train.map { ($0[0], $0[1]) }),
            validation: validation.map { Ranker.Example($0[0], entry: numbers[$0[1]] ?? 0) },
            outsideTrain: (halves["oos_train"] ?? []).map { $0[0] },
            outsideValidation: (halves["oos_val"] ?? []).map { $0[0] })
    }

    private func set(_ name: String, _ pairs: [(String, String)]) -> RankSet {
        let names = Array(Set(pairs.map(\.1))).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        let examples = pairs.map { Ranker.Example($0.0, entry: numbers[$0.1] ?? 0) }
        return RankSet(name: name, examples: examples, entries: names.count)
    }

    /// RFC 4180.
    private func rows(ofCSV text: String) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var field = ""
        var isQuoted = false
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"":
                if !isQuoted, previous == "\"" { field.unicodeScalars.append(scalar) }
                isQuoted.toggle()
            case "," where !isQuoted:
                row.append(field)
                field = ""
            case "\n" where !isQuoted:
                rows.append(row + [field])
                row = []
                field = ""
            case "\r" where !isQuoted: break
            default: field.unicodeScalars.append(scalar)
            }
            previous = scalar
        }
        return field.isEmpty ? rows : rows + [row + [field]]
    }
}
