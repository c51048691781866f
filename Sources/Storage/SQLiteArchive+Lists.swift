package import BotFlow
import SQLite
package import Switchboard

extension SQLiteArchive {
    package func page(_ filter: ListFilter, in workspace: Workspace, after cursor: String?, limit: Int) throws -> Page {
        let cursor = try cursor.map { text in try PageCursor(text) }
        let began =
            try cursor?.began
            ?? database.first("SELECT max(id) FROM events", []) { row in row.integer(0) } ?? 0
        // One more than is shown tells whether there is a next page.
        var entries: [Entry]
        if let few = try few(filter, in: workspace) {
            entries = few.filter { $0.fits(filter) && $0.place.isBehind(cursor?.place, began: began) }
        } else {
            entries = []
            for phase in ListedPhase.allCases where phase.fits(filter) {
                entries += try self.entries(
                    phase, filter, in: workspace, behind: cursor?.place, began: began, limit: limit + 1)
                // All others stand behind the queue.
                if phase == .queued && entries.count > limit { break }
            }
        }
        entries.sort { $0.place < $1.place }
        let listings = try entries.prefix(limit).map { entry in
            try known(try listing(entry.id), "customer", of: "conversations")
        }
        let isLast = entries.count <= limit || limit < 1
        return Page(
            listings: listings, next: isLast ? nil : PageCursor(began: began, place: entries[limit - 1].place).text)
    }

    /// A conversation and where it stands in the list.
    private struct Entry {
        let id: ConversationID
        let phase: ListedPhase
        let claimedBy: AgentID?
        let place: ListPlace

        func fits(_ filter: ListFilter) -> Bool {
            guard phase.fits(filter) else { return false }
            if case .to(let agent) = filter.assigned { return claimedBy == agent }
            return true
        }
    }

    /// The phases as the column holds them.
    private enum ListedPhase: String, CaseIterable {
        case queued = "queued"
        case claimed = "claimed"
        case automated = "automated"
        case closed = "closed"

        func fits(_ filter: ListFilter) -> Bool {
            let hasStatus =
                switch filter.status {
                case nil: true
                case .automated: self == .automated
                case .agent: self == .queued || self == .claimed
                case .closed: self == .closed
                }
            return switch filter.assigned {
            case .any: hasStatus
            case .nobody: hasStatus && self != .claimed
            case .to: hasStatus && self == .claimed
            }
        }
    }

    /// The first entries of one phase behind a place; each statement walks one index.
    private func entries(
        _ phase: ListedPhase, _ filter: ListFilter, in workspace: Workspace, behind place: ListPlace?, began: Int64,
        limit: Int
    ) throws -> [Entry] {
        var condition = "workspace = ?1 AND phase = ?2 AND last_event <= ?3 ORDER BY last_event DESC LIMIT ?4"
        var values: [Value] = [.text(workspace.name), .text(phase.rawValue)]
        switch (phase, place) {
        case (.queued, .recent):
            return []
        case (.queued, .queued(let rank, let since, let id)):
            condition = """
                workspace = ?1 AND phase = 'queued' AND (queue_rank, waiting_since, id) > (?2, ?3, ?4)
                ORDER BY queue_rank, waiting_since, id LIMIT ?5
                """
            values = [.text(workspace.name), .integer(rank), .moment(since), .id(id)]
        case (.queued, nil):
            condition = "workspace = ?1 AND phase = 'queued' ORDER BY queue_rank, waiting_since, id LIMIT ?2"
            values = [.text(workspace.name)]
        case (_, .recent(let lastEvent)):
            values.append(.integer(lastEvent - 1))
        case (_, .queued), (_, nil):
            values.append(.integer(began))
        }
        if case .to(let agent) = filter.assigned {
            condition = """
                workspace = ?1 AND phase = ?2 AND last_event <= ?3 AND claimed_by = ?5
                ORDER BY last_event DESC LIMIT ?4
                """
            return try entries(condition, values + [.number(limit), .id(agent)])
        }
        return try entries(condition, values + [.number(limit)])
    }

    private func entries(_ condition: String, _ values: [Value]) throws -> [Entry] {
        var entries: [Entry] = []
        try database.query(
            """
            SELECT id, phase, claimed_by, queue_rank, waiting_since, last_event FROM conversations WHERE \(condition)
            """, values
        ) { row in entries.append(try Self.entry(row)) }
        return entries
    }

