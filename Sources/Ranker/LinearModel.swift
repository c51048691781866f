/// A weight for every feature and entry, sixteen entries side by side, kept where some example of theirs had the feature.
///
/// A weight is a whole number of 16 bits, the largest 32,767, times one `scale`: half the memory, and the error is far
/// below what tells two entries apart.
struct LinearModel: Sendable {
    static let width = 16

    let entries: Int
    let biases: [SIMD16<Float>]
    let scale: Float
    /// Where the rows of each feature begin in `blocks` and `weights`, and where the last ones end.
    let starts: [UInt32]
    /// Which sixteen entries each row is for.
    let blocks: [UInt16]
    let weights: [SIMD16<Int16>]

    /// The weights of sixteen entries, as they are trained.
    struct Block: Sendable {
        /// The feature that each row of `weights` is for.
        let features: [UInt32]
        var weights: [SIMD16<Float>]
        var bias = SIMD16<Float>.zero

        init(features: [UInt32], weights: [SIMD16<Float>]) {
            self.features = features
            self.weights = weights
        }

        init(features: [UInt32]) {
            self.init(features: features, weights: Array(repeating: .zero, count: features.count))
        }

        fileprivate var largest: Float {
            weights.reduce(0) { largest, row in max(largest, row.max(), -row.min()) }
        }
    }

    init(
        entries: Int, biases: [SIMD16<Float>], scale: Float, starts: [UInt32], blocks: [UInt16],
        weights: [SIMD16<Int16>]
    ) {
        self.entries = entries
        self.biases = biases
        self.scale = scale
        self.starts = starts
        self.blocks = blocks
        self.weights = weights
    }

    init(entries: Int, features: Int, blocks trained: [Block]) {
        self.entries = entries
        biases = trained.map(\.bias)
        let largest = trained.reduce(0) { max($0, $1.largest) }
        scale = largest > 0 ? largest / Float(Int16.max) : 1
        var starts = [UInt32](repeating: 0, count: features + 1)
        for block in trained {
            for feature in block.features { starts[Int(feature) + 1] += 1 }
        }
        for feature in 0..<features { starts[feature + 1] += starts[feature] }
        let count = Int(starts[features])
        var places = starts
        var blocks = [UInt16](repeating: 0, count: count)
        var weights = [SIMD16<Int16>](repeating: .zero, count: count)
        for (number, block) in trained.enumerated() {
            for (feature, row) in zip(block.features, block.weights) {
                let place = Int(places[Int(feature)])
                places[Int(feature)] += 1
                blocks[place] = UInt16(number)
                weights[place] = Self.whole(row / scale)
            }
        }
        (self.starts, self.blocks, self.weights) = (starts, blocks, weights)
    }

    /// The nearest whole numbers, lane by lane: the library's own conversion asks of each whether it is exact, which took
    /// as long as much of the training.
    private static func whole(_ row: SIMD16<Float>) -> SIMD16<Int16> {
        let rounded = row.rounded(.toNearestOrEven)
        var whole = SIMD16<Int16>.zero
        for lane in 0..<width { whole[lane] = Int16(truncatingIfNeeded: Int32(rounded[lane])) }
        return whole
    }

    static func blocks(for entries: Int) -> Int { (entries + width - 1) / width }

    /// The margin of every entry.
    func margins(_ vector: SparseVector) -> [Float] {
        var sums = [SIMD16<Float>](repeating: .zero, count: biases.count)
        add(vector, to: &sums)
        for block in sums.indices { sums[block] = biases[block] + scale * sums[block] }
        return (0..<entries).map { sums[$0 / Self.width][$0 % Self.width] }
    }

    private func add(_ vector: SparseVector, to sums: inout [SIMD16<Float>]) {
        var sums = sums.mutableSpan
        let (features, values) = (vector.features.span, vector.values.span)
        let (starts, blocks, weights) = (starts.span, blocks.span, weights.span)
        for index in features.indices {
            let feature = Int(features[index])
            for row in Int(starts[feature])..<Int(starts[feature + 1]) {
                sums[Int(blocks[row])] += SIMD16<Float>(weights[row]) * values[index]
            }
        }
    }
}
