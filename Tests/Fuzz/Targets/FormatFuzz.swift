import FAQ

/// Any bytes as a file to lay out: an entry when it begins with `---`, else `bot.yaml`.
enum FormatFuzz {
    static func run(_ bytes: [UInt8]) {
        let path = bytes.starts(with: Array("---".utf8)) ? "topic/entry.md" : "bot.yaml"
        let source = SourceFile(path: path, bytes: bytes)
        guard let once = laidOut(source) else { return }
        let copy = SourceFile(path: path, text: once)
        let twice = laidOut(copy)
        promise(twice == once, "laying out twice is laying out once:\n\(once)\n=====\n\(twice ?? "unreadable")")
        let before = LoadingPromises.load(files(source))
        let after = LoadingPromises.load(files(copy))
        promise(
            codes(before) == codes(after),
            "the layout changes no diagnostic: \(before.text(folder: ""))\n=====\n\(after.text(folder: ""))\n\(once)")
        guard let old = before.edition, let new = after.edition else { return }
        for (one, two) in zip(old.entries, new.entries) {
            promise(one.answer == two.answer, "the layout keeps the answer:\n\(one.answer.rich)\n\(two.answer.rich)")
            promise(one.asks == two.asks && one.not == two.not, "the layout keeps the lines")
            promise(one.question == two.question && one.slug == two.slug, "the layout keeps what an entry is")
            promise(one.rules.count == two.rules.count && one.priority == two.priority, "the layout keeps the rules")
        }
        promise(old.bot.ladder == new.bot.ladder && old.bot.greeting == new.bot.greeting, "the layout keeps the script")
        if path != "bot.yaml" { checkDraft(source) }
    }

    /// What a draft of a file writes is read as that draft again.
    private static func checkDraft(_ source: SourceFile) {
        guard let draft = draft(source) else { return promise(false, "what can be laid out can be drafted") }
        let again = self.draft(SourceFile(path: source.path, text: draft.text))
        promise(again?.text == draft.text, "a draft is read as it was written:\n\(draft.text)\n\(again?.text ?? "")")
    }

    /// Sorted, as the layout changes the order of the keys.
    private static func codes(_ loading: Loading) -> [String] {
        loading.diagnostics.map(\.code.rawValue).sorted()
    }

    private static func files(_ source: SourceFile) -> [SourceFile] {
        let entry = SourceFile(path: "topic/other.md", text: "---\nquestion: And the other one?\n---\nTwo days.\n")
        return [source, entry]
    }

    private static func laidOut(_ source: SourceFile) -> String? {
        do {
            return try EntryFormat.canonical(source)
        } catch {
            promise(!error.diagnostics.isEmpty, "what has no layout has a reason")
            return nil
        }
    }

    private static func draft(_ source: SourceFile) -> EntryDraft? {
        do { return try EntryDraft(reading: source) } catch { return nil }
    }
}
