/// What a server serves: an actor that lives on the server's loop.
///
/// Its methods are called on the loop. One that never suspends is answered before the loop looks at another socket, so
/// none may wait for a disk or a lock.
package protocol WebService: Actor {
    /// Answers a request; the next of the same connection waits for it.
    func respond(to request: Request) async -> Response

    /// Says whether the request may have its WebSocket. What is sent to `socket` meanwhile goes out after the handshake.
    func open(_ socket: WebSocket, for request: Request) async -> Handshake

    /// Takes a text message; the next of the same socket waits for it.
    func receive(_ text: String, from socket: WebSocket) async

    /// Hears once, of each socket it accepted, that it is over; nothing is received from it afterwards.
    func closed(_ socket: WebSocket) async

    /// The answer to a request the server itself refuses, with `headers` among its own.
    ///
    /// `request` has the method and those fields that were understood before it was refused; `nil` when none were.
    nonisolated func problem(
        status: Int, code: String, detail: String, headers: [(String, String)], to request: Request?
    ) -> Response

    /// Bytes of body this request may have; `nil` for the server's own limit.
    nonisolated func bodyLimit(method: String, path: String) -> Int?
}
