import Testing
import WebAPI

/// Which operation a request finds.
@Suite(.timeLimit(.minutes(1))) struct RouterTests {
    private static func page(_ path: String) -> Page {
        Page(path: path, contentType: "text/plain", bytes: Array(path.utf8))
    }

    @Test func aLiteralComesBeforeAParameter() async throws {
        let service = try Service(pages: ["/p/{name}", "/p/list", "/p/{name}/more"].map(Self.page))
        #expect(await service.call("GET", "/p/list").text == "/p/list")
        #expect(await service.call("GET", "/p/other").text == "/p/{name}")
        #expect(await service.call("GET", "/p/other/more").text == "/p/{name}/more")
    }

    @Test func theRootIsAPageLikeOthers() async throws {
        let service = try Service(pages: [Self.page("/")])
        #expect(await service.call("GET", "/").text == "/")
        #expect(await service.call("GET", "//").status == 404)
    }

    @Test(arguments: [
        "/p", "/p/", "/p/a/", "/p//", "//p/a", "/p//more", "/p/a/more/", "/P/a", "/p/a/less", "/nothing",
        "/p/%ff", "/p/%c3%28",
    ])
    func whatNamesNothingIsNotFound(path: String) async throws {
        let service = try Service(pages: ["/p/{name}", "/p/{name}/more"].map(Self.page))
        let answer = await service.call("GET", path)
        #expect(answer.status == 404)
        #expect(answer.code == "not_found")
    }

    @Test func headAnswersAsGet() async throws {
        let service = try Service(pages: [Self.page("/page")])
        let (head, get) = (await service.call("HEAD", "/page"), await service.call("GET", "/page"))
        #expect(head.status == 200)
        #expect(head["Content-Type"] == get["Content-Type"])
    }

    @Test func anotherMethodIsToldWhichThereAre() async throws {
        let service = try Service()
        let one = await service.call("PATCH", "/api/v1/customer/conversations/x")
        #expect(one.status == 405)
        #expect(one.code == "method_not_allowed")
        #expect(one["Allow"] == "DELETE, GET, HEAD")
        let two = await service.call("GET", "/api/v1/agent/auth/login")
        #expect(two.status == 405)
        #expect(two["Allow"] == "POST")
        let three = await service.call("HEAD", "/api/v1/agent/auth/login")
        #expect(three.status == 405)
    }

    @Test func aParameterIsPercentDecodedOnce() async throws {
        let service = try Service()
        let guest = try await service.guest()
        let coded = guest.conversation.replacing("-", with: "%2D")
        let answer = await service.call("GET", "/api/v1/customer/conversations/\(coded)", as: guest.identity)
        #expect(answer.status == 200)
        let twice = guest.conversation.replacing("-", with: "%252D")
        #expect(await service.call("GET", "/api/v1/customer/conversations/\(twice)", as: guest.identity).status == 404)
        // A slash that was coded is part of the name, not of the path.
        let slash = guest.path + "/quick-replies%2Fopening-hours"
        #expect(await service.call("POST", slash, as: guest.identity).status == 404)
    }

    @Test func theQueryIsNoPartOfThePath() async throws {
        let service = try Service(pages: [Self.page("/page")])
        #expect(await service.call("GET", "/page?a=/b/").status == 200)
    }

    @Test(arguments: [
        ("limit=0", "limit"), ("limit=201", "limit"), ("limit=x", "limit"), ("after=-1", "after"),
        ("after=99999999999", "after"), ("limit=1&limit=2", "twice"), ("unknown=1", "no query parameter"),
    ])
    func aQueryThatIsNotAsItMustBeIsRefused(query: String, reason: String) async throws {
        let service = try Service()
        let guest = try await service.guest()
        let answer = await service.call("GET", guest.path + "/messages?" + query, as: guest.identity)
        #expect(answer.status == 400)
        #expect(answer.code == "malformed")
        #expect(answer.text.contains(reason))
    }

    @Test func everyAnswerNamesItsRequest() async throws {
        let service = try Service()
        for target in ["/health", "/nothing", "/api/v1/agent/me"] {
            let answer = await service.call("GET", target)
            let id = try #require(answer["X-Request-Id"])
            #expect(id.count == 16)
            #expect(answer.fields.count { $0.0 == "X-Request-Id" } == 1)
            if answer.status >= 400 { #expect(try answer.object["request_id"] as? String == id) }
        }
    }
}
