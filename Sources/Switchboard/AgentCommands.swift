import AgentDesk
package import BotFlow

/// What an agent may ask of a conversation; their token is looked up with every command, in the same transaction.
extension Switchboard {
    /// An agent's command in a conversation of their workspace; with a key it is done once.
    package func perform(
        _ command: AgentCommand, in id: ConversationID, token: SecretHash, key: DeliveryKey? = nil,
        queueWords: QueueWords
    ) async throws -> Turn {
        try await write { ledger in
            let (account, listing) = try ledger.conversation(id, handledBy: token)
            return try ledger.once(key, in: listing) {
                let command = Command.agent(account.agent, account.role.authority, command)
                return try ledger.perform(command, in: id, clientID: key?.name, queueWords: queueWords)
            }
        }
    }

    /// Transfers to the colleague with this id, who must be able to handle conversations.
    package func transfer(
        _ id: ConversationID, to colleague: AgentID, token: SecretHash, queueWords: QueueWords
    ) async throws -> Turn {
        try await write { ledger in
            let (account, listing) = try ledger.conversation(id, handledBy: token)
            guard let colleague = try ledger.store.account(colleague), colleague.workspace == account.workspace,
                !colleague.isDisabled, colleague.role.may(.handleConversations)
            else { throw Denial.colleagueUnavailable }
            return try ledger.perform(
                .agent(account.agent, account.role.authority, .transfer(to: colleague.agent)),
                in: listing.conversation.id, queueWords: queueWords)
        }
    }

    /// Claims the conversation that is next in the queue; nil when nobody waits.
    package func claimNext(token: SecretHash, queueWords: QueueWords) async throws -> Turn? {
        try await write { ledger in
            let account = try ledger.account(of: token, for: .handleConversations)
            guard let next = ledger.queue.next(in: account.workspace) else { return nil }
            let command = Command.agent(account.agent, account.role.authority, .claim)
            return try ledger.perform(command, in: next, queueWords: queueWords)
        }
    }
}

extension Ledger {
    /// Whose token it is, with a conversation of their workspace; any other does not exist.
    fileprivate func conversation(_ id: ConversationID, handledBy token: SecretHash) throws -> (Account, Listing) {
        let account = try account(of: token, for: .handleConversations)
        guard let listing = try listing(id), listing.conversation.workspace == account.workspace else {
            throw Denial.notFound
        }
        return (account, listing)
    }

    /// Whose token it is, if it still holds and they may do that.
    func account(of token: SecretHash, for deed: Deed) throws -> Account {
        guard let (agent, expiresAt) = try store.token(token), expiresAt > now,
            let account = try store.account(agent), !account.isDisabled
        else { throw Denial.unauthenticated }
        guard account.role.may(deed) else { throw Denial.forbidden(deed) }
        return account
    }
}
