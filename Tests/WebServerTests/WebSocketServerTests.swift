import Foundation
import Testing
import WebServer

@Suite struct WebSocketServerTests {
    @Test func aSocketOpensSpeaksAndCloses() throws {
        let server = try RunningServer()
        let client = try Client(port: server.port)
        let answer = try client.upgrade("/ws")
        #expect(answer.status == 101)
        #expect(answer.fields["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        try client.say("hello")
        #expect(try client.readFrame() == "text echo hello")
        try client.send(masked(0x89, "are you there"))
        #expect(try client.readFrame() == "pong are you there")
        #expect(server.counters.sockets == 1)
        try client.send(masked(0x88, [0x03, 0xE9]))
        #expect(try client.readFrame() == "closed 1001")
        #expect(try client.readToEnd() == [])
        #expect(try server.service.journal(2) == ["hello", "closed"])
        #expect(server.counters.sockets == 0)
    }

    @Test func theServiceMayCloseAfterWhatItSaid() throws {
        let server = try RunningServer()
        let client = try Client(port: server.port)
        _ = try client.upgrade("/ws")
        try client.say("one")
        try client.say("close")
        try client.say("too late")
        #expect(try client.readFrame() == "text echo one")
        #expect(try client.readFrame() == "closed 1000 done")
        try client.send(masked(0x88, [0x03, 0xE8]))
        #expect(try client.readToEnd() == [])
        #expect(try server.service.journal(3) == ["one", "close", "closed"])
    }

    @Test func aRefusedSocketIsAnAnswerLikeAnyOther() throws {
        let server = try RunningServer()
        let client = try Client(port: server.port)
        let answer = try client.upgrade("/refused")
        #expect(answer.status == 403)
        #expect(answer.body == "no")
        #expect(try client.get("/a").status == 200)
        #expect(try server.service.journal(1) == ["GET /a"])
    }

    @Test func aSocketMayBeAcceptedOnlyToBeClosed() throws {
        let server = try RunningServer()
        let client = try Client(port: server.port)
        #expect(try client.upgrade("/unknown").status == 101)
        #expect(try client.readFrame() == "closed 4401 who are you")
        client.finishSending()
        #expect(try server.service.journal(1) == ["closed"])
    }

    @Test func whatIsSentWhileOpeningComesAfterTheHandshake() throws {
        let server = try RunningServer()
        let client = try Client(port: server.port)
        #expect(try client.upgrade("/greeted", early: masked(0x81, "eager")).status == 101)
        #expect(try client.readFrame() == "text welcome")
        #expect(try client.readFrame() == "text echo eager")
    }

    @Test func anotherVersionIsToldTheRightOne() throws {
        let server = try RunningServer()
        let answer = try Client(port: server.port).get(
            "/ws", fields: "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 8\r\n")
        #expect(answer.status == 426)
        #expect(answer.fields["sec-websocket-version"] == "13")
    }

