internal import YAML

/// Writes an outline as a layout wants it.
struct OutlineWriter {
    private let outline: Outline
    private(set) var lines: [String] = []

    /// A part with what its place says of it.
    private struct Placed {
        let index: Int
        let layout: Layout
    }

    init(_ outline: Outline, as layout: Layout) {
        self.outline = outline
        let document = outline.parts[0]
        add(document.above, at: "")
        if !document.above.isEmpty { lines.append("") }
        addChildren(of: Placed(index: 0, layout: layout), indent: 0)
    }

    private func part(_ placed: Placed) -> Outline.Part { outline.parts[placed.index] }

    /// The parts of a collection in the order of its layout.
    private func children(of placed: Placed) -> [Placed] {
        let children = part(placed).children.map { index -> (place: Int, child: Placed) in
            guard let key = outline.parts[index].key?.text else {
                return (0, Placed(index: index, layout: placed.layout.items))
            }
            let (place, layout) = placed.layout.member(key)
            return (place, Placed(index: index, layout: layout))
        }
        // The sort must keep the order of equal ones, which the library's does not promise.
        return children.enumerated().sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }
            .map(\.element.child)
    }

    private func isOnOneLine(_ placed: Placed) -> Bool {
        if case .scalar = part(placed).value.content { return true }
        return part(placed).children.isEmpty || placed.layout.isFlow && !outline.hasNotes(inside: placed.index)
    }

    /// An item's first part begins on the item's line: `lead` is what stands there already, `beside` the item's comment.
    private mutating func addChildren(of placed: Placed, indent: Int, lead: String? = nil, beside: String? = nil) {
        let margin = String(repeating: " ", count: indent)
        for (number, child) in children(of: placed).enumerated() {
            if number == 0, let lead {
                add(child, indent: indent, lead: lead, beside: beside)
            } else {
                addHead(of: child, at: margin, isFirst: number == 0)
                add(child, indent: indent, lead: margin, beside: nil)
            }
        }
        add(part(placed).below, at: margin)
    }

    /// What stands above a part's line.
    private mutating func addHead(of placed: Placed, at margin: String, isFirst: Bool) {
        add(part(placed).above, at: margin, isFirst: isFirst)
        if part(placed).hasGapBefore, !isFirst || !part(placed).above.isEmpty { lines.append("") }
        // An item and its first key begin on one line, so what is above the key goes above the item.
        var (outer, isKey) = (placed, false)
        while isItem(outer), !isOnOneLine(outer), let inner = children(of: outer).first {
            add(part(inner).above, at: margin, isFirst: isFirst && part(placed).above.isEmpty && !isKey)
            (outer, isKey) = (inner, true)
        }
    }

    private func isItem(_ placed: Placed) -> Bool {
        part(placed).key == nil
    }

    private mutating func add(_ notes: [Outline.Note], at margin: String, isFirst: Bool = false) {
        for (number, note) in notes.enumerated() {
            if note.hasGapBefore, !(isFirst && number == 0), !lines.isEmpty, lines.last != "" { lines.append("") }
            lines.append(margin + note.text)
        }
    }

    /// The lines of a part; `beside` is a comment of the item that begins on the same line.
    private mutating func add(_ placed: Placed, indent: Int, lead: String, beside outer: String?) {
        let part = part(placed)
        let beside = [outer, part.beside].compactMap(\.self).joined(separator: " ")
        let tail = beside.isEmpty ? "" : " \(beside)"
        let key = part.key.map { ScalarText.line($0.text ?? "", .text, inFlow: false) + ":" }
        let (start, inner) = (lead + (key ?? "-"), indent + 2)
        if case .scalar(let text, _) = part.value.content, !part.value.isEmpty, let block = ScalarText.block(text) {
            lines.append("\(start) \(block.header)\(tail)")
            let margin = String(repeating: " ", count: inner)
            lines += block.lines.map { $0.isEmpty ? "" : margin + $0 }
        } else if isOnOneLine(placed) {
            let value = inline(placed, inFlow: false)
            lines.append((value.isEmpty ? start : "\(start) \(value)") + tail)
        } else if key == nil {
            addChildren(of: placed, indent: inner, lead: "\(start) ", beside: beside.isEmpty ? nil : beside)
        } else {
            lines.append(start + tail)
            addChildren(of: placed, indent: inner)
        }
    }

    /// A value on one line.
    private func inline(_ placed: Placed, inFlow: Bool) -> String {
        let value = part(placed).value
        switch value.content {
        case .scalar(let text, _): return value.isEmpty ? "" : ScalarText.line(text, placed.layout.kind, inFlow: inFlow)
        case .sequence: return "[" + children(of: placed).map { inline($0, inFlow: true) }.joined(separator: ", ") + "]"
        case .mapping:
            let pairs = children(of: placed).map { child in
                let key = ScalarText.line(part(child).key?.text ?? "", .text, inFlow: true)
                return "\(key): \(inline(child, inFlow: true))"
            }
            return "{" + pairs.joined(separator: ", ") + "}"
        }
    }
}
