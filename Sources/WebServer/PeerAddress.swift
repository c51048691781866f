import CUV
import Glibc

/// The other end's address as text, without its port; an IPv4 address is written as one even on an IPv6 socket.
package enum PeerAddress {
    static func text(of handle: UnsafeMutablePointer<uv_tcp_t>) -> String {
        var storage = sockaddr_storage()
        var size = Int32(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &storage) { storage in
            // The storage is large enough for an address of any family, and each begins like `sockaddr`.
            let address = UnsafeMutableRawPointer(storage).assumingMemoryBound(to: sockaddr.self)
            guard uv_tcp_getpeername(handle, address, &size) == 0 else { return "" }
            return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { name in
                guard let first = name.baseAddress, uv_ip_name(address, first, name.count) == 0 else { return "" }
                let text = String(cString: first)
                return text.hasPrefix(mapped) && text.contains(".") ? String(text.dropFirst(mapped.count)) : text
            }
        }
    }

    /// Whom an address is counted for: of an IPv6 address its first 64 bits, like `2001:db8:0:7::/64`; any other text is
    /// its own.
    ///
    /// Whoever has one IPv6 address has all of its network (RFC 7934, section 3), and to count them one by one would limit
    /// nobody.
    package static func network(of address: String) -> String {
        guard address.contains(":") else { return address }
        if address.hasPrefix(mapped), address.contains(".") { return String(address.dropFirst(mapped.count)) }
        var bits = in6_addr()
        guard inet_pton(AF_INET6, address, &bits) == 1 else { return address }
        withUnsafeMutableBytes(of: &bits) { bytes in
            for place in 8..<16 { bytes[place] = 0 }
        }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { name in
            guard let first = name.baseAddress, inet_ntop(AF_INET6, &bits, first, socklen_t(name.count)) != nil else {
                return address
            }
            return String(cString: first) + "/64"
        }
    }

    /// Before an IPv4 address on an IPv6 socket (RFC 4291, section 2.5.5.2).
    private static let mapped = "::ffff:"
}
