internal import YAML

/// Reads one entry file: front matter between `---` lines, then the answer.
struct EntryReader {
    static let keys = [
        "slug", "question", "quick_reply", "asks", "not", "match", "follow_ups", "escalate", "priority", "mode",
        "ranker", "valid_from", "valid_until", "review_by", "owner",
    ]

    let source: SourceFile
    let report: Report

    /// Nil when the file cannot be an entry; why is reported.
    func entry() -> Entry? {
        guard let name = fileName(), let fence = closingFence(), let fields = frontMatter(endingAt: fence) else {
            return nil
        }
        let top = Place(file: source.path, line: 1, length: 3)
        let slug = slug(fields, name.slug)
        let question = fields.text("question")
        if fields.node("question") == nil, !fields.hasUnknownKeys {
            report.error(
                .missingKey, top, "the entry has no question", "Add `question:` with the words a customer would use.")
        }
        let asks = fields.texts("asks")
        let not = fields.texts("not")
        let followUps = fields.texts("follow_ups")
        let (validFrom, validUntil) = validity(fields)
        let rules = fields.list("match").enumerated().compactMap { rule($0.element, number: $0.offset + 1) }
        let quickReply = fields.whole("quick_reply", in: 1...99)
        let escalation = escalation(fields)
        let priority = fields.whole("priority", in: -1_000...1_000) ?? 0
        let mode: Entry.Mode = fields.choice("mode") ?? .live
        let ranker = fields.node("ranker").flatMap { node in
            Fields(node, of: "`ranker`", keys: ["answer", "answer_above"], in: source, report)
        }.map { Entry.RankerUse(answers: $0.flag("answer"), answerAbove: $0.fraction("answer_above")) }
        let reviewBy = fields.day("review_by")
        let owner = fields.text("owner")
        let answer = AnswerReader(source: source, firstLine: fence + 1, report: report).answer()
        guard let slug, let question, let answer else { return nil }
        return Entry(
            slug: slug, language: name.language, topic: topic, question: question,
            quickReply: quickReply, asks: asks.map(\.text), not: not.map(\.text), rules: rules,
            followUps: followUps.map(\.text), escalation: escalation, priority: priority, mode: mode,
            ranker: ranker, validFrom: validFrom, validUntil: validUntil, reviewBy: reviewBy, owner: owner,
            answer: answer,
            file: source.path,
            places: Entry.Places(
                slug: fields.place("slug") ?? top, question: fields.place("question") ?? top,
                quickReply: fields.place("quick_reply"), asks: asks.map(\.place), not: not.map(\.place),
                followUps: followUps.map(\.place), validUntil: fields.place("valid_until"),
                reviewBy: fields.place("review_by")))
    }

    private var topic: String {
        source.path.split(separator: "/").dropLast().joined(separator: "/")
    }

    /// Whether or not it is a good one.
    var slugFromFileName: String {
        let name = source.path.split(separator: "/").last ?? ""
        return String(name.prefix { $0 != "." })
    }

