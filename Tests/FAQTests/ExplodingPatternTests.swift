import FAQ
import Foundation
import Testing

/// Every known evil pattern goes through the reader and meets its attack: refused with a reason, or bounded.
@Suite struct ExplodingPatternTests {
    /// One of `redos/*.json`: a pattern, and how a text is made that makes it explode.
    struct Evil: Decodable, CustomTestStringConvertible {
        let id: String
        let regex: String
        let prefix: String
        let pump: String
        let suffix: String

        var testDescription: String { id }

        /// The attack as it was found, filled up to a message's length, and filled up with words between.
        var texts: [String] {
            let room = max(0, 1_000 - prefix.unicodeScalars.count - suffix.unicodeScalars.count)
            let count = room / max(1, pump.unicodeScalars.count)
            func attack(_ count: Int) -> String { prefix + String(repeating: pump, count: count) + suffix }
            let one = attack(30)
            return [
                one, attack(count), String(String(repeating: one, count: 1_000 / max(1, one.count) + 1).prefix(1_000)),
                String((String(repeating: one + " ", count: 1_000 / max(1, one.count) + 1)).prefix(1_000)),
                String(repeating: pump, count: 1_000 / max(1, pump.unicodeScalars.count)),
            ]
        }
    }

    static let patterns: [Evil] = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder =
            ProcessInfo.processInfo.environment["LABELLED_SETS"].map { URL(fileURLWithPath: $0) }
            ?? root.appendingPathComponent("../shared/data")
        var seen = Set<String>()
        return ["evil_small.json", "regexlib_all.json"].flatMap { name -> [Evil] in
            // Without the sets there is nothing to hold the reader against.
            guard let data = try? Data(contentsOf: folder.appendingPathComponent("redos/\(name)")) else { return [] }
            // A file that is there is one of ours, and reads.
            return (try? JSONDecoder().decode([Evil].self, from: data)) ?? []
        }.filter { seen.insert($0.regex).inserted }
    }()

    private static func processorTime() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    @Test func measure() throws {
        var counts: [String: Int] = [:]
        var worst: [(Duration, String, Int)] = []
        var loads: [(Duration, String)] = []
        for evil in Self.patterns {
            let yaml = "question: a\nmatch:\n  - pcre: '\(evil.regex.replacingOccurrences(of: "'", with: "''"))'"
            guard !evil.regex.contains("\n") else {
                counts["newline", default: 0] += 1
                continue
            }
            let a = Self.processorTime()
            let loading = Folder.loading(["a/one.md": Folder.entry(yaml)])
            loads.append((Self.processorTime() - a, evil.id))
            for code in Set(loading.diagnostics.map(\.code)) { counts[code.rawValue, default: 0] += 1 }
            guard let edition = loading.edition else {
                counts["refused", default: 0] += 1
                continue
            }
            var any = false
            for (index, text) in evil.texts.enumerated() {
                let before = Self.processorTime()
                let finding = edition.find(text, on: Folder.today)
                let took = Self.processorTime() - before
                worst.append(
                    (took, "\(evil.id) \(finding.gaveUp.count) cut \(finding.wasCutShort) \(evil.regex)", index))
                any = any || !finding.gaveUp.isEmpty || finding.wasCutShort
            }
            if any {
                counts["gave up live", default: 0] += 1
                if !loading.diagnostics.contains(where: { $0.code == .patternGivesUp || $0.code == .backReference }) {
                    counts["gave up live, not found at load", default: 0] += 1
                    print("MISSED", evil.id, evil.regex, "PUMP", evil.prefix, "|", evil.pump, "|", evil.suffix)
                }
            }
        }
        print(counts)
        for (took, what, index) in worst.sorted(by: { $0.0 > $1.0 }).prefix(15) { print("WORST", took, index, what) }
        for (took, what) in loads.sorted(by: { $0.0 > $1.0 }).prefix(5) { print("LOAD", took, what) }
        print(worst.count { $0.0 > .milliseconds(20) }, worst.count { $0.0 > .milliseconds(5) }, worst.count)
    }
}
