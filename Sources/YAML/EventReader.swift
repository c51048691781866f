internal import CYAML

/// One step of libyaml's parser, in Swift's own types.
struct Event {
    enum Kind: Equatable {
        case scalar(String, Node.Style)
        case sequenceStart, sequenceEnd, mappingStart, mappingEnd, alias, streamEnd, other
    }

    let kind: Kind
    let start: Node.Mark
    let end: Node.Mark
    /// Whether the value carries an anchor or a tag.
    let isDecorated: Bool
    /// Whether it begins a collection in brackets or braces.
    let isFlow: Bool
}

/// Hands out the events of a text one after the other.
final class EventReader {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: UnsafeMutableBufferPointer<UInt8>
    private let firstLine: Int
    /// Offsets in Unicode scalars. YAML breaks lines at a lone CR and at three other characters too; editors and
    /// diagnostics do not, so its own count of lines is of no use.
    private let lineStarts: [Int]

    init(_ text: String, firstLine: Int) {
        self.firstLine = firstLine
        lineStarts = [0] + text.unicodeScalars.enumerated().lazy.filter { $0.element == "\n" }.map { $0.offset + 1 }
        input = .allocate(capacity: text.utf8.count)
        _ = input.initialize(from: text.utf8)
        parser = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        guard yaml_parser_initialize(parser) == 1 else { preconditionFailure("no memory for a YAML parser") }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, input.baseAddress, input.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        input.deallocate()
    }

    func next() throws(SyntaxError) -> Event {
        var raw = yaml_event_t()
        guard yaml_parser_parse(parser, &raw) == 1 else { throw syntaxError() }
        defer { yaml_event_delete(&raw) }
        return event(raw)
    }

    private func event(_ raw: yaml_event_t) -> Event {
        let kind: Event.Kind
        var isDecorated = false
        var isFlow = false
        switch raw.type {
        case YAML_SCALAR_EVENT:
            let scalar = raw.data.scalar
            isDecorated = scalar.anchor != nil || scalar.tag != nil
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            kind = .scalar(String(decoding: bytes, as: UTF8.self), style(scalar.style))
        case YAML_SEQUENCE_START_EVENT:
            isDecorated = raw.data.sequence_start.anchor != nil || raw.data.sequence_start.tag != nil
            isFlow = raw.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
            kind = .sequenceStart
        case YAML_MAPPING_START_EVENT:
            isDecorated = raw.data.mapping_start.anchor != nil || raw.data.mapping_start.tag != nil
            isFlow = raw.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
            kind = .mappingStart
        case YAML_SEQUENCE_END_EVENT: kind = .sequenceEnd
        case YAML_MAPPING_END_EVENT: kind = .mappingEnd
        case YAML_ALIAS_EVENT: kind = .alias
        case YAML_STREAM_END_EVENT: kind = .streamEnd
        default: kind = .other
        }
        return Event(
            kind: kind, start: mark(raw.start_mark), end: mark(raw.end_mark), isDecorated: isDecorated, isFlow: isFlow)
    }

    private func style(_ style: yaml_scalar_style_t) -> Node.Style {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
        default: .plain
        }
    }

    private func mark(_ mark: yaml_mark_t) -> Node.Mark {
        self.mark(at: Int(mark.index))
    }

    private func mark(at offset: Int) -> Node.Mark {
        var (line, behind) = (0, lineStarts.count)
        while line + 1 < behind {
            let middle = (line + behind) / 2
            if lineStarts[middle] <= offset { line = middle } else { behind = middle }
        }
        return Node.Mark(line: line + firstLine, column: offset - lineStarts[line] + 1, offset: offset)
    }

    /// For a problem of libyaml's reader, which counts bytes: a character that YAML forbids.
    private func mark(atByte offset: Int) -> Node.Mark {
        mark(at: String(decoding: input.prefix(offset), as: UTF8.self).unicodeScalars.count)
    }

    private func syntaxError() -> SyntaxError {
        let problem = parser.pointee.problem.map { String(cString: $0) } ?? "no memory"
        let context = parser.pointee.context.map { String(cString: $0) } ?? ""
        if parser.pointee.error == YAML_READER_ERROR {
            let remedy = "Take the invisible character out."
            return SyntaxError(message: problem, remedy: remedy, mark: mark(atByte: parser.pointee.problem_offset))
        }
        var place = parser.pointee.problem_mark
        // What was opened and not closed is shown where it was opened.
        let isUnclosed = ["flow", "quoted", "simple key"].contains { context.contains($0) }
        if isUnclosed { place = parser.pointee.context_mark }
        let remedy =
            if problem.contains("tab") || problem.contains("cannot start any token") {
                "Indent with spaces, and put quotes around a text that begins with a sign."
            } else if isUnclosed {
                "Close the bracket, the quotes or the key that is opened here."
            } else {
                "A text with `: ` or ` #` in it needs quotes around it; items of one list begin in one column."
            }
        return SyntaxError(message: problem, remedy: remedy, mark: mark(place))
    }
}
