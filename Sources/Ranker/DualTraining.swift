/// Trains one classifier for each entry against all the others: a linear support vector machine with squared hinge loss.
///
/// Dual coordinate descent, one example at a time in random order, for sixteen entries at once (C.-J. Hsieh, K.-W. Chang,
/// C.-J. Lin, S. S. Keerthi, S. Sundararajan, "A dual coordinate descent method for large-scale linear SVM", 2008,
/// algorithm 3 with L2 loss). The entries do not touch one another, so the result is the same however blocks are dealt out.
struct DualTraining {
    let vectors: [SparseVector]
    /// The entry of each vector.
    let entries: [Int]
    let features: Int
    /// What a violated margin costs, against the length of the weights.
    var cost: Float = 1
    var epochs = 12

    /// The weights of sixteen entries from `first`: one vector for each feature, and last the bias.
    func block(_ first: Int) -> [SIMD16<Float>] {
        var weights = [SIMD16<Float>](repeating: .zero, count: features + 1)
        var alphas = [SIMD16<Float>](repeating: .zero, count: vectors.count)
        let diagonal = 0.5 / cost
        let lengths = vectors.map { vector in vector.values.reduce(diagonal + 1) { $0 + $1 * $1 } }
        let lanes = SIMD16<Int32>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
        var order = Array(vectors.indices)
        var generator = SplitMix64(seed: 1)
        for _ in 0..<epochs {
            order.shuffle(using: &generator)
            for index in order {
                let vector = vectors[index]
                let own = lanes .== SIMD16(repeating: Int32(clamping: entries[index] - first))
                let sign = SIMD16<Float>(repeating: -1).replacing(with: 1, where: own)
                let alpha = alphas[index]
                var margin = weights[features]
                for at in vector.features.indices {
                    margin += weights[Int(vector.features[at])] * vector.values[at]
                }
                let gradient = sign * margin - 1 + alpha * diagonal
                var moved = alpha - gradient / lengths[index]
                moved.replace(with: 0, where: moved .< 0)
                let change = (moved - alpha) * sign
                guard change != .zero else { continue }
                alphas[index] = moved
                weights[features] += change
                for at in vector.features.indices {
                    weights[Int(vector.features[at])] += change * vector.values[at]
                }
            }
        }
        return weights
    }

    func model(for count: Int) -> LinearModel {
        let blocks = (0..<LinearModel.blocks(for: count)).map { block($0 * LinearModel.width) }
        return LinearModel(features: features, entries: count, blocks: blocks)
    }
}
