package import FAQ

extension Unanswered.Group {
    /// A new entry for this question, in the words of the newest answer of an agent.
    ///
    /// In shadow mode: what an agent wrote to one customer is not yet fit for all.
    package func draft(slug: String, topic: String) -> EntryDraft {
        let answer = replies.first.map { PlainMarkdown.markdown(of: $0.words) } ?? ""
        // An entry must say something to be read at all; in shadow mode nobody hears it.
        let text = answer.isEmpty ? "Nobody has answered this yet." : answer
        var draft = EntryDraft(slug: slug, topic: topic, question: question.inOneLine, answer: text)
        draft.asks = wordings.map(\.inOneLine)
        draft.mode = .shadow
        return draft
    }
}

extension String {
    /// With single spaces for all white space; what the FAQ makes of it stays the same.
    fileprivate var inOneLine: String {
        split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
