/// A whole text frame as a server sends it, encoded once and shared by all who get it.
package struct TextFrame: Sendable {
    let bytes: [UInt8]

    /// A frame of text that is already UTF-8.
    package init(_ utf8: [UInt8]) {
        bytes = FrameEncoder.frame(.text, utf8)
    }

    package init(_ text: String) {
        bytes = FrameEncoder.frame(.text, Array(text.utf8))
    }
}

/// Whole frames, from a server unmasked and from a client under a mask (RFC 6455 section 5.2).
package enum FrameEncoder {
    /// `mask` is a client's, new for each frame.
    package static func frame(_ opcode: Opcode, _ payload: [UInt8], mask: UInt32? = nil) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(payload.count + 14)
        bytes.append(0x80 | opcode.rawValue)
        switch payload.count {
        case 0...125:
            bytes.append(UInt8(payload.count))
        case 126...0xFFFF:
            bytes.append(126)
            bytes.append(UInt8(payload.count >> 8))
            bytes.append(UInt8(payload.count & 0xFF))
        default:
            bytes.append(127)
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: payload.count >> shift))
            }
        }
        guard let mask else {
            bytes.append(contentsOf: payload)
            return bytes
        }
        bytes[1] |= 0x80
        let key = (0..<4).map { UInt8(truncatingIfNeeded: mask >> (24 - 8 * $0)) }
        bytes.append(contentsOf: key)
        for (place, octet) in payload.enumerated() { bytes.append(octet ^ key[place & 3]) }
        return bytes
    }

    /// A close frame; the reason is cut to the 123 bytes that fit, between characters.
    static func close(_ code: UInt16?, _ reason: String) -> [UInt8] {
        guard let code else { return frame(.close, []) }
        var payload = [UInt8(code >> 8), UInt8(code & 0xFF)]
        for character in reason.unicodeScalars {
            let encoded = Array(String(character).utf8)
            guard payload.count + encoded.count <= 125 else { break }
            payload.append(contentsOf: encoded)
        }
        return frame(.close, payload)
    }
}

/// RFC 6455 section 11.8.
package enum Opcode: UInt8, Sendable {
    case continuation = 0x0
    case text = 0x1
    case binary = 0x2
    case close = 0x8
    case ping = 0x9
    case pong = 0xA

    var isControl: Bool { rawValue >= 0x8 }
}
