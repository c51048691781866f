import CUV
import Glibc

/// The other end's address as text, without its port; an IPv4 address is written as one even on an IPv6 socket.
enum PeerAddress {
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
                return text.hasPrefix("::ffff:") && text.contains(".") ? String(text.dropFirst(7)) : text
            }
        }
    }
}
