import Glibc

/// One question to an HTTP server on this machine, asked without a loop, for a program that does nothing else meanwhile.
package struct PlainAnswer: Sendable {
    package let status: Int
    package let body: [UInt8]

    /// Asks for a path with GET; nil when no server answers, answers no HTTP, or takes longer than `patience` over a step.
    package init?(from host: String, port: UInt16, path: String, patience: Duration = .seconds(3)) {
        // The host is in the caller's hands already.
        guard let address = try? SocketAddress(host: host, port: port) else { return nil }
        let descriptor = socket(address.family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        // On Linux the limit for sending is also that for connecting (socket(7)).
        var limit = timeval(tv_sec: Int(patience.components.seconds), tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        guard address.with({ connect(descriptor, $0, $1) }) == 0 else { return nil }
        let request = Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
        guard Glibc.send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
            return nil
        }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 * 1024)
        while bytes.count < Self.sizeLimit {
            let count = recv(descriptor, &piece, piece.count, 0)
            guard count >= 0 else { return nil }
            if count == 0 { break }
            bytes += piece[..<count]
        }
        guard let (status, body) = Self.parts(of: bytes) else { return nil }
        (self.status, self.body) = (status, body)
    }

    /// More than any page of ours for operators.
    private static let sizeLimit = 16 << 20

    private static func parts(of bytes: [UInt8]) -> (Int, [UInt8])? {
        let text = String(decoding: bytes.prefix(15), as: UTF8.self)
        guard text.hasPrefix("HTTP/1."), let status = Int(text.dropFirst(9).prefix(3)) else { return nil }
        let end = Array("\r\n\r\n".utf8)
        guard let place = bytes.indices.first(where: { bytes[$0...].starts(with: end) }) else { return nil }
        return (status, Array(bytes[(place + end.count)...]))
    }
}
