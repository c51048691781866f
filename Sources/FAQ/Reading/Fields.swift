internal import YAML

/// A mapping being read: hands out typed values by key and reports what is wrong with them.
struct Fields {
    let source: SourceFile
    let report: Report
    let place: Place
    /// Whether there were keys beside the known ones, so that a missing one may be there misspelt.
    private(set) var hasUnknownKeys = false
    private var values: [String: YAML.Node] = [:]

    /// The mapping that a text is, which begins at a line of its file; nil, and reported, when it is none. `whenEmpty`
    /// reports a text without anything.
    init?(
        _ text: String, firstLine: Int, of what: String, keys: [String], in source: SourceFile, _ report: Report,
        whenEmpty: () -> Void
    ) {
        do throws(YAML.SyntaxError) {
            guard let root = try YAML.Parser.parse(text, firstLine: firstLine) else {
                whenEmpty()
                return nil
            }
            self.init(root, of: what, keys: keys, in: source, report)
        } catch {
            let place = Place(file: source.path, line: error.mark.line, column: error.mark.column)
            report.error(.badYAML, place, "the keys cannot be read: \(error.message)", error.remedy)
            return nil
        }
    }

    /// Nil, and reported, when the node is not a mapping. Keys beside the known ones are reported.
    init?(_ node: YAML.Node, of what: String, keys: [String], in source: SourceFile, _ report: Report) {
        guard case .mapping(let pairs) = node.content else {
            report.error(.wrongType, source.place(of: node), "\(what) must be keys with values, like `\(keys[0]): …`")
            return nil
        }
        self.source = source
        self.report = report
        place = source.place(of: node)
        for pair in pairs {
            // The YAML wrapper promises scalar keys.
            let key = pair.key.text ?? ""
            if keys.contains(key) {
                values[key] = pair.value
            } else {
                hasUnknownKeys = true
                let meant = Spelling.nearest(to: key, among: keys)
                let remedy = meant.map { "Did you mean `\($0)`?" } ?? "Known keys: \(keys.joined(separator: ", "))."
                report.error(.unknownKey, source.place(of: pair.key), "\(what) has no key `\(key)`", remedy)
            }
        }
    }

    /// The value of a key; nil when it is missing or nothing is written behind it.
    func node(_ key: String) -> YAML.Node? {
        values[key].flatMap { $0.isEmpty ? nil : $0 }
    }

    func place(_ key: String) -> Place? {
        values[key].map { source.place(of: $0) }
    }

    func text(_ key: String) -> String? {
        node(key).flatMap { text($0, as: key) }
    }

    func text(_ node: YAML.Node, as key: String) -> String? {
        guard let text = node.text else {
            report.error(.wrongType, source.place(of: node), "`\(key)` must be a text")
            return nil
        }
        return text
    }

    func whole(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let node = node(key) else { return nil }
        guard let number = node.text.flatMap({ Int($0) }) else {
            report.error(.wrongType, source.place(of: node), "`\(key)` must be a whole number")
            return nil
        }
        guard range.contains(number) else {
            report.error(
                .wrongValue, source.place(of: node),
                "`\(key)` must be between \(range.lowerBound) and \(range.upperBound)")
            return nil
        }
        return number
    }

    /// A number from 0 to 1.
    func fraction(_ key: String) -> Double? {
        guard let node = node(key) else { return nil }
        if let number = node.text.flatMap({ Double($0) }), 0...1 ~= number { return number }
        report.error(
            .wrongValue, source.place(of: node), "`\(key)` must be a number from 0 to 1",
            "Write like 0.9, for nine times in ten.")
        return nil
    }

    func flag(_ key: String) -> Bool? {
        guard let node = node(key) else { return nil }
        switch node.text?.lowercased() {
        case "true", "yes", "on": return true
        case "false", "no", "off": return false
        default:
            report.error(.wrongType, source.place(of: node), "`\(key)` must be true or false")
            return nil
        }
    }

    func day(_ key: String) -> Day? {
        node(key).flatMap { day($0, as: key) }
    }

    func day(_ node: YAML.Node, as key: String) -> Day? {
        if let day = node.text.flatMap({ Day($0) }) { return day }
        report.error(.badDate, source.place(of: node), "`\(key)` must be a day like 2027-01-31")
        return nil
    }

    func choice<Choice: RawRepresentable & CaseIterable>(_ key: String) -> Choice? where Choice.RawValue == String {
        guard let node = node(key) else { return nil }
        if let choice = node.text.flatMap({ Choice(rawValue: $0) }) { return choice }
        let words = Choice.allCases.map(\.rawValue)
        let meant = node.text.flatMap { Spelling.nearest(to: $0, among: words) }
        report.error(
            .wrongValue, source.place(of: node), "`\(key)` must be one of \(words.joined(separator: ", "))",
            meant.map { "Did you mean `\($0)`?" } ?? "Without it, `\(key)` is \(words[0]).")
        return nil
    }

    /// The items of a list; empty when the key is missing.
    func list(_ key: String) -> [YAML.Node] {
        guard let node = node(key) else { return [] }
        guard case .sequence(let items) = node.content else {
            report.error(
                .wrongType, source.place(of: node), "`\(key)` must be a list",
                "Write `\(key): [one, two]`, or one line each that begins with `- `.")
            return []
        }
        return items
    }

    /// The texts of a list with their places. An item without text is reported.
    func texts(_ key: String) -> [(text: String, place: Place)] {
        list(key).compactMap { item in
            guard let text = text(item, as: key) else { return nil }
            guard text.contains(where: { !$0.isWhitespace }) else {
                report.error(.wrongValue, source.place(of: item), "an item of `\(key)` is empty")
                return nil
            }
            return (text, source.place(of: item))
        }
    }
}
