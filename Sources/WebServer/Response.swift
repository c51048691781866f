/// An answer to a request.
///
/// `Content-Length`, `Date` and `Connection` are the server's to write; `Connection: close` in `headers` makes it close.
package struct Response: Sendable {
    /// 200 to 599.
    package var status: Int
    package var headers: [(String, String)]
    package var body: [UInt8]

    package init(status: Int, headers: [(String, String)] = [], body: [UInt8] = []) {
        precondition((200...599).contains(status), "A service answers with a final status code.")
        self.status = status
        self.headers = headers
        self.body = body
    }

    var asksToClose: Bool {
        headers.contains { $0.0.utf8.count == 10 && $0.0.lowercased() == "connection" && $0.1.lowercased() == "close" }
    }

    /// The response as it goes over the wire.
    ///
    /// HEAD, 204 and 304 have no body (RFC 9110 sections 9.3.2, 15.3.5, 15.4.5).
    func encoded(toHead isHead: Bool, closing: Bool, sayingKeepAlive: Bool, date: String) -> [UInt8] {
        let hasBody = status != 204 && status != 304
        var bytes: [UInt8] = []
        bytes.reserveCapacity(160 + headers.count * 48 + (hasBody && !isHead ? body.count : 0))
        Self.append("HTTP/1.1 ", to: &bytes)
        Self.append(status, to: &bytes)
        bytes.append(Octet.space)
        Self.append(Self.reason(status), to: &bytes)
        Self.append("\r\nDate: ", to: &bytes)
        bytes.append(contentsOf: date.utf8)
        for (name, value) in headers where !Self.isServers(name) {
            Self.append("\r\n", to: &bytes)
            Self.append(field: name, to: &bytes)
            Self.append(": ", to: &bytes)
            Self.append(field: value, to: &bytes)
        }
        if hasBody {
            Self.append("\r\nContent-Length: ", to: &bytes)
            Self.append(body.count, to: &bytes)
        }
        if closing {
            Self.append("\r\nConnection: close", to: &bytes)
        } else if sayingKeepAlive {
            Self.append("\r\nConnection: keep-alive", to: &bytes)
        }
        Self.append("\r\n\r\n", to: &bytes)
        if hasBody && !isHead { bytes.append(contentsOf: body) }
        return bytes
    }

    /// The answer that turns a connection into a WebSocket (RFC 6455 section 4.2.2).
    static func switching(accept: String) -> [UInt8] {
        Array(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: \(accept)\r\n\r\n"
                .utf8)
    }

    static let goOn = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

    private static func isServers(_ name: String) -> Bool {
        switch name.utf8.count {
        case 4: name.lowercased() == "date"
        case 10: name.lowercased() == "connection"
        case 14: name.lowercased() == "content-length"
        case 17: name.lowercased() == "transfer-encoding"
        default: false
        }
    }

    private static func append(_ text: StaticString, to bytes: inout [UInt8]) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Control characters become spaces, so no value can end its line and begin another.
    private static func append(field text: String, to bytes: inout [UInt8]) {
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        for place in start..<bytes.count where !Octet.isFieldContent(bytes[place]) {
            bytes[place] = Octet.space
        }
    }

    private static func append(_ number: Int, to bytes: inout [UInt8]) {
        var rest = number
        let start = bytes.count
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }

    /// The reason phrase; a code without an entry has an empty phrase, as RFC 9112 section 4 permits.
    private static func reason(_ status: Int) -> StaticString {
        switch status {
        case 200: "OK"
        case 201: "Created"
        case 202: "Accepted"
        case 204: "No Content"
        case 206: "Partial Content"
        case 301: "Moved Permanently"
        case 302: "Found"
        case 303: "See Other"
        case 304: "Not Modified"
        case 307: "Temporary Redirect"
        case 308: "Permanent Redirect"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 406: "Not Acceptable"
        case 408: "Request Timeout"
        case 409: "Conflict"
        case 410: "Gone"
        case 411: "Length Required"
        case 412: "Precondition Failed"
        case 413: "Content Too Large"
        case 414: "URI Too Long"
        case 415: "Unsupported Media Type"
        case 416: "Range Not Satisfiable"
        case 417: "Expectation Failed"
        case 422: "Unprocessable Content"
        case 426: "Upgrade Required"
        case 428: "Precondition Required"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 502: "Bad Gateway"
        case 503: "Service Unavailable"
        case 504: "Gateway Timeout"
        case 505: "HTTP Version Not Supported"
        default: ""
        }
    }
}
