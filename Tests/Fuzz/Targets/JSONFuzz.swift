import WebAPI

/// Any text as a body of a request or a message of a socket.
enum JSONFuzz {
    /// A body with a field of every kind there is; unlike a frame's, none is needed.
    private struct Everything: Decodable {
        var content: String?
        var score: Double?
        var isTyping: Bool?
        var list: [String]?
        var inner: [String: [Bool]]?
    }

    static func run(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        check(ClientFrame.self, text)
        check(Everything.self, text)
    }

    /// What is taken is JSON, and what is JSON is never called anything else.
    private static func check<Contents: Decodable>(_ type: Contents.Type, _ text: String) {
        let json = StrictJSON(Array(text.utf8), depth: Body.depth)
        do {
            _ = try Body.read(type, text: text)
            promise(json.isJSON, "what is taken is JSON: \(text)")
        } catch {
            promise(!error.detail.isEmpty, "a refusal says why")
            promise(error.status == 400 || error.status == 422, "a refusal of a body is 400 or 422: \(error)")
            promise(
                json.isJSON == (error.status == 422),
                "JSON is called so, \(error.status) \(error.detail): \(text)")
        }
    }
}

/// RFC 8259 to the letter, to hold a decoder against: no value is made of anything.
private struct StrictJSON {
    private let bytes: [UInt8]
    private let depth: Int
    private var place = 0

    /// Whether the bytes are one JSON text, nested at most so deep, in which escaped surrogates have their other halves.
    private(set) var isJSON = false

    init(_ bytes: [UInt8], depth: Int) {
        self.bytes = bytes
        self.depth = depth
        isJSON = value(level: 0) && place == bytes.count
    }

    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func take(_ octet: Character) -> Bool {
        guard next == octet.asciiValue else { return false }
        place += 1
        return true
    }

    private mutating func skipSpace() {
        while let next, [0x20, 0x09, 0x0A, 0x0D].contains(next) { place += 1 }
    }

    private mutating func value(level: Int) -> Bool {
        skipSpace()
        defer { skipSpace() }
        switch next {
        case UInt8(ascii: "{"): return level < depth && members(level: level + 1, end: "}", named: true)
        case UInt8(ascii: "["): return level < depth && members(level: level + 1, end: "]", named: false)
        case UInt8(ascii: "\""): return string()
        case UInt8(ascii: "t"): return word("true")
        case UInt8(ascii: "f"): return word("false")
        case UInt8(ascii: "n"): return word("null")
        default: return number()
        }
    }

    private mutating func members(level: Int, end: Character, named: Bool) -> Bool {
        place += 1
        skipSpace()
        if take(end) { return true }
        repeat {
            if named {
                skipSpace()
                guard string() else { return false }
                skipSpace()
                guard take(":") else { return false }
            }
            guard value(level: level) else { return false }
        } while take(",")
        return take(end)
    }

    private mutating func word(_ word: String) -> Bool {
        guard bytes[place...].starts(with: word.utf8) else { return false }
        place += word.utf8.count
        return true
    }

    private mutating func digits() -> Bool {
        let start = place
        while let next, 0x30...0x39 ~= next { place += 1 }
        return place > start
    }

    private mutating func number() -> Bool {
        _ = take("-")
        if !take("0") { guard digits() else { return false } }
        if take(".") { guard digits() else { return false } }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            guard digits() else { return false }
        }
        return true
    }

    private mutating func string() -> Bool {
        guard take("\"") else { return false }
        while let octet = next {
            place += 1
            switch octet {
            case UInt8(ascii: "\""): return true
            case UInt8(ascii: "\\"): guard escape() else { return false }
            case 0..<0x20: return false
            default: continue
            }
        }
        return false
    }

    private mutating func escape() -> Bool {
        guard let octet = next else { return false }
        place += 1
        guard octet == UInt8(ascii: "u") else { return Array("\"\\/bfnrt".utf8).contains(octet) }
        guard let unit = unit() else { return false }
        switch unit {
        case 0xD800..<0xDC00:
            guard take("\\"), take("u"), let low = self.unit() else { return false }
            return 0xDC00..<0xE000 ~= low
        case 0xDC00..<0xE000: return false
        default: return true
        }
    }

    private mutating func unit() -> UInt16? {
        guard place + 4 <= bytes.count else { return nil }
        let digits = bytes[place..<place + 4]
        guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
        place += 4
        return UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
