package import BotFlow

/// One thing in a conversation that tells how the FAQ did; without anybody's words.
package struct FAQStep: Hashable, Sendable {
    package let seq: Int
    package let at: Moment
    package let kind: Kind

    package init(seq: Int, at moment: Moment, _ kind: Kind) {
        self.seq = seq
        at = moment
        self.kind = kind
    }

    package enum Kind: Hashable, Sendable {
        /// The customer wrote something.
        case said
        /// The customer touched a quick reply.
        case picked(slug: String)
        /// The bot answered with an entry, or with two for two questions, by these rules; without one where a line won
        /// word for word, the ranker answered or a quick reply was touched.
        case answered(slugs: [String], rules: [WonRule])
        /// The bot did not know.
        case missed
        /// The customer asked for a person.
        case askedForPerson
        /// The customer said whether the message of this number helped.
        case judged(message: Int, helpful: Bool)
    }

    /// A rule by what an edit beside it leaves alone: its file, and its place among the file's rules from 1.
    package struct WonRule: Hashable, Sendable {
        package let file: String
        package let number: Int

        package init(file: String, number: Int) {
            self.file = file
            self.number = number
        }
    }
}
