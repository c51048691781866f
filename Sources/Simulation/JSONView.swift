/// A JSON text looked at where it lies: a member is found by passing over the others.
///
/// Everywhere else JSON is read by Foundation. A simulation reads every answer and every frame of hundreds of people
/// beside the server that it measures, and wants three members of each; what it takes for JSON the server must not.
package struct JSONView: Sendable {
    private let bytes: [UInt8]
    private let start: Int

    /// Looks at the value with which the text begins; nil when it begins with none.
    package init?(_ bytes: [UInt8]) {
        self.init(bytes, at: 0)
    }

    package init?(_ text: String) {
        self.init(Array(text.utf8))
    }

    private init?(_ bytes: [UInt8], at place: Int) {
        let start = Self.skipSpace(bytes, place)
        guard start < bytes.count else { return nil }
        self.bytes = bytes
        self.start = start
    }

    /// The member of an object; nil for one that is null or not there.
    package subscript(name: String) -> JSONView? {
        var found: JSONView?
        eachMember { key, value in
            guard bytes[key].elementsEqual(name.utf8) else { return true }
            found = JSONView(bytes, at: value)
            return false
        }
        return found.flatMap { $0.isNull ? nil : $0 }
    }

    package var text: String? {
        guard bytes[start] == UInt8(ascii: "\"") else { return nil }
        let inside = start + 1..<max(start + 1, Self.end(bytes, start) - 1)
        guard bytes[inside].contains(UInt8(ascii: "\\")) else { return String(decoding: bytes[inside], as: UTF8.self) }
        return Self.unescaped(bytes[inside])
    }

    package var number: Int? {
        Int(String(decoding: bytes[start..<Self.end(bytes, start)], as: UTF8.self))
    }

    package var isTrue: Bool { bytes[start] == UInt8(ascii: "t") }
    private var isNull: Bool { bytes[start] == UInt8(ascii: "n") }

    /// The elements of an array; none for anything else.
    package var elements: [JSONView] {
        guard bytes[start] == UInt8(ascii: "[") else { return [] }
        var found: [JSONView] = []
        var place = Self.skipSpace(bytes, start + 1)
        while place < bytes.count, bytes[place] != UInt8(ascii: "]") {
            guard let element = JSONView(bytes, at: place) else { break }
            found.append(element)
            place = Self.skipSpace(bytes, Self.end(bytes, place))
            guard place < bytes.count, bytes[place] == UInt8(ascii: ",") else { break }
            place = Self.skipSpace(bytes, place + 1)
        }
        return found
    }

    /// Calls `body` with where each key lies and where its value begins, until it returns false.
    private func eachMember(_ body: (Range<Int>, Int) -> Bool) {
        guard bytes[start] == UInt8(ascii: "{") else { return }
        var place = Self.skipSpace(bytes, start + 1)
        while place < bytes.count, bytes[place] == UInt8(ascii: "\"") {
            let keyEnd = Self.end(bytes, place)
            let colon = Self.skipSpace(bytes, keyEnd)
            guard keyEnd - 1 > place, colon < bytes.count, bytes[colon] == UInt8(ascii: ":") else { return }
            let value = Self.skipSpace(bytes, colon + 1)
            guard value < bytes.count, body(place + 1..<keyEnd - 1, value) else { return }
            place = Self.skipSpace(bytes, Self.end(bytes, value))
            guard place < bytes.count, bytes[place] == UInt8(ascii: ",") else { return }
            place = Self.skipSpace(bytes, place + 1)
        }
    }

    private static func skipSpace(_ bytes: [UInt8], _ place: Int) -> Int {
        var place = place
        while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
        return place
    }

    /// Behind the value that begins at `start`; the end of the text for one that does not end.
    private static func end(_ bytes: [UInt8], _ start: Int) -> Int {
        var place = start
        var depth = 0
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\""):
                place = stringEnd(bytes, place)
                if depth == 0 { return place }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return place }
                depth -= 1
                if depth == 0 { return place + 1 }
            case UInt8(ascii: ","), 0x20, 0x0A, 0x0D, 0x09:
                if depth == 0 { return place }
            default: break
            }
            place += 1
        }
        return place
    }

    private static func stringEnd(_ bytes: [UInt8], _ quote: Int) -> Int {
        var place = quote + 1
        while place < bytes.count {
            if bytes[place] == UInt8(ascii: "\"") { return place + 1 }
            place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
        }
        return bytes.count
    }

    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> String {
        var units: [UInt16] = []
        var rest = String(decoding: bytes, as: UTF8.self).utf16[...]
        while let unit = rest.popFirst() {
            guard unit == 0x5C, let escape = rest.popFirst() else {
                units.append(unit)
                continue
            }
            switch escape {
            case 0x62: units.append(0x08)
            case 0x66: units.append(0x0C)
            case 0x6E: units.append(0x0A)
            case 0x72: units.append(0x0D)
            case 0x74: units.append(0x09)
            case 0x75:
                let digits = String(decoding: rest.prefix(4), as: UTF16.self)
                units.append(UInt16(digits, radix: 16) ?? 0xFFFD)
                rest = rest.dropFirst(4)
            default: units.append(escape)
            }
        }
        return String(decoding: units, as: UTF16.self)
    }
}
