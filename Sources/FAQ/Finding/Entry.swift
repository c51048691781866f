/// What the bot knows about one thing, in one language: a file of the folder.
package struct Entry: Sendable {
    /// Whether the entry answers customers.
    package enum Mode: String, Sendable, CaseIterable {
        case live
        /// Evaluated and traced, never sent.
        case shadow
        case off
    }

    /// A person is asked for when the entry has answered.
    package struct Escalation: Sendable, Equatable {
        package let reason: String
        /// Higher is more urgent; 0 is usual.
        package let priority: Int

        package init(reason: String, priority: Int) {
            self.reason = reason
            self.priority = priority
        }
    }

    /// What the entry says of the ranker, instead of `bot.yaml`; nil leaves it to that.
    package struct RankerUse: Sendable, Equatable {
        package let answers: Bool?
        package let answerAbove: Double?
    }

    package let slug: String
    /// From the file name, like `de` in `delivery-times.de.md`; nil for the folder's own language.
    package let language: String?
    /// The folder the file is in; empty at the top.
    package let topic: String
    package let question: String
    /// Its place among the opening quick replies.
    package let quickReply: Int?
    package let asks: [String]
    package let not: [String]
    package let rules: [Rule]
    package let followUps: [String]
    package let escalation: Escalation?
    package let priority: Int
    package let mode: Mode
    package let ranker: RankerUse?
    package let validFrom: Day?
    /// The last day on which the entry answers.
    package let validUntil: Day?
    package let reviewBy: Day?
    package let owner: String?
    package let answer: Answer
    package let file: String
    let places: Places

    /// Where the parts of an entry were written.
    struct Places: Sendable {
        let slug: Place
        let question: Place
        let quickReply: Place?
        let asks: [Place]
        let not: [Place]
        let followUps: [Place]
        let validUntil: Place?
        let reviewBy: Place?
    }

    package var line: Int { places.slug.line }

    /// Whether the entry's dates let it answer on a day.
    package func isValid(on day: Day) -> Bool {
        validFrom.map { $0 <= day } ?? true && validUntil.map { day <= $0 } ?? true
    }

    /// Whether there is a day on which both entries are within their dates.
    func sharesADay(with other: Entry) -> Bool {
        func ends(_ one: Entry, before two: Entry) -> Bool {
            guard let last = one.validUntil, let first = two.validFrom else { return false }
            return last < first
        }
        return !ends(self, before: other) && !ends(other, before: self)
    }

    /// The question and the `asks` lines, with their places.
    var lines: [(text: String, place: Place)] {
        [(question, places.question)] + zip(asks, places.asks).map { ($0, $1) }
    }
}

/// What an entry says, in the two forms a message carries.
package struct Answer: Sendable, Equatable {
    /// Plain text that reads well alone; a link is `text (address)`.
    package let text: String
    /// The same as a compact JSON tree, ready to stand in a frame: `[["p","It takes ",["b","2–4 days"],"."]]`.
    package let rich: String
}
