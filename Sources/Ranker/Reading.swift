/// A text as the ranker reads it: lower-case runs of letters, digits and apostrophes, each between two spaces.
struct Reading {
    /// Unicode scalars; every digit is a zero, so that one order number is like another.
    private(set) var scalars: [UInt32] = [0x20]
    /// Where each token begins and ends in `scalars`; a space stands before and after.
    private(set) var tokens: [Range<Int>] = []

    init(_ text: String) {
        scalars.reserveCapacity(text.utf8.count + 2)
        tokens.reserveCapacity(text.utf8.count / 4 + 1)
        var start = 1
        for scalar in text.unicodeScalars {
            if let letter = Self.letter(scalar.value) {
                scalars.append(letter)
            } else if scalar.value >= 0x80, Self.isPartOfToken(scalar) {
                append(scalar)
            } else {
                endToken(from: &start)
            }
        }
        endToken(from: &start)
    }

    private mutating func endToken(from start: inout Int) {
        guard scalars.count > start else { return }
        tokens.append(start..<scalars.count)
        scalars.append(0x20)
        start = scalars.count
    }

    /// What an ASCII character counts as; nil outside of tokens and outside of ASCII.
    private static func letter(_ value: UInt32) -> UInt32? {
        switch value {
        case 0x61...0x7A, 0x27: value
        case 0x41...0x5A: value | 0x20
        case 0x30...0x39: 0x30
        default: nil
        }
    }

    private static func isPartOfToken(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.properties.isAlphabetic || scalar.value == 0x2019 { return true }
        return switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark: scalar.value < 0xFE00 || scalar.value > 0xFE0F
        case .decimalNumber: true
        default: false
        }
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        if scalar.value == 0x2019 {
            scalars.append(0x27)
        } else if scalar.properties.numericType == .decimal {
            scalars.append(0x30)
        } else if scalar.properties.changesWhenLowercased {
            for lower in scalar.properties.lowercaseMapping.unicodeScalars { scalars.append(lower.value) }
        } else {
            scalars.append(scalar.value)
        }
    }
}
