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
        for (title, names) in lists where !names.isEmpty {
            let list = Help.wrapped(names.joined(separator: ", "), indent: 2)
            parts.append("\(ink.heading("\(title) (\(names.count))"))\n\(list)\n")
        }
        parts.append(
            ink.heading("what the words mean") + "\n"
                + Self.definitions.map { name, sentence in
                    let words = name.split(separator: "_").joined(separator: " ")
                    return Help.wrapped("\(words): \(sentence)", indent: 2) + "\n"
                }.joined())
        return parts.joined(separator: "\n")
    }

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

    private var lists: [(title: String, names: [String])] {
        [
            ("never shown", neverShown.map(\.file)),
            ("never touched", neverTouched.map(\.file)),
            ("rules never won", rulesNeverWon.map { "\($0.rule.place.file):\($0.rule.place.line)" }),
            ("without tests", withoutTests.map(\.file)),
            ("review due", reviewDue.map { "\($0.file) \($0.reviewBy.map { "since \($0)" } ?? "")" }),
            ("expired", expired.map { "\($0.file) \($0.validUntil.map { "since \($0)" } ?? "")" }),
        ]
    }
}

extension Moment {
    /// In UTC, without what is too fine to be read: `2026-11-21 14:03`.
    var minute: String {
        description.prefix(16).split(separator: "T").joined(separator: " ")
    }
}
