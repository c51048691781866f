internal import YAML

/// An entry's file with some of its keys given new values, everything else as it was.
struct EntryEdit {
    let text: String

    /// The cells of the changed columns replace what the file says; rules that stand in no cell stay.
    init(
        _ source: SourceFile, _ draft: EntryDraft, _ cells: [SheetColumn: String], changed: Set<SheetColumn>
    ) throws {
        guard let fence = source.closingFence else { throw EntryFormat.Changed() }
        let keys = source.lines[1..<fence - 1].map { "\($0)\n" }.joined()
        guard let root = try YAML.Parser.parse(keys) else { throw EntryFormat.Changed() }
        var outline = Outline(keys, root: root)
        for column in SheetColumn.allCases where changed.contains(column) {
            let cell = cells[column] ?? ""
            switch column {
            case .slug, .language, .topic, .answer, .words, .pcre, .escalate, .escalatePriority: break
            case .question: try outline.set("question", to: ScalarText.doubleQuoted(cell))
            case .asks, .not, .followUps: try Self.setTexts(column, to: cell, in: &outline)
            case .priority: try Self.set(column, to: cell == "0" ? "" : cell, in: &outline)
            case .mode: try Self.set(column, to: cell == "live" ? "" : cell, in: &outline)
            case .quickReply, .validFrom, .validUntil, .reviewBy, .owner: try Self.set(column, to: cell, in: &outline)
            }
        }
        if !changed.isDisjoint(with: [.words, .pcre]) { try Self.setRules(to: cells, changed, in: &outline) }
        if !changed.isDisjoint(with: [.escalate, .escalatePriority]) {
            let reason = cells[.escalate] ?? SheetColumn.escalate.cell(of: draft)
            let priority = cells[.escalatePriority] ?? SheetColumn.escalatePriority.cell(of: draft)
            try outline.set("escalate", to: Self.escalation(reason, priority))
        }
        let answer =
            changed.contains(.answer)
            ? (cells[.answer] ?? "").split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            : Array(source.lines.dropFirst(fence))
        let body = try AnswerFormat.canonical(answer).map { "\($0)\n" }.joined()
        text = "---\n\(try EntryFormat.text(of: outline, as: .entry))---\n\(body)"
    }

    private static func set(_ column: SheetColumn, to cell: String, in outline: inout Outline) throws {
        try outline.set(column.rawValue, to: cell.isEmpty ? nil : ScalarText.doubleQuoted(cell))
    }

    /// A line that is there already stays, with its comments.
    private static func setTexts(_ column: SheetColumn, to cell: String, in outline: inout Outline) throws {
        var left = outline.member(column.rawValue).map { outline.parts[$0].children } ?? []
        let items = SheetColumn.lines(cell).map { line -> Outline.Item in
            let found = left.firstIndex { SheetColumn.shown(outline.parts[$0].value.text ?? "") == line }
            return found.map { .kept(left.remove(at: $0)) } ?? .new(ScalarText.doubleQuoted(line))
        }
        try outline.set(column.rawValue, to: items)
    }

    /// Rules of a column that the sheet does not change, and those that stand in no cell, stay where they are.
    private static func setRules(
        to cells: [SheetColumn: String], _ changed: Set<SheetColumn>, in outline: inout Outline
    ) throws {
        var lines: [SheetColumn: [String]] = [:]
        for column in [SheetColumn.words, .pcre] where changed.contains(column) {
            lines[column] = SheetColumn.lines(cells[column] ?? "")
        }
        var items: [Outline.Item] = []
        for child in outline.member("match").map({ outline.parts[$0].children }) ?? [] {
            let rule = EntryDraft.Rule(outline.parts[child].value)
            let place = [SheetColumn.words, .pcre].lazy.compactMap { column in
                rule.flatMap { column.line(of: $0) }.map { (column: column, line: $0) }
            }.first
            guard let place, let wanted = lines[place.column] else {
                items.append(.kept(child))
                continue
            }
            guard let index = wanted.firstIndex(of: place.line) else { continue }
            lines[place.column]?.remove(at: index)
            items.append(.kept(child))
        }
        for column in [SheetColumn.words, .pcre] {
            items += (lines[column] ?? []).map { .new(column.rule($0).yaml) }
        }
        try outline.set("match", to: items)
    }

    /// In YAML; what is no number is left for the reader of the file to find.
    private static func escalation(_ reason: String, _ priority: String) -> String? {
        let isPlain = ["yes", "true", "on"].contains(reason.lowercased())
        if ["", "no", "false", "off"].contains(reason.lowercased()), priority.isEmpty { return nil }
        if isPlain, priority.isEmpty { return "true" }
        var members = isPlain || reason.isEmpty ? [] : ["reason: \(ScalarText.doubleQuoted(reason))"]
        if !priority.isEmpty { members.append("priority: \(ScalarText.doubleQuoted(priority))") }
        return "{\(members.joined(separator: ", "))}"
    }
}
