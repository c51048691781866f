/// An answer as it came: its head kept as bytes, its body whole.
package struct IncomingResponse: Equatable, Sendable {
    package let status: Int
    /// From the status line to the empty line.
    package let head: [UInt8]
    package let body: [UInt8]
    /// Whether another request may follow on the same connection.
    package let keepsAlive: Bool

    /// The value of the first field of this name, in any case.
    package func field(_ name: String) -> String? {
        ResponseHead.field(name, in: head)
    }
}

/// Bytes in, answers out: HTTP/1.1 responses as RFC 9112 has them, cut anywhere.
///
/// Strict and small: a body has a `Content-Length`. After 101 the bytes belong to whatever was agreed on, and `offset`
/// stands at their beginning. After `refused` nothing more is read.
package struct ResponseParser: Sendable {
    package enum Event: Equatable, Sendable {
        case response(IncomingResponse)
        /// These bytes are no answer; the sentence says why.
        case refused(String)
    }

    private static let headLimit = 16 * 1024
    private static let bodyLimit = 16 << 20

    private var head: [UInt8] = []
    private var body: [UInt8] = []
    private var framing: ResponseHead?
    private var isOver = false

    package init() {}

    /// Reads on from `offset` to the end of an answer; nil when all bytes are taken and more are needed.
    package mutating func read(_ bytes: Span<UInt8>, at offset: inout Int) -> Event? {
        do {
            guard !isOver else { return nil }
            if framing == nil {
                guard try readHead(bytes, at: &offset) else { return nil }
            }
            guard let framing else { return nil }
            let count = min(framing.length - body.count, bytes.count - offset)
            body.reserveCapacity(framing.length)
            for place in offset..<offset + count { body.append(bytes[place]) }
            offset += count
            guard body.count == framing.length else { return nil }
            let response = IncomingResponse(
                status: framing.status, head: head, body: body, keepsAlive: framing.keepsAlive)
            (head, body, self.framing) = ([], [], nil)
            return .response(response)
        } catch {
            isOver = true
            offset = bytes.count
            return .refused(error.sentence)
        }
    }

    private mutating func readHead(_ bytes: Span<UInt8>, at offset: inout Int) throws(NotAnAnswer) -> Bool {
        while true {
            guard offset < bytes.count else { return false }
            guard head.count < Self.headLimit else { throw NotAnAnswer("The head of an answer is too long.") }
            let byte = bytes[offset]
            offset += 1
            head.append(byte)
            guard byte == 0x0A, head.suffix(4).elementsEqual([0x0D, 0x0A, 0x0D, 0x0A]) else { continue }
            let framing = try ResponseHead(head)
            // An interim answer is followed by the one that counts (RFC 9110 section 15.2); 101 is that one.
            if framing.status < 200 && framing.status != 101 {
                head = []
                continue
            }
            guard framing.length <= Self.bodyLimit else { throw NotAnAnswer("The body of an answer is too long.") }
            self.framing = framing
            return true
        }
    }
}

/// Why bytes are no answer.
struct NotAnAnswer: Error {
    let sentence: String

    init(_ sentence: String) {
        self.sentence = sentence
    }
}

/// What a head says about the answer's end.
struct ResponseHead: Sendable {
    let status: Int
    /// Bytes of the body.
    let length: Int
    let keepsAlive: Bool

    /// Reads a whole head, its empty line included.
    init(_ head: [UInt8]) throws(NotAnAnswer) {
        let lines = head.dropLast(4).split(separator: 0x0A, omittingEmptySubsequences: false)
        let first = lines[0].last == 0x0D ? lines[0].dropLast() : lines[0]
        let code = first.dropFirst(9).prefix(3)
        guard first.starts(with: "HTTP/1.1 ".utf8), code.count == 3, code.allSatisfy({ (0x30...0x39).contains($0) }),
            first.count == 12 || first[first.startIndex + 12] == 0x20
        else { throw NotAnAnswer("An answer begins with HTTP/1.1 and its status.") }
        status = code.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        for line in lines.dropFirst() {
            let name = line.prefix { $0 != 0x3A }
            guard !name.isEmpty, name.count < line.count, !name.contains(0x20), !name.contains(0x09) else {
                throw NotAnAnswer("A line of a head is a name, a colon and a value.")
            }
        }
        guard Self.field("transfer-encoding", in: head) == nil else {
            throw NotAnAnswer("This client takes no transfer encoding. Name the server itself, not a proxy.")
        }
        if status == 204 || status == 304 || status < 200 {
            length = 0
        } else {
            let lengths = Self.fields("content-length", in: head)
            guard lengths.count == 1, let length = Int(lengths[0]), length >= 0, lengths[0].utf8.count < 10 else {
                throw NotAnAnswer("An answer has one Content-Length.")
            }
            self.length = length
        }
        keepsAlive = Self.field("connection", in: head)?.lowercased() != "close"
    }

    static func field(_ name: String, in head: [UInt8]) -> String? {
        fields(name, in: head).first
    }

    private static func fields(_ name: String, in head: [UInt8]) -> [String] {
        var values: [String] = []
        var start = 0
        for end in head.indices where head[end] == 0x0A {
            defer { start = end + 1 }
            let line = head[start..<end]
            guard line.count > name.utf8.count, line[start + name.utf8.count] == 0x3A,
                zip(line, name.utf8).allSatisfy({ lowered($0) == lowered($1) })
            else { continue }
            let value = line.dropFirst(name.utf8.count + 1).drop { $0 == 0x20 || $0 == 0x09 }
            let length = value.reversed().drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }.count
            values.append(String(decoding: value.prefix(length), as: UTF8.self))
        }
        return values
    }

    private static func lowered(_ octet: UInt8) -> UInt8 {
        (0x41...0x5A).contains(octet) ? octet | 0x20 : octet
    }
}
