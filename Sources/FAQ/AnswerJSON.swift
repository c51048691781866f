/// An answer as the JSON tree that clients make nodes of.
enum AnswerJSON {
    static func array(of blocks: [AnswerBlock]) -> String {
        array(blocks.map { node($0) })
    }

    private static func node(_ block: AnswerBlock) -> String {
        switch block {
        case .paragraph(let inlines): array([JSONText.quoted("p")] + inlines.map { node($0) })
        case .quote(let blocks): array([JSONText.quoted("quote")] + blocks.map { node($0) })
        case .code(let text): array([JSONText.quoted("code"), JSONText.quoted(text)])
        case .list(let isOrdered, let items):
            array([JSONText.quoted(isOrdered ? "ol" : "ul")] + items.map { item($0) })
        }
    }

    /// An item's first paragraph stands in it without a `p` of its own.
    private static func item(_ blocks: [AnswerBlock]) -> String {
        guard case .paragraph(let inlines) = blocks.first else { return array(of: blocks) }
        return array(inlines.map { node($0) } + blocks.dropFirst().map { node($0) })
    }

    private static func node(_ inline: AnswerInline) -> String {
        switch inline {
        case .text(let text): JSONText.quoted(text)
        case .bold(let inner): array([JSONText.quoted("b")] + inner.map { node($0) })
        case .italic(let inner): array([JSONText.quoted("i")] + inner.map { node($0) })
        case .code(let text): array([JSONText.quoted("code"), JSONText.quoted(text)])
        case .lineBreak: array([JSONText.quoted("br")])
        case .link(let address, let text):
            array([JSONText.quoted("a"), JSONText.quoted(address), JSONText.quoted(text.isEmpty ? address : text)])
        }
    }

    private static func array(_ elements: [String]) -> String {
        "[" + elements.joined(separator: ",") + "]"
    }
}
