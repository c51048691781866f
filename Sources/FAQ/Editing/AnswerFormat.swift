internal import CommonMark

/// The layout of an answer's Markdown.
enum AnswerFormat {
    /// The answer with one kind of line end, no spaces at the ends of lines, single empty lines and `-` before the items of
    /// lists, as far as CommonMark makes the same tree of it.
    static func canonical(_ lines: some Sequence<String>) throws(CommonMark.Refusal) -> [String] {
        // What the parser takes for the end of a line.
        let text = lines.joined(separator: "\n").replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        var source = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        // What stands behind the last line end is no line.
        if source.last == "" { source.removeLast() }
        let tree = try shape(source)
        let trimmed = withoutOuterGaps(source)
        let tidied = tidied(trimmed)
        for candidate in [tidied.map(dashed), tidied, trimmed] where try shape(candidate) == tree { return candidate }
        return source
    }

    /// The kinds of nodes in a tree, in order, with what ends each.
    private static func shape(_ lines: [String]) throws(CommonMark.Refusal) -> [CommonMark.Node.Kind?] {
        func kinds(_ node: CommonMark.Node) -> [CommonMark.Node.Kind?] {
            [node.kind] + node.children.flatMap(kinds) + [nil]
        }
        return kinds(try CommonMark.Parser.parse(lines.map { "\($0)\n" }.joined()))
    }

    private static func withoutOuterGaps(_ lines: [String]) -> [String] {
        let inner = lines.drop(while: isEmpty).reversed().drop(while: isEmpty).reversed()
        return Array(inner)
    }

    private static func tidied(_ lines: [String]) -> [String] {
        var tidied: [String] = []
        for (number, line) in lines.enumerated() {
            let text = String(line.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
            if text.isEmpty, tidied.last == "" { continue }
            // Two spaces at the end break the line, if another follows in the paragraph.
            let isBroken =
                line.hasSuffix("  ") && !text.isEmpty && number + 1 < lines.count && !isEmpty(lines[number + 1])
            tidied.append(isBroken ? text + "  " : text)
        }
        return tidied
    }

    private static func dashed(_ line: String) -> String {
        let indent = line.prefix { $0 == " " }
        let rest = line.dropFirst(indent.count)
        return rest.hasPrefix("* ") || rest.hasPrefix("+ ") ? "\(indent)-\(rest.dropFirst())" : line
    }

    private static func isEmpty(_ line: String) -> Bool {
        line.allSatisfy { $0 == " " || $0 == "\t" }
    }
}
