import FAQ
import PCRE
import Patterns

/// A text up to its first line end as an editor's pattern; what follows is a message to match it against.
enum PatternFuzz {
    static func run(_ bytes: [UInt8]) {
        let parts = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
        let pattern = String(decoding: parts[0], as: UTF8.self)
        let message = parts.count > 1 ? String(decoding: parts[1], as: UTF8.self) : pattern
        guard let edition = LoadingPromises.load([file(with: pattern)]).edition else { return }
        for text in [message, pattern, "\(message) \(pattern) \(message)"] {
            checkNomination(pattern, edition.find(text, on: LoadingPromises.day, depth: .answer).normalised)
        }
        guard let finding = LoadingPromises.findTwice(message, in: edition) else { return }
        promise(finding.duration < .seconds(5), "a message is answered in time: \(finding.duration)")
    }

    /// What PCRE2 matches must be nominated, or the prefilter would lose answers.
    private static func checkNomination(_ source: String, _ text: String) {
        // Loading has compiled it already, so it cannot fail; if it did there would be nothing to hold it against.
        guard let pattern = try? Pattern(source), case .matched = pattern.firstMatch(in: text) else { return }
        let need = Prefilter.Need(pattern: source)
        promise(
            Prefilter([need]).nominated(in: Array(text.utf8)) == [0],
            "what PCRE2 matches is nominated: \(source) on “\(text)” \(text.unicodeScalars.map(\.value)) \(need)")
    }

    private static func file(with pattern: String) -> SourceFile {
        let scalar = YAMLText.quoted(pattern)
        return SourceFile(
            path: "topic/entry.md", text: "---\nquestion: How long?\nmatch:\n  - pcre: \(scalar)\n---\nTwo days.\n")
    }
}

/// Writing any text as one YAML scalar.
enum YAMLText {
    /// In single quotes where that can say it, as editors write patterns; otherwise with escapes.
    static func quoted(_ text: String) -> String {
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x10000...: true
            default: false
            }
        }
        if isPlain { return "'" + text.replacing("'", with: "''") + "'" }
        var result = "\""
        for scalar in text.unicodeScalars {
            let digits = String(scalar.value, radix: 16)
            result += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
        }
        return result + "\""
    }
}
