import FAQ

/// Folders made of random rules over few words, so that they meet, and messages made of the same words.
enum MatcherFuzz {
    private static let words = [
        "parcel", "late", "return", "pay", "card", "lamp", "where", "my", "is", "not", "größe", "été", "配達", "and", "ß",
        "ſ",
        "K", "ﬁ", "İ", "q1", "deliver", "delivery",
    ]
    private static let joints = [
        " ", " ", " ", " and ", "? ", ". ", "\n", "; ", " 👩‍🚀 ", "-", "", "\u{200B}", "  ", "'s ",
    ]

    static func run(_ bytes: [UInt8]) {
        var choices = Choices(bytes)
        var files: [SourceFile] = []
        for number in 0...choices.number(below: 5) {
            let language = choices.element(of: ["", "", "", ".de", ".es"])
            files.append(SourceFile(path: "a/e\(number)\(language).md", text: entry(number, &choices)))
        }
        let loading = LoadingPromises.load(files)
        guard let edition = loading.edition else { return }
        LoadingPromises.checkOwnLines(of: edition, loading)
        for _ in 0...choices.number(below: 4) {
            let locale = choices.element(of: [nil, "de", "es-ES", "en_GB"])
            let text = choices.happens(onceIn: 4) ? choices.text(upTo: 60) : message(&choices)
            _ = LoadingPromises.findTwice(text, locale: locale, in: edition)
        }
    }

    private static func entry(_ number: Int, _ choices: inout Choices) -> String {
        var lines = ["---", "question: what is q\(number)", "asks:"]
        for line in 0...choices.number(below: 3) {
            lines.append("  - " + YAMLText.quoted(message(&choices) + " \(number)\(line)"))
        }
        lines.append("priority: \(choices.number(below: 3) - 1)")
        lines.append("mode: \(choices.element(of: ["live", "live", "live", "shadow", "off"]))")
        if choices.happens(onceIn: 5) { lines.append("valid_until: 2026-01-31") }
        lines.append("match:")
        for _ in 0...choices.number(below: 3) {
            lines.append("  - " + rule(&choices))
            if choices.happens(onceIn: 5) { lines.append("    unless: " + YAMLText.quoted(pattern(&choices))) }
        }
        return (lines + ["---", "Yes.", ""]).joined(separator: "\n")
    }

    private static func rule(_ choices: inout Choices) -> String {
        guard choices.happens(onceIn: 2) else { return "pcre: " + YAMLText.quoted(pattern(&choices)) }
        let groups = (0...choices.number(below: 2)).map { _ in
            (0...choices.number(below: 3)).map { _ in
                let first = choices.element(of: words)
                return choices.happens(onceIn: 3)
                    ? "\(first) \(choices.element(of: words))" : first + choices.element(of: ["", "*"])
            }.joined(separator: "|")
        }
        return "words: [" + groups.map { YAMLText.quoted($0) }.joined(separator: ", ") + "]"
    }

    private static func pattern(_ choices: inout Choices) -> String {
        (0...choices.number(below: 4)).map { _ in
            let word = choices.element(of: words)
            return switch choices.number(below: 10) {
            case 0: "\\b\(word)\\b"
            case 1: "(\(word)|\(choices.element(of: words)))"
            case 2: "\(word)s?"
            case 3: "(\(word) ?)*"
            case 4: ".*"
            case 5: "(?=.*\(word))"
            case 6: "(?<!\(word) )"
            case 7: "[\(word)]+"
            case 8: "^"
            default: word.uppercased() + "\\s+"
            }
        }.joined()
    }

    private static func message(_ choices: inout Choices) -> String {
        (0...choices.number(below: 7)).map { _ in choices.element(of: words) + choices.element(of: joints) }.joined()
    }
}
