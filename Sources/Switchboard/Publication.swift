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

extension Ledger {
    /// What of it is true after a commit that failed and may have been kept all the same; nil for nothing.
    ///
    /// Asked before anything else is written, so whatever has the numbers of the events is those events.
    func asKept(_ publication: Publication) throws -> Publication? {
        switch publication {
        case .happened(let happening):
            guard let last = happening.events.last?.seq else { return nil }
            let isKept = try store.events(of: happening.listing.conversation.id, last...last).first != nil
            return isKept ? publication : nil
        case .presenceChanged(let account): return try store.account(account.id).map { .presenceChanged($0) }
        case .customerChanged(let listing):
            return try store.listing(listing.conversation.id).map { .customerChanged($0) }
        case .tokenEnded(let token): return try store.token(token) == nil ? publication : nil
        case .accessChanged: return publication
        case .storeFailed: return nil
        }
    }
}
