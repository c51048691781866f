/// How long things took: how many stayed within each bound, as Prometheus' histograms count.
package struct Histogram: Sendable {
    /// Seconds, ascending.
    package let bounds: [Double]
    /// How many were longer than the bound before and at most this one.
    private var counts: [Int]
    package private(set) var count = 0
    /// Seconds of all together.
    package private(set) var sum = 0.0

    package init(_ bounds: [Double]) {
        self.bounds = bounds
        counts = [Int](repeating: 0, count: bounds.count)
    }

    package mutating func add(_ duration: Duration) {
        let seconds = duration.seconds
        if let place = bounds.firstIndex(where: { seconds <= $0 }) { counts[place] += 1 }
        count += 1
        sum += seconds
    }

    /// How many took at most each bound.
    package var buckets: [(bound: Double, count: Int)] {
        var below = 0
        return zip(bounds, counts).map { bound, count in
            below += count
            return (bound, below)
        }
    }
}

extension Duration {
    package var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
