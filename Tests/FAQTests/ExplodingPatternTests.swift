import FAQ
import Foundation
import Testing

/// Every known evil pattern goes through the reader and meets its attacks: it is refused with a reason, or bounded.
@Suite(.enabled(if: !EvilPattern.all.isEmpty, "needs LABELLED_SETS"), .serialized)
struct ExplodingPatternTests {
    /// What a message may cost.
    private static let budget = Duration.milliseconds(20)

    /// What this thread has worked; a busy machine does not make it more.
    private static func work(_ body: () -> Finding) -> (finding: Finding, took: Duration) {
        func now() -> Duration {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
        }
        let before = now()
        let finding = body()
        return (finding, now() - before)
    }

    /// The least of three: what the work costs when the processor's caches are not somebody else's. Each time with
    /// patterns that have not given up yet.
    private static func cost(of text: String, _ files: [String: String]) -> Duration {
        (0..<3).map { _ in
            let edition = Folder.edition(files)
            return work { edition.find(text, on: Folder.today) }.took
        }.min() ?? .zero
    }

    @Test func eachIsRefusedWithAReasonOrCostsNoMoreThanAMessageMay() {
        var seen: [Pattern.Fate: Int] = [:]
        for evil in EvilPattern.all {
            let loading = Folder.loading(evil.folder)
            guard let edition = loading.edition else {
                let reasons = loading.diagnostics.filter { $0.severity == .error }
                #expect(reasons.allSatisfy { !$0.message.isEmpty && $0.place.line == 4 }, "\(evil.id)")
                seen[.refused, default: 0] += 1
                continue
            }
            var fate = Pattern.Fate.held
            for text in evil.texts {
                let first = Self.work { edition.find(text, on: Folder.today) }
                if first.took > Self.budget {
                    let took = Self.cost(of: text, evil.folder)
                    #expect(took <= Self.budget, "\(evil.id): \(evil.regex)")
                }
                let finding = first.finding
                if finding.wasCutShort || !finding.gaveUp.isEmpty || !finding.switchedOff.isEmpty { fate = .gaveUp }
            }
            if fate == .gaveUp {
                let wasFound = loading.diagnostics.contains {
                    [.patternGivesUp, .slowPattern, .backReference].contains($0.code)
                }
                fate = wasFound ? .gaveUp : .gaveUpUnseen
            }
            seen[fate, default: 0] += 1
        }
        print("exploding patterns: \(seen.map { "\($0.key) \($0.value)" }.sorted())")
        #expect(seen.values.reduce(0, +) == EvilPattern.all.count)
        // The attack at load finds those that customers would otherwise be the first to find.
        #expect(seen[.gaveUp, default: 0] > 15 * seen[.gaveUpUnseen, default: 0])
    }

    @Test func aFolderFullOfThemCostsNoMoreThanAMessageMay() throws {
        var files: [String: String] = [:]
        for (number, evil) in EvilPattern.all.enumerated() where number % 8 == 0 {
            if Folder.loading(evil.folder).edition != nil {
                files["a/e\(number).md"] = evil.entry(question: "Number \(number)?")
            }
        }
        let edition = Folder.edition(files)
        let texts = EvilPattern.all.indices.filter { $0 % 30 == 0 }.map { EvilPattern.all[$0].texts[1] }
        for text in texts {
            let (finding, took) = Self.work { edition.find(text, on: Folder.today) }
            if took > Self.budget { #expect(Self.cost(of: text, files) <= Self.budget) }
            // Whoever spent the time is named, or the finding says that it was spent.
            #expect(took < .milliseconds(10) || finding.wasCutShort || !finding.gaveUp.isEmpty)
        }
    }

    private enum Pattern {
        enum Fate { case refused, held, gaveUp, gaveUpUnseen }
    }
}

/// One of `redos/*.json`: a pattern, and how a text is made that makes it explode.
struct EvilPattern: Decodable, Sendable {
    let id: String
    let regex: String
    let prefix: String
    let pump: String
    let suffix: String

    static let all: [EvilPattern] = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder =
            ProcessInfo.processInfo.environment["LABELLED_SETS"].map { URL(fileURLWithPath: $0) }
            ?? root.appendingPathComponent("../shared/data")
        var seen = Set<String>()
        return ["evil_small.json", "regexlib_all.json"].flatMap { name -> [EvilPattern] in
            // Without the sets there is nothing to hold the reader against, and the suite says that it needs them.
            guard let bytes = try? Data(contentsOf: folder.appendingPathComponent("redos/\(name)")) else { return [] }
            // Nil would be a set in another form; then the suite is not run, as if it were not there.
            return (try? JSONDecoder().decode([EvilPattern].self, from: bytes)) ?? []
        }.filter { seen.insert($0.regex).inserted }
    }()

    /// The attack as it was found; filled up to a message's length; again and again; with spaces between; without an end.
    var texts: [String] {
        func attack(_ count: Int) -> String { prefix + String(repeating: pump, count: count) + suffix }
        func filled(_ text: String) -> String {
            String(String(repeating: text, count: 1_000 / max(1, text.unicodeScalars.count) + 1).prefix(1_000))
        }
        let room = max(0, 1_000 - prefix.unicodeScalars.count - suffix.unicodeScalars.count)
        return [
            attack(30), attack(room / max(1, pump.unicodeScalars.count)), filled(attack(30)), filled(attack(30) + " "),
            filled(pump),
        ]
    }

    func entry(question: String) -> String {
        // Between double quotes, where YAML has an escape for everything.
        let quoted = regex.unicodeScalars.map { scalar -> String in
            switch scalar {
            case "\\", "\"": "\\\(scalar)"
            case " "..."~": "\(scalar)"
            default: "\\U" + String(String(Int(scalar.value) + 0x1_0000_0000, radix: 16).suffix(8))
            }
        }
        return Folder.entry("question: \(question)\nmatch:\n  - pcre: \"\(quoted.joined())\"")
    }

    var folder: [String: String] { ["a/one.md": entry(question: "Nothing like it?")] }
}
