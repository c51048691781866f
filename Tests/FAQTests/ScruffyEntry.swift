import Foundation
import TestSupport

/// An entry file as a careless editor might leave it: right, and laid out at random, with comments everywhere.
struct ScruffyEntry {
    private(set) var text = ""
    /// Every comment in the text, from its `#`.
    private(set) var comments: [String] = []
    private var generator: SplitMix64
    private var lines: [String] = []
    /// Whether the last text is a block, to which comments indented like it would belong.
    private var isBehindBlock = false

    /// The slugs it may lead to.
    static let neighbours = ["two", "three", "007"]

    static let texts = [
        "hi", "when will my order arrive", "größe “é” 👍 日本", "yes", "No", "007", "~", "null", "1e3", "2026-01-01",
        "09:00",
        "a: b", "a:b", "ends with:", "a # b", "#hash", "a#b", "- dash", "-dash", "? why", "*star", "&and", "!bang",
        "%x",
        "@at", "`tick`", "it's", "'quoted'", "\"double\"", "it's \"both\"", "back\\slash", "a, b", "[a]", "{b}", "how?",
        "tab\tin", " leads", "trails ", "nb\u{A0}sp", "line\u{2028}sep", "bell\u{7}", "|bar", ">more", "= 1", "<<",
        "two\nlines", "ends\n", "\nstarts", "gap\n\ntwo", " in\n  dent", "a \nb", "# no\n# remark", "...", "---", ": x",
        "...x",
        "e\u{301}", "\u{FEFF}mark", "\r", "a\r\nb",
    ]

    private static let answers = [
        "Yes.", "**a** [b](https://x.example)  \nc", "- one\n- two\n\n\n* three", "+ a\n  + b\n\n\n    code  \n\n",
        "1. x\n2. y   ",
        "> q\n> r", "```\n* a  \n\n\nb\n```", "a\\\nb\t", "    code  \n\n\n    more", "* a\n* b", "*a* b\n  \nc  ",
        "`x  ` y",
        "a\r\nb", "- a\n\n  b\n- c", "* *a*\n+ b",
    ]

    init(seed: UInt64) {
        generator = SplitMix64(seed: seed)
        var names = ["question", "quick_reply", "asks", "not", "match", "follow_ups", "escalate", "priority", "mode"]
        names += ["valid_from", "valid_until", "review_by", "owner", "slug"]
        names = names.filter { $0 == "question" || chance(2) }.shuffled(using: &generator)
        for name in names {
            remarks(upTo: 4)
            write(name)
        }
        remarks(upTo: 5)
        let answer = Self.answers[Int.random(in: 0..<Self.answers.count, using: &generator)]
        let gap = chance(3) ? "\n \n" : ""
        text = "---\n" + lines.map { "\($0)\n" }.joined() + "---\n" + gap + answer + (chance(2) ? "\n" : "\n\n\n")
        if chance(4) {
            text = text.replacingOccurrences(of: "\r\n", with: "\n").replacingOccurrences(of: "\n", with: "\r\n")
        }
        if chance(6) { text = "\u{FEFF}" + text }
    }

