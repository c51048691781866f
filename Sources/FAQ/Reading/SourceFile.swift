internal import YAML

/// The text of one file of the FAQ folder, read but not yet understood.
package struct SourceFile: Sendable {
    package static let sizeLimit = 64 * 1_024

    /// Relative to the folder, with `/` between its parts.
    package let path: String
    package let bytes: [UInt8]
    /// Without the characters that end them; CR LF ends a line as LF does.
    let lines: [String]
    /// Where the first byte is that is not UTF-8; the column counts the characters before it.
    let broken: (line: Int, column: Int)?

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = bytes.starts(with: byteOrderMark) ? bytes.dropFirst(3) : bytes[...]
        var lines: [String] = []
        var broken: (line: Int, column: Int)?
        for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let content = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            let valid = String(validating: content, as: UTF8.self)
            if valid == nil, broken == nil { broken = (lines.count + 1, Self.lengthOfWhatIsValid(content) + 1) }
            lines.append(valid ?? String(decoding: content, as: UTF8.self))
        }
        self.lines = lines
        self.broken = broken
    }

    /// In Unicode scalars.
    private static func lengthOfWhatIsValid(_ bytes: some Sequence<UInt8>) -> Int {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var count = 0
        while case .scalarValue = decoder.decode(&iterator) { count += 1 }
        return count
    }

    package init(path: String, text: String) {
        self.init(path: path, bytes: Array(text.utf8))
    }

    /// Twelve hexadecimal digits that stand for the contents.
    package var version: String {
        var fingerprint = Fingerprint()
        fingerprint.add(bytes)
        return fingerprint.text
    }

    var isBotScript: Bool { path == BotScript.fileName }

    /// The number of the line that ends an entry's front matter.
    var closingFence: Int? {
        lines.dropFirst().firstIndex(of: "---").map { $0 + 1 }
    }

    func line(_ number: Int) -> String {
        lines.indices.contains(number - 1) ? lines[number - 1] : ""
    }

    /// A whole line, without the spaces around its text.
    func place(ofLine number: Int) -> Place {
        let scalars = line(number).unicodeScalars
        let indent = scalars.prefix { $0.properties.isWhitespace }.count
        let trailing = scalars.reversed().prefix { $0.properties.isWhitespace }.count
        return Place(file: path, line: number, column: indent + 1, length: scalars.count - indent - trailing)
    }

    /// A node, as far as its first line goes.
    func place(of node: YAML.Node) -> Place {
        let (start, end) = (node.start, node.end)
        if end.line == start.line {
            return Place(file: path, line: start.line, column: start.column, length: end.column - start.column)
        }
        if case .scalar = node.content {
            let whole = place(ofLine: start.line)
            return Place(
                file: path, line: start.line, column: start.column,
                length: whole.column + whole.length - start.column)
        }
        return Place(file: path, line: start.line, column: start.column)
    }
}
