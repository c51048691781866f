/// A linear classifier that orders entries by how much a question is like their examples.
package struct Ranker: Sendable {
    package struct Example: Sendable {
        package let text: String
        /// From 0.
        package let entry: Int

        package init(_ text: String, entry: Int) {
            self.text = text
            self.entry = entry
        }
    }

    /// An entry with how well it fits.
    package struct Ranked: Sendable, Equatable {
        package let entry: Int
        /// The classifier's own measure; comparable within one question.
        package let score: Double
        /// How likely it is that a question scored like this belongs to the entry; 0 to 1.
        package let confidence: Double
    }

    /// `background` is what the entries themselves say, for those with few examples.
    package init(_ examples: [Example], background: [String]) {}

    /// The entries that fit best, the best first, at most `limit`.
    package func rank(_ text: String, limit: Int) -> [Ranked] { [] }
}
