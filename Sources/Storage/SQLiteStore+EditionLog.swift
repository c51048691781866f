package import BotFlow
import JSON
import SQLite
package import Switchboard

// Which versions of the FAQ went live, for the writer and for readers.

extension SQLiteStore: EditionLog {
    package func newestEdition(in workspace: Workspace) throws -> PublishedEdition? {
        try database.editions(in: workspace, before: nil, limit: 1).first?.edition
    }

    package func record(_ edition: PublishedEdition, in workspace: Workspace) throws {
        var changes = JSONWriter()
        changes.object { object in
            for change in edition.changes { object.member(change.path, change.kind.rawValue) }
        }
        try database.run(
            """
            INSERT INTO editions (workspace, at, version, agent, agent_name, message, changes)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """,
            [
                .text(workspace.name), .moment(edition.at), .text(edition.version),
                edition.by.map { .id($0.id) } ?? .null, .text(ifAny: edition.by?.displayName),
                .text(ifAny: edition.message), .text(changes.text),
            ])
    }
}

extension SQLiteArchive {
    package func editions(
        in workspace: Workspace, before number: Int?, limit: Int
    ) throws -> [(number: Int, edition: PublishedEdition)] {
        try database.editions(in: workspace, before: number, limit: limit)
    }
}

extension Database {
    fileprivate func editions(
        in workspace: Workspace, before number: Int?, limit: Int
    ) throws -> [(number: Int, edition: PublishedEdition)] {
        var editions: [(number: Int, edition: PublishedEdition)] = []
        try query(
            """
            SELECT id, at, version, agent, agent_name, message, changes FROM editions
            WHERE workspace = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3
            """, [.text(workspace.name), .number(number ?? .max), .number(limit)]
        ) { row in editions.append((row.number(0), try Self.edition(row))) }
        return editions
    }

    private static func edition(_ row: borrowing Row) throws -> PublishedEdition {
        let by =
            row.isNull(3)
            ? nil : Agent(id: try row.id(3, of: "editions"), displayName: row.textIfAny(4) ?? "")
        // What is no such object is a row that something else has changed, and is refused below.
        let stored = try? JSONValue(row.text(6))?.textsByName
        let changes = try known(stored, "changes", of: "editions").sorted { $0.key < $1.key }.map { path, kind in
            FileChange(path: path, try known(FileChange.Kind(rawValue: kind), "changes", of: "editions"))
        }
        return PublishedEdition(
            version: row.text(2), at: row.moment(1), by: by, message: row.textIfAny(5), changes: changes)
    }
}
