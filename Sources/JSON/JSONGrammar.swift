/// RFC 8259 to the letter: says of bytes whether they are one JSON text, and makes nothing of them.
///
/// Decoders look only at what they have a field for, and let pass what stands beside it. A surrogate escaped without its
/// other half, which the grammar allows and no text can have, is refused.
package struct JSONGrammar {
    package enum Flaw: Error {
        case notJSON, tooDeep
    }

    /// What may stand at a place.
    private enum Place {
        case value, valueOrEnd, name, nameOrEnd, commaOrEnd, end
    }

    private let bytes: [UInt8]
    private var offset = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Throws when the bytes are no JSON text, or one with more than `depth` arrays and objects within each other.
    package static func check(_ bytes: [UInt8], depth: Int) throws(Flaw) {
        var grammar = JSONGrammar(bytes)
        try grammar.readText(depth: depth)
    }

    private mutating func readText(depth: Int) throws(Flaw) {
        var ends: [UInt8] = []
        var place = Place.value
        while let octet = takeAfterSpace() {
            switch (place, octet) {
            case (.value, UInt8(ascii: "{")), (.valueOrEnd, UInt8(ascii: "{")):
                ends.append(UInt8(ascii: "}"))
                place = .nameOrEnd
            case (.value, UInt8(ascii: "[")), (.valueOrEnd, UInt8(ascii: "[")):
                ends.append(UInt8(ascii: "]"))
                place = .valueOrEnd
            case (.valueOrEnd, UInt8(ascii: "]")), (.nameOrEnd, UInt8(ascii: "}")), (.commaOrEnd, ends.last):
                ends.removeLast()
                place = ends.isEmpty ? .end : .commaOrEnd
            case (.name, UInt8(ascii: "\"")), (.nameOrEnd, UInt8(ascii: "\"")):
                try readString()
                guard takeAfterSpace() == UInt8(ascii: ":") else { throw .notJSON }
                place = .value
            case (.value, _), (.valueOrEnd, _):
                try readScalar(octet)
                place = ends.isEmpty ? .end : .commaOrEnd
            case (.commaOrEnd, UInt8(ascii: ",")):
                place = ends.last == UInt8(ascii: "}") ? .name : .value
            default:
                throw .notJSON
            }
            guard ends.count <= depth else { throw .tooDeep }
        }
        guard place == .end else { throw .notJSON }
    }

    private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func take() -> UInt8? {
        guard let next else { return nil }
        offset += 1
        return next
    }

    private mutating func takeAfterSpace() -> UInt8? {
        while let octet = take() {
            switch octet {
            case 0x20, 0x09, 0x0A, 0x0D: continue
            default: return octet
            }
        }
        return nil
    }

    // MARK: Values without parts

    private mutating func readScalar(_ first: UInt8) throws(Flaw) {
        switch first {
        case UInt8(ascii: "\""): try readString()
        case UInt8(ascii: "t"): try readRest("rue")
        case UInt8(ascii: "f"): try readRest("alse")
        case UInt8(ascii: "n"): try readRest("ull")
        default: try readNumber(first)
        }
    }

    private mutating func readRest(_ word: StaticString) throws(Flaw) {
        for place in 0..<word.utf8CodeUnitCount {
            // The place lies within the word.
            guard unsafe take() == word.utf8Start[place] else { throw .notJSON }
        }
    }

    private mutating func readNumber(_ first: UInt8) throws(Flaw) {
        var first: UInt8? = first
        if first == UInt8(ascii: "-") { first = take() }
        guard let digit = first, 0x30...0x39 ~= digit else { throw .notJSON }
        if digit != 0x30 { skipDigits() }
        if next == UInt8(ascii: ".") {
            offset += 1
            try readDigits()
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            offset += 1
            if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { offset += 1 }
            try readDigits()
        }
    }

    private mutating func readDigits() throws(Flaw) {
        let start = offset
        skipDigits()
        guard offset > start else { throw .notJSON }
    }

    private mutating func skipDigits() {
        while let next, 0x30...0x39 ~= next { offset += 1 }
    }

    private mutating func readString() throws(Flaw) {
        while let octet = take() {
            switch octet {
            case UInt8(ascii: "\""): return
            case UInt8(ascii: "\\"): try readEscape()
            case 0..<0x20: throw .notJSON
            default: continue
            }
        }
        throw .notJSON
    }

    private mutating func readEscape() throws(Flaw) {
        switch take() {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return
        case UInt8(ascii: "u"):
            let unit = try readUnit()
            guard 0xD800..<0xE000 ~= unit else { return }
            guard unit < 0xDC00, take() == UInt8(ascii: "\\"), take() == UInt8(ascii: "u"),
                0xDC00..<0xE000 ~= (try readUnit())
            else { throw .notJSON }
        default:
            throw .notJSON
        }
    }

    /// Four hexadecimal digits.
    private mutating func readUnit() throws(Flaw) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            switch take() {
            case let digit? where 0x30...0x39 ~= digit: unit = unit << 4 | UInt16(digit - 0x30)
            case let digit? where 0x41...0x46 ~= digit: unit = unit << 4 | UInt16(digit - 0x37)
            case let digit? where 0x61...0x66 ~= digit: unit = unit << 4 | UInt16(digit - 0x57)
            default: throw .notJSON
            }
        }
        return unit
    }
}
