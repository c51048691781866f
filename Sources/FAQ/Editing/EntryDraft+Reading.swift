internal import YAML

extension EntryDraft {
    /// What a file says, if nothing in it is an error.
    package init(reading source: SourceFile) throws(EntryFormat.Unreadable) {
        let report = Report([source])
        guard let entry = EntryReader(source: source, report: report).entry(), !report.hasErrors,
            let fence = source.closingFence
        else { throw EntryFormat.Unreadable(diagnostics: report.sorted()) }
        let answer = source.lines.dropFirst(fence).joined(separator: "\n").trimmedOfEmptyLines
        self.init(
            slug: entry.slug, language: entry.language, topic: entry.topic, question: entry.question, answer: answer)
        quickReply = entry.quickReply
        asks = entry.asks
        not = entry.not
        rules = Self.rules(in: source, endingAt: fence)
        followUps = entry.followUps
        escalation = entry.escalation
        priority = entry.priority
        mode = entry.mode
        validFrom = entry.validFrom
        validUntil = entry.validUntil
        reviewBy = entry.reviewBy
        owner = entry.owner
        let name = EntryReader(source: source, report: report).slugFromFileName
        otherFileName = name == slug ? nil : name
    }

    /// A compiled rule no longer knows its words.
    private static func rules(in source: SourceFile, endingAt fence: Int) -> [Rule] {
        let text = source.lines[1..<fence - 1].map { "\($0)\n" }.joined()
        // It has just been read.
        let root = (try? YAML.Parser.parse(text)) ?? nil
        guard let match = root?["match"], case .sequence(let items) = match.content else { return [] }
        return items.compactMap(Rule.init)
    }
}

extension EntryDraft.Rule {
    /// Nil for what is no rule.
    init?(_ node: YAML.Node) {
        let unless = node["unless"]?.text.flatMap { $0.isEmpty ? nil : $0 }
        if let words = node["words"], case .sequence(let groups) = words.content {
            self.init(.words(groups.compactMap(\.text)), unless: unless)
        } else if let pattern = node["pcre"]?.text {
            self.init(.pcre(pattern), unless: unless)
        } else {
            return nil
        }
    }
}

extension YAML.Node {
    /// The value of a key of a mapping.
    subscript(key: String) -> YAML.Node? {
        guard case .mapping(let pairs) = content else { return nil }
        return pairs.first { $0.key.text == key }?.value
    }
}

extension String {
    /// Without the empty lines before the first and behind the last line with text.
    var trimmedOfEmptyLines: String {
        let lines = replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        func isEmpty(_ line: Substring) -> Bool { line.allSatisfy { $0 == " " || $0 == "\t" } }
        return lines.drop(while: isEmpty).reversed().drop(while: isEmpty).reversed().joined(separator: "\n")
    }
}
