package import AgentDesk
package import BotFlow

/// Letting agents in and out, and keeping their accounts.
extension Switchboard {
    /// Lets an agent in whose password was right: from now until `expiresAt` the token speaks for them.
    package func logIn(
        _ id: AgentID, token: SecretHash, for lifetime: Duration, queueWords: QueueWords
    ) async throws -> (Account, Moment) {
        try await write { ledger in
            guard var account = try ledger.store.account(id), !account.isDisabled else { throw Denial.unauthenticated }
            let expiresAt = ledger.now.advanced(by: lifetime)
            try ledger.store.removeTokens(expiredBy: ledger.now)
            try ledger.store.save(token: token, of: id, expiresAt: expiresAt, at: ledger.now)
            let wasGone = ledger.attendance.see(id, at: ledger.now)
            if account.presence == .offline {
                try ledger.set(.online, of: &account)
            } else if wasGone {
                ledger.tell(.presenceChanged(account))
            }
            try ledger.route(in: account.workspace, queueWords)
            return (account, expiresAt)
        }
    }

    /// Ends the token; nobody is given conversations who has left.
    package func logOut(token: SecretHash) async throws {
        try await write { ledger in
            var account = try ledger.account(of: token, for: .keepOwnAccount)
            try ledger.store.removeToken(token)
            if account.presence != .offline { try ledger.set(.offline, of: &account) }
            ledger.tell(.tokenEnded(token))
        }
    }

    /// Tells colleagues that agents have come or gone, and gives those who have come what waits.
    package func tellAttendance(of agents: [AgentID], queueWords: QueueWords) async throws {
        try await write { ledger in
            for agent in agents {
                // Who chose to be offline was so before, and is.
                guard let account = try ledger.store.account(agent), account.presence != .offline else { continue }
                ledger.tell(.presenceChanged(account))
                try ledger.route(in: account.workspace, queueWords)
            }
        }
    }

    /// Keeps what an agent chose to be; it is shown while they are there.
    package func setPresence(
        _ presence: Presence, token: SecretHash, queueWords: QueueWords
    ) async throws -> Account {
        try await write { ledger in
            var account = try ledger.account(of: token, for: .keepOwnAccount)
            if account.presence != presence { try ledger.set(presence, of: &account) }
            try ledger.route(in: account.workspace, queueWords)
            return account
        }
    }

    /// Puts a new password hash in place of the old; every token of the agent ends with it.
    package func setPassword(hash: String, token: SecretHash) async throws {
        try await write { ledger in
            let account = try ledger.account(of: token, for: .keepOwnAccount)
            try ledger.setPassword(hash: hash, of: account.id)
        }
    }

    /// What a new account is to be.
    package struct Registration: Sendable {
        package var username: String
        package var displayName: String
        package var role: Role
        package var maxActiveChats: Int
        package var passwordHash: String

        package init(username: String, displayName: String, role: Role, maxActiveChats: Int, passwordHash: String) {
            self.username = username
            self.displayName = displayName
            self.role = role
            self.maxActiveChats = maxActiveChats
            self.passwordHash = passwordHash
        }
    }

    package func register(_ registration: Registration, token: SecretHash) async throws -> Account {
        try await write { ledger in
            let admin = try ledger.account(of: token, for: .keepAccounts)
            return try ledger.add(registration, in: admin.workspace)
        }
    }

    // MARK: Canned replies: private ones are kept by whose they are

    package func addCannedReply(
        shortcut: String, text: String, isShared: Bool, token: SecretHash
    ) async throws -> CannedReply {
        try await write { ledger in
            let account = try ledger.account(of: token, for: isShared ? .keepSharedReplies : .keepOwnAccount)
            let owner = isShared ? nil : account.id
            try ledger.checkShortcut(shortcut, of: owner, in: account.workspace)
            return try ledger.store.addCannedReply(
                shortcut: shortcut, text: text, owner: owner, in: account.workspace)
        }
    }

    package func changeCannedReply(
        _ id: Int, shortcut: String, text: String, token: SecretHash
    ) async throws -> CannedReply {
        try await write { ledger in
            let (account, old) = try ledger.cannedReply(id, kept: token)
            try ledger.checkShortcut(shortcut, of: old.owner, in: account.workspace, except: id)
            let new = CannedReply(id: id, owner: old.owner, shortcut: shortcut, text: text)
            try ledger.store.save(new)
            return new
        }
    }

    package func removeCannedReply(_ id: Int, token: SecretHash) async throws {
        try await write { ledger in
            _ = try ledger.cannedReply(id, kept: token)
            try ledger.store.removeCannedReply(id)
        }
    }
}

extension Ledger {
    fileprivate func set(_ presence: Presence, of account: inout Account) throws {
        account.presence = presence
        account.updatedAt = now
        try store.save(account)
        tell(.presenceChanged(account))
    }

    fileprivate func cannedReply(_ id: Int, kept token: SecretHash) throws -> (Account, CannedReply) {
        let account = try account(of: token, for: .keepOwnAccount)
        guard let reply = try store.cannedReply(id), reply.owner == nil || reply.owner == account.id else {
            throw Denial.notFound
        }
        guard reply.owner != nil || account.role.may(.keepSharedReplies) else {
            throw Denial.forbidden(.keepSharedReplies)
        }
        return (account, reply)
    }

    /// A shortcut means one reply to whoever types it, so one's own stands beside no shared one. What others keep for
    /// themselves is in nobody's way.
    fileprivate func checkShortcut(
        _ shortcut: String, of owner: AgentID?, in workspace: Workspace, except id: Int? = nil
    ) throws {
        let taken = try store.cannedReplies(named: shortcut, in: workspace).contains {
            $0.id != id && ($0.owner == nil || $0.owner == owner)
        }
        if taken { throw Denial.shortcutTaken }
    }

    /// Adds an account; also what the command line does, which needs no token because it holds the file.
    package func add(_ registration: Switchboard.Registration, in workspace: Workspace) throws -> Account {
        guard try store.account(named: registration.username, in: workspace) == nil else {
            throw Denial.usernameTaken
        }
        let account = Account(
            id: newAgentID(), workspace: workspace, username: registration.username,
            displayName: registration.displayName, role: registration.role,
            maxActiveChats: registration.maxActiveChats, createdAt: now, updatedAt: now)
        try store.save(account)
        try store.save(passwordHash: registration.passwordHash, of: account.id)
        return account
    }

    package func setPassword(hash: String, of id: AgentID) throws {
        try store.save(passwordHash: hash, of: id)
        try store.removeTokens(of: id)
        tell(.accessChanged)
    }

    /// Ends all access of an account; what it had claimed goes back to the queue when the clock next looks.
    package func disable(_ account: Account) throws {
        var account = account
        account.isDisabled = true
        account.presence = .offline
        account.updatedAt = now
        try store.save(account)
        try store.removeTokens(of: account.id)
        tell(.accessChanged)
    }
}
