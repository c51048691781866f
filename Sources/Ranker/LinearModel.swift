/// A weight for every feature and entry, sixteen entries side by side.
struct LinearModel: Sendable {
    static let width = 16

    /// The weights of sixteen entries.
    struct Block: Sendable {
        /// Where in `weights` each feature stands: at 0 those that none of the block's training examples has.
        var rows: [UInt32]
        /// First a row of zeros.
        var weights: [SIMD16<Float>]
        var bias = SIMD16<Float>.zero
    }

    let entries: Int
    private let blocks: [Block]

    init(entries: Int, blocks: [Block]) {
        self.entries = entries
        self.blocks = blocks
    }

    static func blocks(for entries: Int) -> Int { (entries + width - 1) / width }

    /// The margin of every entry.
    func margins(_ vector: SparseVector) -> [Float] {
        var margins: [Float] = []
        margins.reserveCapacity(blocks.count * Self.width)
        let features = vector.features.span
        let values = vector.values.span
        for block in blocks {
            let rows = block.rows.span
            let weights = block.weights.span
            var sum = block.bias
            for index in features.indices { sum += weights[Int(rows[Int(features[index])])] * values[index] }
            for lane in 0..<min(Self.width, entries - margins.count) { margins.append(sum[lane]) }
        }
        return margins
    }
}