    private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &generator) == 0 }

    private mutating func pick<Item>(_ items: [Item]) -> Item {
        items[Int.random(in: 0..<items.count, using: &generator)]
    }

    private mutating func comment() -> String {
        let words = ["", " why", " a: b", " 'it''s", "#", " [x]", "\ttab", " é – “q”", "!", " \"", " - item"]
        comments.append("#\(comments.count)" + pick(words))
        return comments[comments.count - 1]
    }

    /// Comments on lines of their own, and empty lines.
    private mutating func remarks(upTo indent: Int) {
        while chance(4) {
            let margin = Int.random(in: 0...(isBehindBlock ? 0 : indent), using: &generator)
            if chance(3) { lines.append(chance(2) ? "" : "   ") }
            lines.append(String(repeating: " ", count: margin) + comment())
            if chance(4) { lines.append("") }
        }
    }

    /// A comment behind something, or a few spaces.
    private mutating func tail() -> String {
        chance(4) ? pick([" ", "  ", "\t"]) + comment() : chance(5) ? "  " : ""
    }

    private mutating func write(_ name: String) {
        // What must reach the entry and what must not are different texts.
        let texts = Self.texts.enumerated().filter { ($0.offset % 2 == 0) == (name != "not") }.map(\.element)
            .filter { $0.contains { !$0.isWhitespace } }
        isBehindBlock = false
        switch name {
        case "question", "owner": scalar("\(name):", pick(texts), 0)
        case "slug": lines.append("slug: \(pick(["one", "'08'", "\"no\"", "2024"]))" + tail())
        case "quick_reply", "priority": lines.append("\(name): \(pick(["1", "'7'", "\"12\""]))" + tail())
        case "mode": lines.append("mode: \(pick(["live", "'shadow'"]))" + tail())
        case "valid_from": lines.append("valid_from:" + pick([" 2026-01-01", " '2026-01-02'", ""]) + tail())
        case "valid_until", "review_by": lines.append("\(name):" + pick([" 2027-01-01", ""]) + tail())
        case "escalate": escalation()
        case "match": rules()
        case "follow_ups": list(name, Self.neighbours)
        default: list(name, texts)
        }
    }

    private mutating func escalation() {
        switch Int.random(in: 0...2, using: &generator) {
        case 0: lines.append("escalate: \(pick(["true", "no", "Yes", "'on'"]))" + tail())
        case 1: lines.append("escalate: {priority: 3, reason: \"a, b\"}" + tail())
        default:
            lines.append("escalate:" + tail())
            remarks(upTo: 4)
            lines.append("  priority: 2" + tail())
            remarks(upTo: 4)
            lines.append("  reason: lost" + tail())
        }
    }

    private mutating func rules() {
        lines.append("match:" + tail())
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            remarks(upTo: 5)
            switch Int.random(in: 0...4, using: &generator) {
            case 0: lines.append("  - {unless: '[0-9]', words: [a|b c, \"d*\"]}" + tail())
            case 1:
                lines.append("  - words: [" + tail())
                for word in ["ship*|post", "'how much?'"] {
                    remarks(upTo: 4)
                    lines.append("      \(word)," + tail())
                }
                remarks(upTo: 4)
                lines.append("    ]" + tail())
            case 2:
                lines.append("  -" + (chance(2) ? "" : " " + comment()))
                remarks(upTo: 5)
                lines.append("    unless: \"\\\\bx\\\\b\"" + tail())
                remarks(upTo: 4)
                lines.append("    words:" + tail())
                remarks(upTo: 4)
                lines.append("    - when" + tail())
                lines.append("    - how  long" + tail())
            case 3:
                lines.append("  - pcre: '\\bit''s\\b'" + tail())
                remarks(upTo: 4)
                lines.append("    unless: |-" + tail())
                lines.append("      a[b]#c")
                // What is indented like the block would belong to it.
                remarks(upTo: 5)
            default: lines.append("  - pcre: a.b" + tail())
            }
        }
    }

    private mutating func list(_ name: String, _ pool: [String]) {
        let items = (0..<Int.random(in: 0...4, using: &generator)).map { _ in pick(pool) }
        if items.isEmpty {
            lines.append("\(name):" + pick([" []", "", " [ ]"]) + tail())
        } else if chance(3) {
            lines.append("\(name): [" + tail())
            for (number, item) in items.enumerated() {
                remarks(upTo: 3)
                lines.append("  " + quoted(item) + (number + 1 < items.count || chance(2) ? "," : "") + tail())
            }
            remarks(upTo: 3)
            lines.append("  ]" + tail())
        } else if chance(3) {
            lines.append(
                "\(name): [" + items.map { quoted($0) }.joined(separator: pick([",", ", ", " , "])) + "]" + tail())
        } else {
            lines.append("\(name):" + tail())
            let indent = pick([0, 2, 5])
            for item in items {
                remarks(upTo: 6)
                isBehindBlock = false
                if chance(8) {
                    lines.append(String(repeating: " ", count: indent) + "-" + (chance(2) ? "" : "  " + comment()))
                    remarks(upTo: 6)
                    lines.append(String(repeating: " ", count: indent + 3) + quoted(item) + tail())
                } else {
                    scalar(String(repeating: " ", count: indent) + "-", item, indent)
                }
            }
        }
    }

    /// A text behind a key or a dash, in any style that can hold it.
    private mutating func scalar(_ lead: String, _ text: String, _ indent: Int) {
        let isSimple =
            text.utf8.allSatisfy { 97...122 ~= $0 || $0 == 32 } && !text.hasPrefix(" ") && !text.hasSuffix(" ")
        let margin = String(repeating: " ", count: indent + 3)
        if isSimple, chance(2) {
            lines.append("\(lead) \(text)" + tail())
        } else if isSimple, chance(2) {
            // YAML allows no tab between a dash and what comes next.
            lines.append(lead + (lead.hasSuffix("-") ? (chance(2) ? "" : " " + comment()) : tail()))
            remarks(upTo: 5)
            lines.append(margin + text + tail())
        } else if isSimple || text == "two\nlines", chance(2) {
            lines.append(lead + pick([" |", " >", " |-", " >-", " |+", " |3-"]) + tail())
            lines += text.split(separator: "\n").map { margin + $0 }
            if chance(3) { lines.append("") }
            isBehindBlock = true
            if chance(3) { lines.append(String(repeating: " ", count: indent) + comment()) }
        } else {
            lines.append("\(lead) \(quoted(text))" + tail())
        }
    }

    private mutating func quoted(_ text: String) -> String {
        let isShown = text.unicodeScalars.allSatisfy { $0.value >= 32 && $0.value != 0x2028 && $0.value != 0xFEFF }
        if isShown, chance(2) { return "'" + text.replacing("'", with: "''") + "'" }
        let escapes: [Unicode.Scalar: String] = [
            "\"": "\\\"", "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\u{7}": "\\a", "\u{2028}": "\\L",
            "\u{FEFF}": "\\uFEFF",
        ]
        return "\"" + text.unicodeScalars.map { escapes[$0] ?? String($0) }.joined() + "\""
    }
}
