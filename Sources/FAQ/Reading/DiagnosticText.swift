import JSON

extension Diagnostic {
    /// The diagnostic as a compiler would show it: place and sentence, the line with the place underlined, the notes.
    ///
    /// `folder` stands before the file's name. The mark is as wide as what it marks (`DisplayWidth`).
    package func text(folder: String = "", isColoured: Bool = false) -> String {
        func painted(_ text: String, _ code: String) -> String { isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
        let colour =
            switch severity {
            case .error: "1;31"
            case .warning: "1;33"
            case .note: "1;36"
            }
        let position = painted("\(Shown.text(path(in: folder))):\(place.line):\(place.column):", "1")
        var lines = ["\(position) \(painted("\(severity.rawValue):", colour)) \(painted(Shown.text(message), "1"))"]
        if !sourceLine.isEmpty {
            let number = String(place.line)
            let margin = String(repeating: " ", count: max(0, 4 - number.count))
            let (indent, mark) = underline
            lines.append("\(margin)\(number) | \(Shown.text(sourceLine))")
            lines.append("\(margin)\(String(repeating: " ", count: number.count)) | \(indent)\(painted(mark, colour))")
        }
        lines += notes.map { "  \(Shown.text($0))" }
        return lines.joined(separator: "\n")
    }

    /// White space up to the place, with the line's own tabs, and the mark below it.
    private var underline: (indent: String, mark: String) {
        let scalars = Shown.text(sourceLine).unicodeScalars
        let before = String(scalars.prefix(place.column - 1))
        let marked = String(scalars.dropFirst(place.column - 1).prefix(place.length))
        let indent = before.map { $0 == "\t" ? "\t" : String(repeating: " ", count: DisplayWidth.columns(of: $0)) }
        let width = DisplayWidth.columns(of: marked)
        return (indent.joined(), "^" + String(repeating: "~", count: max(0, width - 1)))
    }

    /// The diagnostic as one line of JSON.
    package func json(folder: String = "") -> String {
        var writer = JSONWriter()
        writer.object { object in
            object.member("file", path(in: folder))
            object.member("line", place.line)
            object.member("column", place.column)
            object.member("length", place.length)
            object.member("severity", severity.rawValue)
            object.member("code", code.rawValue)
            object.member("message", message)
            object.member("notes", strings: notes)
        }
        return writer.text
    }

    func path(in folder: String) -> String {
        folder.isEmpty ? place.file : folder.hasSuffix("/") ? folder + place.file : "\(folder)/\(place.file)"
    }
}
