/// Twelve hexadecimal digits that stand for bytes: FNV-1a. It tells versions apart; it proves nothing.
struct Fingerprint {
    private var hash: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }

    var text: String {
        let digits = String(hash, radix: 16)
        return String((String(repeating: "0", count: 16) + digits).suffix(12))
    }
}
