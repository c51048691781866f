/// The winner rule: the highest priority, then the most characters matched, then the slug that sorts first.
struct WinnerRule {
    static let sentence =
        "The winner has the highest priority, then the most characters matched, then the slug that sorts first."

    /// A match and what the rule compares.
    struct Match {
        var candidate: Candidate
        let priority: Int
        /// 0 is the customer's language, 1 its relative, 2 the folder's own, 3 another.
        let languageDistance: Int
        /// Set when the match cannot win, whatever the others are.
        let loss: Candidate.Loss?

        init(
            entry: Entry, layer: Candidate.Layer, rule: Int?, span: Range<Int>, characters: Int, place: Place,
            languageDistance: Int, loss: Candidate.Loss?
        ) {
            candidate = Candidate(
                slug: entry.slug, language: entry.language, layer: layer, rule: rule, span: span,
                characters: characters, place: place, outcome: .won)
            priority = entry.priority
            self.languageDistance = languageDistance
            self.loss = loss
        }
    }

    /// The candidates with their outcomes, the winner first if there is one.
    static func decide(_ matches: [Match]) -> [Candidate] {
        let ordered = matches.sorted { reason($1, losesTo: $0) != nil }
        return ordered.enumerated().map { index, match in
            var candidate = match.candidate
            if let loss = match.loss {
                candidate.outcome = .lost(loss)
            } else if index > 0 {
                candidate.outcome = .lost(reason(match, losesTo: ordered[0]) ?? .sameEntry)
            }
            return candidate
        }
    }

    /// Why one match stands behind another; nil when it does not. An order: no two matches stand behind each other.
    private static func reason(_ match: Match, losesTo other: Match) -> Candidate.Loss? {
        if let loss = match.loss {
            if other.loss == nil { return loss }
        } else if other.loss != nil {
            return nil
        }
        let (mine, its) = (match.candidate, other.candidate)
        if (mine.layer == .exact) != (its.layer == .exact) { return mine.layer == .exact ? nil : .exact }
        if match.priority != other.priority { return match.priority < other.priority ? .priority : nil }
        if mine.characters != its.characters { return mine.characters < its.characters ? .length : nil }
        if mine.slug != its.slug { return mine.slug > its.slug ? .slug : nil }
        if match.languageDistance != other.languageDistance {
            return match.languageDistance > other.languageDistance ? .language : nil
        }
        if mine.place.file != its.place.file { return mine.place.file > its.place.file ? .language : nil }
        return mine.place.line > its.place.line ? .sameEntry : nil
    }
}
