/// Arrays of numbers as bytes, one array after the other, each behind its count: as this machine has them in memory.
package struct Packing {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func add<Number: BitwiseCopyable>(_ numbers: [Number]) {
        add(count: numbers.count)
        // The bytes are copied before the array can go.
        unsafe numbers.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    }

    private mutating func add(count: Int) {
        for place in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: count >> (8 * place))) }
    }
}

/// Reads what a ``Packing`` has packed, in the same order; nil where the bytes are no such thing.
package struct Unpacking {
    private let bytes: [UInt8]
    private var place = 0

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    package var isAtEnd: Bool { place == bytes.count }

    /// For numbers of which every pattern of bits is one, so not for `Bool`.
    package mutating func numbers<Number: BitwiseCopyable>(of type: Number.Type = Number.self) -> [Number]? {
        guard bytes.count - place >= 8 else { return nil }
        let count = bytes[place..<place + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        place += 8
        guard count <= UInt64(bytes.count - place) / UInt64(MemoryLayout<Number>.stride) else { return nil }
        let range = place..<place + Int(count) * MemoryLayout<Number>.stride
        place = range.upperBound
        // Both pointers are used inside their closures alone, the range was just found to be within the bytes, and as many
        // numbers are filled as it has room for.
        return unsafe [Number](unsafeUninitializedCapacity: Int(count)) { numbers, filled in
            unsafe bytes.withUnsafeBytes { bytes in
                unsafe UnsafeMutableRawBufferPointer(numbers).copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: bytes[range]))
            }
            filled = Int(count)
        }
    }

    /// An array of exactly `count`.
    package mutating func numbers<Number: BitwiseCopyable>(_ count: Int, of type: Number.Type = Number.self)
        -> [Number]?
    {
        numbers(of: type).flatMap { $0.count == count ? $0 : nil }
    }
}
