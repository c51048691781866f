/// Who gets the next conversation of the queue.
package enum Routing: String, CaseIterable, Sendable {
    /// Nobody; it waits for a claim.
    case queue
    /// The least loaded agent who is online and has room.
    case auto

    /// Chooses among `colleagues`; with equal loads the one whose account is older.
    package func choose(among colleagues: [Colleague]) -> Account? {
        guard self == .auto else { return nil }
        return colleagues.filter(\.hasRoom).min { ($0.activeChats, $0.account.id) < ($1.activeChats, $1.account.id) }?
            .account
    }
}

/// An account with its load.
package struct Colleague: Hashable, Sendable {
    package let account: Account
    /// How many conversations they have claimed now.
    package let activeChats: Int

    package init(_ account: Account, activeChats: Int) {
        self.account = account
        self.activeChats = activeChats
    }

    package var hasRoom: Bool {
        !account.isDisabled && account.role.may(.handleConversations) && account.presence == .online
            && activeChats < account.maxActiveChats
    }
}
