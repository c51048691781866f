internal import Glibc

/// What each feature is worth: rare ones more, by the logarithm of the number of examples that have it.
///
/// Value: (1 + ln tf) · (ln((1 + n) / (1 + df)) + 1); words and pieces are scaled to length 1 apart and then weigh half each
/// (G. Salton, C. Buckley, "Term-weighting approaches in automatic text retrieval", 1988).
struct Weighting: Sendable {
    /// By feature; 0 where no example of the chosen ones has it.
    private let rarity: [Float]

    /// Counts in the chosen ones of `texts` alone, so that a fold knows nothing of what it leaves out.
    init(_ texts: [CountedText], chosen: [Int], features: Int) {
        var having = [Int](repeating: 0, count: features)
        for index in chosen {
            for feature in texts[index].features { having[Int(feature)] += 1 }
        }
        let total = Double(1 + chosen.count)
        rarity = having.map { $0 == 0 ? 0 : Float(log(total / Double(1 + $0)) + 1) }
    }

    func vector(_ text: CountedText) -> SparseVector {
        var vector = SparseVector()
        vector.features.reserveCapacity(text.features.count)
        vector.values.reserveCapacity(text.features.count)
        add(text, 0..<text.words, to: &vector)
        add(text, text.words..<text.features.count, to: &vector)
        return vector
    }

    private func add(_ text: CountedText, _ block: Range<Int>, to vector: inout SparseVector) {
        let start = vector.values.count
        var squares: Float = 0
        for index in block {
            let feature = text.features[index]
            let worth = rarity[Int(feature)]
            guard worth > 0 else { continue }
            let count = text.counts[index]
            let value = count == 1 ? worth : worth * (1 + logf(Float(count)))
            vector.features.append(feature)
            vector.values.append(value)
            squares += value * value
        }
        guard squares > 0 else { return }
        let scale = (0.5 / squares).squareRoot()
        for index in start..<vector.values.count { vector.values[index] *= scale }
    }
}

/// A text as numbers: the features it has, and what each is worth.
struct SparseVector: Sendable {
    var features: [UInt32] = []
    var values: [Float] = []
}
