import Glibc
import WebServer

/// What started the server, where that is systemd: it hears when the server is ready, that it lives, and that it stops.
///
/// One datagram for each, to the socket that `NOTIFY_SOCKET` names; sd_notify(3) documents the protocol for programs
/// without its library. Started by hand there is no such socket, and nothing is sent.
struct ServiceManager: Sendable {
    private let socketPath: String?
    /// How often it wants to hear that the server lives; nil when it does not ask. Later than that, it starts the server anew.
    private let watchdog: Duration?

    init(environment: [String: String]) {
        socketPath = environment["NOTIFY_SOCKET"].flatMap { $0.isEmpty ? nil : $0 }
        let microseconds = environment["WATCHDOG_USEC"].flatMap(Int64.init) ?? 0
        // Another process's number says that the watch is not over this one.
        let isOurs = environment["WATCHDOG_PID"].map { $0 == "\(getpid())" } ?? true
        watchdog = microseconds > 0 && isOurs ? .microseconds(microseconds) : nil
    }

    /// Says that requests are answered from now on, and goes on saying that the loop turns.
    func ready(at address: String, on loop: EventLoop) {
        tell("READY=1\nSTATUS=Serving on \(address)")
        guard let watchdog else { return }
        loop.after(watchdog / 2, every: watchdog / 2) { tell("WATCHDOG=1") }
    }

    func stopping() {
        tell("STOPPING=1\nSTATUS=Finishing what is running")
    }

    /// A manager that does not listen changes nothing for those who are served, so no outcome is looked at.
    private func tell(_ state: String) {
        guard let socketPath else { return }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        // An abstract name is written with an @ in place of its NUL; the length ends it, not a NUL.
        let path = (socketPath.hasPrefix("@") ? [0] + socketPath.utf8.dropFirst() : Array(socketPath.utf8))
        // The path has been compared with the room there is, and the pointer does not outlive the call.
        let fits = unsafe withUnsafeMutableBytes(of: &address.sun_path) { room in
            guard path.count < room.count else { return false }
            unsafe room.copyBytes(from: path)
            return true
        }
        let socket = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard fits, socket >= 0 else { return }
        defer { close(socket) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + path.count)
        let bytes = Array(state.utf8)
        // `sockaddr_un` begins as every `sockaddr` does, which is how bind(2) and sendto(2) take it.
        unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                _ = unsafe sendto(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL), generic, length)
            }
        }
    }
}
