import Foundation
import Ranker
import TestSupport
import Testing

/// Holds the ranker to its figures on Banking77, where the set is at hand.
@Suite struct CrossValidationTests {
    private struct Set77 {
        let examples: [Ranker.Example]
        let entries: Int

        /// The rows that are one line each; nil where the file is absent.
        init?() {
            let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
            let folder = ProcessInfo.processInfo.environment["LABELLED_SETS"]
            let path = folder ?? root.appending(path: "../shared/data").path
            // Absent is one of the two answers.
            guard let text = try? String(contentsOfFile: "\(path)/banking77/train.csv", encoding: .utf8) else {
                return nil
            }
            let rows = text.split(whereSeparator: \.isNewline).dropFirst().compactMap { line -> (String, String)? in
                guard let comma = line.lastIndex(of: ",") else { return nil }
                let name = String(line[line.index(after: comma)...])
                return name.contains(" ") || !name.contains("_") ? nil : (String(line[..<comma]), name)
            }
            let numbers = Dictionary(uniqueKeysWithValues: Set(rows.map(\.1)).sorted().enumerated().map { ($1, $0) })
            examples = rows.map { Ranker.Example($0.0, entry: numbers[$0.1] ?? 0) }
            entries = numbers.count
        }
    }

    @Test(.enabled("without Banking77 (LABELLED_SETS) nothing is proved") { Set77() != nil })
    func fromTenExamplesEachMostQuestionsFindTheirEntry() throws {
        let set = try #require(Set77())
        var generator = SplitMix64(seed: 1)
        var taken = [Int](repeating: 0, count: set.entries)
        var (kept, asked): ([Ranker.Example], [Ranker.Example]) = ([], [])
        for example in set.examples.shuffled(using: &generator) {
            taken[example.entry] += 1
            if taken[example.entry] <= 10 { kept.append(example) } else { asked.append(example) }
        }
        let ranker = Ranker(kept, background: [])
        let answers = asked.prefix(3_000).map { (ranker.rank($0.text, limit: 3), $0.entry) }
        let first = Double(answers.count { $0.0.first?.entry == $0.1 }) / Double(answers.count)
        let three =
            Double(answers.count { answer in answer.0.contains { $0.entry == answer.1 } }) / Double(answers.count)
        #expect(first >= 0.745)
        #expect(three >= 0.89)
    }
}
