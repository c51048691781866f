import CUV
import Glibc

/// An address that was looked up: where an outgoing connection goes.
package struct SocketAddress: Sendable {
    let storage: sockaddr_storage

    /// `host` is an address or a name. Waits for the resolver, so it is for the time before a loop runs.
    package init(host: String, port: UInt16) throws(UnknownHost) {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &found) == 0, let found else { throw UnknownHost(host: host) }
        defer { freeaddrinfo(found) }
        var storage = sockaddr_storage()
        withUnsafeMutableBytes(of: &storage) { storage in
            // The resolver's length is that of an address of its family, and the storage has room for any.
            storage.copyMemory(
                from: UnsafeRawBufferPointer(start: found.pointee.ai_addr, count: Int(found.pointee.ai_addrlen)))
        }
        self.storage = storage
    }
}

/// A host that the resolver does not know.
package struct UnknownHost: Error {
    package let host: String
}
