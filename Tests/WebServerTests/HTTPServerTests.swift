import Foundation
import Testing
import WebServer

@Suite struct HTTPServerTests {
    @Test func aConnectionServesManyRequests() throws {
        let server = try RunningServer()
        let client = try Client(port: server.port)
        for number in 1...5 {
            let answer = try client.get("/\(number)?q", method: "POST", body: "body\(number)")
            #expect(answer.status == 200)
            #expect(answer.body == "/\(number)?q 127.0.0.1 body\(number)")
            #expect(answer.fields["date"]?.hasSuffix(" GMT") == true)
            #expect(answer.fields["connection"] == nil)
        }
        #expect(server.counters.requests == 5)
        #expect(server.counters.accepted == 1)
    }

    @Test func pipelinedAnswersComeInTheOrderOfTheRequests() throws {
        let server = try RunningServer()
        let client = try Client(port: server.port)
        let targets = (0..<200).map { $0 % 50 == 0 ? "/later" : "/\($0)" }
        try client.send(targets.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
        for target in targets {
            #expect(try client.readAnswer().body == "\(target) 127.0.0.1 ")
        }
        #expect(try server.service.journal(200) == targets.map { "GET \($0)" })
    }

    @Test func aPipelineLongerThanTheBacklogIsAnsweredWhole() throws {
        let server = try RunningServer()
        let client = try Client(port: server.port)
        try client.send("GET /later HTTP/1.1\r\nHost: a\r\n\r\n")
        for number in 0..<40 {
            try client.send(
                "POST /\(number) HTTP/1.1\r\nHost: a\r\nContent-Length: 8000\r\n\r\n"
                    + String(repeating: "b", count: 8000))
        }
        #expect(try client.readAnswer().body.hasPrefix("/later"))
        for number in 0..<40 {
            #expect(try client.readAnswer().body.hasPrefix("/\(number) "))
        }
    }

    @Test func whoSendsMuchAtOnceLetsOthersInBetween() throws {
        let server = try RunningServer()
        let other = try Client(port: server.port)
        #expect(try other.get("/first").status == 200)
        let greedy = try Client(port: server.port)
        let more = String(repeating: "GET /more HTTP/1.1\r\nHost: a\r\n\r\n", count: 400)
        try greedy.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n" + more)
        #expect(try server.service.journal(2).last == "GET /held")
        // The loop stands still until both have sent what it is to look at.
        let gate = DispatchSemaphore(value: 0)
        server.loop.execute { [service = server.service] in
            gate.wait()
            service.assumeIsolated { $0.release() }
        }
        try other.send("GET /probe HTTP/1.1\r\nHost: a\r\n\r\n")
        gate.signal()
        #expect(try other.readAnswer().status == 200)
        for _ in 0..<401 { #expect(try greedy.readAnswer().status == 200) }
        let place = try #require(try server.service.journal(403).firstIndex(of: "GET /probe"))
        #expect(place <= 10)
    }

    @Test func anAnswerToHeadHasTheLengthAndNoBody() throws {
        let server = try RunningServer()
        let client = try Client(port: server.port)
        let head = try client.get("/a", method: "HEAD")
        let whole = try client.get("/a")
        #expect(head.fields["content-length"] == whole.fields["content-length"])
        #expect(whole.body == "/a 127.0.0.1 ")
    }

    @Test func noContentHasNeitherBodyNorLength() throws {
        let server = try RunningServer()
        let client = try Client(port: server.port)
        let answer = try client.get("/nothing")
        #expect(answer.status == 204)
        #expect(answer.fields["content-length"] == nil)
        #expect(try client.get("/a").status == 200)
    }

    @Test func aValueCannotBeginAnotherField() throws {
        let server = try RunningServer()
        let answer = try Client(port: server.port).get("/split")
        #expect(answer.fields["x-a"] == "a  X-B: b")
        #expect(answer.fields["x-b"] == nil)
        #expect(answer.fields["content-length"] == "0")
    }

    @Test func aClientThatWaitsIsToldToGoOn() throws {
        let server = try RunningServer()
        let client = try Client(port: server.port)
        try client.send("POST /a HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
        #expect(try client.readAnswer().status == 100)
        try client.send("hi")
        #expect(try client.readAnswer().body == "/a 127.0.0.1 hi")
    }

    @Test(arguments: [
        ("GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "close"),
        ("GET /close HTTP/1.1\r\nHost: a\r\n\r\n", "close"),
        ("GET /a HTTP/1.0\r\n\r\n", "close"),
        ("GET / HTTP/1.1\r\n\r\n", "close"),
    ])
    func anAnswerThatClosesSaysSoAndCloses(request: String, connection: String) throws {
        let server = try RunningServer()
        let client = try Client(port: server.port)
        try client.send(request + "GET /never HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.readAnswer().fields["connection"] == connection)
        #expect(try client.readToEnd() == [])
    }

    @Test func anOldClientMayAskToStay() throws {
        let server = try RunningServer()
        let client = try Client(port: server.port)
        for _ in 0..<2 {
            try client.send("GET /a HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n")
            #expect(try client.readAnswer().fields["connection"] == "keep-alive")
        }
    }

    @Test func aClientThatHasFinishedSendingIsStillAnswered() throws {
        let server = try RunningServer()
        let client = try Client(port: server.port)
        try client.send("GET /later HTTP/1.1\r\nHost: a\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\n")
        client.finishSending()
        #expect(try client.readAnswer().body == "/later 127.0.0.1 ")
        #expect(try client.readAnswer().body == "/b 127.0.0.1 ")
        #expect(try client.readToEnd() == [])
    }

    @Test func theServersOwnRefusalsHaveTheServicesShape() throws {
        let server = try RunningServer()
        let client = try Client(port: server.port)
        let answer = try client.get("/a", method: "POST", body: String(repeating: "a", count: 64 * 1024 + 1))
        #expect(answer.status == 413)
        #expect(answer.fields["x-problem"] == "body_too_large")
        #expect(answer.fields["connection"] == "close")
        #expect(try client.readToEnd() == [])
        #expect(try server.service.journal(0) == [])
    }

    @Test(arguments: [
        ("POST /a HTTP/1.1\r\nHost: a\r\nOrigin: b\r\nContent-Length: 70000\r\n\r\n", 413, "POST /a for b"),
        (
            "POST /a HTTP/1.1\r\nHost: a\r\nOrigin: b\r\nTransfer-Encoding: chunked\r\n\r\n11170\r\n", 413,
            "POST /a for b"
        ),
        ("GET /a HTTP/1.1\r\nOrigin: b\r\nA: " + String(repeating: "c", count: 20_000), 431, "GET /a for b"),
        ("GET /a HTTP/1.1\r\nOrigin: b\r\n" + String(repeating: "A:\r\n", count: 120) + "\r\n", 431, "GET /a for b"),
        ("GET /a HTTP/1.1\r\nA : b\r\nOrigin: b\r\n\r\n", 400, "GET /a for nobody"),
        ("GET /a HTTP/1.1 \r\nOrigin: b\r\n\r\n", 400, ""),
        ("POST /a HTTP/1.1\r\nHost: a\r\nOrigin: b\r\nUpgrade: websocket\r\n\r\n", 400, "POST /a for b"),
    ])
    func aRefusalKnowsWhatWasUnderstood(bytes: String, status: Int, asked: String) throws {
        let server = try RunningServer()
        let client = try Client(port: server.port)
        try client.send(bytes)
        let answer = try client.readAnswer()
        #expect(answer.status == status)
        #expect(answer.fields["x-asked"] == asked)
    }

    @Test(arguments: ["Content-Length: 70000\r\n", "A : b\r\n", "Upgrade: websocket\r\n"])
    func aRefusalOfHeadHasNoBody(fields: String) throws {
        let server = try RunningServer()
        let client = try Client(port: server.port)
        try client.send("HEAD /a HTTP/1.1\r\nHost: a\r\n\(fields)\r\n")
        #expect((400...413).contains(try client.readAnswer(toHead: true).status))
        #expect(try client.readToEnd() == [])
    }

    @Test func bodiesAreTakenUpToTheLimitOfTheirAddress() throws {
        let server = try RunningServer()
        let client = try Client(port: server.port)
        let standard = String(repeating: "a", count: 64 * 1024)
        #expect(try client.get("/a", method: "POST", body: standard).body.utf8.count == 13 + standard.utf8.count)
        let large = String(repeating: "a", count: 1 << 20)
        #expect(try client.get("/import", method: "POST", body: large).body.utf8.count == 18 + large.utf8.count)
    }

    @Test func aLargeAnswerArrivesWholeAtASlowReader() throws {
        let server = try RunningServer()
        let client = try Client(port: server.port, receiveBuffer: 4096)
        try client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\nGET /b HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.readAnswer().body.utf8.count == 8 << 20)
        #expect(try client.readAnswer().body == "/b 127.0.0.1 ")
    }

    @Test func aClientThatReadsNothingIsAnsweredNoFurther() throws {
        let server = try RunningServer()
        let client = try Client(port: server.port, receiveBuffer: 4096)
        try client.send(String(repeating: "GET /large HTTP/1.1\r\nHost: a\r\n\r\n", count: 50))
        // Answered after the requests above were looked at, because the loop takes its sockets in turn.
        for _ in 0..<3 { _ = try Client(port: server.port).get("/probe") }
        #expect(try server.service.journal(4).filter { $0 == "GET /large" }.count <= 2)
    }

    // MARK: Deadlines

    private func hasty() -> WebServer.Limits {
        var limits = WebServer.Limits()
        limits.headDeadline = .milliseconds(80)
        limits.bodyDeadline = .milliseconds(80)
        limits.idle = .milliseconds(80)
        limits.writeStall = .milliseconds(80)
        limits.farewell = .milliseconds(80)
        return limits
    }

    @Test func aHeadThatDripsIsCutAtItsDeadline() throws {
        let server = try RunningServer(limits: hasty())
        let client = try Client(port: server.port)
        let began = ContinuousClock.now
        try client.send("GET / HT")
        let answer = try client.readAnswer()
        #expect(answer.status == 408)
        #expect(try client.readToEnd() == [])
        #expect(ContinuousClock.now - began >= .milliseconds(80))
    }

    @Test func aBodyThatDoesNotComeIsCutAtItsDeadline() throws {
        let server = try RunningServer(limits: hasty())
        let client = try Client(port: server.port)
        try client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf")
        #expect(try client.readAnswer().status == 408)
    }

    @Test func anIdleConnectionIsClosedWithoutAWord() throws {
        let server = try RunningServer(limits: hasty())
        let silent = try Client(port: server.port)
        let idle = try Client(port: server.port)
        #expect(try idle.get("/a").status == 200)
        #expect(try silent.readToEnd() == [])
        #expect(try idle.readToEnd() == [])
    }

    @Test func aConnectionThatSaysNothingIsClosedWhenItsHeadWasDue() throws {
        var limits = hasty()
        limits.idle = .seconds(60)
        let server = try RunningServer(limits: limits)
        #expect(try Client(port: server.port).readToEnd() == [])
    }

    @Test func aRequestInWorkHasNoDeadlineOfTheClients() throws {
        var limits = hasty()
        limits.idle = .milliseconds(10)
        limits.headDeadline = .milliseconds(10)
        let server = try RunningServer(limits: limits)
        #expect(try Client(port: server.port).get("/later").status == 200)
    }

    @Test func aReaderThatTakesNothingIsCut() throws {
        let server = try RunningServer(limits: hasty())
        let client = try Client(port: server.port, receiveBuffer: 4096)
        try client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
        while server.counters.connections == 0 || server.counters.bytesOut == 0 { sched_yield() }
        let deadline = ContinuousClock.now + .seconds(5)
        while server.counters.connections > 0, ContinuousClock.now < deadline { sched_yield() }
        #expect(server.counters.connections == 0)
        #expect(try client.readToEnd().count < 8 << 20)
    }

    @Test func anAddressHasItsShareOfConnections() throws {
        var limits = WebServer.Limits()
        limits.connectionsPerAddress = 2
        let server = try RunningServer(limits: limits)
        let first = try Client(port: server.port)
        #expect(try first.get("/a").status == 200)
        let second = try Client(port: server.port)
        #expect(try second.get("/a").status == 200)
        let third = try Client(port: server.port)
        let refusal = try third.readAnswer()
        #expect(refusal.status == 503)
        #expect(refusal.fields["retry-after"] != nil)
        #expect(try first.get("/a").status == 200)
        #expect(server.counters.turnedAway == 1)
    }

    @Test func aPlaceThatIsLeftIsFree() throws {
        var limits = WebServer.Limits()
        limits.connections = 1
        let server = try RunningServer(limits: limits)
        for _ in 0..<20 {
            let client = try Client(port: server.port)
            #expect(try client.get("/close").status == 200)
            _ = try client.readToEnd()
            client.finishSending()
            while server.counters.connections > 0 { sched_yield() }
        }
    }

    @Test func itListensOnIPv6() throws {
        let server = try RunningServer(host: "::")
        // A dual-stack socket: the peer is still written as the IPv4 address it is.
        #expect(try Client(port: server.port).get("/a").body == "/a 127.0.0.1 ")
    }

    @Test func aTakenPortIsRefusedWithARemedy() throws {
        let server = try RunningServer()
        let loop = try EventLoop()
        let other = WebServer(loop: loop, service: Rehearsal(loop: loop))
        do {
            _ = try other.listen(host: "127.0.0.1", port: server.port)
            Issue.record("Two servers have one port.")
        } catch {
            #expect("\(error)".contains("127.0.0.1:\(server.port)"))
            #expect("\(error)".contains("another port"))
        }
    }
}
