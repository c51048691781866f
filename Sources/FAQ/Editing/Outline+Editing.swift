internal import YAML

/// Changes to the keys of an entry that leave everything else, comments above all, where it is.
extension Outline {
    /// What stands in a list that is given to a key.
    enum Item {
        /// A part that stays, with its comments.
        case kept(Int)
        /// A value in YAML, on one line.
        case new(String)
    }

    /// The part of a key at the top.
    func member(_ key: String) -> Int? {
        parts[0].children.first { parts[$0].key?.text == key }
    }

    /// Gives a key a value in YAML, on one line; nil takes the key away, or only its value when comments stand at it.
    mutating func set(_ key: String, to yaml: String?) throws(SyntaxError) {
        let text = "\(key): \(yaml ?? "")\n"
        guard let pair = try Self.pair(text) else { return }
        guard let index = member(key) else {
            if yaml != nil { add(pair.key, pair.value, in: 0, RemarkFinder(text)) }
            return
        }
        let orphans = parts[index].children.flatMap(notes) + parts[index].below
        parts[index].above += orphans
        parts[index].below = []
        parts[index].children = []
        parts[index].value = pair.value
        if case .mapping(let pairs) = pair.value.content {
            for pair in pairs { add(pair.key, pair.value, in: index, RemarkFinder(text)) }
        }
        if yaml == nil, parts[index].above.isEmpty, parts[index].beside == nil {
            parts[0].children.removeAll { $0 == index }
        }
    }

    /// Gives a key a list. The comments of items that go stay at its end.
    mutating func set(_ key: String, to items: [Item]) throws(SyntaxError) {
        guard !items.isEmpty else {
            try set(key, to: nil)
            return
        }
        let added = items.compactMap { if case .new(let yaml) = $0 { yaml } else { nil } }
        let text = "\(key): [\(added.joined(separator: ", "))]\n"
        guard let pair = try Self.pair(text), case .sequence(let nodes) = pair.value.content else { return }
        guard let index = member(key) else {
            add(pair.key, pair.value, in: 0, RemarkFinder(text))
            return
        }
        let before = parts[index].children
        parts[index].value = pair.value
        parts[index].children = []
        var rest = nodes[...]
        for item in items {
            if case .kept(let child) = item {
                parts[index].children.append(child)
            } else if let node = rest.popFirst() {
                add(nil, node, in: index, RemarkFinder(text))
            }
        }
        let kept = Set(parts[index].children)
        parts[index].below += before.filter { !kept.contains($0) }.flatMap(notes)
    }

    private static func pair(_ text: String) throws(SyntaxError) -> YAML.Node.Pair? {
        guard let root = try YAML.Parser.parse(text), case .mapping(let pairs) = root.content else { return nil }
        return pairs.first
    }

    /// Every comment of a part that goes, in order.
    private func notes(of index: Int) -> [Note] {
        let part = parts[index]
        let beside = part.beside.map { [Note(text: $0, hasGapBefore: false)] } ?? []
        return part.above + beside + part.children.flatMap(notes) + part.below
    }
}
