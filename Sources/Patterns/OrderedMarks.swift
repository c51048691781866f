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
