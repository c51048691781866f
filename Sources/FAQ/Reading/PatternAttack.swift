internal import PCRE
internal import Patterns

/// Tries to make a pattern explode, with long texts built from its own parts and under the limits of a message.
enum PatternAttack {
    /// What the attack came to.
    enum Outcome {
        case held
        /// A match took a good part of a message's time, and had an answer.
        case slow
        /// A match ended without an answer.
        case gaveUp
        /// A match took a message's time at once: back-references escape the other limits.
        case escaped
    }

    /// A third of a message's time.
    private static let patience = Watch.budget / 3
    /// What all texts together may take.
    private static let wholeBudget = Watch.budget * 4
    private static let textLimit = 60

    static func run(on pattern: Pattern) -> Outcome {
        let tree = PatternTree(pattern.source)
        guard pattern.hasBackReferences || !PatternRisk(tree).isHarmless else { return .held }
        var worst = Outcome.held
        let clock = Subject("", budget: wholeBudget)
        for text in texts(tree) {
            if clock.isSpent { return pattern.hasBackReferences ? .escaped : .slow }
            let subject = Subject(text, budget: pattern.hasBackReferences ? Watch.budget : patience)
            let outcome = pattern.firstMatch(in: subject)
            if pattern.hasBackReferences, subject.isSpent { return .escaped }
            switch outcome {
            case .gaveUp(.time), .gaveUp(.timeOfOthers): worst = .slow
            case .gaveUp: return .gaveUp
            case .matched, .unmatched: if subject.isSpent { worst = .slow }
            }
        }
        return worst
    }

    /// A part of the pattern again and again, behind what leads to it, and an end it does not expect.
    private static func texts(_ tree: PatternTree) -> [String] {
        let examples = PatternExamples(tree)
        let repetitions = examples.repetitions()
        var attacks = repetitions.flatMap { place in place.parts.map { (place.before, $0) } }
        // All that the pattern wants but its end, again and again.
        attacks += repetitions.reversed().prefix(3).map { ("", $0.before + " ") }
        attacks += (0..<4).flatMap { [("", examples.text($0)), ("", examples.text($0) + " ")] }
        attacks += ["a", "1", " "].map { ("", $0) }
        var seen = Set<String>()
        return attacks.prefix(400).compactMap { before, part in
            guard !part.isEmpty, seen.insert("\(before)\u{0}\(part)").inserted else { return nil }
            return (before, part)
        }.prefix(textLimit).flatMap {
            [text($0, $1, length: shortLength), text($0, $1, length: NormalText.lengthLimit)]
        }
    }

    /// Long enough for what grows exponentially, and short enough for a pattern that looks at the length first.
    private static let shortLength = 120

    /// At most `length` Unicode scalars. Strings are joined whole: one by one their scalars took a quarter of a check.
    private static func text(_ before: String, _ part: String, length: Int) -> String {
        let lead = before.unicodeScalars.prefix(length / 2)
        let unit = part.unicodeScalars.prefix(length / 2)
        let end = "\u{1} \u{1}"
        let room = length - lead.count - end.unicodeScalars.count
        return String(lead) + String(repeating: String(unit), count: max(0, room / unit.count)) + end
    }
}
