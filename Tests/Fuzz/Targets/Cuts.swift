import TestSupport

/// Ways to cut the same bytes into pieces: one by one, and at places that the bytes themselves decide.
enum Cuts {
    static func ways(of bytes: [UInt8]) -> [[ArraySlice<UInt8>]] {
        // FNV-1a: equal inputs are cut alike, so that a finding can be looked at again.
        var numbers = SplitMix64(seed: bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 })
        let random = (0..<6).map { _ in
            let places = (0..<Int.random(in: 1...8, using: &numbers)).map { _ in
                Int.random(in: 0...bytes.count, using: &numbers)
            }
            let cuts = [0] + places.sorted() + [bytes.count]
            return zip(cuts, cuts.dropFirst()).map { bytes[$0..<$1] }
        }
        return [bytes.indices.map { bytes[$0...$0] }] + random
    }
}
