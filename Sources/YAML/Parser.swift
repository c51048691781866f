internal import CYAML

/// Reads one YAML document into a tree.
///
/// A deliberate part of YAML 1.1: no anchors, aliases or tags, one document, keys are scalars and unique, at most 64 KiB and
/// 32 levels. Nothing an editor needs is missing, and no input can grow or tie itself in knots.
package enum Parser {
    package static let sizeLimit = 64 * 1_024
    package static let depthLimit = 32

    /// The document's root; nil when the document is empty.
    ///
    /// `firstLine` is the number of the text's first line in its file.
    package static func parse(_ text: String, firstLine: Int = 1) throws(SyntaxError) -> Node? {
        guard text.utf8.count <= sizeLimit else {
            throw SyntaxError(
                message: "longer than \(sizeLimit / 1_024) KiB", remedy: "Shorten it.",
                mark: Node.Mark(line: firstLine, column: 1, offset: 0))
        }
        let events = EventReader(text, firstLine: firstLine)
        _ = try events.next()
        let begin = try events.next()
        guard begin.kind != .streamEnd else { return nil }
        let root = try node(from: try events.next(), of: events, depth: 1)
        _ = try events.next()
        let end = try events.next()
        guard end.kind == .streamEnd else {
            throw SyntaxError(
                message: "a second document begins here", remedy: "Take out the line before it.", mark: end.start)
        }
        return root
    }

    private static func node(
        from event: Event, of events: EventReader, depth: Int
    ) throws(SyntaxError) -> Node {
        guard depth <= depthLimit else {
            throw SyntaxError(
                message: "nested deeper than \(depthLimit) levels", remedy: "Write it flatter.", mark: event.start)
        }
        guard !event.isDecorated else {
            throw SyntaxError(
                message: "a value that begins with `&` or `!` is a YAML anchor or tag, which is not used here",
                remedy: "Put quotes around it.", mark: event.start)
        }
        switch event.kind {
        case .scalar(let text, let style):
            return Node(content: .scalar(text, style), isFlow: false, start: event.start, end: event.end)
        case .sequenceStart:
            var items: [Node] = []
            var next = try events.next()
            while next.kind != .sequenceEnd {
                items.append(try node(from: next, of: events, depth: depth + 1))
                next = try events.next()
            }
            return Node(content: .sequence(items), isFlow: event.isFlow, start: event.start, end: next.end)
        case .mappingStart:
            var pairs: [Node.Pair] = []
            var keys: [String: Int] = [:]
            var next = try events.next()
            while next.kind != .mappingEnd {
                let key = try node(from: next, of: events, depth: depth + 1)
                guard let name = key.text else {
                    throw SyntaxError(
                        message: "a key must be plain text", remedy: "Put quotes around it.", mark: key.start)
                }
                if let line = keys.updateValue(key.start.line, forKey: name) {
                    throw SyntaxError(
                        message: "the key `\(name)` stands already in line \(line)",
                        remedy: "Keep one of the two.", mark: key.start)
                }
                pairs.append(
                    Node.Pair(key: key, value: try node(from: try events.next(), of: events, depth: depth + 1)))
                next = try events.next()
            }
            return Node(content: .mapping(pairs), isFlow: event.isFlow, start: event.start, end: next.end)
        case .alias:
            throw SyntaxError(
                message: "a value that begins with `*` is a YAML alias, which is not used here",
                remedy: "Put quotes around it.", mark: event.start)
        case .streamEnd, .sequenceEnd, .mappingEnd, .other:
            throw SyntaxError(
                message: "the document is incomplete", remedy: "Close what is open.", mark: event.start)
        }
    }
}
