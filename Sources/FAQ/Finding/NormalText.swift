internal import Foundation

/// A message as rules see it: one spelling for what readers take to be the same.
///
/// NFKC, lower case, straight quotes, no control or invisible characters, single spaces, at most 1,000 Unicode scalars.
/// Case folding is the simple one, so that ß stays a letter a pattern can name. Normalising twice changes nothing.
struct NormalText: Sendable {
    static let lengthLimit = 1_000

    let string: String
    let bytes: [UInt8]
    /// Runs of letters, digits and marks, in bytes. Everything else only separates words.
    let words: [Range<Int>]
    /// With which bytes words begin, six bits of each: enough to tell at once that most rules have no word here.
    let initials: UInt64

    init(_ text: String) {
        string = Self.normalised(text)
        bytes = Array(string.utf8)
        words = Self.words(of: string)
        initials = words.reduce(0) { [bytes] in $0 | Self.initial(bytes[$1.lowerBound]) }
    }

    static func initial(_ byte: UInt8) -> UInt64 { 1 << UInt64(byte & 63) }

    /// What an exact match compares: the text without the points that end a sentence.
    var exactKey: String {
        let end = bytes.lastIndex { !" .?!".utf8.contains($0) }
        return end.map { String(decoding: bytes[...$0], as: UTF8.self) } ?? string
    }

    /// How many Unicode scalars a range of bytes holds.
    func characters(in range: Range<Int>) -> Int {
        bytes[range].count { $0 & 0xC0 != 0x80 }
    }
}

extension NormalText {
    static func normalised(_ text: String) -> String {
        if let ascii = normalisedASCII(text.utf8) { return ascii }
        // A bound on the work. Only a text of thousands of invisible characters could have shown more of itself.
        var scalars = folded(text.unicodeScalars.prefix(8 * lengthLimit))
        // Composing can give characters that fold again, and folding ones that compose again; two rounds are usual.
        for _ in 0..<4 where !scalars.allSatisfy(isComposed) {
            let composed = String(scalars).precomposedStringWithCompatibilityMapping
            let next = folded(composed.unicodeScalars[...])
            if next.elementsEqual(scalars) { break }
            scalars = next
        }
        return collapsed(scalars)
    }

    /// Whether composing leaves a character alone whatever stands beside it: the letters of Western and Central Europe.
    private static func isComposed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0xA0, 0xC0...0x131, 0x134...0x13E, 0x141...0x148, 0x14A...0x17E, 0x2013, 0x2014, 0x20AC: true
        default: false
        }
    }

    /// Nil when the text is not ASCII.
    private static func normalisedASCII(_ text: String.UTF8View) -> String? {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        for byte in text {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): result.append(byte | 0x20)
            case 0x21..<0x7F: result.append(byte)
            case 0x20, 0x09...0x0D:
                if let last = result.last, last != 0x20 { result.append(0x20) }
            case 0x80...: return nil
            default: continue
            }
        }
        if result.count > lengthLimit { result.removeSubrange(lengthLimit...) }
        if result.last == 0x20 { result.removeLast() }
        return String(decoding: result, as: UTF8.self)
    }

    private static func folded(_ scalars: String.UnicodeScalarView.SubSequence) -> String.UnicodeScalarView {
        var result = String.UnicodeScalarView()
        for scalar in scalars {
            switch scalar {
            case "\u{2018}"..."\u{201B}", "\u{B4}", "\u{2BC}", "\u{2032}": result.append("'")
            case "\u{201C}"..."\u{201F}", "\u{AB}", "\u{BB}", "\u{2033}": result.append("\"")
            case "\u{3C2}": result.append("\u{3C3}")
            case "A"..."Z", "a"..."z", "0"..."9", " ":
                result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
            default:
                let properties = scalar.properties
                if properties.isWhitespace {
                    result.append(" ")
                } else if properties.isDefaultIgnorableCodePoint
                    || [.control, .format].contains(properties.generalCategory)
                {
                    continue
                } else {
                    result.append(contentsOf: properties.lowercaseMapping.unicodeScalars)
                }
            }
        }
        return result
    }

    private static func collapsed(_ scalars: String.UnicodeScalarView) -> String {
        var result = String.UnicodeScalarView()
        var length = 0
        for scalar in scalars where !(scalar == " " && (result.isEmpty || result.last == " ")) {
            if length == lengthLimit { break }
            result.append(scalar)
            length += 1
        }
        if result.last == " " { result.removeLast() }
        return String(result)
    }

    private static func words(of text: String) -> [Range<Int>] {
        var words: [Range<Int>] = []
        var start: Int?
        var offset = 0
        for scalar in text.unicodeScalars {
            if isWordCharacter(scalar) {
                if start == nil { start = offset }
            } else if let begin = start {
                words.append(begin..<offset)
                start = nil
            }
            offset += UTF8.width(scalar)
        }
        if let begin = start { words.append(begin..<offset) }
        return words
    }

    private static func isWordCharacter(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII {
            return ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) || ("A"..."Z").contains(scalar)
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
            return true
        default: return false
        }
    }
}
