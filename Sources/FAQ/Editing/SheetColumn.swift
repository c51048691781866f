/// A column of the spreadsheet: what it is called, and what of an entry stands in it.
package enum SheetColumn: String, Sendable, CaseIterable {
    case slug, language, topic, question, asks, not, words, pcre, answer
    case quickReply = "quick_reply"
    case followUps = "follow_ups"
    case escalate
    case escalatePriority = "escalate_priority"
    case priority, mode
    case validFrom = "valid_from"
    case validUntil = "valid_until"
    case reviewBy = "review_by"
    case owner

    /// The cell of an entry. Lists have a line for each item; rules with `unless` have none, and stay in the file.
    func cell(of draft: EntryDraft) -> String {
        switch self {
        case .slug: draft.slug
        case .language: draft.language ?? ""
        case .topic: draft.topic
        case .question: Self.shown(draft.question)
        case .asks: draft.asks.map(Self.shown).joined(separator: "\n")
        case .not: draft.not.map(Self.shown).joined(separator: "\n")
        case .words, .pcre: draft.rules.compactMap { line(of: $0) }.joined(separator: "\n")
        case .answer: draft.answer
        case .quickReply: draft.quickReply.map(String.init) ?? ""
        case .followUps: draft.followUps.map(Self.shown).joined(separator: "\n")
        case .escalate:
            draft.escalation.map { $0.reason == Entry.Escalation.plain.reason ? "yes" : Self.shown($0.reason) } ?? ""
        case .escalatePriority: draft.escalation.map { $0.priority == 0 ? "" : String($0.priority) } ?? ""
        case .priority: String(draft.priority)
        case .mode: draft.mode.rawValue
        case .validFrom: draft.validFrom?.description ?? ""
        case .validUntil: draft.validUntil?.description ?? ""
        case .reviewBy: draft.reviewBy?.description ?? ""
        case .owner: draft.owner.map(Self.shown) ?? ""
        }
    }

    /// A rule as its line in a cell: `deliver*|ship*, when|how long`, or the pattern. Nil for one that stands in no cell of
    /// this column: one with `unless`, or with a comma or a line end where the cell has its own.
    func line(of rule: EntryDraft.Rule) -> String? {
        guard rule.unless == nil else { return nil }
        switch (self, rule.condition) {
        case (.words, .words(let groups)):
            let shown = groups.map(Self.shown)
            return shown.contains { $0.contains(",") } ? nil : shown.joined(separator: ", ")
        case (.pcre, .pcre(let pattern)):
            return pattern.contains(where: \.isNewline) || pattern != Self.shown(pattern) ? nil : pattern
        default: return nil
        }
    }

    /// The rule that a line of a cell stands for.
    func rule(_ line: String) -> EntryDraft.Rule {
        guard self == .words else { return EntryDraft.Rule(.pcre(line)) }
        return EntryDraft.Rule(.words(line.split(separator: ",").map { Self.shown(String($0)) }))
    }

    /// A text on one line, without white space around it.
    static func shown(_ text: String) -> String {
        let lines = text.split(omittingEmptySubsequences: true, whereSeparator: \.isNewline)
        return trimmed(lines.joined(separator: " "))
    }

    /// The lines of a cell that say something.
    static func lines(_ cell: String) -> [String] {
        cell.split(whereSeparator: \.isNewline).map { shown(String($0)) }.filter { !$0.isEmpty }
    }

    /// A cell that no spreadsheet takes for a formula: an apostrophe stands before one that begins like one, and before an
    /// apostrophe that would be taken for such.
    static func guarded(_ cell: String) -> String {
        let signs = Array(cell.unicodeScalars.prefix(2))
        guard let first = signs.first else { return cell }
        let isRisky =
            opensFormula(first) || first == "'" && signs.count > 1 && (signs[1] == "'" || opensFormula(signs[1]))
        return isRisky ? "'" + cell : cell
    }

    /// The cell without the apostrophe of `guarded`.
    static func unguarded(_ cell: String) -> String {
        let signs = Array(cell.unicodeScalars.prefix(2))
        guard signs.count == 2, signs[0] == "'", signs[1] == "'" || opensFormula(signs[1]) else { return cell }
        return String(cell.unicodeScalars.dropFirst())
    }

    /// An exported cell as it comes back: spreadsheets change the ends of lines, and nobody sees the spaces around a cell.
    static func normalised(_ cell: String, in column: SheetColumn) -> String {
        let text = cell.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        return column == .answer ? text : trimmed(text)
    }

    /// Without white space at the ends.
    static func trimmed(_ text: String) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    private static func opensFormula(_ scalar: Unicode.Scalar) -> Bool {
        "=+-@\t\r".unicodeScalars.contains(scalar)
    }

    /// Whether its cells are numbers and days, which are no formulas even with a minus before them.
    var isPlain: Bool {
        switch self {
        case .quickReply, .escalatePriority, .priority, .mode, .validFrom, .validUntil, .reviewBy: true
        default: false
        }
    }
}

/// A folder's entries as a spreadsheet.
package enum Sheet {
    /// The table, with a row of names first.
    package static func text(of drafts: [EntryDraft]) -> String {
        let header = SheetColumn.allCases.map(\.rawValue)
        return CSV.text(
            [header]
                + drafts.map { draft in
                    SheetColumn.allCases.map {
                        $0.isPlain ? $0.cell(of: draft) : SheetColumn.guarded($0.cell(of: draft))
                    }
                })
    }
}
