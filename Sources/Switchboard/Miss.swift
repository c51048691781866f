package import BotFlow

/// A customer's message that the bot did not know: it asked back, had nothing to offer, or passed the customer on.
package struct Miss: Hashable, Sendable {
    package let conversation: ConversationID
    /// The number of the message.
    package let seq: Int
    package let at: Moment
    package let words: String
    /// What an agent wrote next in the same conversation; nil when none did.
    package let reply: Reply?

    package init(conversation: ConversationID, seq: Int, at moment: Moment, words: String, reply: Reply?) {
        self.conversation = conversation
        self.seq = seq
        at = moment
        self.words = words
        self.reply = reply
    }

    /// An agent's words to a customer.
    package struct Reply: Hashable, Sendable {
        /// The name the customer saw.
        package let by: String
        package let at: Moment
        package let words: String

        package init(by name: String, at moment: Moment, words: String) {
            by = name
            at = moment
            self.words = words
        }
    }
}
