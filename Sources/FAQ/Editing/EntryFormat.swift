internal import YAML

/// The one layout of an entry file and of `bot.yaml`.
///
/// Keys stand in the handbook's order, lists of sentences on a line each, quotes only where YAML needs them; comments stay
/// with what they are about. The layout changes nothing that the bot says or does, and laying out twice is laying out once.
package enum EntryFormat {
    /// A file that has no layout as it cannot be read, with the reasons.
    package struct Unreadable: Error, Sendable {
        package let diagnostics: [Diagnostic]
    }

    /// The file's text in its layout.
    package static func canonical(_ source: SourceFile) throws(Unreadable) -> String {
        let report = Report([source])
        if source.isBotScript {
            _ = BotScriptReader(source: source, report: report, fallback: .standard).script()
        } else {
            _ = EntryReader(source: source, report: report).entry()
        }
        guard !report.hasErrors else { throw Unreadable(diagnostics: report.sorted()) }
        do {
            guard source.isBotScript else { return try entry(source) }
            return try keys(source.lines.joined(separator: "\n"), as: .botScript)
        } catch {
            let place = Place(file: source.path, line: 1)
            report.error(
                .badYAML, place, "the file cannot be laid out without changing what it says",
                "Write the keys more simply: one `key: value` a line, and lists with `- `.")
            throw Unreadable(diagnostics: report.sorted())
        }
    }

    /// The layout would not say what the source says.
    struct Changed: Error {}

    private static func entry(_ source: SourceFile) throws -> String {
        guard let fence = source.closingFence else { throw Changed() }
        let keys = try keys(source.lines[1..<fence - 1].map { "\($0)\n" }.joined(), as: .entry)
        let answer = try AnswerFormat.canonical(source.lines.dropFirst(fence)).map { "\($0)\n" }.joined()
        return "---\n\(keys)---\n\(answer)"
    }

    /// The keys of an entry or of the script in their layout.
    static func keys(_ text: String, as layout: Layout) throws -> String {
        guard let root = try YAML.Parser.parse(text) else { throw Changed() }
        return try self.text(of: Outline(text, root: root), as: layout)
    }

    static func text(of outline: Outline, as layout: Layout) throws -> String {
        let copy = OutlineWriter(outline, as: layout).lines.map { "\($0)\n" }.joined()
        // Proved every time, as what is lost here is lost on disk.
        guard let twin = try YAML.Parser.parse(copy), outline.says(0, twin) else { throw Changed() }
        var notes = RemarkFinder(copy).remarks(around: twin).map(\.text)[...]
        for remark in outline.remarks.map(\.text).sorted(by: { $0.count > $1.count }) {
            guard let found = notes.firstIndex(where: { $0.contains(remark) }) else { throw Changed() }
            if notes[found] == remark { notes.remove(at: found) }
        }
        return copy
    }
}

extension Outline {
    /// Whether a part and a node say the same; the order of keys says nothing.
    fileprivate func says(_ index: Int, _ node: YAML.Node) -> Bool {
        let part = parts[index]
        switch (part.value.content, node.content) {
        case (.scalar(let one, _), .scalar(let two, _)):
            // Swift's own comparison would take two spellings of one letter for the same.
            return one.unicodeScalars.elementsEqual(two.unicodeScalars) && part.value.isEmpty == node.isEmpty
        case (.sequence, .sequence(let items)):
            return part.children.count == items.count && zip(part.children, items).allSatisfy { says($0, $1) }
        case (.mapping, .mapping(let pairs)):
            return part.children.count == pairs.count
                && part.children.allSatisfy { child in
                    pairs.contains { $0.key.text == parts[child].key?.text && says(child, $0.value) }
                }
        default: return false
        }
    }
}
