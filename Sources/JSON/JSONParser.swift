/// Reads a ``JSONValue`` from its text, byte by byte; each step answers nil for what cannot be read.
struct JSONParser {
    private let bytes: [UInt8]
    private var place = 0
    private var depth = 0

    private static let depthLimit = 16

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// The one value of the text.
    mutating func whole() -> JSONValue? {
        guard let value = value() else { return nil }
        skipSpace()
        return place == bytes.count ? value : nil
    }

    private mutating func value() -> JSONValue? {
        skipSpace()
        guard place < bytes.count else { return nil }
        switch bytes[place] {
        case UInt8(ascii: "\""): return string().map { .text($0) }
        case UInt8(ascii: "{"): return nested { parser in parser.members().map { .object($0) } }
        case UInt8(ascii: "["): return nested { parser in parser.elements().map { .array($0) } }
        case UInt8(ascii: "t"): return word("true") ? .truth(true) : nil
        case UInt8(ascii: "f"): return word("false") ? .truth(false) : nil
        case UInt8(ascii: "n"): return word("null") ? .null : nil
        default: return number().map { .whole($0) }
        }
    }

    private mutating func nested(_ read: (inout JSONParser) -> JSONValue?) -> JSONValue? {
        guard depth < Self.depthLimit else { return nil }
        depth += 1
        place += 1
        let value = read(&self)
        depth -= 1
        return value
    }

    private mutating func members() -> [JSONValue.Member]? {
        var members: [JSONValue.Member] = []
        members.reserveCapacity(8)
        if take(UInt8(ascii: "}")) { return members }
        repeat {
            skipSpace()
            guard place < bytes.count, bytes[place] == UInt8(ascii: "\""), let name = string(),
                take(UInt8(ascii: ":")), let value = value()
            else { return nil }
            members.append(JSONValue.Member(name: name, value: value))
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "}")) ? members : nil
    }

    private mutating func elements() -> [JSONValue]? {
        var elements: [JSONValue] = []
        if take(UInt8(ascii: "]")) { return elements }
        repeat {
            guard let value = value() else { return nil }
            elements.append(value)
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "]")) ? elements : nil
    }

    // MARK: Texts

    /// From its opening quote.
    private mutating func string() -> String? {
        place += 1
        let start = place
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\""):
                defer { place += 1 }
                return String(decoding: bytes[start..<place], as: UTF8.self)
            case UInt8(ascii: "\\"): return escaped(from: start)
            case 0..<0x20: return nil
            default: place += 1
            }
        }
        return nil
    }

    /// A text with at least one escape, at which the parser stands.
    private mutating func escaped(from start: Int) -> String? {
        var text = Array(bytes[start..<place])
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let scalar = escape() else { return nil }
                text.append(contentsOf: String(Character(scalar)).utf8)
            case 0..<0x20: return nil
            default: text.append(byte)
            }
        }
        return nil
    }

    /// What stands behind a backslash.
    private mutating func escape() -> Unicode.Scalar? {
        guard place < bytes.count else { return nil }
        defer { place += 1 }
        switch bytes[place] {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return utf16()
        default: return nil
        }
    }

    /// The scalar of one unit of UTF-16 or of two; the parser stands at the `u`, and at the last digit afterwards.
    private mutating func utf16() -> Unicode.Scalar? {
        guard let first = unit() else { return nil }
        guard UTF16.isLeadSurrogate(first) else { return Unicode.Scalar(first) }
        guard place + 2 < bytes.count, bytes[place + 1] == UInt8(ascii: "\\"), bytes[place + 2] == UInt8(ascii: "u")
        else { return nil }
        place += 2
        guard let second = unit(), UTF16.isTrailSurrogate(second) else { return nil }
        let pair = UInt32(first - 0xD800) << 10 | UInt32(second - 0xDC00)
        return Unicode.Scalar(0x10000 + pair)
    }

    private mutating func unit() -> UInt16? {
        guard place + 4 < bytes.count else { return nil }
        var unit: UInt16 = 0
        for _ in 0..<4 {
            place += 1
            switch bytes[place] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt16(bytes[place] - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): unit = unit << 4 | UInt16(bytes[place] - UInt8(ascii: "a") + 10)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): unit = unit << 4 | UInt16(bytes[place] - UInt8(ascii: "A") + 10)
            default: return nil
            }
        }
        return unit
    }

    // MARK: The rest

    private mutating func number() -> Int? {
        let isNegative = take(UInt8(ascii: "-"), afterSpace: false)
        let start = place
        var number = 0
        while place < bytes.count, case UInt8(ascii: "0")...UInt8(ascii: "9") = bytes[place] {
            let digit = Int(bytes[place] - UInt8(ascii: "0"))
            let (tenfold, isTooLarge) = number.multipliedReportingOverflow(by: 10)
            let (sum, isOver) =
                isNegative
                ? tenfold.subtractingReportingOverflow(digit) : tenfold.addingReportingOverflow(digit)
            guard !isTooLarge, !isOver else { return nil }
            number = sum
            place += 1
        }
        let hasNeedlessZero = place > start + 1 && bytes[start] == UInt8(ascii: "0")
        guard place > start, !hasNeedlessZero else { return nil }
        if place < bytes.count, ".eE".utf8.contains(bytes[place]) { return nil }
        return number
    }

    private mutating func word(_ word: String) -> Bool {
        let end = place + word.utf8.count
        guard end <= bytes.count, bytes[place..<end].elementsEqual(word.utf8) else { return false }
        place = end
        return true
    }

    private mutating func take(_ byte: UInt8, afterSpace: Bool = true) -> Bool {
        if afterSpace { skipSpace() }
        guard place < bytes.count, bytes[place] == byte else { return false }
        place += 1
        return true
    }

    private mutating func skipSpace() {
        while place < bytes.count, Self.isSpace(bytes[place]) { place += 1 }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
            || byte == UInt8(ascii: "\t")
    }
}
