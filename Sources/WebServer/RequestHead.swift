/// A request's head, read as RFC 9112 sections 2 to 6 demand: its first line, then its fields.
struct RequestHead: Sendable {
    /// How the body's end is found (RFC 9112 section 6.3).
    enum Framing: Equatable {
        case none
        case length(Int)
        case chunked
    }

    private(set) var request: Request
    private(set) var framing = Framing.none
    private(set) var expectsContinue = false

    private let firstField: Int

    /// Reads the first of the lines of a head, which are whole, each with its CR LF, and without the empty one.
    init(lines: Span<UInt8>, limits: WebServer.Limits, peer: String) throws(ParseRefusal) {
        let (line, version11) = try Self.requestLine(lines, limits: limits)
        firstField = line.end
        request = Request(
            method: lines.text(in: line.method), target: lines.text(in: line.target),
            headers: Headers(head: lines.copy(of: 0..<lines.count)), peer: peer, isVersion11: version11)
    }

    /// Reads the other lines; when one is refused, those before it stand in `request`.
    mutating func readFields(of lines: Span<UInt8>, limits: WebServer.Limits) throws(ParseRefusal) {
        let version11 = request.isVersion11
        var fields = FramingFields()
        var start = firstField
        while start < lines.count {
            guard let lineFeed = lines.lineFeed(from: start) else { throw .bareLineFeed }
            guard request.headers.count < limits.fields else { throw .headTooLarge }
            let field = try Self.field(lines, line: start..<lineFeed - 1)
            request.headers.add(name: field.name, value: field.value)
            try fields.note(field.name, field.value, in: lines)
            start = lineFeed + 1
        }
        guard fields.hosts == 1 || fields.hosts == 0 && !version11 else {
            throw .malformed("A request needs exactly one Host field.")
        }
        if fields.isChunked {
            guard version11 else { throw .malformed("HTTP/1.0 has no Transfer-Encoding.") }
            guard fields.length == nil else {
                throw .malformed("Content-Length and Transfer-Encoding exclude each other.")
            }
            framing = .chunked
        } else if let length = fields.length, length > 0 {
            framing = .length(length)
        }
        let close = fields.hasConnection && request.headers.has("close", in: "connection")
        let keep = fields.hasConnection && request.headers.has("keep-alive", in: "connection")
        request.keepsAlive = !close && (version11 || keep)
        if fields.hasExpect && version11 {
            guard request.headers.all("expect").allSatisfy({ $0.lowercased() == "100-continue" }) else {
                throw ParseRefusal(417, "expectation_failed", "The only expectation this server meets is 100-continue.")
            }
            expectsContinue = framing != .none
        }
    }

    private struct Line {
        let method: Range<Int>
        let target: Range<Int>
        let end: Int
    }

    private static func requestLine(
        _ head: Span<UInt8>, limits: WebServer.Limits
    ) throws(ParseRefusal) -> (Line, isVersion11: Bool) {
        var place = 0
        while Octet.isToken(head[place]) { place += 1 }
        let method = 0..<place
        guard !method.isEmpty, head[place] == Octet.space else {
            throw .malformed("A request begins with a method and one space.")
        }
        place += 1
        let start = place
        while head[place] > Octet.space && head[place] < 0x7F { place += 1 }
        let target = start..<place
        guard target.count <= limits.target else { throw .targetTooLong }
        guard head[place] == Octet.space else {
            throw .malformed("The address must be visible ASCII between single spaces.")
        }
        place += 1
        guard let lineFeed = head.lineFeed(from: place), lineFeed - 1 - place == 8,
            head.matches("http/", in: place..<place + 5), head[place] == UInt8(ascii: "H"),
            head[place + 1] == UInt8(ascii: "T"), head[place + 2] == UInt8(ascii: "T"),
            head[place + 3] == UInt8(ascii: "P"), Octet.isDigit(head[place + 5]),
            head[place + 6] == UInt8(ascii: "."), Octet.isDigit(head[place + 7])
        else { throw .malformed("The first line must end with the protocol's version.") }
        guard head[place + 5] == UInt8(ascii: "1") else {
            throw ParseRefusal(505, "version_not_supported", "This server speaks HTTP/1.1.")
        }
        try check(target: target, method: method, in: head)
        let line = Line(method: method, target: target, end: lineFeed + 1)
        return (line, isVersion11: head[place + 7] != UInt8(ascii: "0"))
    }

