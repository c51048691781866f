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
