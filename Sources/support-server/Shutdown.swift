import Foundation
import Glibc
import Switchboard
import Synchronization
import WebAPI
import WebServer

/// The way out: stops accepting, finishes what is running, says goodbye, closes the log; each step has its limit.
final class Shutdown: Sendable {
    private let loop: EventLoop
    private let server: WebServer
    private let api: API
    private let switchboard: Switchboard
    private let manager: ServiceManager
    private let log: Log
    private let hasBegun = Mutex(false)

    /// For running requests, and again for what waits to be written.
    private static let grace = Duration.seconds(10)
    /// When clients are to come back; they add a chance delay of their own.
    private static let reconnectAfter = Duration.seconds(2)

    init(
        loop: EventLoop, server: WebServer, api: API, switchboard: Switchboard, manager: ServiceManager,
        log: @escaping Log
    ) {
        self.loop = loop
        self.server = server
        self.api = api
        self.switchboard = switchboard
        self.manager = manager
        self.log = log
    }

    /// Begins to stop; told again, it stops at once. For the loop's own thread.
    func begin(on signal: String) {
        let isFirst = hasBegun.withLock { hasBegun in
            defer { hasBegun = true }
            return !hasBegun
        }
        guard isFirst else { cut(why: "a second \(signal)") }
        log(LogLine(.info, "server.stopping", [("signal", signal), ("grace", "10s")]))
        manager.stopping()
        let goodbye = API.goodbyeFrame(reconnectAfter: Self.reconnectAfter, now: .now)
        server.shutDown(grace: Self.grace, goodbye: goodbye) { [self] in closeLog() }
    }

    private func closeLog() {
        api.assumeIsolated { $0.end() }
        loop.after(Self.grace) { [self] in cut(why: "the disk does not answer") }
        // Beside the loop: it waits for the disk, and the loop must hear a second signal.
        let thread = Thread { [self] in
            switchboard.stop()
            loop.execute { [self] in
                log(LogLine(.info, "server.stopped"))
                loop.stop()
            }
        }
        thread.name = "shutdown"
        thread.start()
    }

    private func cut(why: String) -> Never {
        log(LogLine(.warning, "server.cut", [("reason", why)]))
        exit(ExitCode.couldNot.rawValue)
    }
}