    @Test func messagesAreReceivedInOrderAndOneAtATime() throws {
        let server = try RunningServer()
        let client = try Client(port: server.port)
        _ = try client.upgrade("/ws")
        try client.say("held")
        for number in 0..<100 { try client.say("\(number)") }
        try client.send(masked(0x88, ""))
        #expect(try server.service.journal(1) == ["held"])
        server.release()
        #expect(try client.readFrame() == "text echo held")
        for number in 0..<100 { #expect(try client.readFrame() == "text echo \(number)") }
        #expect(try client.readFrame() == "closed")
        #expect(try server.service.journal(102).last == "closed")
    }

    @Test func aFullInboxStopsTheReadingAndLosesNothing() throws {
        let server = try RunningServer()
        let client = try Client(port: server.port)
        _ = try client.upgrade("/ws")
        try client.say("held")
        let text = String(repeating: "a", count: 60_000)
        #expect(try server.service.journal(1) == ["held"])
        for _ in 0..<40 { try client.say(text) }
        let before = server.counters.bytesIn
        server.release()
        #expect(try client.readFrame() == "text echo held")
        for _ in 0..<40 { #expect(try client.readFrame().utf8.count == 10 + text.utf8.count) }
        #expect(before < 40 * 60_000)
    }

    @Test func aPeerThatVanishesIsReportedOnceAndAfterItsMessages() throws {
        let server = try RunningServer()
        var client: Client? = try Client(port: server.port)
        _ = try client?.upgrade("/ws")
        try client?.say("held")
        try client?.say("last words")
        #expect(try server.service.journal(1) == ["held"])
        client = nil
        server.release()
        #expect(try server.service.journal(3) == ["held", "last words", "closed"])
        #expect(server.counters.connections == 0)
    }

    @Test func aPeerThatVanishesWhileOpeningIsReportedToo() throws {
        let server = try RunningServer()
        do {
            let client = try Client(port: server.port)
            try client.send(
                "GET /held HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
            )
            while server.counters.requests == 0 { sched_yield() }
        }
        server.release()
        #expect(try server.service.journal(1) == ["closed"])
    }

    @Test func aBrokenProtocolIsClosedWithItsCode() throws {
        for (bytes, code) in [
            (masked(0x82, "binary"), "closed 1003"), (masked(0x81, [0xFF]), "closed 1007"),
            ([0x81, 0x01, 0x61], "closed 1002"),
            (masked(0x81, String(repeating: "a", count: 64 * 1024 + 1)), "closed 1009"),
        ] {
            let server = try RunningServer()
            let client = try Client(port: server.port)
            _ = try client.upgrade("/ws")
            try client.send(bytes)
            #expect(try client.readFrame().hasPrefix(code))
            #expect(try client.readToEnd() == [])
            #expect(try server.service.journal(1) == ["closed"])
        }
    }

    @Test func aMessageMayHaveJustAsManyBytesAsAllowed() throws {
        let server = try RunningServer()
        let client = try Client(port: server.port)
        _ = try client.upgrade("/ws")
        try client.say(String(repeating: "a", count: 64 * 1024))
        #expect(try client.readFrame().utf8.count == 10 + 64 * 1024)
    }

    @Test func tooManyPingsAreAnsweredWithAClose() throws {
        let server = try RunningServer()
        let client = try Client(port: server.port)
        _ = try client.upgrade("/ws")
        for _ in 0..<25 { try client.send(masked(0x89, "")) }
        var frames: [String] = []
        while frames.last?.hasPrefix("closed") != true { frames.append(try client.readFrame()) }
        #expect(frames.last?.hasPrefix("closed 1008") == true)
        #expect(frames.count <= 21)
    }

    // MARK: Slow and silent peers

    @Test func aSlowReaderIsClosedWith1013AndKeepsWhatItWasSent() throws {
        let server = try RunningServer()
        let client = try Client(port: server.port, receiveBuffer: 4096)
        _ = try client.upgrade("/ws")
        try client.say("flood 100000 1000")
        var frames = 0
        var last = try client.readFrame()
        while last.hasPrefix("text") {
            frames += 1
            last = try client.readFrame()
        }
        #expect(last.hasPrefix("closed 1013"))
        #expect(frames > 0 && frames < 100_000)
        #expect(try server.service.journal(2).last == "closed")
    }

    @Test func manyFramesInOneTurnReachAReaderThatReads() throws {
        var limits = WebServer.Limits.brief
        limits.queuedFrames = 64
        let server = try RunningServer(limits: limits)
        let client = try Client(port: server.port)
        _ = try client.upgrade("/ws")
        try client.say("flood 1000 10")
        for _ in 0..<1000 { #expect(try client.readFrame() == "text aaaaaaaaaa") }
    }

    @Test func whatMayBeDroppedIsDroppedAtHalfTheQueue() throws {
        var limits = WebServer.Limits.brief
        limits.queuedFrames = 16
        limits.queuedBytes = 1 << 30
        let server = try RunningServer(limits: limits)
        let client = try Client(port: server.port, receiveBuffer: 4096)
        _ = try client.upgrade("/ws")
        try client.say("fill 200000")
        var frame = try client.readFrame()
        while frame.hasPrefix("text aaa") { frame = try client.readFrame() }
        #expect(frame == "text message")
    }

    @Test func aSilentPeerIsPingedAndThenCut() throws {
        var limits = WebServer.Limits.brief
        limits.pingInterval = .milliseconds(60)
        limits.pongDeadline = .milliseconds(60)
        let server = try RunningServer(limits: limits)
        let lively = try Client(port: server.port)
        _ = try lively.upgrade("/ws")
        for _ in 0..<3 {
            #expect(try lively.readFrame() == "ping")
            try lively.send(masked(0x8A, ""))
        }
        let silent = try Client(port: server.port)
        _ = try silent.upgrade("/ws")
        #expect(try silent.readFrame() == "ping")
        #expect(try silent.readToEnd() == [])
    }

    // MARK: All of them

    @Test func aFrameForAllReachesAll() throws {
        let server = try RunningServer()
        let clients = try (0..<50).map { _ in try Client(port: server.port) }
        for client in clients { _ = try client.upgrade("/ws") }
        try clients[7].say("all of you")
        for client in clients { #expect(try client.readFrame() == "text all of you") }
    }

    @Test func aStopFinishesRequestsAndSaysGoodbye() throws {
        let server = try RunningServer()
        let idle = try Client(port: server.port)
        #expect(try idle.get("/a").status == 200)
        let busy = try Client(port: server.port)
        try busy.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n")
        let socket = try Client(port: server.port)
        _ = try socket.upgrade("/ws")
        #expect(try server.service.journal(2) == ["GET /a", "GET /held"])

        let stopped = DispatchSemaphore(value: 0)
        server.loop.execute { [server = server.server] in
            server.shutDown(grace: .seconds(5), goodbye: TextFrame("goodbye")) { stopped.signal() }
        }
        #expect(try idle.readToEnd() == [])
        #expect(try socket.readFrame() == "text goodbye")
        #expect(try socket.readFrame().hasPrefix("closed 1001"))
        try socket.send(masked(0x88, [0x03, 0xE9]))
        #expect(try socket.readToEnd() == [])
        #expect(throws: ClientFailure.self) { try Client(port: server.port) }
        server.release()
        let answer = try busy.readAnswer()
        #expect(answer.status == 200)
        #expect(answer.fields["connection"] == "close")
        busy.finishSending()
        #expect(waits(for: stopped))
    }

    @Test func aStopDoesNotWaitBeyondItsGrace() throws {
        let server = try RunningServer()
        let busy = try Client(port: server.port)
        try busy.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n")
        let socket = try Client(port: server.port)
        _ = try socket.upgrade("/ws")
        #expect(try server.service.journal(1) == ["GET /held"])
        let stopped = DispatchSemaphore(value: 0)
        server.loop.execute { [server = server.server] in
            server.shutDown(grace: .milliseconds(50), goodbye: nil) { stopped.signal() }
        }
        #expect(waits(for: stopped))
        #expect(try busy.readToEnd() == [])
        #expect(try server.service.journal(2).last == "closed")
    }

    private func waits(for semaphore: DispatchSemaphore) -> Bool {
        semaphore.wait(timeout: .now() + 5) == .success
    }
}
