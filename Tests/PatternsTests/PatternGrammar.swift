import TestSupport

/// Makes patterns with everything PCRE2 has, and for each a text that it is likely to match.
struct PatternGrammar {
    struct Made {
        var pattern: String
        var text: String

        static func + (left: Made, right: Made) -> Made {
            Made(pattern: left.pattern + right.pattern, text: left.text + right.text)
        }
    }

    private var random: SplitMix64
    private var names = 0

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
    }

    private static let words = [
        "card", "lost", "refund", "k", "s", "ks", "a", "b", "é", "e\u{301}", "straße", "STRASSE", "ẞ", "ſ", "\u{212A}",
        "ς",
        "Σίσυφος", "µ", "ι", "\u{345}", "о", "вода", "\u{1C82}", "İ", "ı", "I", "ǅ", "ﬁ", "日本", "한", " ", "  ", "-",
        "K5",
    ]
    private static let variants: [Character: [Character]] = [
        "k": ["K", "\u{212A}"], "s": ["S", "ſ"], "о": ["О", "\u{1C82}"], "т": ["Т", "\u{1C84}", "\u{1C85}"],
        "σ": ["Σ", "ς"],
        "μ": ["µ", "Μ"], "ß": ["ẞ"], "ι": ["\u{1FBE}", "Ι"], "a": ["A"], "d": ["D"], "i": ["I"], "é": ["É"],
        "ǆ": ["Ǆ", "ǅ"],
    ]
    private static let atoms: [(String, String)] = [
        (#"\d"#, "7"), (#"\w"#, "w"), (#"\s"#, " "), (#"\S"#, "x"), (#"\W"#, "-"), (#"\D"#, "d"), (".", "."),
        (#"\N"#, "n"),
        (#"\x6b"#, "k"), (#"\x{53}"#, "s"), (#"\o{153}"#, "k"), (#"\153"#, "k"), (#"\0153x"#, "\u{D}3x"),
        (#"\N{U+4B}"#, "k"),
        (#"\Qa.b*\E"#, "a.b*"), (#"\E"#, ""), (#"\Q\E"#, ""), ("(?#k)", ""), (#"\h"#, " "), (#"\R"#, "\n"),
        (#"\X"#, "x"),
        (#"\p{L}"#, "l"), (#"\pN"#, "5"), (#"\P{Lu}"#, "5"), ("[ab]", "a"), ("[^ab]", "c"), ("[a-z]", "q"),
        ("[K-S]", "m"),
        (#"[\s-]"#, " "), (#"[\d_]"#, "_"), ("[[:alpha:]]", "z"), ("[[:^digit:]]", "z"), ("[]x]", "]"),
        (#"[\]k]"#, "k"),
        (#"[\Qk]\E]"#, "]"), ("[ſx]", "s"), ("[k\u{345}]", "k"), (#"[\x{212A}b]"#, "k"), ("[а-я]", "ж"),
        ("[^\\W]", "w"),
        (#"\b"#, ""), (#"\B"#, ""), ("^", ""), ("$", ""), (#"\A"#, ""), (#"\z"#, ""), (#"\K"#, ""), (#"\G"#, ""),
        ("(?i)", ""), ("(?-i)", ""), ("(?s-m)", ""), ("(?^)", ""), ("(?!zq)", ""), ("(?<!zq)", ""), ("{", "{"),
        ("{b}", "{b}"),
        ("(?x) k # s\n s", "ks"), ("(?x: k s )", "ks"), ("(*ACCEPT)", ""), ("(*COMMIT)", ""), ("[[:<:]]", ""),
        ("a{,2}", "a{,2}"),
        (#"\cK"#, ""), (#"\t"#, ""), ("(?|(a)|(b))", "b"), ("(?:k|)", ""), ("()", ""),
    ]

    private mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &random)]
    }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    mutating func pattern() -> Made {
        var made = choice(depth: chance(60) ? 1 : 0)
        // A word before or behind it, without which most patterns have no string to look for.
        let word = Made(pattern: "card", text: "card")
        if chance(60) { made = word + Made(pattern: "(?:\(made.pattern))", text: made.text) }
        if chance(2) { made.pattern = "(*UTF)" + made.pattern }
        return made
    }

    /// A pattern of words, classes, groups, choices, repetitions and boundaries.
    mutating func plain() -> String {
        var parts: [String] = []
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let word = pick(["card", "lost", "a", "straße", "дом", "kö", "s"])
            parts.append(
                pick([
                    word, word, "\\b\(word)\\b", "(\(word)|lost)", "(?:\(word))?", "\(word)+", ".*", ".*", ".{0,3}",
                    "\\s+", "\\w*", "[a-d]{1,3}",
                    "[^a-k]", "\\d?", "\\b", "\\B", "^", "$", "\\W", "[\\s-]",
                ]))
        }
        return parts.joined()
    }

    /// A pattern of three letters and a sign.
    mutating func small() -> String {
        var parts: [String] = []
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            parts.append(
                pick([
                    "a", "b", "c", "-", "[ab]", "[^b]", ".", "(a|bc)", "\\b", "\\B", "^", "$", "\\w", "\\W",
                    "(?:ab|c)?",
                ]))
        }
        return parts.joined()
    }

    /// The text of another case, with something around it.
    mutating func disguised(_ text: String) -> String {
        let letters = text.map { letter in
            chance(25) ? Self.variants[letter].map { pick($0) } ?? letter : letter
        }
        let noise = ["", "", "", " ", "x", "card ", "k", "lost s", " \u{1C82}"]
        return pick(noise) + String(letters) + pick(noise)
    }

    private mutating func choice(depth: Int) -> Made {
        var branches = [sequence(depth: depth)]
        while branches.count < 4, chance(25) { branches.append(sequence(depth: depth)) }
        return Made(pattern: branches.map(\.pattern).joined(separator: "|"), text: pick(branches).text)
    }

    private mutating func sequence(depth: Int) -> Made {
        var made = Made(pattern: "", text: "")
        for _ in 0..<Int.random(in: 1...4, using: &random) { made = made + item(depth: depth) }
        return made
    }

    private mutating func item(depth: Int) -> Made {
        if depth < 4, chance(45) { return repeated(group(depth: depth + 1)) }
        if chance(55) {
            let word = pick(Self.words)
            return repeated(Made(pattern: word, text: word), last: 1)
        }
        let (pattern, text) = pick(Self.atoms)
        return chance(20) ? repeated(Made(pattern: pattern, text: text)) : Made(pattern: pattern, text: text)
    }

    private mutating func group(depth: Int) -> Made {
        let inside = choice(depth: depth)
        func wrapped(_ before: String, _ after: String = ")", _ text: String? = nil) -> Made {
            Made(pattern: before + inside.pattern + after, text: text ?? inside.text)
        }
        names += 1
        switch Int.random(in: 0..<20, using: &random) {
        case 0...4: return wrapped("(")
        case 5...7: return wrapped("(?:")
        case 8: return wrapped("(?>")
        case 9: return wrapped("(?i:")
        case 10: return wrapped("(?|")
        case 11: return wrapped("(?=.*", ")", "") + Made(pattern: ".*", text: inside.text)
        case 12: return Made(pattern: inside.pattern + "(?<=\(inside.pattern))", text: inside.text)
        case 13: return wrapped("(?<n\(names)>", ")\\k<n\(names)>", inside.text + inside.text)
        case 14: return wrapped("(?'n\(names)'", ")(?&n\(names))", inside.text + inside.text)
        case 15: return wrapped("(?P<n\(names)>", ")?(?(n\(names))k|s)", chance(50) ? "s" : inside.text + "k")
        case 16: return wrapped("(?(?=", ")k|s)", "s")
        case 17: return wrapped("(?!", ")", "")
        case 18: return wrapped("(?=", ")", "") + inside
        default: return wrapped("(", ")\\g{-1}", inside.text + inside.text)
        }
    }

    /// With a quantifier or without; of a word it takes the last character.
    private mutating func repeated(_ made: Made, last: Int? = nil) -> Made {
        guard chance(45), !made.text.isEmpty else { return made }
        let (sign, counts) = pick([
            ("?", 0...1), ("*", 0...3), ("+", 1...3), ("{2}", 2...2), ("{0,2}", 0...2), ("{2,}", 2...3), ("{0}", 0...0),
            ("{1}", 1...1),
        ])
        let times = Int.random(in: counts, using: &random)
        let kept = last.map { String(made.text.dropLast($0)) } ?? ""
        let part = last.map { String(made.text.suffix($0)) } ?? made.text
        return Made(
            pattern: made.pattern + sign + pick(["", "", "", "", "?", "+", "*", "{0}", "{1,2}"]),
            text: kept + String(repeating: part, count: times))
    }
}
