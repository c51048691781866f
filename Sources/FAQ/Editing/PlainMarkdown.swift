/// Turns what somebody wrote as plain text into Markdown that shows the same.
package enum PlainMarkdown {
    /// Lines stay lines, empty ones begin paragraphs, and addresses become links. Nothing else is taken for markup.
    package static func markdown(of text: String) -> String {
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map { line($0) }
        let paragraphs = lines.split(separator: "")
        return paragraphs.map { $0.joined(separator: "\\\n") }.joined(separator: "\n\n")
    }

    private static func line(_ text: Substring) -> String {
        let visible = text.unicodeScalars.map { scalar -> Unicode.Scalar in
            scalar.properties.generalCategory == .control ? " " : scalar
        }
        let words = String(String.UnicodeScalarView(visible)).split(separator: " ").map { word($0) }
        return beginning(of: words.joined(separator: " "))
    }

    private static func word(_ word: Substring) -> String {
        let end = word.lastIndex { !".,;:!?)\"'".contains($0) } ?? word.startIndex
        let address = String(word[...end])
        let isAddress = ["https://", "http://"].contains { address.hasPrefix($0) }
        // What CommonMark allows between angle brackets, and takes as it stands: it would resolve `&amp;`.
        let isPlain =
            address.unicodeScalars.allSatisfy { (0x21...0x7E).contains($0.value) && $0 != "<" && $0 != ">" }
            && !(address.contains("&") && address.contains(";"))
        guard isAddress, isPlain, LinkAddress.fault(of: address) == nil else { return escaped(word) }
        return "<\(address)>" + escaped(word[word.index(after: end)...])
    }

    private static func escaped(_ text: Substring) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if "\\`*_[]<>&|".unicodeScalars.contains(scalar) { result.unicodeScalars.append("\\") }
            result.unicodeScalars.append(scalar)
        }
        return result
    }

    /// Keeps the beginning of a line from making it a heading, a list, a rule or a block of code.
    private static func beginning(of line: String) -> String {
        guard let first = line.unicodeScalars.first else { return line }
        if "#-+=~".unicodeScalars.contains(first) { return "\\" + line }
        let digits = line.prefix { $0.isASCII && $0.isNumber }
        let rest = line[digits.endIndex...]
        guard !digits.isEmpty, rest.hasPrefix(".") || rest.hasPrefix(")") else { return line }
        return digits + "\\" + rest
    }
}