    private func fileName() -> (slug: String, language: String?)? {
        let name = source.path.split(separator: "/").last ?? ""
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).dropLast()
        let language = parts.count == 2 ? parts.last.map(String.init) : nil
        guard let slug = parts.first, Self.isSlug(slug), parts.count <= 2, language.map(Self.isLanguage) ?? true else {
            report.error(
                .badFileName, Place(file: source.path, line: 1),
                "the file name must be like delivery-times.md or delivery-times.de.md",
                "Lower-case letters, digits and single hyphens; after a dot the language, like `de` or `pt-BR`.")
            return nil
        }
        return (String(slug), language)
    }

    /// The number of the line that ends the front matter.
    private func closingFence() -> Int? {
        let top = Place(file: source.path, line: 1, length: max(1, source.line(1).unicodeScalars.count))
        guard report.isText(source) else { return nil }
        guard source.bytes.count <= SourceFile.sizeLimit else {
            report.error(.fileTooLarge, top, "an entry may have \(SourceFile.sizeLimit / 1_024) KiB", "Shorten it.")
            return nil
        }
        guard source.line(1) == "---" else {
            report.error(
                .noFrontMatter, top, "an entry begins with its keys between two lines `---`",
                "Make `---` the first line, then `question: …`, then `---`, then the answer.")
            return nil
        }
        guard let end = source.closingFence else {
            report.error(.noFrontMatter, top, "the keys are not closed", "Add a line `---` before the answer.")
            return nil
        }
        return end
    }

    private func frontMatter(endingAt fence: Int) -> Fields? {
        let text = source.lines[1..<fence - 1].map { "\($0)\n" }.joined()
        return Fields(text, firstLine: 2, of: "an entry", keys: Self.keys, in: source, report) {
            report.error(
                .missingKey, Place(file: source.path, line: 1, length: 3), "the entry has no question",
                "Add `question:` with the words a customer would use.")
        }
    }

    private func slug(_ fields: Fields, _ fileName: String) -> String? {
        guard let node = fields.node("slug") else { return fileName }
        guard let slug = fields.text("slug") else { return nil }
        guard Self.isSlug(slug) else {
            report.error(
                .wrongValue, source.place(of: node), "a slug is lower-case letters, digits and single hyphens",
                "Without `slug:` the entry is called \(fileName), like its file.")
            return nil
        }
        return slug
    }

    private func validity(_ fields: Fields) -> (from: Day?, until: Day?) {
        let (from, until) = (fields.day("valid_from"), fields.day("valid_until"))
        if let from, let until, until < from, let place = fields.place("valid_until") {
            report.error(
                .datesReversed, place, "the entry ends on \(until), before it begins on \(from)",
                "It would never answer. Exchange the days or leave one out.")
        }
        return (from, until)
    }

    private func escalation(_ fields: Fields) -> Entry.Escalation? {
        guard let node = fields.node("escalate") else { return nil }
        guard case .mapping = node.content else {
            return fields.flag("escalate") == true ? Entry.Escalation(reason: "entry", priority: 0) : nil
        }
        let own = Fields(node, of: "`escalate`", keys: ["reason", "priority"], in: source, report)
        guard let own else { return nil }
        return Entry.Escalation(
            reason: own.text("reason") ?? "entry", priority: own.whole("priority", in: -1_000...1_000) ?? 0)
    }

    private func rule(_ node: YAML.Node, number: Int) -> Rule? {
        guard let fields = Fields(node, of: "a rule", keys: ["words", "pcre", "unless"], in: source, report) else {
            return nil
        }
        let patterns = PatternReader(source: source, report: report)
        let unless = fields.node("unless")
        let unlessPattern = unless.flatMap { patterns.pattern($0, as: "unless") }
        let condition: Rule.Condition?
        switch (fields.node("words"), fields.node("pcre")) {
        case (.some, nil): condition = WordsReader(report: report).words(fields).map { .words($0) }
        case (nil, .some(let pcre)): condition = patterns.pattern(pcre, as: "pcre").map { .pattern($0) }
        case (.some, .some):
            report.error(
                .wrongValue, fields.place, "a rule has either `words` or `pcre`",
                "Make two rules of it: any one is enough.")
            return nil
        case (nil, nil):
            guard !fields.hasUnknownKeys else { return nil }
            report.error(.missingKey, fields.place, "a rule has `words` or `pcre`", "Without one it matches nothing.")
            return nil
        }
        guard let condition, unless == nil || unlessPattern != nil else { return nil }
        let place = Place(file: source.path, line: node.start.line, column: node.start.column)
        return Rule(condition: condition, unless: unlessPattern, number: number, place: place)
    }

    static func isSlug(_ text: some StringProtocol) -> Bool {
        text.utf8.count <= 80
            && text.split(separator: "-", omittingEmptySubsequences: false).allSatisfy { part in
                !part.isEmpty && part.utf8.allSatisfy { 97...122 ~= $0 || 48...57 ~= $0 }
            }
    }

    static func isLanguage(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let primary = parts.first, 2...3 ~= primary.utf8.count, parts.count <= 2 else { return false }
        return primary.utf8.allSatisfy { 97...122 ~= $0 }
            && parts.dropFirst().allSatisfy { $0.utf8.count == 2 && $0.utf8.allSatisfy { 65...90 ~= $0 } }
    }
}

/// Reads the groups of a `words` rule.
struct WordsReader {
    let report: Report

    func words(_ fields: Fields) -> WordsRule? {
        var isSound = true
        let groups = fields.texts("words")
        for group in groups {
            do {
                _ = try WordsRule([group.text])
            } catch {
                report.error(.badWords, group.place, error.message, error.remedy)
                isSound = false
            }
        }
        if let node = fields.node("words"), case .sequence(let items) = node.content, items.isEmpty {
            report.error(
                .badWords, fields.source.place(of: node), "`words` is empty", "Write like `[when|how long, arrive*]`.")
        }
        guard isSound, !groups.isEmpty else { return nil }
        // Each group has just been read alone, and a rule is its groups.
        return try? WordsRule(groups.map(\.text))
    }
}
