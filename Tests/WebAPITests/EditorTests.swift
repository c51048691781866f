import AgentDesk
import Foundation
import Switchboard
import Testing
import WebAPI

/// What editors are answered, and what they are not.
@Suite(.timeLimit(.minutes(1))) struct EditorTests {
    private static let base = "/api/v1/agent/faq"
    private static let later = #"---\nslug: opening-hours\nquestion: When are you open?\n---\nFrom ten.\n"#

    private let service: Service
    private let editor: Service.Identity

    init() async throws {
        service = try Service()
        editor = try await service.agent("eva", .editor)
    }

    private func call(_ method: String, _ path: String, _ body: String = "") async -> Answer {
        await service.call(method, Self.base + path, body, as: editor)
    }

    private func version() async throws -> String {
        try #require(try await call("GET", "/file?path=opening.md").object["version"] as? String)
    }

    @Test func aPublicationAnswersTheNextCustomerAndStandsInTheHistoryAndTheLog() async throws {
        let body = #"{"text":"\#(Self.later)","version":"\#(try await version())","message":"Hours"}"#
        let answer = await call("PUT", "/file?path=opening.md", body)
        #expect(answer.status == 200, "\(answer.text)")
        let guest = try await service.guest()
        let said = await service.call(
            "POST", guest.path + "/messages", #"{"content":"When are you open?"}"#, as: guest.identity)
        let message = try #require(try said.object["bot_message"] as? [String: Any])
        #expect(message["content"] as? String == "From ten.")
        let items = try #require(try await call("GET", "/history").object["items"] as? [[String: Any]])
        #expect(items.first?["message"] as? String == "Hours")
        #expect((items.first?["by"] as? [String: Any])?["display_name"] as? String == "Eva")
        let line = try #require(service.lines.first { $0.event == "faq.published" })
        #expect(line.fields.contains { $0 == ("by", "eva") })
    }

    @Test func aConflictNamesWhatIsThere() async throws {
        let body = #"{"text":"\#(Self.later)","version":"0"}"#
        let answer = await call("PUT", "/file?path=opening.md", body)
        #expect(answer.status == 409)
        #expect(answer.code == "faq_changed")
        let file = try #require((try answer.object["files"] as? [[String: Any]])?.first)
        #expect(file["text"] as? String == Service.texts["opening.md"])
        #expect(file["version"] as? String == (try await version()))
        #expect(service.shelf.texts == Service.texts)
    }

    @Test func aDraftWithAnErrorIsAnsweredWithWhereItIs() async throws {
        for (method, path, body) in [
            ("PUT", "/file?path=cat.md", #"{"text":"no entry"}"#),
            ("POST", "/publish", #"{"files":[{"path":"cat.md","text":"no entry"}]}"#),
            ("POST", "/try", #"{"text":"hello","files":[{"path":"cat.md","text":"no entry"}]}"#),
            ("POST", "/diff", #"{"files":[{"path":"cat.md","text":"no entry"}]}"#),
        ] {
            let answer = await call(method, path, body)
            #expect(answer.status == 422)
            #expect(answer.code == "faq_invalid", "\(answer.text)")
            let diagnostic = try #require((try answer.object["diagnostics"] as? [[String: Any]])?.first)
            #expect(diagnostic["file"] as? String == "cat.md")
            #expect(diagnostic["line"] as? Int == 1)
            #expect(diagnostic["code"] as? String == "no-front-matter")
        }
        #expect(service.shelf.texts == Service.texts)
    }

    @Test func aFolderThatTakesNoWritesIsAReasonToComeBack() async throws {
        service.shelf.fill()
        let edition = service.api.workshop.faq.edition
        let body = #"{"text":"\#(Self.later)","version":"\#(try await version())"}"#
        let answer = await call("PUT", "/file?path=opening.md", body)
        #expect(answer.status == 503)
        #expect(answer.code == "store_unavailable")
        #expect(answer["Retry-After"] != nil)
        #expect(service.api.workshop.faq.edition === edition)
        #expect(service.lines.contains { $0.event == "faq.not_written" })
    }

    @Test func aStoreThatIsClosedDoesNotUndoAPublication() async throws {
        let body = #"{"text":"\#(Self.later)","version":"\#(try await version())"}"#
        // Who asks is read before the store closes, so this takes the workshop's own road.
        await service.api.record("0", [])
        service.api.switchboard.stop()
        await service.api.record("1", [])
        #expect(service.lines.filter { $0.event == "faq.not_recorded" }.count == 1)
        #expect(await call("PUT", "/file?path=opening.md", body).status == 503)
    }

    @Test(arguments: [
        (#"{"files":[{"path":"cat.md"}]}"#, "/files/0/text"),
        (#"{"files":[{"text":null}]}"#, "/files/0/path"),
        (#"{"files":[{"path":"../cat.md","text":""}]}"#, "/files/0/path"),
        (#"{"files":[{"path":"a/b.yaml","text":""}]}"#, "/files/0/path"),
        (#"{"files":[{"path":"cat.md","text":""},{"path":"cat.md","text":""}]}"#, "/files/1/path"),
        (#"{"files":[]}"#, "/files"),
        (#"{}"#, "/files"),
        (#"{"files":[{"path":"opening.md","text":null},{"path":"complaint.md","text":null}]}"#, "/files"),
        (#"{"files":[{"path":"cat.md","text":"x"}],"message":" "}"#, "/message"),
    ])
    func aRequestThatCanBeNoneIsToldWhere(body: String, pointer: String) async throws {
        let versions = try await versioned(body)
        let answer = await call("POST", "/publish", versions)
        #expect(answer.status == 422, "\(answer.text)")
        #expect(answer.pointers == [pointer])
        #expect(service.shelf.texts == Service.texts)
    }

    /// The body with the versions of the files as they are, so that nothing but what is tested is wrong with it.
    private func versioned(_ body: String) async throws -> String {
        let files = try #require(try await call("GET", "/files").object["files"] as? [[String: Any]])
        return files.reduce(body) { body, file in
            let (path, version) = (file["path"] as? String ?? "", file["version"] as? String ?? "")
            return body.replacing(#""path":"\#(path)","#, with: #""path":"\#(path)","version":"\#(version)","#)
        }
    }

    @Test func onlyEditorsMaySendMuch() {
        let api = service.api
        #expect(api.bodyLimit(method: "PUT", path: Self.base + "/file") == 1 << 20)
        #expect(api.bodyLimit(method: "POST", path: Self.base + "/check") == 1 << 20)
        #expect(api.bodyLimit(method: "POST", path: "/api/v1/agent/register") == nil)
        #expect(api.bodyLimit(method: "DELETE", path: Self.base + "/file") == nil)
    }

    @Test func whyIsOfABotsMessageAndNothingElse() async throws {
        let guest = try await service.guest()
        _ = await service.call(
            "POST", guest.path + "/messages", #"{"content":"When are you open?"}"#, as: guest.identity)
        func why(_ seq: Int) async -> Answer {
            await call("GET", "/why?conversation_id=\(guest.conversation)&seq=\(seq)")
        }
        let answer = try await why(4).object
        #expect(answer["slugs"] as? [String] == ["opening-hours"])
        #expect((answer["trace"] as? [String: Any])?["layer"] as? String == "exact")
        // The beginning, the customer's own message, and one that is yet to come.
        for seq in [1, 3, 5] { #expect(await why(seq).status == 404) }
        #expect(try await why(2).object["trace"] is NSNull)
        _ = await service.call("DELETE", guest.path, as: guest.identity)
        #expect(try await why(4).object["trace"] is NSNull)
    }
}
