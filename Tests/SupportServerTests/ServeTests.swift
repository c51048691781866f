import Foundation
import TestSupport
import Testing

/// The server from its start to its end.
@Suite(.serialized, .timeLimit(.minutes(2))) struct ServeTests {
    @Test func theDemoSaysWhereToLookAndLetsItsAccountsIn() throws {
        let serving = try Serving("--demo")
        #expect(serving.greeting.contains("\(serving.url)/agent"))
        #expect(try serving.request("/ready").status == 200)
        #expect(try serving.request("/").status == 200)
        #expect(try serving.request("/agent/login").status == 200)
        for name in ["ana", "ben", "sam", "eva", "admin"] {
            #expect(serving.greeting.contains("  \(name) "))
            let body = "{\"username\":\"\(name)\",\"password\":\"demo-only\"}"
            #expect(try serving.request("/api/v1/agent/auth/login", json: body).status == 200, "\(name)")
        }
        let line = try serving.waitForLine(with: "server.started")
        #expect(line.contains("address=\(serving.url) "))
        let attributes = try FileManager.default.attributesOfItem(atPath: serving.data)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
    }

    @Test func theDemoDoesNotListenToOthers() throws {
        let outcome = try Program.run("serve", "--demo", "--listen", "0.0.0.0:0")
        #expect(outcome.code == 2)
        #expect(outcome.complaint.contains("0.0.0.0:0 can be reached by others"))
    }

    @Test func withoutTheDemoNobodyHasAnAccount() throws {
        let serving = try Serving()
        #expect(serving.greeting.contains("There is no account yet."))
        let body = "{\"username\":\"ana\",\"password\":\"demo-only\"}"
        #expect(try serving.request("/api/v1/agent/auth/login", json: body).status == 401)
    }

    @Test func aFolderHasOneServer() throws {
        let serving = try Serving()
        let second = try Program.run(
            "serve", "--listen", "127.0.0.1:0", "--data", serving.data, "--faq", "\(serving.folder.path)/faq")
        #expect(second.code == 3)
        #expect(second.complaint.contains("(process \(serving.process.processIdentifier))"))
        serving.send(SIGKILL)
        _ = serving.exitCode()
        // Nothing of a killed server has to be cleared away.
        _ = try Serving(in: serving.folder)
    }

    @Test func aKilledServerBeginsAgainWithWhatItKept() throws {
        let serving = try Serving()
        _ = try serving.waitForLine(with: "faq.kept")
        serving.send(SIGKILL)
        _ = serving.exitCode()
        let again = try Serving(in: serving.folder)
        #expect(try again.waitForLine(with: "faq.loaded").contains("kept=yes"))
        #expect(try again.request("/ready").status == 200)
    }

    @Test func aTakenPortIsNamedWithTheWayOut() throws {
        let serving = try Serving()
        let second = try Program.run(
            "serve", "--listen", "127.0.0.1:\(serving.port)", "--data", "\(serving.folder.path)/other",
            "--faq", "\(serving.folder.path)/faq")
        #expect(second.code == 3)
        #expect(second.complaint.contains("127.0.0.1:\(serving.port): address already in use"))
        #expect(second.complaint.contains("choose another port"))
    }

    @Test func aBrokenFolderIsReportedWholeAndNotServed() throws {
        let folder = try Folder()
        try folder.write("---\nquestoin: x\n---\nAnswer.\n", to: "a.md")
        let outcome = try Program.run(
            "serve", "--listen", "127.0.0.1:0", "--data", "\(folder.path)/data", "--faq", folder.path)
        #expect(outcome.code == 3)
        #expect(outcome.complaint.contains("\(folder.path)/a.md:2:1: error:"))
    }

    @Test func aDatabaseOfAnotherProgramIsNotServed() throws {
        let folder = try Folder()
        try FileManager.default.createDirectory(atPath: "\(folder.path)/data", withIntermediateDirectories: false)
        try folder.write("no database at all, but longer than the head of one would have to be", to: "data/support.db")
        let outcome = try Program.run("serve", "--data", "\(folder.path)/data", "--listen", "127.0.0.1:0")
        #expect(outcome.code == 3)
        #expect(outcome.complaint.contains("\(folder.path)/data/support.db"))
    }

    @Test func aChangedFileAnswersAndABrokenOneDoesNot() throws {
        let serving = try Serving()
        let first = try serving.waitForLine(with: "faq.loaded")
        let entry = Serving.entry.replacing("nine", with: "ten")
        try serving.folder.write(entry, to: "faq/hours.md")
        #expect(try serving.waitForLine(with: "faq.loaded") != first)
        let answer = try serving.conversation(saying: "when are you open")
        #expect(try Program.run("replay", answer, "--data", serving.data).output.contains("From ten to five."))

        try serving.folder.write("nothing of an entry", to: "faq/hours.md")
        #expect(try serving.waitForLine(with: "faq.refused").contains("hours.md:1"))
        #expect(try serving.request("/ready").status == 200)
        try serving.folder.write(entry, to: "faq/hours.md")
        try serving.waitForLine(with: "faq.unchanged")
    }

    @Test func aHangUpLoadsTheFolderAgain() throws {
        let serving = try Serving()
        serving.send(SIGHUP)
        #expect(try serving.waitForLine(with: "faq.unchanged").contains("entries=1 "))
    }

    @Test(arguments: [SIGTERM, SIGINT]) func aSignalEndsItInOrder(signal: Int32) throws {
        let serving = try Serving("--log-format", "json")
        serving.send(signal)
        try serving.waitForLine(with: "\"event\":\"server.stopping\"")
        try serving.waitForLine(with: "\"event\":\"server.stopped\"")
        #expect(serving.exitCode() == 0)
        #expect(serving.process.terminationReason == .exit)
    }

    /// A request that never ends keeps it for its grace; who asks again does not want to wait for that.
    @Test func aSecondSignalEndsItAtOnce() throws {
        let serving = try Serving("--demo")
        let client = Process()
        client.executableURL = URL(fileURLWithPath: "/bin/bash")
        let head = #"POST /api/v1/agent/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 40\r\n\r\n{"#
        client.arguments = [
            "-c", "exec 3<>/dev/tcp/127.0.0.1/\(serving.port); printf '\(head)' >&3; echo; read -r",
        ]
        let (entrance, exit) = (Pipe(), Pipe())
        client.standardInput = entrance
        client.standardOutput = exit
        try client.run()
        // Sent; and as the server takes connections in their order, it has it when it answers another.
        try #require(!exit.fileHandleForReading.availableData.isEmpty)
        let metrics = try serving.request("/metrics").body
        #expect(String(decoding: metrics, as: UTF8.self).contains("support_connections 2\n"))
        serving.send(SIGTERM)
        try serving.waitForLine(with: "server.stopping")
        serving.send(SIGTERM)
        try serving.waitForLine(with: "server.cut")
        #expect(serving.exitCode() == 3)
        try entrance.fileHandleForWriting.close()
        client.waitUntilExit()
    }

    @Test func pagesOfAFolderStandInForTheBuiltInOnes() throws {
        let folder = try Folder()
        try folder.write("<!doctype html><title>Mine</title>", to: "shop/index.html")
        let serving = try Serving("--web-dir", folder.path)
        #expect(String(decoding: try serving.request("/").body, as: UTF8.self).contains("Mine"))
        #expect(try serving.request("/agent").status == 404)
    }
}
