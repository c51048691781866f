/// What the FAQ makes of one message, with everything that was considered.
package struct Finding: Sendable {
    /// The message as the rules saw it.
    package let normalised: String
    package let winner: Candidate?
    /// Every match, the winner first, then the losers by the winner rule.
    package let candidates: [Candidate]
    /// Whether the message asks for a person in the words of `bot.yaml`.
    package let wantsPerson: Bool
    /// Where the patterns stand that gave up on this message and counted as no match.
    package let gaveUp: [Place]
    /// Where the patterns stand that are switched off since they gave up too often, as far as the message met them.
    ///
    /// One that is in `gaveUp` as well was switched off by this message.
    package let switchedOff: [Place]
    /// Whether the message's time was spent before every pattern had been tried.
    package let wasCutShort: Bool
    package let duration: Duration
}

/// One way a message reached an entry.
package struct Candidate: Sendable, Equatable {
    package enum Layer: String, Sendable {
        /// Equal to a question or an `asks` line.
        case exact
        case words, pcre
    }

    package enum Outcome: Sendable, Equatable {
        case won
        case lost(Loss)
    }

    /// Why a match does not answer.
    package enum Loss: Sendable, Equatable {
        /// The rule's `unless` matched, at this place in the files.
        case unless(Place)
        case shadow
        case off
        /// Outside the entry's dates.
        case dates
        /// Only a rule matched, and an entry has the message word for word.
        case exact
        case priority
        /// The winner matched more characters.
        case length
        /// The winner's slug sorts first.
        case slug
        /// The same slug in another language is nearer to the customer's.
        case language
        /// Another rule of the same entry matched as well or better.
        case sameEntry
    }

    package let slug: String
    /// Of the entry's file; nil for the folder's own language.
    package let language: String?
    package let layer: Layer
    /// Which rule of the entry it was, from 1; nil for an exact match.
    package let rule: Int?
    /// In the normalised text, in UTF-8 bytes. For words from the first matched word to the last.
    package let span: Range<Int>
    /// In Unicode scalars: of a pattern's leftmost match; of the words that were matched, each counted once.
    package let characters: Int
    /// Of the rule or the line that matched.
    package let place: Place
    package fileprivate(set) var outcome: Outcome
}

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
