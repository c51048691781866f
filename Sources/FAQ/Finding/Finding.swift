/// What the FAQ makes of one message, with everything that was considered.
package struct Finding: Sendable {
    /// The message as the rules saw it.
    package let normalised: String
    /// What answers, in the order the customer asked: none, one, or two for two questions.
    package let answers: [Candidate]
    /// The winner first, then the others by the winner rule, then what the ranker thinks of.
    ///
    /// When only the answer was wanted, rules that could not have won are not here, as they were never tried.
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

    /// What the winner rule says of the whole message.
    package var winner: Candidate? { candidates.first.flatMap { $0.outcome == .won ? $0 : nil } }

    /// What the ranker thinks the customer may mean, the likeliest first.
    package var suggestions: [Candidate] { candidates.filter { $0.outcome == .lost(.suggested) } }
}

/// One way a message reached an entry.
package struct Candidate: Sendable, Equatable {
    package enum Layer: String, Sendable {
        /// Equal to a question or an `asks` line.
        case exact
        case words, pcre
        /// Like the entry's examples, by the ranker.
        case ranker
    }

    package enum Outcome: Sendable, Equatable {
        case won
        /// Answers as well: the message asks two things.
        case joined
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
        /// The ranker is asked only when no rule answers.
        case decided
        /// The ranker may not answer by itself here, so the entry is offered as a quick reply.
        case suggested
        /// The ranker is less sure than `bot.yaml` wants for a suggestion.
        case unsure
    }

    package let slug: String
    /// Of the entry's file; nil for the folder's own language.
    package let language: String?
    package let layer: Layer
    /// Which rule of the entry it was, from 1; nil for an exact match and for the ranker.
    package let rule: Int?
    /// In the normalised text, in UTF-8 bytes. For words from the first matched word to the last; all of it for the
    /// ranker.
    package internal(set) var span: Range<Int>
    /// In Unicode scalars: of a pattern's leftmost match; of the words that were matched, each counted once; 0 for the
    /// ranker.
    package let characters: Int
    /// Of the rule or the line that matched; for the ranker of the question.
    package let place: Place
    /// The ranker's own measure; nil in the other layers.
    package var score: Double?
    /// How likely the ranker thinks the entry is, 0 to 1; nil in the other layers.
    package var confidence: Double?
    package internal(set) var outcome: Outcome
}
