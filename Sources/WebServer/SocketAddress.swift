import CUV
import Glibc

/// An address with a port, as the system's calls take it.
package struct SocketAddress: Sendable {
    private let storage: sockaddr_storage
    private let size: socklen_t
    let family: Int32

    /// The first that `host`, an address or a name, stands for. Waits for the resolver, so never on a loop that runs.
    package init(host: String, port: UInt16) throws(UnknownHost) {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let found else { throw UnknownHost(host: host) }
        defer { freeaddrinfo(found) }
        var storage = sockaddr_storage()
        // No address is larger than the storage, which is made for those of any family.
        memcpy(&storage, found.pointee.ai_addr, Int(found.pointee.ai_addrlen))
        self.storage = storage
        size = found.pointee.ai_addrlen
        family = found.pointee.ai_family
    }

    func with<Answer>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Answer) -> Answer {
        withUnsafePointer(to: storage) { storage in
            storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, size) }
        }
    }
}

/// A host that the resolver does not know.
package struct UnknownHost: Error {
    package let host: String
}
