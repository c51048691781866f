import BotFlow
import FAQ
import Switchboard

extension FAQReport {
    /// What `faq report` prints: a table, lists of what nobody needed, and what the words mean.
    func text(isColoured: Bool) -> String {
        let ink = Ink(isColoured: isColoured)
        let shown = rows.reduce(0) { $0 + $1.counts.shown }
        let answers = "\(shown.counting("answer")) with \(rows.count.counting("entry", "entries"))"
        var parts = ["\(answers) from \(from.minute) to \(to.minute).\n"]
        if !rows.isEmpty { parts.append(table.text(isColoured: isColoured)) }
        for (title, count, names) in lists where !names.isEmpty {
            let rest = names.count - Self.shownNames
            let shown = names.prefix(Self.shownNames).joined(separator: "; ")
            let list = Help.wrapped(rest > 0 ? "\(shown); and \(rest) more, see --json" : shown, indent: 2)
            parts.append("\(ink.heading("\(title) (\(count))"))\n\(list)\n")
        }
        parts.append(
            ink.heading("what the words mean") + "\n"
                + Self.definitions.map { name, sentence in
                    let words = name.split(separator: "_").joined(separator: " ")
                    return Help.wrapped("\(words): \(sentence)", indent: 2) + "\n"
                }.joined())
        return parts.joined(separator: "\n")
    }

    /// Longer lists are for programs.
    private static let shownNames = 30

    private var table: TextTable {
        var table = TextTable(
            "ENTRY", "SHOWN", "TOUCHED", "HELPED", "UNHELPFUL", "PERSON", "AGAIN", numbers: [1, 2, 3, 4, 5, 6])
        for row in rows {
            let counts = row.counts
            table.add(
                row.slug + (row.entry == nil ? " (gone)" : ""), "\(counts.shown)", "\(counts.touched)",
                "\(counts.helped)", "\(counts.unhelpful)", "\(counts.askedForPerson)", "\(counts.askedAgain)")
        }
        return table
    }

    /// `file:line, line`, one for each file.
    private var idleRules: [String] {
        Dictionary(grouping: rulesNeverWon, by: \.rule.place.file).sorted { $0.key < $1.key }.map { file, rules in
            "\(file):" + rules.map { String($0.rule.place.line) }.joined(separator: ", ")
        }
    }

    private var lists: [(title: String, count: Int, names: [String])] {
        func list(
            _ title: String, _ entries: [Entry], since day: (Entry) -> Day? = { _ in nil }
        ) -> (String, Int, [String]) {
            (title, entries.count, entries.map { entry in entry.file + (day(entry).map { " since \($0)" } ?? "") })
        }
        return [
            list("never shown", neverShown), list("never touched", neverTouched),
            ("rules never won", rulesNeverWon.count, idleRules), list("without tests", withoutTests),
            list("review due", reviewDue, since: \.reviewBy), list("expired", expired, since: \.validUntil),
        ]
    }
}

extension Moment {
    /// In UTC, without what is too fine to be read: `2026-11-21 14:03`.
    var minute: String {
        description.prefix(16).split(separator: "T").joined(separator: " ")
    }
}
