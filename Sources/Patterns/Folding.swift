/// How the characters of patterns and of texts are made one where a caseless match takes them for the same.
///
/// The orbits are those of PCRE2 10.42 (CaseFolding.txt, status C and S); a test asks the library for every one of them.
enum Folding {
    /// The character of a normalised text that this one of a pattern matches there; nil when that is not known.
    static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x41...0x5A: return Unicode.Scalar(scalar.value | 0x20)
        case 0..<0x80: return scalar
        case 0xB5: return "\u{3BC}"
        case 0x17F: return "s"
        case 0x3C2: return "\u{3C3}"
        case 0x3D0: return "\u{3B2}"
        case 0x3D1: return "\u{3B8}"
        case 0x3D5: return "\u{3C6}"
        case 0x3D6: return "\u{3C0}"
        case 0x3F0: return "\u{3BA}"
        case 0x3F1: return "\u{3C1}"
        case 0x3F5: return "\u{3B5}"
        case 0x1E9B: return "\u{1E61}"
        case 0x345, 0x1FBE, 0x1C80...0x1C88: return surviving(scalar.value)
        default:
            let lower = scalar.properties.lowercaseMapping.unicodeScalars
            return lower.count == 1 ? lower.first : nil
        }
    }

    /// The few lower-case letters that normalising leaves alone though they match another one: the iota below, and the
    /// letters of old Slavonic print.
    private static func surviving(_ value: UInt32) -> Unicode.Scalar? {
        switch value {
        case 0x345, 0x1FBE: "\u{3B9}"
        case 0x1C80: "\u{432}"
        case 0x1C81: "\u{434}"
        case 0x1C82: "\u{43E}"
        case 0x1C83: "\u{441}"
        case 0x1C84, 0x1C85: "\u{442}"
        case 0x1C86: "\u{44A}"
        case 0x1C87: "\u{463}"
        case 0x1C88: "\u{A64B}"
        default: nil
        }
    }

    /// A normalised text with those letters replaced too; nil when it has none of them, as nearly every text.
    static func folded(_ text: [UInt8]) -> [UInt8]? {
        guard text.contains(where: { $0 == 0xE1 || $0 == 0xCD }) else { return nil }
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var position = 0
        while position < text.count {
            let (value, width) = suspect(in: text, at: position)
            if let scalar = surviving(value) {
                result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.EncodedScalar())
            } else {
                result.append(contentsOf: text[position..<position + width])
            }
            position += width
        }
        return result
    }

    /// A character that begins like one of them, and its bytes; otherwise 0 and one byte.
    private static func suspect(in text: [UInt8], at position: Int) -> (value: UInt32, width: Int) {
        func rest(_ offset: Int) -> UInt32 { UInt32(text[position + offset] & 0x3F) }
        if text[position] == 0xCD, position + 1 < text.count { return (0x340 | rest(1), 2) }
        if text[position] == 0xE1, position + 2 < text.count { return (0x1000 | rest(1) << 6 | rest(2), 3) }
        return (0, 1)
    }
}
