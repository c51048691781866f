import Foundation
import Ranker

/// Reads the sets from their folder; one that is absent is nil.
struct RankSetFolder {
    let path: String

    /// https://github.com/PolyAI-LDN/task-specific-datasets, CC BY 4.0: a line each, text and category.
    func banking() -> RankSet? {
        // A set that is absent is skipped, and said to be.
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
            // So is one that is not what it was.
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
        let titles = names.map { $0.map { $0 == "_" ? " " : String($0) }.joined() }
        return RankSet(name: name, examples: examples, entries: names.count, titles: titles)
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
