import BotFlow

/// The languages in which conversations were begun, so that hearing a customer needs no read of the disk.
///
/// Never stale: a conversation keeps its language.
struct Locales {
    /// What is known of a conversation.
    struct Known {
        /// Nil when nobody said.
        let locale: String?
    }

    /// About 2 MB when full.
    private static let limit = 20_000

    private var known: [ConversationID: Known] = [:]

    subscript(id: ConversationID) -> Known? { known[id] }

    mutating func remember(_ locale: String?, of id: ConversationID) {
        // To begin anew costs one read for each conversation that goes on.
        if known.count >= Self.limit { known = [:] }
        known[id] = Known(locale: locale)
    }
}
