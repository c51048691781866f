/// A message as far as it differs from others.
package struct MessageForm: Hashable, Sendable {
    /// Equal for messages that an exact match takes for the same.
    package let key: String
    /// The beginnings of its words: without a plural's `s`, at most five letters.
    ///
    /// Cutting words short does for European languages nearly what a stemmer does, and needs to know none of them
    /// (P. McNamee, J. Mayfield, "Character n-gram tokenization", Information Retrieval 7, 2004).
    package let stems: Set<String>
    /// The same in order.
    let orderedStems: [String]

    package init(_ text: String) {
        let normal = NormalText(text)
        key = normal.exactKey
        stems = Set(normal.words.map { Self.stem(String(decoding: normal.bytes[$0], as: UTF8.self)) })
        orderedStems = stems.sorted()
    }

    private static func stem(_ word: String) -> String {
        let singular = word.count > 3 && word.hasSuffix("s") ? word.dropLast() : word[...]
        return String(singular.prefix(5))
    }
}
