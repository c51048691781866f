import CUV
import Glibc

/// An address the server listens on.
final class Listener {
    private let server: WebServer
    private var handle: UnsafeMutablePointer<uv_tcp_t>?
    private(set) var port: UInt16 = 0

    private static let waitingConnections: Int32 = 1024

    /// `host` is an address or a name of this machine.
    init(server: WebServer, host: String, port: UInt16) throws {
        self.server = server
        let place = host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        let handle = makeHandle(uv_tcp_t.self, owner: self)
        let code = uv_tcp_init(server.loop.uv, handle)
        guard code == 0 else {
            releaseHandle(handle)
            throw LoopFailure(place, code: code)
        }
        self.handle = handle
        let bindCode = Self.bind(handle, host: host, port: port)
        let listenCode =
            bindCode != 0
            ? bindCode
            : uv_listen(stream(handle), Self.waitingConnections) { handle, code in
                guard code == 0, let handle else { return }
                owner(of: handle, as: Listener.self).server.accept(from: handle)
            }
        guard listenCode == 0 else {
            close()
            throw LoopFailure(place, code: listenCode)
        }
        self.port = Self.port(of: handle)
    }

    func close() {
        guard let handle else { return }
        self.handle = nil
        closeHandle(handle)
    }

    private static func bind(_ handle: UnsafeMutablePointer<uv_tcp_t>, host: String, port: UInt16) -> Int32 {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_PASSIVE
        var found: UnsafeMutablePointer<addrinfo>?
        // Listening is part of starting, before the loop has anybody to keep waiting.
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let found else {
            return UV_EADDRNOTAVAIL.rawValue
        }
        defer { freeaddrinfo(found) }
        return uv_tcp_bind(handle, found.pointee.ai_addr, 0)
    }

    private static func port(of handle: UnsafeMutablePointer<uv_tcp_t>) -> UInt16 {
        var storage = sockaddr_storage()
        var size = Int32(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &storage) { storage in
            // The storage is large enough for an address of any family; IPv4 and IPv6 have the port in the same place.
            let raw = UnsafeMutableRawPointer(storage)
            guard uv_tcp_getsockname(handle, raw.assumingMemoryBound(to: sockaddr.self), &size) == 0 else { return 0 }
            return UInt16(bigEndian: raw.assumingMemoryBound(to: sockaddr_in.self).pointee.sin_port)
        }
    }
}
