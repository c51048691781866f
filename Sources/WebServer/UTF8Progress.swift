/// Text that arrives in pieces cut anywhere, looked at for the first octet that UTF-8 cannot have there.
///
/// The well-formed sequences are those of the Unicode Standard, table 3-7 (RFC 3629 section 4).
struct UTF8Progress: Sendable {
    /// Octets that must still follow in the sequence begun last.
    private var missing = 0
    /// What the next of them may be.
    private var next: ClosedRange<UInt8> = 0x80...0xBF

    /// Looks at the next octets; false when no text can have them here.
    mutating func take(_ octets: Span<UInt8>) -> Bool {
        for place in octets.indices where missing > 0 || octets[place] >= 0x80 {
            guard missing > 0 ? goOn(octets[place]) : begin(octets[place]) else { return false }
        }
        return true
    }

    private mutating func begin(_ octet: UInt8) -> Bool {
        next = 0x80...0xBF
        switch octet {
        case 0xC2...0xDF: missing = 1
        case 0xE0...0xEF: missing = 2
        case 0xF0...0xF4: missing = 3
        default: return false
        }
        switch octet {
        case 0xE0: next = 0xA0...0xBF
        case 0xED: next = 0x80...0x9F
        case 0xF0: next = 0x90...0xBF
        case 0xF4: next = 0x80...0x8F
        default: break
        }
        return true
    }

    private mutating func goOn(_ octet: UInt8) -> Bool {
        guard next.contains(octet) else { return false }
        missing -= 1
        next = 0x80...0xBF
        return true
    }
}
