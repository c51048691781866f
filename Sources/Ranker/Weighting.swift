internal import Glibc

/// What each feature is worth: more, the fewer entries have it, by the logarithm of their share.
///
/// Value: ln((1 + entries) / (1 + entries that have it)) + 1.25, the inverse class frequency of F. Ren, M. G. Sohrab,
/// "Class-indexing-based term weighting for automatic text classification", 2013, made flatter; how often a text has a feature
/// does not count. Words and pieces are scaled apart, so that each make half of the vector's squared length.
struct Weighting: Sendable {
    /// By feature; 0 where none of the chosen texts has it.
    let rarity: [Float]
    /// What a feature is worth that no text has.
    let unknown: Float

    init(rarity: [Float], unknown: Float) {
        self.rarity = rarity
        self.unknown = unknown
    }

    /// Counts in the chosen ones of `texts` alone, so that a fold knows nothing of what it leaves out.
    init(_ texts: [CountedText], labels: [Int], entries: Int, chosen: [Int], features: Int) {
        var having = [Int](repeating: 0, count: features)
        var last = [Int](repeating: -1, count: features)
        for index in chosen.sorted(by: { labels[$0] < labels[$1] }) {
            for feature in texts[index].features where last[Int(feature)] != labels[index] {
                last[Int(feature)] = labels[index]
                having[Int(feature)] += 1
            }
        }
        let total = Double(1 + entries)
        rarity = having.map { $0 == 0 ? 0 : Float(log(total / Double(1 + $0)) + Self.floor) }
        unknown = Float(log(total) + Self.floor)
    }

    private static let floor = 1.25
    private static let shareOfWords: Float = 0.5

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
            vector.features.append(feature)
            vector.values.append(worth)
            squares += worth * worth
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
