/// The examples one block of entries is trained from, one after the other, with the features they have numbered anew: the
/// weights then fit the processor's cache.
struct BlockExamples {
    /// The feature of each row, in the order in which they were met.
    private(set) var features: [UInt32] = []
    /// Where each example begins in `entries` and `values`, and where the last ends.
    private(set) var starts = [0]
    /// The row of each feature of each example.
    private(set) var entries: [UInt32] = []
    private(set) var values: [Float] = []
    /// The squared length of each example, the bias counting as a feature of value 1.
    private(set) var lengths: [Float] = []

    init(_ vectors: [SparseVector], features count: Int) {
        // By feature: its row, from 1; 0 while no example has had it.
        var rows = [UInt32](repeating: 0, count: count)
        let total = vectors.reduce(0) { $0 + $1.features.count }
        entries.reserveCapacity(total)
        values.reserveCapacity(total)
        for vector in vectors {
            for feature in vector.features {
                if rows[Int(feature)] == 0 {
                    features.append(feature)
                    rows[Int(feature)] = UInt32(features.count)
                }
                entries.append(rows[Int(feature)] - 1)
            }
            values.append(contentsOf: vector.values)
            starts.append(entries.count)
            lengths.append(vector.values.reduce(1) { $0 + $1 * $1 })
        }
    }
}
