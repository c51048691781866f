internal import YAML

/// A YAML document as its parts in order, each with the comments that belong to it.
///
/// A comment on a line of its own belongs to the part below it, one behind a part to that part. At the end of a list or a
/// mapping it belongs to the collection when it is indented like its parts.
struct Outline {
    /// A comment with the place it now has.
    struct Note {
        let text: String
        let hasGapBefore: Bool
    }

    /// A key with its value, an item of a list, or the whole document, which comes first.
    struct Part {
        /// Nil for an item.
        let key: YAML.Node?
        var value: YAML.Node
        let parent: Int?
        /// Where the key, or the item without its dash, begins.
        let start: Int
        var children: [Int] = []
        var above: [Note] = []
        var beside: String?
        /// Behind the last of the children.
        var below: [Note] = []
        /// Whether an empty line stands before it, below the notes above it.
        var hasGapBefore: Bool
    }

    var parts: [Part] = []
    /// Every comment in the document, in order.
    let remarks: [Remark]

    init(_ text: String, root: YAML.Node) {
        let finder = RemarkFinder(text)
        remarks = finder.remarks(around: root)
        add(nil, root, in: nil, finder)
        for remark in remarks { place(remark) }
        floatHeader()
    }

    /// Whether a comment stands somewhere inside a part.
    func hasNotes(inside index: Int) -> Bool {
        let part = parts[index]
        return !part.below.isEmpty
            || part.children.contains {
                !parts[$0].above.isEmpty || parts[$0].beside != nil || hasNotes(inside: $0)
            }
    }

    mutating func add(_ key: YAML.Node?, _ value: YAML.Node, in parent: Int?, _ finder: RemarkFinder) {
        let index = parts.count
        let start = (key ?? value).start.offset
        parts.append(
            Part(key: key, value: value, parent: parent, start: start, hasGapBefore: finder.hasGap(before: start)))
        if let parent { parts[parent].children.append(index) }
        switch value.content {
        case .scalar: break
        case .sequence(let items): for item in items { add(nil, item, in: index, finder) }
        case .mapping(let pairs): for pair in pairs { add(pair.key, pair.value, in: index, finder) }
        }
    }

    private mutating func place(_ remark: Remark) {
        // The document itself is a part that nothing can stand beside.
        let before = parts.lastIndex { $0.start < remark.offset } ?? 0
        if !remark.isAlone, let owner = owner(ofEndBefore: remark, from: before) {
            write(remark, beside: owner)
            return
        }
        if before > 0, case .scalar = parts[before].value.content, parts[before].value.start.offset > remark.offset {
            // Between a key and its value.
            write(remark, above: before)
            return
        }
        // Of parts that begin together, as an item and its first key do, the outer one.
        let below = parts.indices.dropFirst().first { parts[$0].start > remark.offset }.map { outermost($0, remark) }
        if let bracket = bracket(around: remark) {
            if let below, isInside(below, bracket) {
                write(remark, above: below)
            } else if parts[bracket].children.isEmpty, bracket > 0 {
                write(remark, above: bracket)
            } else {
                parts[bracket].below.append(Note(text: remark.text, hasGapBefore: remark.hasGapBefore))
            }
        } else if let closed = closed(between: before, and: below, remark) {
            parts[closed].below.append(Note(text: remark.text, hasGapBefore: remark.hasGapBefore))
        } else if let below {
            parts[below].above.append(Note(text: remark.text, hasGapBefore: remark.hasGapBefore))
        } else {
            parts[0].below.append(Note(text: remark.text, hasGapBefore: remark.hasGapBefore))
        }
    }

    /// The part whose end a comment stands behind: outside of every bracket that is closed before it.
    private func owner(ofEndBefore remark: Remark, from before: Int) -> Int? {
        var owner = before
        while let parent = parts[owner].parent, parts[parent].value.isFlow,
            parts[parent].value.end.offset <= remark.offset
        {
            owner = parent
        }
        return owner == 0 ? nil : owner
    }

    /// The part, or the one around it whose brackets are opened behind the comment.
    private func outermost(_ index: Int, _ remark: Remark) -> Int {
        var index = index
        while let parent = parts[index].parent, parent > 0, parts[parent].value.isFlow,
            parts[parent].value.start.offset > remark.offset
        {
            index = parent
        }
        return index
    }

    /// The innermost part whose brackets a comment stands in.
    private func bracket(around remark: Remark) -> Int? {
        parts.indices.last {
            let value = parts[$0].value
            return value.isFlow && value.start.offset < remark.offset && remark.offset < value.end.offset
        }
    }

    /// The collection that ends before a comment and that the comment's indentation makes its own.
    private func closed(between before: Int, and below: Int?, _ remark: Remark) -> Int? {
        let limit = below.map { column($0) } ?? 0
        var candidate: Int? = before
        while let index = candidate, index > 0 {
            let value = parts[index].value
            // A list may stand right below its key, yet is inside.
            let column = max(value.start.column, self.column(index) + (parts[index].key == nil ? 0 : 1))
            if below.map({ isInside($0, index) }) ?? false { return nil }
            let isBlock = !parts[index].children.isEmpty && !value.isFlow
            if isBlock, limit < column, column <= remark.column { return index }
            candidate = parts[index].parent
        }
        return nil
    }

    private func isInside(_ index: Int, _ outer: Int) -> Bool {
        var parent = parts[index].parent
        while let current = parent {
            if current == outer { return true }
            parent = parts[current].parent
        }
        return false
    }

    /// Of a part's first character; of an item, of its dash.
    private func column(_ index: Int) -> Int {
        let part = parts[index]
        guard part.key == nil, let parent = part.parent else { return (part.key ?? part.value).start.column }
        return parts[parent].value.start.column
    }

    /// A line has room for one comment; the others go above it.
    private mutating func write(_ remark: Remark, beside index: Int) {
        if parts[index].beside == nil {
            parts[index].beside = remark.text
        } else {
            write(remark, above: index)
        }
    }

    /// The comment joins those above a part, from somewhere else.
    private mutating func write(_ remark: Remark, above index: Int) {
        let isFirst = parts[index].above.isEmpty
        parts[index].above.append(Note(text: remark.text, hasGapBefore: isFirst && parts[index].hasGapBefore))
        if isFirst { parts[index].hasGapBefore = false }
    }

    /// What stands at the top with an empty line below it is about the file, wherever its first key goes.
    private mutating func floatHeader() {
        guard let first = parts[0].children.first else { return }
        let notes = parts[first].above
        let count = parts[first].hasGapBefore ? notes.count : notes.lastIndex(where: \.hasGapBefore) ?? 0
        guard count > 0 else { return }
        parts[0].above = Array(notes.prefix(count))
        parts[first].above = notes.dropFirst(count).enumerated().map { number, note in
            Note(text: note.text, hasGapBefore: number > 0 && note.hasGapBefore)
        }
        if count == notes.count { parts[first].hasGapBefore = false }
    }
}
