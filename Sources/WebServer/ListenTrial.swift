import Glibc

/// Whether this machine would let a server listen on an address now; nothing is kept of the trial.
package enum ListenTrial: Hashable, Sendable {
    case free
    /// Another program listens there.
    case taken
    /// The address is none of this machine's.
    case notHere
    /// The port is one for which this user has no right.
    case forbidden
    case failed(String)

    /// `host` is an address or a name of this machine.
    package init(host: String, port: UInt16) {
        // The host is in the caller's hands already.
        guard let address = try? SocketAddress(host: host, port: port) else {
            self = .notHere
            return
        }
        let descriptor = socket(address.family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else {
            self = .failed(String(cString: strerror(errno)))
            return
        }
        defer { close(descriptor) }
        // As libuv does: addresses of connections that are over are free, those of listeners are not.
        var isOn: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &isOn, socklen_t(MemoryLayout<Int32>.size))
        guard address.with({ bind(descriptor, $0, $1) }) != 0 else {
            self = .free
            return
        }
        switch errno {
        case EADDRINUSE: self = .taken
        case EADDRNOTAVAIL: self = .notHere
        case EACCES: self = .forbidden
        default: self = .failed(String(cString: strerror(errno)))
        }
    }
}
