/// One thing that must not be, with where it stands.
package struct Trouble: Error, Equatable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// Acknowledged or told, and not in the log as it was said.
        case lost
        /// One message id stands twice in the log, or was acknowledged as two messages.
        case doubled
        /// Numbers that do not rise, or an event that was left out.
        case outOfOrder = "out_of_order"
        /// Two agents were told that they have the same wait.
        case claimedTwice = "claimed_twice"
        /// Escalated, and neither in a list nor closed.
        case orphan
        /// An answer that nothing explains.
        case unexpected
    }

    package let kind: Kind
    /// The id; empty where no conversation is concerned.
    package let conversation: String
    /// The number of the event; nil where none is concerned.
    package let seq: Int?
    package let what: String

    package init(_ kind: Kind, in conversation: String, at seq: Int? = nil, _ what: String) {
        self.kind = kind
        self.conversation = conversation
        self.seq = seq
        self.what = what
    }
}
