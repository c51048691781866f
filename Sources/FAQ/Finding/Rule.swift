/// One item of an entry's `match:` list.
package struct Rule: Sendable {
    enum Condition: Sendable {
        case words(WordsRule)
        case pattern(WatchedPattern)
    }

    let condition: Condition
    /// A pattern that keeps the rule from answering.
    let unless: WatchedPattern?
    /// Its position in the list, from 1.
    package let number: Int
    package let place: Place

    package var layer: Candidate.Layer {
        switch condition {
        case .words: .words
        case .pattern: .pcre
        }
    }

    /// The pattern of the rule and of its `unless`.
    var patterns: [WatchedPattern] {
        guard case .pattern(let pattern) = condition else { return unless.map { [$0] } ?? [] }
        return [pattern] + (unless.map { [$0] } ?? [])
    }
}
