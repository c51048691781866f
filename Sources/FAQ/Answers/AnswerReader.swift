internal import CommonMark

/// Reads an entry's answer: the part of CommonMark that a chat can show, and nothing that a customer's page could run.
struct AnswerReader {
    let source: SourceFile
    /// Of the answer in its file.
    let firstLine: Int
    let report: Report

    /// Nil when there is nothing to say, or something that cannot be said; why is reported.
    func answer() -> Answer? {
        let lines = source.lines.dropFirst(firstLine - 1)
        guard lines.contains(where: { $0.contains { !$0.isWhitespace } }) else {
            report.error(
                .emptyAnswer, source.place(ofLine: max(1, firstLine - 1)), "the entry has no answer",
                "Write it behind the second `---`.")
            return nil
        }
        guard let root = tree(lines.joined(separator: "\n")), isSupported(root, parentLine: 1) else { return nil }
        let blocks = AnswerTree.blocks(of: root)
        guard !blocks.isEmpty else {
            report.error(.emptyAnswer, source.place(ofLine: firstLine), "the answer shows nothing", "Write a sentence.")
            return nil
        }
        return Answer(text: AnswerText.text(of: blocks), rich: AnswerJSON.array(of: blocks))
    }

    private func tree(_ markdown: String) -> CommonMark.Node? {
        do {
            return try CommonMark.Parser.parse(markdown)
        } catch {
            switch error {
            case .tooLong: report.error(.fileTooLarge, place(1), "the answer is too long", "Shorten it.")
            case .tooDeep(let line):
                unsupported("so many levels inside each other", line, "Two levels of a list are enough for a chat.")
            }
            return nil
        }
    }

    private func unsupported(_ what: String, _ line: Int, _ remedy: String) {
        report.error(.unsupportedMarkdown, place(line), "an answer cannot have \(what)", remedy)
    }

    private func place(_ line: Int) -> Place {
        source.place(ofLine: firstLine + max(1, line) - 1)
    }

    /// Where the line shows the address; all of the line when it is written otherwise.
    private func place(of address: String, _ line: Int) -> Place {
        let whole = place(line)
        let text = source.line(whole.line)
        guard !address.isEmpty, let start = text.firstRange(of: address)?.lowerBound else { return whole }
        return Place(
            file: whole.file, line: whole.line, column: text[..<start].unicodeScalars.count + 1,
            length: address.unicodeScalars.count)
    }

    /// Looks at the whole tree, so that everything is reported at once.
    private func isSupported(_ node: CommonMark.Node, parentLine: Int) -> Bool {
        let line = node.line > 0 ? node.line : parentLine
        var isSound = true
        switch node.kind {
        case .html:
            report.error(
                .rawHTML, place(line), "an answer cannot have HTML",
                "Write it in Markdown, or put a `\\` before the `<` to show it.")
            isSound = false
        case .heading:
            unsupported("headings", line, "Make it a paragraph in **bold**.")
            isSound = false
        case .image:
            unsupported("images", line, "Link to the picture: `[how it looks](https://…)`.")
            isSound = false
        case .thematicBreak:
            unsupported("horizontal lines", line, "An empty line begins a new paragraph.")
            isSound = false
        case .paragraph where isTable(line, node):
            unsupported("tables", line, "Write one list item per row.")
            isSound = false
        case .link(let destination):
            if let fault = LinkAddress.fault(of: destination) {
                report.error(
                    .badLink, place(of: destination, line), "the link to “\(destination)” \(fault)", LinkAddress.remedy)
                isSound = false
            }
        default: break
        }
        for child in node.children where !isSupported(child, parentLine: line) { isSound = false }
        return isSound
    }

    /// CommonMark has no tables, so one would come out as a paragraph full of bars.
    private func isTable(_ line: Int, _ paragraph: CommonMark.Node) -> Bool {
        let lineCount = 1 + paragraph.children.count { $0.kind == .softBreak || $0.kind == .lineBreak }
        return (line..<line + lineCount).contains { number in
            let row = source.line(firstLine + number - 1)
            return row.contains("|") && row.contains("--") && row.allSatisfy { "|-: \t".contains($0) }
        }
    }
}

/// Which addresses an answer may link to.
enum LinkAddress {
    static let remedy = "Links begin with https://, http://, mailto: or tel:."

    /// What is wrong with an address; nil when nothing is.
    static func fault(of address: String) -> String? {
        guard !address.isEmpty else { return "leads nowhere" }
        guard address.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F }) else {
            return "has a space or a control character"
        }
        guard let colon = address.firstIndex(of: ":") else { return "leads nowhere" }
        let rest = address[address.index(after: colon)...]
        switch address[..<colon].lowercased() {
        case "https", "http":
            let host = rest.hasPrefix("//") ? rest.dropFirst(2).prefix { !"/?#".contains($0) } : ""
            return host.isEmpty || host.contains("@") || host.hasPrefix(":")
                ? "has no host a customer could trust" : nil
        case "mailto":
            let parts = rest.prefix { $0 != "?" }.split(separator: "@", omittingEmptySubsequences: false)
            return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } ? nil : "has no mail address"
        case "tel":
            return rest.contains { $0.isNumber } && rest.allSatisfy { "+0123456789-.()".contains($0) }
                ? nil : "has no telephone number"
        default: return "is of a kind that is not allowed"
        }
    }
}
