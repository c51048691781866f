import Synchronization
import Testing
import WebClient
import WebServer

/// Sockets that come back while the writer is slower than the readers.
@Suite struct ResumeTests {
    /// What a socket was told, up to the answer to its ping.
    private final class Told: SocketListener, Sendable {
        private let texts = Mutex<[String]>([])
        private let pongs: AsyncStream<Void>.Continuation
        let answers: AsyncStream<Void>

        init() {
            (answers, pongs) = AsyncStream.makeStream()
        }

        /// The numbers of the events, in the order in which they came.
        var numbers: [Int] {
            texts.withLock { texts in
                texts.compactMap { $0.firstMatch(of: /"seq":(\d+),"previous_seq"/).flatMap { Int($0.1) } }
            }
        }

        func opened(_ socket: ClientSocket) {}

        func received(_ text: String, from socket: ClientSocket) {
            texts.withLock { $0.append(text) }
            if text.contains("system.resumed") || text.contains("system.pong") { pongs.yield() }
        }

        func ended(_ socket: ClientSocket, _ ending: ClientSocket.Ending) { pongs.finish() }
    }

    @Test func whatIsPublishedAfterItWasSentAgainIsNotSentTwice() async throws {
        let service = try Service()
        let guest = try await service.guest()
        service.holdPublications()
        let said = await service.call("POST", guest.path + "/messages", #"{"content":"Hello?"}"#, as: guest.identity)
        #expect(said.status == 200)

        let told = Told()
        let target = "/api/v1/realtime/ws?role=customer&after=0&conversation_id=\(guest.conversation)"
        let server = try await service.onLoop {
            LoopBound(WebServer(loop: service.loop, service: service.api), to: service.loop)
        }
        let socket = try await service.onLoop {
            let port = try server.value.listen(host: "127.0.0.1", port: 0)
            return LoopBound(
                ClientSocket(
                    to: try SocketAddress(host: "127.0.0.1", port: port), host: "test",
                    target: target + "&customer_session_id=\(guest.session)", on: service.loop, listener: told),
                to: service.loop)
        }
        var answers = told.answers.makeAsyncIterator()
        await answers.next()
        let resumed = told.numbers
        #expect(resumed.count >= 2)

        service.releasePublications()
        try await service.onLoop { socket.value.send(#"{"action":"ping"}"#) }
        await answers.next()
        #expect(told.numbers == resumed)

        try await service.onLoop { socket.value.drop() }
        await withCheckedContinuation { continuation in
            service.loop.execute { server.value.shutDown(grace: .zero, goodbye: nil) { continuation.resume() } }
        }
    }
}
