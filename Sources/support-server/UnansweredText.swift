import FAQ
import Switchboard

extension Unanswered {
    /// What `faq unanswered` prints; the numbers are those of `--group`.
    func text(isColoured: Bool) -> String {
        let ink = Ink(isColoured: isColoured)
        let span = "from \(from.minute) to \(to.minute)"
        guard messages > 0 else { return "No message \(span) was unknown to the bot.\n" }
        var lines = ["\(messages.counting("unknown message")) \(span), in \(different.counting("wording")).", ""]
        let width = String(open.count).count
        for (index, group) in open.enumerated() {
            let number = String(index + 1)
            lines.append(
                String(repeating: " ", count: width - number.count)
                    + ink.strong("\(number)  \(group.count) × “\(group.question.oneLine)”")
                    + "  last \(group.lastSeen.minute)")
            lines += group.details.map { String(repeating: " ", count: width + 2) + $0 }
        }
        if open.isEmpty { lines.append("The FAQ as it is now knows all of them.") }
        if rest > 0 { lines.append("… and \(rest.counting("other wording")); --limit shows more.") }
        if !answered.isEmpty {
            lines += ["", ink.strong("known by now")]
            lines += answered.map { group in
                "  \(group.count) × “\(group.question.oneLine)” → \(group.now == .person ? "a person" : group.now.slugs.joined(separator: " + "))"
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension Unanswered.Group {
    fileprivate var details: [String] {
        var lines: [String] = []
        if !wordings.isEmpty { lines.append("also     " + wordings.map { "“\($0.oneLine)”" }.joined(separator: ", ")) }
        if let nearest {
            let entry = nearest.entry
            let mode = entry.mode == .live ? "" : ", \(entry.mode.rawValue)"
            let likely = "\(Int((nearest.confidence * 100).rounded())) %"
            lines.append("nearest  \(entry.slug) (\(entry.file)\(mode)), \(likely): “\(entry.question.oneLine)”")
        }
        return lines + replies.map { "\($0.by.oneLine), \($0.at.minute): “\($0.words.oneLine)”" }
    }
}
