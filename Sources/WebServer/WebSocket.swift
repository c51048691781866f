/// A WebSocket as its service holds it: for the loop's thread, which every use checks.
///
/// It stays valid after the connection has gone; sending to it then does nothing.
// Unchecked because everything that changes is reached on the loop's thread only, which each entry checks.
package final class WebSocket: Hashable, @unchecked Sendable {
    /// Unlike any other socket's of this server, for as long as it runs.
    package let id: UInt64
    /// The address of the other end, without its port.
    package let peer: String
    private let loop: EventLoop
    private var connection: Connection?

    init(_ connection: Connection, loop: EventLoop) {
        id = connection.id
        peer = connection.peer
        self.connection = connection
        self.loop = loop
    }

    /// Sends a frame after those already sent, with others of the same turn of the loop.
    ///
    /// A droppable frame is left out when half of what may wait for a slow reader waits already. When all of it does, the
    /// socket is closed with 1013.
    package func send(_ frame: TextFrame, droppable: Bool = false) {
        loop.checkIsolated()
        connection?.send(frame.bytes, droppable: droppable)
    }

    /// Closes with a code of RFC 6455 section 7.4 after what was sent before; the first close counts.
    package func close(code: UInt16, reason: String) {
        loop.checkIsolated()
        connection?.closeSocket(code: code, reason: reason)
    }

    /// Frames sent and not yet begun to be written.
    package var bufferedFrames: Int {
        loop.checkIsolated()
        return connection?.outbox.count ?? 0
    }

    /// Cuts the handle off a connection that has gone.
    func disconnect() {
        connection = nil
    }

    package static func == (one: WebSocket, other: WebSocket) -> Bool {
        one === other
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(ObjectIdentifier(self))
    }
}
