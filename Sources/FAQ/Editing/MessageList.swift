/// Messages for ``EditionDiff`` as editors keep them in a file: one a line.
///
/// `message<TAB>slug` pins a message: it must reach that entry. `message<TAB>-` must stay unanswered. Lines that begin
/// with `#` are comments, and a message that begins so is written with a space before it. Blank lines do not count.
package struct MessageList: Sendable {
    package let messages: [EditionDiff.Message]

    /// A line that cannot be meant, or a file that cannot be read as text.
    package struct Misspelling: Error, Sendable, Equatable, CustomStringConvertible {
        /// From 1.
        package let line: Int
        package let message: String

        package var description: String { "line \(line): \(message)" }
    }

    package init(bytes: [UInt8]) throws(Misspelling) {
        let source = SourceFile(path: "", bytes: bytes)
        if let line = source.broken?.line {
            throw Misspelling(line: line, message: "this is not UTF-8. Save the file as UTF-8 text.")
        }
        var messages: [EditionDiff.Message] = []
        for (index, line) in source.lines.enumerated() {
            guard !line.hasPrefix("#"), line.contains(where: { !$0.isWhitespace }) else { continue }
            messages.append(try Self.message(line, number: index + 1))
        }
        self.messages = messages
    }

    private static func message(_ line: String, number: Int) throws(Misspelling) -> EditionDiff.Message {
        guard let tab = line.lastIndex(of: "\t") else { return EditionDiff.Message(line, line: number) }
        let text = line[..<tab]
        let pin = line[line.index(after: tab)...].trimmed
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw Misspelling(line: number, message: "there is no message before the TAB.")
        }
        guard pin == "-" || EntryReader.isSlug(pin) else {
            throw Misspelling(
                line: number,
                message: "behind the TAB stands “\(String(pin).oneLine)”, which is no slug. Write the slug that the "
                    + "message must reach, or - when it must stay unanswered; without a TAB it may reach anything.")
        }
        return EditionDiff.Message(String(text), pin: pin == "-" ? .nothing : .entry(String(pin)), line: number)
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        let start = drop { $0.isWhitespace }
        return start.lastIndex { !$0.isWhitespace }.map { start[...$0] } ?? ""
    }
}
