/// What a prefilter writes down while it reads one text; kept for the next one, so that reading allocates nothing.
struct PrefilterNotes: Sendable {
    var strings: SparseSet
    var rules: OrderedMarks

    init(strings: Int, rules: Int) {
        self.strings = SparseSet(size: strings)
        self.rules = OrderedMarks(size: rules)
    }
}

/// A few of many numbers, emptied in the time it takes to name them.
struct SparseSet: Sendable {
    private var bits: [UInt64]
    private(set) var found: [Int] = []

    init(size: Int) {
        bits = Array(repeating: 0, count: size / 64 + 1)
    }

    func contains(_ number: Int) -> Bool {
        bits[number >> 6] & (1 << UInt64(truncatingIfNeeded: number & 63)) != 0
    }

    /// False when the number was there already.
    @inline(__always)
    mutating func insert(_ number: Int) -> Bool {
        let bit: UInt64 = 1 << UInt64(truncatingIfNeeded: number & 63)
        guard bits[number >> 6] & bit == 0 else { return false }
        bits[number >> 6] |= bit
        found.append(number)
        return true
    }

    mutating func removeAll() {
        for number in found { bits[number >> 6] = 0 }
        found.removeAll(keepingCapacity: true)
    }
}

/// Some of many numbers, taken out in order: bits, and above each 64 words of them bits that say where any are.
struct OrderedMarks: Sendable {
    private var bits: [UInt64]
    private var summary: [UInt64]
    private var count = 0

    init(size: Int) {
        bits = Array(repeating: 0, count: size / 64 + 1)
        summary = Array(repeating: 0, count: size / 4_096 + 1)
    }

    mutating func insert(_ number: Int) {
        let bit: UInt64 = 1 << UInt64(truncatingIfNeeded: number & 63)
        guard bits[number >> 6] & bit == 0 else { return }
        bits[number >> 6] |= bit
        summary[number >> 12] |= 1 << UInt64(truncatingIfNeeded: number >> 6 & 63)
        count += 1
    }

    mutating func takeAll() -> [Int] {
        var numbers: [Int] = []
        numbers.reserveCapacity(count)
        count = 0
        for block in summary.indices where summary[block] != 0 {
            var words = summary[block]
            summary[block] = 0
            while words != 0 {
                let word = block << 6 + words.trailingZeroBitCount
                words &= words - 1
                var marks = bits[word]
                bits[word] = 0
                while marks != 0 {
                    numbers.append(word << 6 + marks.trailingZeroBitCount)
                    marks &= marks - 1
                }
            }
        }
        return numbers
    }
}
