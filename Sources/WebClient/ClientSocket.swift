package import WebServer

/// Who is told what comes from a WebSocket; on the loop's thread.
package protocol SocketListener: AnyObject {
    func opened(_ socket: ClientSocket)
    func received(_ text: String, from socket: ClientSocket)
    /// Nothing comes after this, and nothing at all after `drop()`.
    func ended(_ socket: ClientSocket, _ ending: ClientSocket.Ending)
}

/// A WebSocket that this side opens (RFC 6455), which answers pings itself; for the loop's own thread.
package final class ClientSocket: ConnectionListener {
    package enum Ending: Sendable {
        /// The server answered, but not with a WebSocket.
        case refused(IncomingResponse)
        /// The server closed it; no code when it gave none.
        case closed(code: UInt16?, reason: String)
        /// The connection ended without a word, or the server broke the protocol; the word says how.
        case broken(String)
    }

    private enum Stage {
        case opening
        case open
        case over
    }

    private static let messageLimit = 1 << 20

    private weak var listener: (any SocketListener)?
    private var tcp: OutgoingConnection?
    private var stage = Stage.opening
    private var head = ResponseParser()
    private var frames = FrameParser(of: .server, messageLimit: messageLimit, fragmentLimit: 64)
    private let key: String

    /// `target` is the path with its query; `host` stands in the Host field.
    package init(
        to address: SocketAddress, host: String, target: String, on loop: EventLoop, listener: any SocketListener
    ) {
        self.listener = listener
        key = Self.newKey()
        let tcp = OutgoingConnection(to: address, on: loop, listener: self)
        self.tcp = tcp
        tcp.send(
            Array(
                """
                GET \(target) HTTP/1.1\r
                Host: \(host)\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: \(key)\r
                \r

                """.utf8))
    }

    package var isOpen: Bool {
        if case .open = stage { true } else { false }
    }

    package func send(_ text: String) {
        guard isOpen else { return }
        write(.text, Array(text.utf8))
    }

    /// Ends the connection without a word; the listener hears nothing more.
    package func drop() {
        stage = .over
        tcp?.close()
        tcp = nil
    }

    // MARK: What comes

    package func connected() {}

    package func received(_ bytes: Span<UInt8>) {
        var offset = 0
        if case .opening = stage {
            switch head.read(bytes, at: &offset) {
            case nil: return
            case .refused(let sentence): end(.broken(sentence))
            case .response(let response): open(response)
            }
        }
        while isOpen, let event = frames.read(bytes, at: &offset) { take(event) }
    }

    package func ended(_ reason: String) {
        end(.broken(reason))
    }

    private func open(_ response: IncomingResponse) {
        guard response.status == 101 else {
            end(.refused(response))
            return
        }
        guard response.field("upgrade")?.lowercased() == "websocket",
            response.field("sec-websocket-accept") == OpeningHandshake.accept(key: key)
        else {
            end(.broken("The server did not answer the handshake of a WebSocket."))
            return
        }
        stage = .open
        listener?.opened(self)
    }

    private func take(_ event: FrameParser.Event) {
        switch event {
        case .text(let text): listener?.received(text, from: self)
        case .ping(let payload): write(.pong, payload)
        case .pong: break
        case .closed(let code, let reason):
            write(.close, code.map { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } ?? [])
            end(.closed(code: code, reason: reason))
        case .refused(_, let reason): end(.broken(reason))
        }
    }

    private func end(_ ending: Ending) {
        if case .over = stage { return }
        drop()
        listener?.ended(self, ending)
    }

    private func write(_ opcode: Opcode, _ payload: [UInt8]) {
        tcp?.send(FrameEncoder.frame(opcode, payload, mask: .random(in: .min ... .max)))
    }

    /// Sixteen random bytes in base64: 21 characters of six bits, one of two, and the padding.
    private static func newKey() -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let body = String((0..<21).map { _ in alphabet[Int.random(in: 0..<64)] })
        return "\(body)\(["A", "Q", "g", "w"][Int.random(in: 0..<4)])=="
    }
}
