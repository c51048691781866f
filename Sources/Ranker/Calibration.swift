internal import Glibc

/// Turns margins into the probability that the first entry is right, questions outside of every entry included.
///
/// p = σ(b + m · margin + g · gap), after J. Platt, "Probabilistic outputs for support vector machines", 1999. Fitted on five
/// folds, each trained without a fifth of the examples and without a fifth of the entries, whose examples stand in for
/// questions outside.
struct Calibration: Sendable {
    /// One question that was left out: what was seen, and whether the first entry was right.
    struct Observation {
        let signals: [Double]
        let isRight: Bool
        let isInside: Bool
    }

    private var weights: [Double]
    /// The confidence that 95 % of the questions inside reach.
    private(set) var suggestionThreshold = 0.5

    /// Before anything was observed.
    init() {
        weights = [-1, 2, 2]
    }

    init(_ observations: [Observation]) {
        self.init()
        guard observations.contains(where: \.isRight), observations.contains(where: { !$0.isRight }) else { return }
        fit(observations)
        let inside = observations.filter(\.isInside).map { confidence($0.signals) }.sorted()
        suggestionThreshold = inside.isEmpty ? 0.5 : inside[inside.count / 20]
    }

    static func signals(first: Float, second: Float) -> [Double] {
        [1, Double(first), Double(first - second)]
    }

    func confidence(_ signals: [Double]) -> Double {
        var sum = 0.0
        for index in weights.indices { sum += weights[index] * signals[index] }
        return 1 / (1 + exp(-sum))
    }

    /// Newton's method on the logistic loss, with a little weight decay.
    private mutating func fit(_ observations: [Observation]) {
        let size = weights.count
        for _ in 0..<25 {
            var gradient = weights.map { -1e-3 * $0 }
            var curvature = (0..<size).map { row in (0..<size).map { $0 == row ? 1e-3 : 0.0 } }
            for observation in observations {
                let expected = confidence(observation.signals)
                let error = (observation.isRight ? 1 : 0) - expected
                let spread = expected * (1 - expected)
                for row in 0..<size {
                    gradient[row] += error * observation.signals[row]
                    for column in 0..<size {
                        curvature[row][column] += spread * observation.signals[row] * observation.signals[column]
                    }
                }
            }
            let step = Self.solve(curvature, gradient)
            for index in 0..<size { weights[index] += step[index] }
            if step.allSatisfy({ abs($0) < 1e-6 }) { return }
        }
    }

    /// Gaussian elimination of a positive definite system.
    private static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
        var (matrix, right) = (matrix, right)
        let size = right.count
        for pivot in 0..<size {
            for row in (pivot + 1)..<max(size, pivot + 1) {
                let factor = matrix[row][pivot] / matrix[pivot][pivot]
                for column in pivot..<size { matrix[row][column] -= factor * matrix[pivot][column] }
                right[row] -= factor * right[pivot]
            }
        }
        for row in (0..<size).reversed() {
            for column in (row + 1)..<max(size, row + 1) { right[row] -= matrix[row][column] * right[column] }
            right[row] /= matrix[row][row]
        }
        return right
    }
}
