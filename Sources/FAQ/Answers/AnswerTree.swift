internal import CommonMark

/// A block of an answer: what the wire format calls p, ul, ol, quote and code.
indirect enum AnswerBlock: Equatable {
    case paragraph([AnswerInline])
    case list(isOrdered: Bool, items: [[AnswerBlock]])
    case quote([AnswerBlock])
    case code(String)
}

/// A part of a paragraph: text, or what the wire format calls b, i, code, br and a.
indirect enum AnswerInline: Equatable {
    case text(String)
    case bold([AnswerInline])
    case italic([AnswerInline])
    case code(String)
    case lineBreak
    case link(address: String, text: String)
}

/// Turns a checked CommonMark tree into an answer's own.
enum AnswerTree {
    static func blocks(of node: CommonMark.Node) -> [AnswerBlock] {
        node.children.compactMap { block in
            switch block.kind {
            case .paragraph: .paragraph(inlines(of: block))
            case .list(let isOrdered): .list(isOrdered: isOrdered, items: block.children.map { blocks(of: $0) })
            case .blockQuote: .quote(blocks(of: block))
            case .codeBlock(let text): .code(text.hasSuffix("\n") ? String(text.dropLast()) : text)
            default: nil
            }
        }
    }

    private static func inlines(of node: CommonMark.Node) -> [AnswerInline] {
        var result: [AnswerInline] = []
        for child in node.children {
            switch child.kind {
            case .text(let text): append(text, to: &result)
            case .softBreak: append(" ", to: &result)
            case .lineBreak: result.append(.lineBreak)
            case .code(let text): result.append(.code(text))
            case .emphasis: result.append(.italic(inlines(of: child)))
            case .strong: result.append(.bold(inlines(of: child)))
            case .link(let address):
                result.append(.link(address: address, text: AnswerText.text(of: inlines(of: child), withLinks: false)))
            default: break
            }
        }
        return result
    }

    /// The parser splits text at every sign that might have meant something.
    private static func append(_ text: String, to inlines: inout [AnswerInline]) {
        if case .text(let before) = inlines.last {
            inlines[inlines.count - 1] = .text(before + text)
        } else {
            inlines.append(.text(text))
        }
    }
}
