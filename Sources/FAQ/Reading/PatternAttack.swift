internal import PCRE

/// Tries to make a pattern explode, with long texts built from its own letters and under the limits of a message.
enum PatternAttack {
    /// What the attack came to.
    enum Outcome {
        case held
        /// A match ended without an answer.
        case gaveUp
        /// A match took a message's time at once: back-references escape the other limits.
        case slow
    }

    static func run(on pattern: Pattern, _ syntax: PatternSyntax) -> Outcome {
        // Choices alone add up to little.
        guard syntax.hasRepetition else { return .held }
        for text in texts(syntax) {
            let subject = Subject(text, budget: Watch.budget)
            let outcome = pattern.firstMatch(in: subject)
            if pattern.hasBackReferences, subject.isSpent { return .slow }
            if case .gaveUp = outcome { return .gaveUp }
        }
        return .held
    }

    /// A part of the pattern again and again, alone or behind what the pattern begins with, and an end it does not expect.
    private static func texts(_ syntax: PatternSyntax) -> [String] {
        var seen = Set<String>()
        let characters = (["a", "1", " "] + syntax.sample).map { String($0) }.filter { seen.insert($0).inserted }
            .prefix(9)
        let sample = String(String.UnicodeScalarView(syntax.sample))
        let units = (characters + syntax.literals.prefix(6) + [sample, sample + " "]).map { NormalText.normalised($0) }
        let opening = NormalText.normalised(String(String.UnicodeScalarView(syntax.opening)))
        seen.removeAll()
        // A space alone is normalised away, yet a message is full of them.
        return (units + [" "]).filter { !$0.isEmpty && seen.insert($0).inserted }.flatMap { unit in
            let count = (NormalText.lengthLimit - opening.unicodeScalars.count - 1) / unit.unicodeScalars.count
            let pump = String(repeating: unit, count: max(1, count)) + "\u{1}"
            return opening.isEmpty ? [pump] : [pump, opening + pump]
        }
    }
}
