/// The features of the examples, numbered in the order in which they were met: a hash table with linear probing.
struct Vocabulary: Sendable {
    private var names: [UInt64]
    private var numbers: [UInt32]
    private(set) var count = 0

    init() {
        names = Array(repeating: 0, count: 1 << 12)
        numbers = Array(repeating: 0, count: 1 << 12)
    }

    /// All features, in the order of their numbers.
    var inOrder: [UInt64] {
        var ordered = [UInt64](repeating: 0, count: count)
        for place in names.indices where names[place] != 0 { ordered[Int(numbers[place])] = names[place] }
        return ordered
    }

    /// The number of a feature, if it is known.
    func number(of name: UInt64) -> UInt32? {
        let place = place(of: name)
        return names[place] == name ? numbers[place] : nil
    }

    /// The number of a feature, which is known from now on.
    mutating func add(_ name: UInt64) -> UInt32 {
        let place = place(of: name)
        if names[place] == name { return numbers[place] }
        names[place] = name
        numbers[place] = UInt32(count)
        count += 1
        if 2 * count > names.count { grow() }
        return UInt32(count - 1)
    }

    private func place(of name: UInt64) -> Int {
        let mask = names.count - 1
        var place = Int(truncatingIfNeeded: name) & mask
        while names[place] != name, names[place] != 0 { place = (place + 1) & mask }
        return place
    }

    private mutating func grow() {
        let old = (names, numbers)
        names = Array(repeating: 0, count: 2 * old.0.count)
        numbers = Array(repeating: 0, count: 2 * old.0.count)
        for index in old.0.indices where old.0[index] != 0 {
            let place = place(of: old.0[index])
            names[place] = old.0[index]
            numbers[place] = old.1[index]
        }
    }
}
