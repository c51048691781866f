import JSON

/// An answer as the JSON tree that clients make nodes of.
enum AnswerJSON {
    static func array(of blocks: [AnswerBlock]) -> String {
        var writer = JSONWriter()
        writer.array { $0.blocks(blocks) }
        return writer.text
    }
}

extension JSONWriter {
    fileprivate mutating func blocks(_ blocks: some Sequence<AnswerBlock>) {
        for block in blocks {
            switch block {
            case .paragraph(let inlines): node("p") { $0.inlines(inlines) }
            case .quote(let blocks): node("quote") { $0.blocks(blocks) }
            case .code(let text): node("code") { $0.value(text) }
            case .list(let isOrdered, let items):
                node(isOrdered ? "ol" : "ul") { list in for item in items { list.item(item) } }
            }
        }
    }

    /// An item's first paragraph stands in it without a `p` of its own.
    private mutating func item(_ blocks: [AnswerBlock]) {
        array { item in
            if case .paragraph(let inlines)? = blocks.first {
                item.inlines(inlines)
                item.blocks(blocks.dropFirst())
            } else {
                item.blocks(blocks)
            }
        }
    }

    private mutating func inlines(_ inlines: [AnswerInline]) {
        for inline in inlines {
            switch inline {
            case .text(let text): value(text)
            case .bold(let inner): node("b") { $0.inlines(inner) }
            case .italic(let inner): node("i") { $0.inlines(inner) }
            case .code(let text): node("code") { $0.value(text) }
            case .lineBreak: node("br") { _ in }
            case .link(let address, let text):
                node("a") { link in
                    link.value(address)
                    link.value(text.isEmpty ? address : text)
                }
            }
        }
    }

    private mutating func node(_ name: String, _ contents: (inout JSONWriter) -> Void) {
        array { node in
            node.value(name)
            contents(&node)
        }
    }
}
