/// Bytes in, messages out: the frames of a WebSocket's other end as RFC 6455 has them, cut anywhere.
///
/// The outcome depends on the bytes alone, never on the pieces they come in. After `closed` and `refused` nothing
/// more is read.
package struct FrameParser: Sendable {
    package enum Event: Equatable, Sendable {
        case text(String)
        case ping([UInt8])
        case pong([UInt8])
        /// The other end closes; no code when it gave none.
        case closed(code: UInt16?, reason: String)
        /// The other end broke the protocol or a limit; close with this code.
        case refused(code: UInt16, reason: String)
    }

    private struct Refusal: Error {
        let code: UInt16
        let reason: String

        init(_ code: UInt16, _ reason: String) {
            self.code = code
            self.reason = reason
        }
    }

    /// Who is at the other end: a client masks each frame, a server none (RFC 6455 section 5.1).
    package enum Sender: Sendable {
        case client
        case server
    }

    private let sender: Sender
    private let messageLimit: Int
    private let fragmentLimit: Int

    /// The header of the frame being read; 2 to 14 bytes.
    private var header = InlineArray<14, UInt8>(repeating: 0)
    private var headerCount = 0
    private var headerSize = 2
    /// Bytes of payload still to come, once the header is whole.
    private var left = 0
    private var inPayload = false
    private var taken = 0

    private var message: [UInt8] = []
    private var text = UTF8Progress()
    private var fragments = 0
    private var control: [UInt8] = []
    private var isOver = false

    package init(of sender: Sender = .client, messageLimit: Int, fragmentLimit: Int) {
        self.sender = sender
        self.messageLimit = messageLimit
        self.fragmentLimit = fragmentLimit
    }

    /// Reads on from `offset` to the next event; `nil` when all bytes are taken and more are needed.
    package mutating func read(_ bytes: Span<UInt8>, at offset: inout Int) -> Event? {
        guard !isOver else {
            offset = bytes.count
            return nil
        }
        do throws(Refusal) {
            while true {
                if !inPayload {
                    guard try readHeader(bytes, at: &offset) else { return nil }
                }
                try takePayload(bytes, at: &offset)
                guard left == 0 else { return nil }
                inPayload = false
                headerCount = 0
                headerSize = 2
                if let event = try endFrame() { return event }
            }
        } catch {
            isOver = true
            offset = bytes.count
            return .refused(code: error.code, reason: error.reason)
        }
    }

    // MARK: The header

    private var isFinal: Bool { header[0] & 0x80 != 0 }

    private func opcode() throws(Refusal) -> Opcode {
        guard let opcode = Opcode(rawValue: header[0] & 0x0F) else {
            throw Refusal(1002, "This frame has a type that is reserved.")
        }
        return opcode
    }

    private mutating func readHeader(_ bytes: Span<UInt8>, at offset: inout Int) throws(Refusal) -> Bool {
        while headerCount < headerSize {
            guard offset < bytes.count else { return false }
            header[headerCount] = bytes[offset]
            offset += 1
            headerCount += 1
            if headerCount == 1 { try checkFirst() }
            if headerCount == 2 { try checkSecond() }
        }
        try endHeader()
        return true
    }

    private func checkFirst() throws(Refusal) {
        guard header[0] & 0x70 == 0 else { throw Refusal(1002, "No extension was agreed on.") }
        let opcode = try opcode()
        if opcode.isControl {
            guard isFinal else { throw Refusal(1002, "A control frame must not be fragmented.") }
        } else if opcode == .binary {
            throw Refusal(1003, "Messages here are text.")
        } else if opcode == .continuation {
            guard fragments > 0 else { throw Refusal(1002, "There is no message to continue.") }
        } else {
            guard fragments == 0 else { throw Refusal(1002, "The message before is not finished.") }
        }
    }

    private var maskSize: Int { sender == .client ? 4 : 0 }

    private mutating func checkSecond() throws(Refusal) {
        let isMasked = header[1] & 0x80 != 0
        switch sender {
        case .client: guard isMasked else { throw Refusal(1002, "A client must mask its frames.") }
        case .server: guard !isMasked else { throw Refusal(1002, "A server must not mask its frames.") }
        }
        let length = header[1] & 0x7F
        guard length <= 125 || header[0] & 0x08 == 0 else { throw Refusal(1002, "A control frame is too long.") }
        switch length {
        case 126: headerSize = 4 + maskSize
        case 127: headerSize = 10 + maskSize
        default: headerSize = 2 + maskSize
        }
    }

    private mutating func endHeader() throws(Refusal) {
        let extended = headerSize - 2 - maskSize
        var length: UInt64 = 0
        if extended == 0 {
            length = UInt64(header[1] & 0x7F)
        } else {
            for place in 2..<2 + extended { length = length << 8 | UInt64(header[place]) }
            // RFC 6455 section 5.2: the fewest bytes possible, and never the topmost bit.
            guard length > (extended == 2 ? 125 : 0xFFFF), length >> 63 == 0 else {
                throw Refusal(1002, "The length of a frame is not written in its shortest form.")
            }
        }
        if header[0] & 0x08 == 0 {
            guard length <= UInt64(messageLimit - message.count) else {
                throw Refusal(1009, "A message may have \(messageLimit) bytes.")
            }
            fragments += 1
            guard fragments <= fragmentLimit else {
                throw Refusal(1008, "A message may have \(fragmentLimit) fragments.")
            }
        }
        left = Int(length)
        taken = 0
        inPayload = true
    }

    // MARK: The payload

    private mutating func takePayload(_ bytes: Span<UInt8>, at offset: inout Int) throws(Refusal) {
        let count = min(left, bytes.count - offset)
        guard count > 0 else { return }
        let range = offset..<offset + count
        if header[0] & 0x08 == 0 {
            let start = message.count
            append(bytes, range, to: &message)
            // Known bad now, it need not be waited for to its end.
            var text = text
            guard text.take(message.span.extracting(start...)) else { throw Self.noText }
            self.text = text
        } else {
            append(bytes, range, to: &control)
        }
        offset += count
        left -= count
        taken += count
    }

    private func append(_ bytes: Span<UInt8>, _ range: Range<Int>, to payload: inout [UInt8]) {
        let start = payload.count
        bytes.append(range, to: &payload)
        guard sender == .client else { return }
        var key = InlineArray<8, UInt8>(repeating: 0)
        for place in 0..<8 { key[place] = header[headerSize - 4 + (taken + place) & 3] }
        Self.unmask(&payload, from: start, key: key)
    }

    /// Takes the mask off eight octets at a time; `key` is the mask twice, turned to begin at `start`.
    private static func unmask(_ payload: inout [UInt8], from start: Int, key: InlineArray<8, UInt8>) {
        var word: UInt64 = 0
        for place in (0..<8).reversed() { word = word << 8 | UInt64(key[place]) }
        payload.withUnsafeMutableBytes { bytes in
            var place = start
            while place + 8 <= bytes.count {
                let masked = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
                bytes.storeBytes(of: (masked ^ word).littleEndian, toByteOffset: place, as: UInt64.self)
                place += 8
            }
            while place < bytes.count {
                bytes[place] ^= UInt8(truncatingIfNeeded: word)
                word >>= 8
                place += 1
            }
        }
    }

    private mutating func endFrame() throws(Refusal) -> Event? {
        let opcode = try opcode()
        guard opcode.isControl else {
            guard isFinal else { return nil }
            defer {
                message = []
                fragments = 0
                text = UTF8Progress()
            }
            guard let text = String(validating: message, as: UTF8.self) else { throw Self.noText }
            return .text(text)
        }
        defer { control = [] }
        switch opcode {
        case .ping: return .ping(control)
        case .pong: return .pong(control)
        default:
            let event = try Self.close(control)
            isOver = true
            return event
        }
    }

    private static let noText = Refusal(1007, "A text message must be UTF-8.")

    private static func close(_ payload: [UInt8]) throws(Refusal) -> Event {
        guard !payload.isEmpty else { return .closed(code: nil, reason: "") }
        guard payload.count >= 2 else { throw Refusal(1002, "A close frame needs a whole code.") }
        let code = UInt16(payload[0]) << 8 | UInt16(payload[1])
        switch code {
        case 1000...1003, 1007...1011, 3000...4999: break
        default: throw Refusal(1002, "This close code must not be sent.")
        }
        guard let reason = String(validating: payload.dropFirst(2), as: UTF8.self) else {
            throw Refusal(1007, "A close reason must be UTF-8.")
        }
        return .closed(code: code, reason: reason)
    }
}
