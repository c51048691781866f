internal import Foundation

/// How alike messages are by the words they share, of which rare ones count more.
///
/// A word's weight is the inverse of how many messages have it, on a logarithmic scale (K. Spärck Jones, "A statistical
/// interpretation of term specificity", 1972). Likeness is the weight of the shared words over that of all words.
package struct Likeness: Sendable {
    private var frequencies: [String: Int] = [:]
    private var count = 0.0

    /// Learns which words are rare.
    package init(among forms: some Sequence<MessageForm>) {
        for form in forms {
            count += 1
            for stem in form.stems { frequencies[stem, default: 0] += 1 }
        }
    }

    /// From 0, no word in common, to 1, the same words.
    package func between(_ one: MessageForm, _ other: MessageForm) -> Double {
        guard !one.stems.isDisjoint(with: other.stems) else { return 0 }
        // In one order whichever comes first: a sum's last digit depends on it, and a report must not change by itself.
        let shared = weight(of: one.orderedStems.filter { other.stems.contains($0) })
        let ones = weight(of: one.orderedStems.filter { !other.stems.contains($0) })
        let others = weight(of: other.orderedStems.filter { !one.stems.contains($0) })
        return shared / (shared + (ones + others))
    }

    private func weight(of stems: [String]) -> Double {
        stems.reduce(0) { $0 + weight(of: $1) }
    }

    private func weight(of stem: String) -> Double {
        log(1 + (count + 1) / Double(frequencies[stem, default: 0] + 1))
    }
}
