import BotFlow

/// A conversation on paper: above the line of dashes the ``Script``, below it what people do and what comes of it.
///
/// What people do stands at the margin, what comes of it is indented under it. Blank lines and lines with `#` are for
/// the reader.
///
///     customer: where is my order
///       bot: You find it under "My account".
///     customer picks: Where is my order?
///     customer asks for a person            (or with a remark: `customer asks for a person: I am in a hurry`)
///     customer ends | reads | erases | sees
///     customer rates 5                      (or with a comment: `customer rates 5: so kind`)
///     customer finds that helpful           (or unhelpful: the bot's newest answer)
///     Ana: I will look at it.
///     Ana notes: she called before
///     Ana claims | releases | hands back | closes | reads
///     Ana transfers to Ben
///     Ana loses access                      (who has the conversation)
///     routing chooses Ana
///     15 minutes pass
///
/// Behind what people do stands ` -> refused …` or ` -> nothing new` where that is what came of it.
struct Transcript {
    let head: [String]
    let body: [String]
    let script: Script

    /// What is wrong with a file, and where.
    struct Unreadable: Error, CustomStringConvertible {
        let line: String
        let remedy: String

        var description: String { "cannot read “\(line)”: \(remedy)" }
    }

    init(_ text: String) throws {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let line = lines.firstIndex(of: "---") else {
            throw Unreadable(line: lines[0], remedy: "a line --- must part the script from the conversation")
        }
        head = Array(lines[...line])
        body = Array(lines[(line + 1)...])
        var script = Script()
        for line in head.dropLast() where !Self.isForTheReader(line) {
            guard script.read(line) else { throw Unreadable(line: line, remedy: "see Script for what a head can say") }
        }
        self.script = script
    }

    /// The text as it would be if everything came as it does.
    func played() throws -> String {
        var stage = Stage(script)
        var lines = head
        for line in body where !Self.isOutcome(line) {
            if Self.isForTheReader(line) {
                lines.append(line)
            } else {
                lines += try stage.play(Self.deed(line))
            }
        }
        return lines.joined(separator: "\n")
    }

    /// A transcript in which nothing is said to come of anything cannot fail, and is none.
    var expectsSomething: Bool { body.contains(where: Self.isOutcome) }

    private static func isForTheReader(_ line: String) -> Bool { line.isEmpty || line.hasPrefix("#") }

    private static func isOutcome(_ line: String) -> Bool { line.hasPrefix("  ") }

    /// The line without what is said to come of it.
    private static func deed(_ line: String) -> String {
        for outcome in [" -> refused", " -> nothing new", " -> not recorded"] {
            if let (deed, _) = line.cut(outcome) { return deed }
        }
        return line
    }
}

/// Both texts with what only the first has marked `-`, what only the second has marked `+`.
func difference(from expected: String, to actual: String) -> String {
    let expected = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let actual = actual.split(separator: "\n", omittingEmptySubsequences: false)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in actual.difference(from: expected) {
        switch change {
        case .remove(let offset, _, _): removed.insert(offset)
        case .insert(let offset, _, _): inserted.insert(offset)
        }
    }
    var lines: [String] = []
    var next = 0
    for (offset, line) in expected.enumerated() {
        if removed.contains(offset) {
            lines.append("- \(line)")
            continue
        }
        while inserted.contains(next) {
            lines.append("+ \(actual[next])")
            next += 1
        }
        lines.append("  \(line)")
        next += 1
    }
    lines += actual[next...].map { "+ \($0)" }
    return lines.joined(separator: "\n")
}
