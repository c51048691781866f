import TestSupport
import Testing
import WebServer

/// Bytes of a client and what must become of them.
struct WireCase: CustomTestStringConvertible, Sendable {
    let name: String
    let bytes: String
    let expected: Reading

    init(_ name: String, _ bytes: String, _ expected: String...) {
        self.name = name
        self.bytes = bytes
        self.expected = expected
    }

    var testDescription: String { name }
}

private let host = "Host: a\r\n"

@Suite struct RequestParserTests {
    static let taken = [
        WireCase("simplest", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET /"),
        WireCase("empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", "GET /"),
        WireCase("a query", "GET /a?b=c&d HTTP/1.1\r\n\(host)\r\n", "GET /a?b=c&d"),
        WireCase("absolute form", "GET http://b:80/p?q HTTP/1.1\r\n\(host)\r\n", "GET http://b:80/p?q"),
        WireCase("asterisk form", "OPTIONS * HTTP/1.1\r\n\(host)\r\n", "OPTIONS *"),
        WireCase("unknown method", "BREW /pot HTTP/1.1\r\n\(host)\r\n", "BREW /pot"),
        WireCase("HTTP/1.0 needs no host", "GET / HTTP/1.0\r\n\r\n", "GET /"),
        WireCase("a later minor version", "GET / HTTP/1.7\r\n\(host)\r\n", "GET /"),
        WireCase("one empty line before", "\r\nGET / HTTP/1.1\r\n\(host)\r\n", "GET /"),
        WireCase("space around a value", "GET / HTTP/1.1\r\nHost: \t a \t\r\nA:\r\nB:b\r\n\r\n", "GET /"),
        WireCase("octets above ASCII in a value", "GET / HTTP/1.1\r\n\(host)A: é\r\n\r\n", "GET /"),
        WireCase("a body", "POST / HTTP/1.1\r\n\(host)Content-Length: 5\r\n\r\nhello", "POST / hello"),
        WireCase("an empty body", "POST / HTTP/1.1\r\n\(host)Content-Length: 0\r\n\r\n", "POST /"),
        WireCase("a body with GET", "GET / HTTP/1.1\r\n\(host)Content-Length: 2\r\n\r\nhi", "GET / hi"),
        WireCase(
            "three in a row",
            "GET /1 HTTP/1.1\r\n\(host)\r\nPOST /2 HTTP/1.1\r\n\(host)content-length: 3\r\n\r\nabcGET /3 HTTP/1.1\r\n\(host)\r\n",
            "GET /1", "POST /2 abc", "GET /3"),
        WireCase(
            "chunks",
            "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: Chunked\r\n\r\n4\r\nWiki\r\n0B\r\npedia in ch\r\n0\r\n\r\n",
            "POST / Wikipedia in ch"),
        WireCase(
            "chunk extensions and trailers",
            "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n2 ;a=\"b;c\";d\r\nhi\r\n000;x\r\nA: b\r\nC:\r\n\r\nGET /2 HTTP/1.1\r\n\(host)\r\n",
            "POST / hi", "GET /2"),
        WireCase(
            "a client that waits",
            "POST / HTTP/1.1\r\n\(host)Expect: 100-Continue\r\nContent-Length: 2\r\n\r\nhi", "continue", "POST / hi"),
        WireCase("an expectation without a body", "GET / HTTP/1.1\r\n\(host)Expect: 100-continue\r\n\r\n", "GET /"),
        WireCase(
            "half a request", "GET /1 HTTP/1.1\r\n\(host)\r\nPOST /2 HTTP/1.1\r\n\(host)Content-Length: 9\r\n\r\nhalf",
            "GET /1"),
    ]

    static let refused = [
        WireCase("bare line feed", "GET / HTTP/1.1\nHost: a\n\n", "400"),
        WireCase("bare line feed after a field", "GET / HTTP/1.1\r\nHost: a\n\r\n", "400"),
        WireCase("bare carriage return", "GET / HTTP/1.1\r\nHost: a\rB: c\r\n\r\n", "400"),
        WireCase("carriage return before the end of a line", "GET / HTTP/1.1\r\nHost: a\r\r\n\r\n", "400"),
        WireCase("two empty lines before", "\r\n\r\nGET / HTTP/1.1\r\n\(host)\r\n", "400"),
        WireCase("NUL in a value", "GET / HTTP/1.1\r\nHost: a\r\nB: \0\r\n\r\n", "400"),
        WireCase("control in a value", "GET / HTTP/1.1\r\nHost: a\r\nB: \u{7F}\r\n\r\n", "400"),
        WireCase("folded field", "GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n", "400"),
        WireCase("space before the first field", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", "400"),
        WireCase("space before the colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n", "400"),
        WireCase("no colon", "GET / HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n", "400"),
        WireCase("no name", "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", "400"),
        WireCase("name that is no token", "GET / HTTP/1.1\r\nHost: a\r\nb(c): d\r\n\r\n", "400"),
        WireCase("no host", "GET / HTTP/1.1\r\nA: b\r\n\r\n", "400"),
        WireCase("no fields at all", "GET / HTTP/1.1\r\n\r\n", "400"),
        WireCase("two hosts", "GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n", "400"),
        WireCase("two hosts in HTTP/1.0", "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", "400"),
        WireCase("host list", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", "400"),
        WireCase("host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "400"),
        WireCase("host with user", "GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", "400"),
        WireCase("method that is no token", "GE(T / HTTP/1.1\r\n\(host)\r\n", "400"),
        WireCase("no method", " / HTTP/1.1\r\n\(host)\r\n", "400"),
        WireCase("two spaces", "GET  / HTTP/1.1\r\n\(host)\r\n", "400"),
        WireCase("tab between", "GET\t/ HTTP/1.1\r\n\(host)\r\n", "400"),
        WireCase("space at the end of the first line", "GET / HTTP/1.1 \r\n\(host)\r\n", "400"),
        WireCase("space in the address", "GET /a b HTTP/1.1\r\n\(host)\r\n", "400"),
        WireCase("no version", "GET /\r\n\(host)\r\n", "400"),
        WireCase("small letters in the version", "GET / http/1.1\r\n\(host)\r\n", "400"),
        WireCase("long version", "GET / HTTP/1.10\r\n\(host)\r\n", "400"),
        WireCase("HTTP/2", "GET / HTTP/2.0\r\n\(host)\r\n", "505"),
        WireCase("preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505"),
        WireCase("relative address", "GET a HTTP/1.1\r\n\(host)\r\n", "400"),
        WireCase("asterisk with GET", "GET * HTTP/1.1\r\n\(host)\r\n", "400"),
        WireCase("another scheme", "GET ftp://a/b HTTP/1.1\r\n\(host)\r\n", "400"),
        WireCase("no authority", "GET http:///b HTTP/1.1\r\n\(host)\r\n", "400"),
        WireCase("a tunnel", "CONNECT a:443 HTTP/1.1\r\n\(host)\r\n", "501"),
        WireCase("a fragment", "GET /a#b HTTP/1.1\r\n\(host)\r\n", "400"),
        WireCase("half a percent code", "GET /a%4 HTTP/1.1\r\n\(host)\r\n", "400"),
        WireCase("percent code that is none", "GET /a%zz HTTP/1.1\r\n\(host)\r\n", "400"),
        WireCase("address above ASCII", "GET /é HTTP/1.1\r\n\(host)\r\n", "400"),
        WireCase("NUL in the address", "GET /\0 HTTP/1.1\r\n\(host)\r\n", "400"),
        WireCase(
            "both framings",
            "POST / HTTP/1.1\r\n\(host)Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"),
        WireCase(
            "both framings, the other way round",
            "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\nContent-Length: 0\r\n\r\n0\r\n\r\n", "400"),
        WireCase(
            "two different lengths", "POST / HTTP/1.1\r\n\(host)Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", "400"
        ),
        WireCase(
            "two equal lengths", "POST / HTTP/1.1\r\n\(host)Content-Length: 1\r\nContent-Length: 1\r\n\r\na", "400"),
        WireCase("length list", "POST / HTTP/1.1\r\n\(host)Content-Length: 1, 1\r\n\r\na", "400"),
        WireCase("length with a sign", "POST / HTTP/1.1\r\n\(host)Content-Length: +1\r\n\r\na", "400"),
        WireCase("negative length", "POST / HTTP/1.1\r\n\(host)Content-Length: -1\r\n\r\na", "400"),
        WireCase("hexadecimal length", "POST / HTTP/1.1\r\n\(host)Content-Length: 0x1\r\n\r\na", "400"),
        WireCase("empty length", "POST / HTTP/1.1\r\n\(host)Content-Length:\r\n\r\na", "400"),
        WireCase(
            "length that overflows", "POST / HTTP/1.1\r\n\(host)Content-Length: 18446744073709551617\r\n\r\na", "400"),
        WireCase("length too large", "POST / HTTP/1.1\r\n\(host)Content-Length: 65537\r\n\r\n", "413"),
        WireCase("another coding", "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: gzip\r\n\r\n", "501"),
        WireCase("coding list", "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: gzip, chunked\r\n\r\n", "501"),
        WireCase("coding in disguise", "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: \u{0B}chunked\r\n\r\n", "400"),
        WireCase("coding with a suffix", "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked;x\r\n\r\n", "501"),
        WireCase(
            "coding twice",
            "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", "400"),
        WireCase("coding in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"),
        WireCase("unmet expectation", "POST / HTTP/1.1\r\n\(host)Expect: 200-ok\r\nContent-Length: 1\r\n\r\na", "417"),
    ]

    private static let chunked = "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n"

    static let refusedChunks = [
        WireCase("no size", "\(chunked)\r\n", "400"),
        WireCase("size that is no number", "\(chunked)g\r\n", "400"),
        WireCase("size with a sign", "\(chunked)+2\r\nhi\r\n", "400"),
        WireCase("size with a prefix", "\(chunked)0x2\r\nhi\r\n", "400"),
        WireCase("space before the size", "\(chunked) 2\r\nhi\r\n", "400"),
        WireCase("space after the size", "\(chunked)2 \r\nhi\r\n", "400"),
        WireCase("size that overflows", "\(chunked)10000000000000002\r\nhi\r\n", "400"),
        WireCase("size too large", "\(chunked)10001\r\n", "413"),
        WireCase("line feed alone after the size", "\(chunked)2\nhi\r\n0\r\n\r\n", "400"),
        WireCase("line feed alone in an extension", "\(chunked)2;a\nhi\r\n0\r\n\r\n", "400"),
        WireCase("content longer than its size", "\(chunked)2\r\nhiho\r\n0\r\n\r\n", "400"),
        WireCase("content without its end", "\(chunked)2\r\nhi0\r\n\r\n", "400"),
        WireCase("line feed alone after the content", "\(chunked)2\r\nhi\n0\r\n\r\n", "400"),
        WireCase("folded trailer", "\(chunked)0\r\nA: b\r\n c\r\n\r\n", "400"),
        WireCase("control in a trailer", "\(chunked)0\r\nA: \u{1}\r\n\r\n", "400"),
        WireCase("line feed alone at the end", "\(chunked)0\r\n\n", "400"),
    ]

    @Test(arguments: taken + refused + refusedChunks)
    func everySplitReadsTheSame(_ wire: WireCase) {
        for pieces in everySplit(of: Array(wire.bytes.utf8)) {
            #expect(readRequests(pieces) == wire.expected, "in \(pieces.count) pieces, the first of \(pieces[0].count)")
        }
    }

    @Test func whatFollowsARefusalIsNeverRead() {
        let smuggled =
            "POST / HTTP/1.1\r\n\(host)Content-Length: 1\r\nContent-Length: 2\r\n\r\nGET /x HTTP/1.1\r\n\(host)\r\n"
        #expect(
            readRequests([Array(smuggled.utf8)[...], Array("GET /y HTTP/1.1\r\n\(host)\r\n".utf8)[...]]) == ["400"])
    }

    @Test func limitsHoldToTheByte() {
        var limits = WebServer.Limits()
        limits.head = 200
        limits.target = 20
        limits.fields = 3
        limits.body = 10
        let cases = [
            WireCase("head fits", request(fill: 200), "GET /"),
            WireCase("head is a byte too long", request(fill: 201), "431"),
            WireCase("head never ends", String(request(fill: 300).dropLast(4)), "431"),
            WireCase("first line never ends", "GET /" + String(repeating: "a", count: 300), "414"),
            WireCase(
                "target fits", "GET /\(String(repeating: "a", count: 19)) HTTP/1.1\r\n\(host)\r\n",
                "GET /aaaaaaaaaaaaaaaaaaa"),
            WireCase(
                "target is a byte too long", "GET /\(String(repeating: "a", count: 20)) HTTP/1.1\r\n\(host)\r\n", "414"),
            WireCase("fields fit", "GET / HTTP/1.1\r\n\(host)A: 1\r\nB: 2\r\n\r\n", "GET /"),
            WireCase("a field too many", "GET / HTTP/1.1\r\n\(host)A: 1\r\nB: 2\r\nC: 3\r\n\r\n", "431"),
            WireCase(
                "body fits", "POST / HTTP/1.1\r\n\(host)Content-Length: 10\r\n\r\n0123456789", "POST / 0123456789"),
            WireCase(
                "body is a byte too long", "POST / HTTP/1.1\r\n\(host)Content-Length: 11\r\n\r\n0123456789a", "413"),
            WireCase("chunks fit", "\(Self.chunked)6\r\nabcdef\r\n4\r\nghij\r\n0\r\n\r\n", "POST / abcdefghij"),
            WireCase("chunks are a byte too long", "\(Self.chunked)6\r\nabcdef\r\n5\r\nghijk\r\n0\r\n\r\n", "413"),
            WireCase(
                "trailers are too long",
                "\(Self.chunked)0\r\nA: \(String(repeating: "b", count: 200))\r\n\r\n", "431"),
            WireCase(
                "a larger body where the service takes it",
                "POST /large HTTP/1.1\r\n\(host)Content-Length: 12\r\n\r\n0123456789ab", "POST /large 0123456789ab"),
        ]
        for wire in cases {
            for pieces in everySplit(of: Array(wire.bytes.utf8)) {
                #expect(readRequests(pieces, limits: limits) == wire.expected, "\(wire.name) in \(pieces.count) pieces")
            }
        }
    }

    /// A request whose head has exactly `fill` bytes.
    private func request(fill: Int) -> String {
        let start = "GET / HTTP/1.1\r\n\(host)A: "
        return start + String(repeating: "b", count: fill - start.utf8.count - 4) + "\r\n\r\n"
    }

    @Test func damagedRequestsReadTheSameHoweverTheyAreCut() {
        var numbers = SplitMix64(seed: 9112)
        let valid = (Self.taken + Self.refused + Self.refusedChunks).map { Array($0.bytes.utf8) }
        let spice = Array("\r\n\0 \t:;,0aF%#\u{7F}".utf8)
        for _ in 0..<3000 {
            var bytes = valid[Int.random(in: 0..<valid.count, using: &numbers)]
            for _ in 0..<Int.random(in: 1...4, using: &numbers) {
                let place = Int.random(in: 0..<max(1, bytes.count), using: &numbers)
                switch Int.random(in: 0..<4, using: &numbers) {
                case 0 where !bytes.isEmpty: bytes.remove(at: min(place, bytes.count - 1))
                case 1:
                    bytes.insert(spice[Int.random(in: 0..<spice.count, using: &numbers)], at: min(place, bytes.count))
                case 2 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &numbers)
                default: bytes.append(contentsOf: valid[Int.random(in: 0..<valid.count, using: &numbers)])
                }
            }
            var pieces: [ArraySlice<UInt8>] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Int.random(in: 1...rest.count, using: &numbers)
                pieces.append(rest.prefix(count))
                rest = rest.dropFirst(count)
            }
            #expect(readRequests(pieces) == readRequests([bytes[...]]), "\(bytes)")
        }
    }
}
