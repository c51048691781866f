internal import Glibc

/// What each feature is worth: rare ones more, by the logarithm of the number of texts that have it.
///
/// Value: (1 + ln tf) · (ln((1 + n) / (1 + df)) + 3), after G. Salton, C. Buckley, "Term-weighting approaches in automatic text
/// retrieval", 1988. Words and pieces are scaled apart, so that the words make 0.4 of the vector's squared length.
struct Weighting: Sendable {
    /// By feature; 0 where none of the chosen texts has it.
    private let rarity: [Float]
    /// What a feature is worth that no text has.
    private let unknown: Float

    /// Counts in the chosen ones of `texts` alone, so that a fold knows nothing of what it leaves out.
    init(_ texts: [CountedText], chosen: [Int], features: Int) {
        var having = [Int](repeating: 0, count: features)
        for index in chosen {
            for feature in texts[index].features { having[Int(feature)] += 1 }
        }
        let total = Double(1 + chosen.count)
        rarity = having.map { $0 == 0 ? 0 : Float(log(total / Double(1 + $0)) + Self.floor) }
        unknown = Float(log(total) + Self.floor)
    }

    private static let floor = 3.0
    private static let shareOfWords: Float = 0.4

    func vector(_ text: CountedText) -> SparseVector {
        var vector = SparseVector()
        vector.features.reserveCapacity(text.features.count)
        vector.values.reserveCapacity(text.features.count)
        vector.knownWords = add(
            text, 0..<text.words, unknown: text.unknown.words, share: Self.shareOfWords, to: &vector)
        vector.knownPieces = add(
            text, text.words..<text.features.count, unknown: text.unknown.pieces, share: 1 - Self.shareOfWords,
            to: &vector)
        return vector
    }

    /// Returns how much of the block is known.
    private func add(
        _ text: CountedText, _ block: Range<Int>, unknown: Int, share: Float, to vector: inout SparseVector
    ) -> Float {
        let start = vector.values.count
        var squares: Float = 0
        var missing = Float(unknown) * self.unknown * self.unknown
        for index in block {
            let feature = text.features[index]
            let worth = rarity[Int(feature)]
            guard worth > 0 else {
                missing += self.unknown * self.unknown
                continue
            }
            let count = text.counts[index]
            let value = count == 1 ? worth : worth * (1 + logf(Float(count)))
            vector.features.append(feature)
            vector.values.append(value)
            squares += value * value
        }
        guard squares > 0 else { return 0 }
        let scale = (share / squares).squareRoot()
        for index in start..<vector.values.count { vector.values[index] *= scale }
        return squares / (squares + missing)
    }
}

/// A text as numbers: the features it has, and what each is worth.
struct SparseVector: Sendable {
    var features: [UInt32] = []
    var values: [Float] = []
    /// The share of the words that the examples have too, by their worth; 0 to 1.
    var knownWords: Float = 0
    /// The same of the pieces.
    var knownPieces: Float = 0
}