    /// The forms of RFC 9112 section 3.2: origin, absolute, and `*` for OPTIONS.
    private static func check(target: Range<Int>, method: Range<Int>, in head: Span<UInt8>) throws(ParseRefusal) {
        guard let first = target.first else { throw .malformed("The address is empty.") }
        if head.text(in: method) == "CONNECT" {
            throw ParseRefusal(501, "not_implemented", "This server opens no tunnels.")
        }
        if head[first] != UInt8(ascii: "/") {
            let isAsterisk = head.matches("*", in: target)
            guard !isAsterisk || head.text(in: method) == "OPTIONS" else {
                throw .malformed("Only OPTIONS may have * as its address.")
            }
            guard isAsterisk || hasAuthority(head, target) else {
                throw .malformed("The address must begin with a slash, or be a whole http address.")
            }
        }
        for place in target {
            switch head[place] {
            case UInt8(ascii: "#"):
                throw .malformed("An address has no fragment.")
            case UInt8(ascii: "%"):
                guard place + 2 < target.upperBound, Octet.hexValue(head[place + 1]) != nil,
                    Octet.hexValue(head[place + 2]) != nil
                else { throw .malformed("A percent sign in an address stands before two hexadecimal digits.") }
            default: continue
            }
        }
    }

    private static func hasAuthority(_ head: Span<UInt8>, _ target: Range<Int>) -> Bool {
        for scheme: StaticString in ["http://", "https://"] {
            let end = target.lowerBound + scheme.utf8CodeUnitCount
            guard end < target.upperBound, head.matches(scheme, in: target.lowerBound..<end) else { continue }
            return head[end] != UInt8(ascii: "/") && head[end] != UInt8(ascii: "?")
        }
        return false
    }

    private static func field(
        _ head: Span<UInt8>, line: Range<Int>
    ) throws(ParseRefusal) -> (name: Range<Int>, value: Range<Int>) {
        var place = line.lowerBound
        while Octet.isToken(head[place]) { place += 1 }
        let name = line.lowerBound..<place
        guard !name.isEmpty, head[place] == Octet.colon else {
            throw .malformed("A header line must be a name, a colon and a value, and must not be folded.")
        }
        var start = place + 1
        var end = line.upperBound
        while start < end, head[start] == Octet.space || head[start] == Octet.tab { start += 1 }
        while end > start, head[end - 1] == Octet.space || head[end - 1] == Octet.tab { end -= 1 }
        for place in start..<end where !Octet.isFieldContent(head[place]) {
            throw .malformed("A header value must not contain control characters.")
        }
        return (name, start..<end)
    }
}

/// The fields that decide where a request ends and what becomes of its connection.
private struct FramingFields {
    var hosts = 0
    var length: Int?
    var isChunked = false
    var hasConnection = false
    var hasExpect = false

    mutating func note(_ name: Range<Int>, _ value: Range<Int>, in head: Span<UInt8>) throws(ParseRefusal) {
        switch name.count {
        case 4 where head.matches("host", in: name):
            hosts += 1
            for place in value where !Self.isHost(head[place]) {
                throw .malformed("The Host field must be one host and perhaps a port.")
            }
        case 6 where head.matches("expect", in: name):
            hasExpect = true
        case 10 where head.matches("connection", in: name):
            hasConnection = true
        case 14 where head.matches("content-length", in: name):
            guard length == nil, !value.isEmpty, value.count <= 18 else {
                throw .malformed("Content-Length must be one number, given once.")
            }
            var sum = 0
            for place in value {
                guard Octet.isDigit(head[place]) else {
                    throw .malformed("Content-Length must be one number, given once.")
                }
                sum = sum * 10 + Int(head[place] - UInt8(ascii: "0"))
            }
            length = sum
        case 17 where head.matches("transfer-encoding", in: name):
            guard !isChunked else { throw .malformed("Transfer-Encoding may be given once.") }
            guard head.matches("chunked", in: value) else {
                throw ParseRefusal(501, "not_implemented", "The only transfer encoding this server takes is chunked.")
            }
            isChunked = true
        default: return
        }
    }

    /// What may stand in `uri-host [":" port]`, less the comma, which could hide a second host.
    private static func isHost(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "%"): true
        case UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "!"), UInt8(ascii: "$"): true
        case UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"): true
        case UInt8(ascii: "+"), UInt8(ascii: ";"), UInt8(ascii: "="): true
        default: false
        }
    }
}
