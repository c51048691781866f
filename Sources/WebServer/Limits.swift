extension WebServer {
    /// What one client may take, and how long it may take over it.
    package struct Limits: Sendable {
        /// Bytes of a request's head, from the method to the empty line.
        package var head = 16 * 1024
        package var fields = 100
        /// Bytes of a request target.
        package var target = 8 * 1024
        /// Bytes of a body, where the service sets no limit of its own.
        package var body = 64 * 1024
        /// From the first byte of a head (or the connection itself) to its end.
        package var headDeadline = Duration.seconds(10)
        /// From the end of the head to the end of the body.
        package var bodyDeadline = Duration.seconds(15)
        /// Between two requests.
        package var idle = Duration.seconds(60)
        /// How long a peer may take nothing of what waits for it.
        package var writeStall = Duration.seconds(25)
        /// How long a connection that has said its last word waits for the other end to close.
        package var farewell = Duration.seconds(2)

        package var connectionsPerAddress = 200
        package var connections = 20_000

        /// Bytes of a WebSocket message.
        package var message = 64 * 1024
        /// Frames a message may be cut into.
        package var fragments = 64
        /// Pings and pongs a client may send in a second.
        package var pingsPerSecond = 10
        package var pingInterval = Duration.seconds(25)
        /// How long a peer may be silent after a ping.
        package var pongDeadline = Duration.seconds(10)
        /// Messages read but not yet received by the service; at this number the socket is read no further.
        package var inbox = 16
        /// Frames and bytes that may wait for a slow reader before it is closed with 1013.
        package var queuedFrames = 256
        package var queuedBytes = 256 * 1024

        package init() {}
    }
}
