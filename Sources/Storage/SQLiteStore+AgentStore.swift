package import AgentDesk
package import BotFlow
import SQLite
package import Switchboard

extension SQLiteStore: AgentStore {
    package func account(_ id: AgentID) throws -> Account? {
        try database.account(id)
    }

    package func account(named username: String, in workspace: Workspace) throws -> Account? {
        try database.first(
            "SELECT \(Database.accountColumns) FROM agents a WHERE a.workspace = ?1 AND a.username = ?2",
            [.text(workspace.name), .text(username)]
        ) { row in try Database.account(row) }
    }

    package func save(_ account: Account) throws {
        try database.run(
            """
            INSERT INTO agents
                (id, workspace, username, display_name, role, presence, max_active_chats, is_disabled, created_at,
                updated_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            ON CONFLICT (id) DO UPDATE SET display_name = ?4, role = ?5, presence = ?6, max_active_chats = ?7,
                is_disabled = ?8, updated_at = ?10
            """,
            [
                .id(account.id), .text(account.workspace.name), .text(account.username), .text(account.displayName),
                .text(account.role.rawValue), .text(account.presence.rawValue), .number(account.maxActiveChats),
                .truth(account.isDisabled), .moment(account.createdAt), .moment(account.updatedAt),
            ])
    }

    package func save(passwordHash: String, of id: AgentID) throws {
        try database.run("UPDATE agents SET password_hash = ?2 WHERE id = ?1", [.id(id), .text(passwordHash)])
    }

    package func colleagues(in workspace: Workspace) throws -> [Colleague] {
        try database.colleagues(in: workspace)
    }

    package func token(_ hash: SecretHash) throws -> (agent: AgentID, expiresAt: Moment)? {
        try database.first("SELECT agent, expires_at FROM tokens WHERE hash = ?1", [.hash(hash)]) { row in
            (agent: try row.id(0, of: "tokens"), expiresAt: row.moment(1))
        }
    }

    package func save(token: SecretHash, of agent: AgentID, expiresAt: Moment, at moment: Moment) throws {
        try database.run(
            "INSERT INTO tokens (hash, agent, created_at, expires_at) VALUES (?1, ?2, ?3, ?4)",
            [.hash(token), .id(agent), .moment(moment), .moment(expiresAt)])
    }

    package func removeToken(_ hash: SecretHash) throws {
        try database.run("DELETE FROM tokens WHERE hash = ?1", [.hash(hash)])
    }

    package func removeTokens(of agent: AgentID) throws {
        try database.run("DELETE FROM tokens WHERE agent = ?1", [.id(agent)])
    }

    package func removeTokens(expiredBy moment: Moment) throws {
        try database.run("DELETE FROM tokens WHERE expires_at <= ?1", [.moment(moment)])
    }

    package func cannedReply(_ id: Int) throws -> CannedReply? {
        try database.first("SELECT id, owner, shortcut, text FROM canned_replies WHERE id = ?1", [.number(id)]) { row in
            try Database.cannedReply(row)
        }
    }

    package func cannedReplies(named shortcut: String, in workspace: Workspace) throws -> [CannedReply] {
        var replies: [CannedReply] = []
        try database.query(
            """
            SELECT id, owner, shortcut, text FROM canned_replies WHERE workspace = ?1 AND shortcut = ?2 ORDER BY id
            """, [.text(workspace.name), .text(shortcut)]
        ) { row in replies.append(try Database.cannedReply(row)) }
        return replies
    }

    package func addCannedReply(
        shortcut: String, text: String, owner: AgentID?, in workspace: Workspace
    ) throws -> CannedReply {
        try database.run(
            "INSERT INTO canned_replies (workspace, owner, shortcut, text) VALUES (?1, ?2, ?3, ?4)",
            [.text(workspace.name), owner.map { .id($0) } ?? .null, .text(shortcut), .text(text)])
        return CannedReply(id: Int(database.lastInsertedRow), owner: owner, shortcut: shortcut, text: text)
    }

    package func save(_ reply: CannedReply) throws {
        try database.run(
            "UPDATE canned_replies SET owner = ?2, shortcut = ?3, text = ?4 WHERE id = ?1",
            [.number(reply.id), reply.owner.map { .id($0) } ?? .null, .text(reply.shortcut), .text(reply.text)])
    }

    package func removeCannedReply(_ id: Int) throws {
        try database.run("DELETE FROM canned_replies WHERE id = ?1", [.number(id)])
    }

    package func foreignVersion() throws -> Int {
        try database.dataVersion
    }
}
