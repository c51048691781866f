/// What somebody typed into a search field, as an FTS5 expression that asks for all its words.
///
/// Every word is quoted, so nothing typed is ever an operator. Words are whole: looking up all that begin like one
/// takes a time that only their number bounds.
struct SearchExpression {
    let text: String

    /// Words beyond these do not make a search narrower that anybody means.
    private static let wordLimit = 16

    /// Nil when there is no word in it.
    init?(_ query: String) {
        // A NUL would end the expression, a quote the word.
        let words = query.split { $0.isWhitespace || $0 == "\"" || $0 == "\0" }
            .filter { word in word.contains { $0.isLetter || $0.isNumber } }
            .prefix(Self.wordLimit)
        guard !words.isEmpty else { return nil }
        text = words.map { "\"\($0)\"" }.joined(separator: " ")
    }
}
