import Glibc

/// The classes of octets the grammars of RFC 9110 and RFC 9112 are made of.
enum Octet {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let colon: UInt8 = 0x3A

    /// `tchar` of RFC 9110 section 5.6.2.
    @inline(__always)
    static func isToken(_ octet: UInt8) -> Bool {
        switch octet {
        case 0x61...0x7A, 0x41...0x5A, 0x30...0x39: true
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E, 0x5F, 0x60, 0x7C, 0x7E: true
        default: false
        }
    }

    /// What may stand in a field value: visible characters, space, tab and octets above ASCII.
    @inline(__always)
    static func isFieldContent(_ octet: UInt8) -> Bool {
        octet >= 0x20 && octet != 0x7F || octet == tab
    }

    @inline(__always)
    static func isDigit(_ octet: UInt8) -> Bool {
        octet >= 0x30 && octet <= 0x39
    }

    static func hexValue(_ octet: UInt8) -> Int? {
        switch octet {
        case 0x30...0x39: Int(octet) - 0x30
        case 0x41...0x46: Int(octet) - 0x41 + 10
        case 0x61...0x66: Int(octet) - 0x61 + 10
        default: nil
        }
    }

    @inline(__always)
    static func lowered(_ octet: UInt8) -> UInt8 {
        octet >= 0x41 && octet <= 0x5A ? octet | 0x20 : octet
    }
}

extension Span<UInt8> {
    /// The place of the first line feed at or after `start`.
    func lineFeed(from start: Int) -> Int? {
        withUnsafeBufferPointer { buffer in
            guard start < buffer.count, let first = buffer.baseAddress else { return nil }
            // `start` lies within the buffer, and the length counts from there to its end.
            guard let found = memchr(first + start, Int32(Octet.lineFeed), buffer.count - start) else { return nil }
            return UnsafeRawPointer(found) - UnsafeRawPointer(first)
        }
    }

    /// Whether the octets in `range` are the ASCII text, whatever the case of their letters; `text` is lower case.
    func matches(_ text: StaticString, in range: Range<Int>) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        for place in 0..<range.count where Octet.lowered(self[range.lowerBound + place]) != text.utf8Start[place] {
            return false
        }
        return true
    }

    /// The octets in `range` as text; octets that are no UTF-8 become U+FFFD.
    func text(in range: Range<Int>) -> String {
        withUnsafeBufferPointer { String(decoding: UnsafeBufferPointer(rebasing: $0[range]), as: UTF8.self) }
    }

    /// A copy of the octets in `range`.
    func copy(of range: Range<Int>) -> [UInt8] {
        withUnsafeBufferPointer { Array(UnsafeBufferPointer(rebasing: $0[range])) }
    }

    /// Appends the octets in `range` to `array`.
    func append(_ range: Range<Int>, to array: inout [UInt8]) {
        withUnsafeBufferPointer { array.append(contentsOf: UnsafeBufferPointer(rebasing: $0[range])) }
    }
}
