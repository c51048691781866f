import Foundation

/// What goes wrong for a client in a test.
struct ClientFailure: Error, CustomStringConvertible {
    let description: String
}

/// An answer as a client reads it.
struct Answer {
    let status: Int
    let fields: [String: String]
    let body: String
}

/// A blocking client over a real loopback socket; no read waits longer than five seconds.
final class Client {
    private let descriptor: Int32
    private var received: [UInt8] = []

    /// `receiveBuffer` makes a client whose operating system takes little on its behalf.
    init(port: UInt16, receiveBuffer: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var patience = timeval(tv_sec: 5, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        if var receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, socklen_t(MemoryLayout<Int32>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else { throw ClientFailure(description: "connect: \(String(cString: strerror(errno)))") }
    }

    deinit {
        close(descriptor)
    }

    // MARK: Bytes

    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw ClientFailure(description: "send: \(String(cString: strerror(errno)))") }
            rest = rest.dropFirst(count)
        }
    }

    func send(_ text: String) throws {
        try send(Array(text.utf8))
    }

    /// Says that nothing more is coming.
    func finishSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Reads more; false at the end of the connection.
    private func readMore() throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count < 0 && errno != ECONNRESET {
            throw ClientFailure(description: "Nothing came in five seconds.")
        }
        received += buffer.prefix(max(0, count))
        return count > 0
    }

    private func take(_ count: Int) throws -> [UInt8] {
        while received.count < count {
            guard try readMore() else { throw ClientFailure(description: "The connection ended too early.") }
        }
        defer { received.removeFirst(count) }
        return Array(received.prefix(count))
    }

    /// Reads to the end of the connection, and returns what came before it.
    func readToEnd() throws -> [UInt8] {
        while try readMore() {}
        defer { received = [] }
        return received
    }

    // MARK: HTTP

    func get(_ target: String, method: String = "GET", fields: String = "", body: String = "") throws -> Answer {
        let length = body.isEmpty ? "" : "Content-Length: \(body.utf8.count)\r\n"
        try send("\(method) \(target) HTTP/1.1\r\nHost: a\r\n\(fields)\(length)\r\n\(body)")
        return try readAnswer(toHead: method == "HEAD")
    }

    func readAnswer(toHead isHead: Bool = false) throws -> Answer {
        var head: [UInt8] = []
        while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) { head += try take(1) }
        let lines = String(decoding: head, as: UTF8.self).components(separatedBy: "\r\n")
        guard let first = lines.first, first.hasPrefix("HTTP/1.1 "), let status = Int(first.dropFirst(9).prefix(3))
        else {
            throw ClientFailure(description: "This is no answer: \(lines)")
        }
        var fields: [String: String] = [:]
        for line in lines.dropFirst() where !line.isEmpty {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { throw ClientFailure(description: "This is no field: \(line)") }
            let name = parts[0].lowercased()
            guard fields[name] == nil else { throw ClientFailure(description: "\(name) came twice.") }
            fields[name] = parts[1].trimmingCharacters(in: .whitespaces)
        }
        let length = isHead ? 0 : Int(fields["content-length"] ?? "0") ?? 0
        return Answer(status: status, fields: fields, body: String(decoding: try take(length), as: UTF8.self))
    }

    // MARK: WebSocket

    func upgrade(_ target: String, early: [UInt8] = []) throws -> Answer {
        try send(
            Array(
                """
                GET \(target) HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n
                """.utf8) + early)
        return try readAnswer()
    }

    func say(_ text: String) throws {
        try send(masked(0x81, text))
    }

    /// One frame: `text Hello`, `ping`, `closed 1000 bye`.
    func readFrame() throws -> String {
        let start = try take(2)
        guard start[1] & 0x80 == 0 else { throw ClientFailure(description: "A server must not mask.") }
        var length = Int(start[1])
        if length == 126 { length = try take(2).reduce(0) { $0 << 8 | Int($1) } }
        if length == 127 { length = try take(8).reduce(0) { $0 << 8 | Int($1) } }
        let payload = try take(length)
        let text = String(decoding: payload, as: UTF8.self)
        switch start[0] {
        case 0x81: return "text \(text)"
        case 0x89: return "ping"
        case 0x8A: return "pong \(text)"
        case 0x88 where payload.isEmpty: return "closed"
        case 0x88:
            let reason = String(decoding: payload.dropFirst(2), as: UTF8.self)
            return "closed \(Int(payload[0]) << 8 | Int(payload[1])) \(reason)".trimmingSpace
        default: throw ClientFailure(description: "A frame begins with \(start[0]).")
        }
    }
}