    private static func entry(_ row: borrowing Row) throws -> Entry {
        let id: ConversationID = try row.id(0, of: "conversations")
        let phase = try known(ListedPhase(rawValue: row.text(1)), "phase", of: "conversations")
        return Entry(
            id: id, phase: phase, claimedBy: row.isNull(2) ? nil : try row.id(2, of: "conversations"),
            place: phase == .queued
                ? .queued(rank: row.integer(3), since: row.moment(4), id) : .recent(lastEvent: row.integer(5)))
    }

    /// All that a customer or words leave, whatever else is wanted; nil where neither is.
    private func few(_ filter: ListFilter, in workspace: Workspace) throws -> [Entry]? {
        let found = try filter.query.map { try matches($0, in: workspace) }
        guard let customer = filter.customer else { return found }
        let own = try entries(
            "workspace = ?1 AND customer = ?2 ORDER BY last_event DESC LIMIT ?3",
            [.text(workspace.name), .id(customer), .number(Self.ownLimit)])
        guard let found else { return own }
        let ids = Set(found.map(\.id))
        return own.filter { ids.contains($0.id) }
    }

    /// More chats of one customer than these are not listed.
    private static let ownLimit = 1_000

    // MARK: Words

    /// So many of the newest messages that match are looked at, and so many customers.
    private static let matchLimit = 300

    /// Conversations in which a message matches, or whose customer's address, or a word of whose name, begins so.
    private func matches(_ query: String, in workspace: Workspace) throws -> [Entry] {
        var entries: [ConversationID: Entry] = [:]
        let columns = "c.id, c.phase, c.claimed_by, c.queue_rank, c.waiting_since, c.last_event"
        if let expression = SearchExpression(query) {
            try database.query(
                """
                SELECT DISTINCT \(columns) FROM (
                    SELECT e.conversation FROM message_words w CROSS JOIN events e ON e.id = w.rowid
                    WHERE w.message_words MATCH ?1 AND e.workspace = ?2 ORDER BY w.rowid DESC LIMIT ?3
                ) m CROSS JOIN conversations c ON c.id = m.conversation
                """, [.text(expression.text), .text(workspace.name), .number(Self.matchLimit)]
            ) { row in
                let entry = try Self.entry(row)
                entries[entry.id] = entry
            }
        }
        let beginning = query.trimmed
        guard !beginning.isEmpty else { return Array(entries.values) }
        let pattern = beginning.asPattern + "%"
        let conditions: [(String, [Value])] = [
            // Any word of a name may be asked for, so the index of names is walked, not searched. LIKE makes no copy of a
            // name to look at it, and the first of them lets only few come to the others.
            (
                """
                name IS NOT NULL AND name LIKE ?3 ESCAPE '\\'
                    AND (name LIKE ?4 ESCAPE '\\' OR name LIKE ?5 ESCAPE '\\')
                """, [.text("%" + pattern), .text(pattern), .text("% " + pattern)]
            ),
            // No text is above the highest character there is.
            ("email IS NOT NULL AND email >= ?3 AND email < ?3 || char(0x10FFFF)", [.text(beginning)]),
        ]
        for (condition, values) in conditions {
            try database.query(
                """
                SELECT \(columns) FROM (
                    SELECT id FROM customers WHERE workspace = ?1 AND \(condition) LIMIT ?2
                ) u CROSS JOIN conversations c ON c.customer = u.id LIMIT ?2
                """, [.text(workspace.name), .number(Self.matchLimit)] + values
            ) { row in
                let entry = try Self.entry(row)
                entries[entry.id] = entry
            }
        }
        return Array(entries.values)
    }
}

extension ListPlace {
    /// Whether a walk that is at `place`, and began when `began` was the newest event, has yet to come here.
    fileprivate func isBehind(_ place: ListPlace?, began: Int64) -> Bool {
        if case .recent(let lastEvent) = self, lastEvent > began { return false }
        guard let place else { return true }
        return place < self
    }
}

extension String {
    /// For LIKE with `\` as its escape, where it stands for itself alone.
    fileprivate var asPattern: String {
        unicodeScalars.reduce(into: "") { pattern, scalar in
            if ["%", "_", "\\"].contains(scalar) { pattern += "\\" }
            pattern.unicodeScalars.append(scalar)
        }
    }

    fileprivate var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
