/// How many columns a terminal or an editor with a fixed-width font gives a character.
///
/// Unicode Standard Annex 11: East Asian characters that are wide or full-width have two, as has what is shown as a
/// picture; marks that combine have none of their own.
enum DisplayWidth {
    static func columns(of character: Character) -> Int {
        var scalars = character.unicodeScalars.makeIterator()
        guard let first = scalars.next() else { return 0 }
        if first.isASCII { return scalars.next() == "\u{FE0F}" ? 2 : 1 }
        let isPicture = first.properties.isEmojiPresentation || character.unicodeScalars.contains("\u{FE0F}")
        return isPicture || isWide(first.value) ? 2 : 1
    }

    static func columns(of text: some StringProtocol) -> Int {
        text.reduce(0) { $0 + columns(of: $1) }
    }

    /// The blocks of EastAsianWidth.txt that are wide as a whole; the few narrow characters in them are not assigned.
    private static func isWide(_ value: UInt32) -> Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
            0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x1B2FF,
            0x20000...0x3FFFD:
            true
        default: false
        }
    }
}

/// Text of a file as it is safe to show: nothing in it moves the cursor, turns the line round or hides.
enum Shown {
    /// What acts on a terminal becomes its picture (`␛`), what turns the direction of writing a replacement character.
    /// Each stays one scalar, so that places keep their columns; tabs stay tabs.
    static func text(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { replacement(of: $0) != nil }) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { replacement(of: $0) ?? $0 }))
    }

    private static func replacement(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0x09: nil
        case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value)
        case 0x7F: "\u{2421}"
        case 0x80..<0xA0, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: "\u{FFFD}"
        default: nil
        }
    }
}
