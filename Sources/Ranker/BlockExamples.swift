/// The examples one block of entries is trained from, one after the other, with the features they have numbered anew: the
/// weights then fit the processor's cache.
struct BlockExamples {
    /// By feature: its row, from 1; 0 where no example has it.
    private(set) var rows: [UInt32]
    private(set) var rowCount = 1
    /// Where each example begins in `entries` and `values`, and where the last ends.
    private(set) var starts = [0]
    /// The row of each feature of each example.
    private(set) var entries: [UInt32] = []
    private(set) var values: [Float] = []
    /// The squared length of each example, the bias counting as a feature of value 1.
    private(set) var lengths: [Float] = []

    init(_ vectors: [SparseVector], features: Int) {
        rows = Array(repeating: 0, count: features)
        let total = vectors.reduce(0) { $0 + $1.features.count }
        entries.reserveCapacity(total)
        values.reserveCapacity(total)
        for vector in vectors {
            for feature in vector.features {
                if rows[Int(feature)] == 0 {
                    rows[Int(feature)] = UInt32(rowCount)
                    rowCount += 1
                }
                entries.append(rows[Int(feature)])
            }
            values.append(contentsOf: vector.values)
            starts.append(entries.count)
            lengths.append(vector.values.reduce(1) { $0 + $1 * $1 })
        }
    }
}
