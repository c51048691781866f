import Foundation
import Synchronization
import WebServer

/// A server on a loop and thread of its own, stopped when the test lets go of it.
final class RunningServer: Sendable {
    let loop: EventLoop
    let server: WebServer
    let service: Rehearsal
    let port: UInt16
    private let ended = DispatchSemaphore(value: 0)

    init(limits: WebServer.Limits = .brief, host: String = "127.0.0.1") throws {
        let loop = try EventLoop()
        let service = Rehearsal(loop: loop)
        let server = WebServer(loop: loop, service: service, limits: limits)
        port = try server.listen(host: host, port: 0)
        (self.loop, self.server, self.service) = (loop, server, service)
        Thread.detachNewThread { [ended] in
            loop.run()
            ended.signal()
        }
    }

    deinit {
        // A loop that does not stop is left to the end of the test run rather than hanging it.
        loop.execute { [server, loop] in
            server.shutDown(grace: .zero, goodbye: nil) { loop.stop() }
        }
        if ended.wait(timeout: .now() + 5) == .timedOut { print("A server did not stop.") }
    }

    var counters: WebServer.Counters {
        onLoop { [server] in server.currentCounters }
    }

    /// Lets every request and message that is held go on.
    func release() {
        onLoop { [service] in service.assumeIsolated { $0.release() } }
    }

    /// Runs `work` on the loop and waits for it.
    func onLoop<Result: Sendable>(_ work: @escaping @Sendable () -> Result) -> Result {
        let result = Mutex<Result?>(nil)
        let done = DispatchSemaphore(value: 0)
        loop.execute {
            let value = work()
            result.withLock { $0 = value }
            done.signal()
        }
        done.wait()
        // The semaphore was signalled after the value was stored.
        return result.withLock { $0! }
    }
}

/// A service whose paths and messages say what it does.
actor Rehearsal: WebService {
    let loop: EventLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }
    private var sockets: [WebSocket] = []
    private var held: [CheckedContinuation<Void, Never>] = []
    private let heard = Journal()

    init(loop: EventLoop) {
        self.loop = loop
    }

    /// What happened, in order; waits until `count` things have.
    nonisolated func journal(_ count: Int) throws -> [String] {
        try heard.wait(for: count)
    }

    func release() {
        for waiting in held { waiting.resume() }
        held = []
    }

    private func hold() async {
        await withCheckedContinuation { held.append($0) }
    }

    func respond(to request: Request) async -> Response {
        heard.write("\(request.method) \(request.path)")
        switch request.path {
        case "/held":
            await hold()
        case "/later":
            await withCheckedContinuation { later in
                loop.after(.milliseconds(20)) { later.resume() }
            }
        case "/nothing":
            return Response(status: 204, body: Array("never sent".utf8))
        case "/large":
            return Response(status: 200, body: Array(repeating: 0x61, count: 8 << 20))
        case "/close":
            return Response(status: 200, headers: [("Connection", "close")], body: Array("bye".utf8))
        case "/split":
            return Response(status: 200, headers: [("X-A", "a\r\nX-B: b"), ("Content-Length", "999")])
        default: break
        }
        return Response(status: 200, body: Array("\(request.target) \(request.peer) ".utf8) + request.body)
    }

    func open(_ socket: WebSocket, for request: Request) async -> Handshake {
        switch request.path {
        case "/refused": return .refuse(Response(status: 403, body: Array("no".utf8)))
        case "/unknown": socket.close(code: 4401, reason: "who are you")
        case "/greeted": socket.send(TextFrame("welcome"))
        case "/held": await hold()
        default: break
        }
        sockets.append(socket)
        return .accept
    }

    func receive(_ text: String, from socket: WebSocket) async {
        heard.write(text.count > 40 ? "\(text.count) characters" : text)
        let words = text.split(separator: " ")
        switch words.first {
        case "held":
            await hold()
        case "flood":
            // "flood 300 1000": so many frames of so many bytes in one turn.
            let frame = TextFrame(Array(repeating: 0x61, count: Int(words[2]) ?? 0))
            for _ in 0..<(Int(words[1]) ?? 0) { socket.send(frame) }
            return
        case "fill":
            // Fills half of the queue although it is being written, then adds what may be dropped and what may not.
            let frame = TextFrame(Array(repeating: 0x61, count: Int(words[1]) ?? 0))
            while socket.bufferedFrames <= 8 { socket.send(frame) }
            socket.send(TextFrame("typing"), droppable: true)
            socket.send(TextFrame("message"))
            return
        case "close":
            socket.close(code: 1000, reason: "done")
            socket.send(TextFrame("never sent"))
            return
        case "all":
            let frame = TextFrame(text)
            for socket in sockets { socket.send(frame) }
            return
        default: break
        }
        socket.send(TextFrame("echo \(text)"))
    }

    func closed(_ socket: WebSocket) async {
        heard.write("closed")
        sockets.removeAll { $0 == socket }
        socket.send(TextFrame("never sent"))
    }

    nonisolated func problem(
        status: Int, code: String, detail: String, headers: [(String, String)], to request: Request?
    ) -> Response {
        let asked = request.map { "\($0.method) \($0.path) for \($0.headers["Origin"] ?? "nobody")" }
        return Response(
            status: status, headers: headers + [("X-Problem", code), ("X-Asked", asked ?? "")],
            body: Array(detail.utf8))
    }

    nonisolated func bodyLimit(method: String, path: String) -> Int? {
        path == "/import" ? 1 << 20 : nil
    }
}

/// Lines written on one thread and awaited on another.
final class Journal: Sendable {
    private let lines = Mutex<[String]>([])
    private let written = DispatchSemaphore(value: 0)

    func write(_ line: String) {
        lines.withLock { $0.append(line) }
        written.signal()
    }

    /// All lines, once there are at least `count`.
    func wait(for count: Int) throws -> [String] {
        while true {
            let lines = lines.withLock { $0 }
            if lines.count >= count { return lines }
            guard written.wait(timeout: .now() + 5) == .success else {
                throw ClientFailure(description: "In five seconds only this happened: \(lines)")
            }
        }
    }
}

extension WebServer.Limits {
    /// As an operator has them, but without waiting long for a client that should close and does not.
    static let brief: WebServer.Limits = {
        var limits = WebServer.Limits()
        limits.farewell = .milliseconds(200)
        return limits
    }()
}
