internal import Glibc

/// Turns what is seen of a candidate into the probability that it is right, questions outside of every entry included.
///
/// A logistic regression, after J. Platt, "Probabilistic outputs for support vector machines", 1999; one for the first
/// candidate and one for those after it.
struct Calibration: Sendable {
    /// What is seen of one candidate: a constant and what tells a right one from a wrong one.
    typealias Signals = SIMD8<Double>

    /// One candidate for a question that was left out.
    struct Observation {
        let signals: Signals
        let isFirst: Bool
        let isRight: Bool
        /// False for a question whose entry was left out too.
        let isInside: Bool
    }

    // Before anything was observed: a margin of 0 means even odds.
    private(set) var first = Signals(0, 2, 1, 0, 0, 0, 0, 0)
    private(set) var later = Signals(-1, 2, -1, 0, 0, 0, 0, 0)
    /// The confidence that 95 % of the questions inside reach; rough before anything was observed.
    private(set) var suggestionThreshold = 0.25

    init() {}

    init(first: Signals, later: Signals, suggestionThreshold: Double) {
        self.first = first
        self.later = later
        self.suggestionThreshold = suggestionThreshold
    }

    init(_ observations: [Observation]) {
        first = Self.fit(observations.filter(\.isFirst)) ?? first
        later = Self.fit(observations.filter { !$0.isFirst }) ?? later
        let inside = observations.filter { $0.isFirst && $0.isInside }.map { confidence($0.signals, isFirst: true) }
        if !inside.isEmpty { suggestionThreshold = inside.sorted()[inside.count / 20] }
    }

    /// `gap`: for the first, how far it is ahead of the second; for others, how far they are behind the first.
    static func signals(margin: Float, gap: Float, vector: SparseVector) -> Signals {
        let known = Double(vector.knownWords)
        return Signals(1, Double(margin), Double(gap), known, Double(vector.knownPieces), 0, 0, 0)
    }

    func confidence(_ signals: Signals, isFirst: Bool) -> Double {
        Self.logistic(((isFirst ? first : later) * signals).sum())
    }

    private static func logistic(_ value: Double) -> Double { 1 / (1 + exp(-value)) }

    /// Newton's method on the logistic loss with a little weight decay; nil when there is nothing to tell apart.
    private static func fit(_ observations: [Observation]) -> Signals? {
        guard observations.contains(where: \.isRight), observations.contains(where: { !$0.isRight }) else { return nil }
        var weights = Signals.zero
        for _ in 0..<30 {
            var gradient = -1e-2 * weights
            var curvature = (0..<Signals.scalarCount).map { row in
                var line = Signals.zero
                line[row] = 1e-2
                return line
            }
            for observation in observations {
                let expected = logistic((weights * observation.signals).sum())
                gradient += ((observation.isRight ? 1 : 0) - expected) * observation.signals
                let spread = expected * (1 - expected)
                for row in curvature.indices {
                    curvature[row] += spread * observation.signals[row] * observation.signals
                }
            }
            let step = solve(curvature, gradient)
            weights += step
            if (step * step).sum() < 1e-12 { break }
        }
        return weights
    }

    /// Gaussian elimination; the matrix is positive definite, so no row has to be exchanged.
    private static func solve(_ matrix: [Signals], _ right: Signals) -> Signals {
        var (matrix, solution) = (matrix, right)
        for pivot in matrix.indices {
            for row in matrix.indices where row != pivot {
                let factor = matrix[row][pivot] / matrix[pivot][pivot]
                matrix[row] -= factor * matrix[pivot]
                solution[row] -= factor * solution[pivot]
            }
        }
        for row in matrix.indices { solution[row] /= matrix[row][row] }
        return solution
    }
}
