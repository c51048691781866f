package import BotFlow
package import FAQ

/// How the FAQ did in a span of time: what became of its answers, and what nobody needed.
package struct FAQReport: Sendable {
    /// One entry and its counts.
    package struct Row: Sendable {
        package let slug: String
        /// Nil when the present FAQ does not have the entry.
        package let entry: Entry?
        package let counts: FAQTally.Counts
    }

    package let from: Moment
    package let to: Moment
    /// Entries that were shown, the most shown first.
    package let rows: [Row]
    /// Live entries of these days that no customer saw; one file for all languages, as for the next.
    package let neverShown: [Entry]
    /// Entries among the opening quick replies that no customer touched.
    package let neverTouched: [Entry]
    /// Rules of shown entries that won no message.
    package let rulesNeverWon: [(entry: Entry, rule: Rule)]
    /// Entries without a line of `asks` or `not`.
    package let withoutTests: [Entry]
    /// Entries whose `review_by` has passed.
    package let reviewDue: [Entry]
    /// Entries whose `valid_until` has passed.
    package let expired: [Entry]

    package init(_ tally: FAQTally, of edition: Edition, on day: Day) {
        from = tally.from
        to = tally.to
        rows = tally.counts.map { slug, counts in Row(slug: slug, entry: edition.entry(slug), counts: counts) }
            .sorted { ($1.counts.shown, $0.slug) < ($0.counts.shown, $1.slug) }
        let live = edition.entries.filter { $0.mode == .live && $0.isValid(on: day) }
        neverShown = live.filter { tally.counts[$0.slug] == nil }.oneOfEachSlug
        neverTouched =
            live.filter { $0.quickReply != nil && tally.counts[$0.slug]?.touched ?? 0 == 0 }.oneOfEachSlug
        rulesNeverWon = live.filter { tally.counts[$0.slug] != nil }.flatMap { entry in
            entry.rules.filter { rule in
                !tally.wonRules.contains(FAQStep.WonRule(file: entry.file, number: rule.number))
            }.map { (entry, $0) }
        }
        withoutTests = edition.entries.filter { $0.asks.isEmpty && $0.not.isEmpty }
        reviewDue = edition.entries.filter { $0.reviewBy.map { $0 < day } ?? false }
        expired = edition.entries.filter { $0.validUntil.map { $0 < day } ?? false }
    }

    /// What the names of the counts and lists mean, a sentence each.
    package static let definitions = [
        ("shown", "Answers of the bot with this entry, in the span."),
        ("touched", "Of these the answers to a quick reply."),
        ("helped", "Answers of which the customer said that they helped; the last word counts."),
        ("unhelpful", "Answers of which the customer said that they did not help."),
        ("person", "Answers after which the customer asked for a person, before a third message of theirs."),
        (
            "again",
            "Answers after which this entry answered again, or the bot did not know, at one of the customer's next two "
                + "messages."
        ),
        ("never_shown", "Live entries that answered nobody in the span."),
        ("never_touched", "Opening quick replies that nobody touched in the span."),
        ("rules_never_won", "Rules of shown entries by which no message reached them in the span."),
        ("without_tests", "Entries without a line of asks or not."),
        ("review_due", "Entries whose review_by has passed."),
        ("expired", "Entries whose valid_until has passed."),
    ]
}

extension [Entry] {
    /// The first of each, in their order.
    fileprivate var oneOfEachSlug: [Entry] {
        var slugs = Set<String>()
        return filter { slugs.insert($0.slug).inserted }
    }
}
