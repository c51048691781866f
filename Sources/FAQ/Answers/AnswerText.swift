/// An answer as plain text.
enum AnswerText {
    static func text(of blocks: [AnswerBlock]) -> String {
        blocks.map { text(of: $0) }.joined(separator: "\n\n")
    }

    private static func text(of block: AnswerBlock) -> String {
        switch block {
        case .paragraph(let inlines): return text(of: inlines, withLinks: true)
        case .code(let text): return text
        case .quote(let blocks): return indented(text(of: blocks), first: "> ", rest: "> ")
        case .list(let isOrdered, let items):
            return items.enumerated().map { index, item in
                let mark = isOrdered ? "\(index + 1). " : "- "
                let text = item.map { self.text(of: $0) }.joined(separator: "\n")
                return indented(text, first: mark, rest: String(repeating: " ", count: mark.count))
            }.joined(separator: "\n")
        }
    }

    private static func indented(_ text: String, first: String, rest: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().map { ($0.offset == 0 ? first : rest) + $0.element }.joined(separator: "\n")
    }

    static func text(of inlines: [AnswerInline], withLinks: Bool) -> String {
        inlines.map { inline in
            switch inline {
            case .text(let text), .code(let text): text
            case .bold(let inner), .italic(let inner): text(of: inner, withLinks: withLinks)
            case .lineBreak: withLinks ? "\n" : " "
            case .link(let address, let text): withLinks ? link(address, text) : text
            }
        }.joined()
    }

    /// An address that the text shows already is not said twice.
    private static func link(_ address: String, _ text: String) -> String {
        let bare = ["mailto:", "tel:"].first { address.hasPrefix($0) }.map { String(address.dropFirst($0.count)) }
        if text.isEmpty || text == address || text == bare { return bare ?? address }
        return "\(text) (\(bare ?? address))"
    }
}
