/// A weight for every feature and entry, sixteen entries side by side.
struct LinearModel: Sendable {
    static let width = 16

    /// For one block of sixteen entries after the other: a vector for every feature, and last the bias.
    private(set) var weights: [SIMD16<Float>]
    let features: Int
    let entries: Int

    init(features: Int, entries: Int, blocks: [[SIMD16<Float>]]) {
        self.features = features
        self.entries = entries
        weights = Array(blocks.joined())
    }

    static func blocks(for entries: Int) -> Int { (entries + width - 1) / width }

    /// The margin of every entry.
    func margins(_ vector: SparseVector) -> [Float] {
        var margins: [Float] = []
        margins.reserveCapacity(Self.blocks(for: entries) * Self.width)
        let weights = weights.span
        for block in 0..<Self.blocks(for: entries) {
            let start = block * (features + 1)
            var sum = weights[start + features]
            for index in vector.features.indices {
                sum += weights[start + Int(vector.features[index])] * vector.values[index]
            }
            for lane in 0..<min(Self.width, entries - block * Self.width) { margins.append(sum[lane]) }
        }
        return margins
    }
}
