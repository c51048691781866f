package import AgentDesk
package import BotFlow
import SQLite

/// What `doctor` wants to know of a store: read in bounded time however large it is, and nothing of it changed.
package struct Examination: Sendable {
    /// What is wrong with the file or its newest conversations; nil when nothing was found.
    package private(set) var damage: String?
    package private(set) var orphans: [ConversationID] = []
    /// Conversations claimed by a disabled account.
    package private(set) var abandoned = 0
    package private(set) var waiting = 0
    /// Since when the one waits that has waited longest.
    package private(set) var waitingSince: Moment?
    package private(set) var newestEvent: Moment?
    package private(set) var people: [Person] = []

    /// An account with what is kept of its password.
    package struct Person: Sendable {
        package let account: Account
        package let passwordHash: String?
    }

    /// The most orphans that are named.
    package static let orphanLimit = 10

    /// Reads the file at `path`; `isFrozen` says that nobody has it open and no log stands beside it.
    ///
    /// Throws ``StorageError`` for a file of another version, of another program, or one too damaged to be asked.
    package init(of path: String, in workspace: Workspace, isFrozen: Bool) throws {
        do {
            let database = try Database(path: path, access: isFrozen ? .frozen : .readOnly)
            try Schema.require(database)
            do { try StartCheck.run(on: database) } catch let error as StorageError { damage = "\(error)" }
            try database.snapshot { try read(from: database, in: workspace) }
        } catch let error as SQLiteError where error.isCorrupt {
            throw StorageError.damaged(path: path, [error.message])
        }
    }

    private mutating func read(from database: Database, in workspace: Workspace) throws {
        let own: [Value] = [.text(workspace.name)]
        orphans = try database.orphans(in: workspace, limit: Self.orphanLimit)
        abandoned =
            try database.first(
                """
                SELECT count(*) FROM agents a JOIN conversations c ON c.claimed_by = a.id
                WHERE a.workspace = ?1 AND a.is_disabled
                """, own
            ) { row in row.number(0) } ?? 0
        try database.query(
            """
            SELECT count(*), min(waiting_since) FROM conversations WHERE workspace = ?1 AND phase = 'queued'
            """, own
        ) { row in
            waiting = row.number(0)
            waitingSince = row.isNull(1) ? nil : row.moment(1)
        }
        newestEvent = try database.first("SELECT at FROM events ORDER BY id DESC LIMIT 1", []) { row in row.moment(0) }
        try database.query(
            """
            SELECT \(Database.accountColumns), a.password_hash FROM agents a WHERE a.workspace = ?1
            ORDER BY a.username
            """, own
        ) { row in
            people.append(Person(account: try Database.account(row), passwordHash: row.textIfAny(10)))
        }
    }
}
