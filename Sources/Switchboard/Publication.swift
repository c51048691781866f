package import AgentDesk
package import BotFlow

/// What those who watch are told, once it is on disk.
package enum Publication: Sendable {
    case happened(Happening)
    case presenceChanged(Account)
    /// Something else is known of the customer of this conversation, the one they are in.
    case customerChanged(Listing)
    /// The token no longer lets anybody in.
    case tokenEnded(SecretHash)
    /// Accounts changed in ways that may have ended somebody's access: all must be looked at again.
    case accessChanged
    /// A transaction could not be written, or the file not opened: nothing of it was kept, and nobody was told that
    /// it was. For the log.
    case storeFailed(any Error)
}

/// Events of one conversation that were recorded together.
package struct Happening: Sendable {
    /// The conversation after them.
    package let listing: Listing
    package let events: [Recorded]
    /// The phase before them; nil when the first of them began the conversation.
    package let phaseBefore: Phase?
    /// The number of the last event before them that the customer may see; 0 for none.
    package let previousForCustomer: Int

    package init(listing: Listing, events: [Recorded], phaseBefore: Phase?, previousForCustomer: Int) {
        self.listing = listing
        self.events = events
        self.phaseBefore = phaseBefore
        self.previousForCustomer = previousForCustomer
    }
}

/// What a command led to.
package struct Turn: Sendable {
    /// The conversation right after it.
    package let listing: Listing
    /// What it led to; empty when what was wanted was so already.
    package let events: [Recorded]

    package init(listing: Listing, events: [Recorded]) {
        self.listing = listing
        self.events = events
    }
}
