/// Trains one classifier for each entry against all the others: a linear support vector machine with squared hinge loss.
///
/// Dual coordinate descent, one example at a time in random order, for sixteen entries at once (C.-J. Hsieh, K.-W. Chang,
/// C.-J. Lin, S. S. Keerthi, S. Sundararajan, "A dual coordinate descent method for large-scale linear SVM", 2008,
/// algorithm 3 with L2 loss). Blocks of entries do not touch one another, so the result is the same however they are dealt out.
struct DualTraining {
    private let vectors: [SparseVector]
    /// The entry of each vector.
    private let labels: [Int]
    private let entries: Int
    private let features: Int
    /// What a violated margin costs, against the length of the weights, where the example is the entry's own.
    private let ownCost: Float = 5
    /// Where it is another entry's: less where there are few examples of each, or the others would drown them.
    private let otherCost: Float
    private let epochs: Int

    init(vectors: [SparseVector], labels: [Int], entries: Int, features: Int) {
        self.vectors = vectors
        self.labels = labels
        self.entries = entries
        self.features = features
        let examplesEach = Float(vectors.count) / Float(max(entries, 1))
        otherCost = min(max(examplesEach / 100, 0.05), 1)
        epochs = examplesEach < 20 ? 6 : 12
    }

    func model() -> LinearModel {
        let blocks = (0..<LinearModel.blocks(for: entries)).map { block($0 * LinearModel.width) }
        return LinearModel(entries: entries, features: features, blocks: blocks)
    }

    /// The weights of sixteen entries from `first`.
    private func block(_ first: Int) -> LinearModel.Block {
        let chosen = nearest(to: first)
        let examples = BlockExamples(chosen.map { vectors[$0] }, features: features)
        let own = chosen.map { Self.lanes .== SIMD16(repeating: Int32(labels[$0] - first)) }
        let others = SIMD16<Float>(repeating: 0.5 / otherCost)
        var alphas = [SIMD16<Float>](repeating: .zero, count: chosen.count)
        var block = LinearModel.Block(features: examples.features)
        var weights = block.weights.mutableSpan
        let rows = examples.entries.span
        let values = examples.values.span
        var bias = SIMD16<Float>.zero
        var order = Array(chosen.indices)
        var generator = SplitMix64(seed: 1)
        for _ in 0..<epochs {
            order.shuffle(using: &generator)
            for place in order {
                let range = examples.starts[place]..<examples.starts[place + 1]
                let sign = SIMD16<Float>(repeating: -1).replacing(with: 1, where: own[place])
                let diagonal = others.replacing(with: 0.5 / ownCost, where: own[place])
                var margin = bias
                for at in range { margin += weights[Int(rows[at])] * values[at] }
                let alpha = alphas[place]
                let gradient = sign * margin - 1 + alpha * diagonal
                var moved = alpha - gradient / (diagonal + examples.lengths[place])
                moved.replace(with: 0, where: moved .< 0)
                let change = (moved - alpha) * sign
                guard change != .zero else { continue }
                alphas[place] = moved
                bias += change
                for at in range { weights[Int(rows[at])] += change * values[at] }
            }
        }
        block.bias = bias
        return block
    }

    private static let lanes = SIMD16<Int32>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)

    /// The examples that sixteen entries are trained from: their own, and so many of the others that are most like them.
    ///
    /// With a thousand entries, nearly all the others share nothing with these but common pieces, and would take nearly all
    /// the time.
    private func nearest(to first: Int) -> [Int] {
        let block = first..<(first + LinearModel.width)
        let own = labels.indices.filter { block.contains(labels[$0]) }
        let limit = 6 * own.count + 400
        guard limit < vectors.count else { return Array(vectors.indices) }
        var sum = [Float](repeating: 0, count: features)
        for index in own {
            for (name, value) in zip(vectors[index].features, vectors[index].values) { sum[Int(name)] += value }
        }
        let others = labels.indices.filter { !block.contains(labels[$0]) }
        // By likeness, the most alike first, then by place: no likeness is negative, so its bits are in its order.
        var keys = others.indices.map { place in
            UInt64(~Self.likeness(of: vectors[others[place]], to: sum).bitPattern) << 32 | UInt64(place)
        }
        let wanted = limit - own.count
        Self.putSmallestFirst(wanted, of: &keys)
        return (own + keys.prefix(wanted).map { others[Int($0 & 0xFFFF_FFFF)] }).sorted()
    }

    private static func likeness(of vector: SparseVector, to sum: [Float]) -> Float {
        let (features, values, sum) = (vector.features.span, vector.values.span, sum.span)
        var likeness: Float = 0
        for index in features.indices { likeness += sum[Int(features[index])] * values[index] }
        return likeness
    }

    /// Puts the `count` smallest before all others, in no order (C. A. R. Hoare, "Algorithm 65: Find", 1961).
    private static func putSmallestFirst(_ count: Int, of keys: inout [UInt64]) {
        var (low, high) = (0, keys.count - 1)
        var keys = keys.mutableSpan
        while low < high {
            let pivot = keys[(low + high) / 2]
            var (left, right) = (low, high)
            while left <= right {
                while keys[left] < pivot { left += 1 }
                while keys[right] > pivot { right -= 1 }
                guard left <= right else { break }
                keys.swapAt(left, right)
                left += 1
                right -= 1
            }
            if count <= right + 1 {
                high = right
            } else if count > left {
                low = left
            } else {
                return
            }
        }
    }
}
