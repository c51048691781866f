/// How a scalar is written: plain where every reader of YAML takes it for the same text, else in quotes.
enum ScalarText {
    /// What a value is, which decides how it looks best.
    enum Kind: Sendable {
        /// Words of an editor.
        case text
        /// A regular expression: always in single quotes, so that editors never ask which backslash counts.
        case pattern
        /// A number, a switch, a day or a time: plain.
        case word
    }

    /// The text on one line. In a flow collection commas and brackets need quotes, too.
    static func line(_ text: String, _ kind: Kind, inFlow: Bool) -> String {
        guard !text.unicodeScalars.contains(where: needsEscape) else { return doubleQuoted(text) }
        switch kind {
        case .pattern: return singleQuoted(text)
        case .word where isPlain(text, inFlow: inFlow): return text
        case .text where isPlain(text, inFlow: inFlow) && !looksTyped(text) && !"-?:".contains(text.prefix(1)):
            return text
        case .word, .text:
            // An apostrophe that has to be doubled is an apostrophe that somebody forgets to double.
            let isProse = text.contains("'") && !text.contains { $0 == "\"" || $0 == "\\" }
            return isProse ? doubleQuoted(text) : singleQuoted(text)
        }
    }

    /// The lines of a text that can stand below a `|`, with the sign that stands there; nil for one that cannot.
    static func block(_ text: String) -> (header: String, lines: [Substring])? {
        let endsWithBreak = text.hasSuffix("\n")
        let lines = (endsWithBreak ? text.dropLast() : text[...]).split(
            separator: "\n", omittingEmptySubsequences: false)
        guard text.contains("\n"), let first = lines.first, let last = lines.last, !first.isEmpty, !last.isEmpty else {
            return nil
        }
        let isClean = lines.allSatisfy { line in
            !line.unicodeScalars.contains(where: needsEscape) && line.first != " " && line.last != " "
        }
        return isClean ? (endsWithBreak ? "|" : "|-", lines) : nil
    }

    static func doubleQuoted(_ text: String) -> String {
        "\"" + text.unicodeScalars.map(escaped).joined() + "\""
    }

    private static func singleQuoted(_ text: String) -> String {
        "'" + text.replacing("'", with: "''") + "'"
    }

    /// Whether libyaml reads the bare text as this text.
    private static func isPlain(_ text: String, inFlow: Bool) -> Bool {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last, first != " ", last != " ", last != ":" else {
            return false
        }
        // A dash, a question mark or a colon begins a text only when no space follows.
        guard !",[]{}#&*!|>'\"%@`".unicodeScalars.contains(first), !["-", "?", ":"].contains(text) else { return false }
        guard !["- ", "? ", ": "].contains(where: text.hasPrefix), !text.contains(": "), !text.contains(" #") else {
            return false
        }
        return !inFlow || !scalars.contains { ",[]{}?".unicodeScalars.contains($0) } && !scalars.contains(":")
    }

    /// Whether some reader of YAML would take the bare text for a number, a time, a switch or nothing.
    private static func looksTyped(_ text: String) -> Bool {
        let words: Set = ["~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "<<", "=", ".inf", ".nan"]
        if words.contains(text.lowercased()) { return true }
        guard let first = text.unicodeScalars.first, "+-.0123456789".unicodeScalars.contains(first) else {
            return false
        }
        return text.dropFirst().lowercased() == "inf"
            || text.unicodeScalars.allSatisfy { "0123456789abcdefABCDEFxXoO_.:+-tTzZ ".unicodeScalars.contains($0) }
    }

    /// What YAML forbids, takes for the end of a line, or nobody sees.
    private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
        default: false
        }
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": return "\\\""
        case "\\": return "\\\\"
        case "\n": return "\\n"
        case "\t": return "\\t"
        case "\r": return "\\r"
        case _ where needsEscape(scalar):
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: return String(scalar)
        }
    }
}
