internal import CCommonMark

/// Reads CommonMark into a tree; it never renders.
package enum Parser {
    package static let sizeLimit = 64 * 1_024
    package static let depthLimit = 32

    /// The document's root node.
    package static func parse(_ markdown: String) throws(Refusal) -> Node {
        guard markdown.utf8.count <= sizeLimit else { throw .tooLong }
        var markdown = markdown
        let root = markdown.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { text in
                cmark_parse_document(text.baseAddress, text.count, CMARK_OPT_DEFAULT)
            }
        }
        guard let root else { preconditionFailure("no memory for a CommonMark document") }
        defer { cmark_node_free(root) }
        return try node(root, depth: 1, lines: lines(of: markdown))
    }

    /// For each line as CommonMark counts them the number of the line as editors do: a lone CR ends one for CommonMark only.
    private static func lines(of markdown: String) -> [Int] {
        var lines = [1]
        var last: UInt8?
        for byte in markdown.utf8 {
            if last == UInt8(ascii: "\r"), byte != UInt8(ascii: "\n") { lines.append(lines[lines.count - 1]) }
            if byte == UInt8(ascii: "\n") { lines.append(lines[lines.count - 1] + 1) }
            last = byte
        }
        return lines
    }

    private static func node(_ raw: OpaquePointer, depth: Int, lines: [Int]) throws(Refusal) -> Node {
        let number = Int(cmark_node_get_start_line(raw))
        let line = lines.indices.contains(number - 1) ? lines[number - 1] : number
        guard depth <= depthLimit else { throw .tooDeep(line: line) }
        var children: [Node] = []
        var child = cmark_node_first_child(raw)
        while let current = child {
            children.append(try node(current, depth: depth + 1, lines: lines))
            child = cmark_node_next(current)
        }
        let column = Int(cmark_node_get_start_column(raw))
        return Node(kind: kind(raw), children: children, line: line, column: column)
    }

    private static func kind(_ raw: OpaquePointer) -> Node.Kind {
        switch cmark_node_get_type(raw) {
        case CMARK_NODE_DOCUMENT: .document
        case CMARK_NODE_BLOCK_QUOTE: .blockQuote
        case CMARK_NODE_LIST: .list(isOrdered: cmark_node_get_list_type(raw) == CMARK_ORDERED_LIST)
        case CMARK_NODE_ITEM: .item
        case CMARK_NODE_CODE_BLOCK: .codeBlock(literal(raw))
        case CMARK_NODE_PARAGRAPH: .paragraph
        case CMARK_NODE_HEADING: .heading(level: Int(cmark_node_get_heading_level(raw)))
        case CMARK_NODE_THEMATIC_BREAK: .thematicBreak
        case CMARK_NODE_TEXT: .text(literal(raw))
        case CMARK_NODE_SOFTBREAK: .softBreak
        case CMARK_NODE_LINEBREAK: .lineBreak
        case CMARK_NODE_CODE: .code(literal(raw))
        case CMARK_NODE_EMPH: .emphasis
        case CMARK_NODE_STRONG: .strong
        case CMARK_NODE_LINK: .link(destination: cmark_node_get_url(raw).map { String(cString: $0) } ?? "")
        case CMARK_NODE_IMAGE: .image
        // HTML blocks and inlines; the custom kinds are made by programs, never by the parser.
        default: .html
        }
    }

    private static func literal(_ raw: OpaquePointer) -> String {
        cmark_node_get_literal(raw).map { String(cString: $0) } ?? ""
    }
}
