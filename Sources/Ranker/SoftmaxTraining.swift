internal import Glibc

/// Trains the classifiers of all entries together: multinomial logistic regression.
///
/// Stochastic gradient descent, one example at a time in a seeded order, at a rate that falls linearly to zero (L. Bottou,
/// "Stochastic gradient descent tricks", 2012, without weight decay: twelve passes are too few to overfit).
struct SoftmaxTraining {
    let vectors: [SparseVector]
    /// The entry of each vector.
    let labels: [Int]
    let entries: Int
    let features: Int

    private static let epochs = 12
    private static let rate: Float = 2

    func model() -> LinearModel {
        let blocks = LinearModel.blocks(for: entries)
        let width = LinearModel.width
        // By feature, all entries side by side.
        var weights = [SIMD16<Float>](repeating: .zero, count: features * blocks)
        var shares = [SIMD16<Float>](repeating: .zero, count: blocks)
        var order = Array(vectors.indices)
        var generator = SplitMix64(seed: 1)
        var stepsLeft = Self.epochs * vectors.count
        let total = Float(stepsLeft)
        for _ in 0..<Self.epochs {
            order.shuffle(using: &generator)
            for index in order {
                let rate = Self.rate * Float(stepsLeft) / total
                stepsLeft -= 1
                let vector = vectors[index]
                let names = vector.features.span
                let values = vector.values.span
                for block in 0..<blocks { shares[block] = .zero }
                for at in names.indices {
                    let row = Int(names[at]) * blocks
                    for block in 0..<blocks { shares[block] += weights[row + block] * values[at] }
                }
                Self.normalise(&shares, entries: entries)
                for block in 0..<blocks { shares[block] *= -rate }
                shares[labels[index] / width][labels[index] % width] += rate
                for at in names.indices {
                    let row = Int(names[at]) * blocks
                    for block in 0..<blocks { weights[row + block] += shares[block] * values[at] }
                }
            }
        }
        let all = (0..<features).map { UInt32($0) }
        return LinearModel(
            entries: entries, features: features,
            blocks: (0..<blocks).map { block in
                LinearModel.Block(features: all, weights: (0..<features).map { weights[$0 * blocks + block] })
            })
    }

    /// Makes probabilities of scores; those beyond the last entry become zero.
    private static func normalise(_ scores: inout [SIMD16<Float>], entries: Int) {
        let highest = scores.reduce(-Float.infinity) { max($0, $1.max()) }
        var sum: Float = 0
        for block in scores.indices {
            for lane in 0..<LinearModel.width {
                let isEntry = block * LinearModel.width + lane < entries
                scores[block][lane] = isEntry ? expf(scores[block][lane] - highest) : 0
            }
            sum += scores[block].sum()
        }
        for block in scores.indices { scores[block] /= sum }
    }
}
