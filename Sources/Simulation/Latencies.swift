/// How long something took, many times over, in buckets 3 % wide: little memory, however long the run.
package struct Latencies: Sendable {
    /// Buckets of a doubling.
    private static let fineness = 32

    private var counts: [Int] = []
    package private(set) var count = 0
    package private(set) var longest = Duration.zero

    package init() {}

    package mutating func add(_ duration: Duration) {
        let microseconds = max(0, Int(duration / .microseconds(1)))
        let place = Self.bucket(of: microseconds)
        if place >= counts.count { counts += Array(repeating: 0, count: place + 1 - counts.count) }
        counts[place] += 1
        count += 1
        longest = max(longest, duration)
    }

    /// So many of a thousand took no longer; zero when there were none.
    package func quantile(_ thousandths: Int) -> Duration {
        let wanted = (count * thousandths + 999) / 1000
        var seen = 0
        for (place, count) in counts.enumerated() {
            seen += count
            if seen >= wanted, seen > 0 { return min(longest, .microseconds(Self.upperEnd(of: place))) }
        }
        return .zero
    }

    private static func bucket(of value: Int) -> Int {
        guard value >= fineness else { return value }
        let doubling = Int.bitWidth - 1 - value.leadingZeroBitCount - fineness.trailingZeroBitCount
        return (doubling + 1) * fineness + (value >> doubling) - fineness
    }

    private static func upperEnd(of bucket: Int) -> Int {
        guard bucket >= fineness else { return bucket }
        let doubling = bucket / fineness - 1
        return ((bucket % fineness + fineness + 1) << doubling) - 1
    }
}
