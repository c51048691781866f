import Testing
import WebAPI

/// What is read of a request's body, and how what is wrong with it is told.
@Suite(.timeLimit(.minutes(1))) struct BodyTests {
    private static let json = [(name: "Content-Type", value: "application/json")]

    @Test(arguments: [
        ("", 400, "malformed", [String]()),
        ("{", 400, "malformed", []),
        (#"{"content":"a"}x"#, 400, "malformed", []),
        (#"{"content":"a",}"#, 400, "malformed", []),
        (#"{"content":"a","x":[1, ]}"#, 400, "malformed", []),
        (#"{"content":"a",,"x":1}"#, 400, "malformed", []),
        (#"{"content":"a" "x":1}"#, 400, "malformed", []),
        (#"{'content':'a'}"#, 400, "malformed", []),
        (#"{content:"a"}"#, 400, "malformed", []),
        (#"{"content":"a","x":+1}"#, 400, "malformed", []),
        (#"{"content":"a","x":.5}"#, 400, "malformed", []),
        (#"{"content":"a","x":NaN}"#, 400, "malformed", []),
        (#"{"content":"a"/* */}"#, 400, "malformed", []),
        (#"{"content":"a","x":tru}"#, 400, "malformed", []),
        (#"{"content":"a\q"}"#, 400, "malformed", []),
        (#"{"content":"\ud800"}"#, 400, "malformed", []),
        ("{\"content\":\"a\u{1}\"}", 400, "malformed", []),
        (#"{"content":"a","x":"\ud800"}"#, 400, "malformed", []),
        (#"{"content":"a","x":"\u12"}"#, 400, "malformed", []),
        (#"{"content":"a","x":01}"#, 400, "malformed", []),
        ("[]", 422, "invalid", [""]),
        ("5", 422, "invalid", [""]),
        ("null", 422, "invalid", [""]),
        ("{}", 422, "invalid", ["/content"]),
        (#"{"content":null}"#, 422, "invalid", ["/content"]),
        (#"{"content":5}"#, 422, "invalid", ["/content"]),
        (#"{"content":["a"]}"#, 422, "invalid", ["/content"]),
        (#"{"content":"a","client_message_id":7}"#, 422, "invalid", ["/client_message_id"]),
        (#"{"content":"a","client_message_id":""}"#, 422, "invalid", ["/client_message_id"]),
        (#"{"content":"a","client_message_id":"with space"}"#, 422, "invalid", ["/client_message_id"]),
        (#"{"content":"   \n\t "}"#, 422, "invalid", ["/content"]),
        (#"{"content":"a\u0000b"}"#, 422, "invalid", ["/content"]),
        (#"{"content":"a\u001bb"}"#, 422, "invalid", ["/content"]),
        (#"{"content":"a\rb"}"#, 422, "invalid", ["/content"]),
        (#"{"content":"a\u0085b"}"#, 422, "invalid", ["/content"]),
    ])
    func aBadBodyIsRefusedWithThePlace(body: String, status: Int, code: String, pointers: [String]) async throws {
        let service = try Service()
        let guest = try await service.guest()
        let answer = await service.call("POST", guest.path + "/messages", body, as: guest.identity, fields: Self.json)
        #expect(answer.status == status)
        #expect(answer.code == code)
        #expect(answer.pointers == pointers)
        #expect(answer["Content-Type"] == "application/problem+json")
        #expect(try await service.seq(of: guest) == 2)
    }

    @Test(arguments: [
        ("/rating", #"{"score":6}"#, "/score"),
        ("/rating", #"{"score":0}"#, "/score"),
        ("/rating", #"{"score":"5"}"#, "/score"),
        ("/rating", #"{"score":5,"comment":" "}"#, "/comment"),
        ("/typing", #"{"is_typing":1}"#, "/is_typing"),
        ("/typing", "{}", "/is_typing"),
        ("/read", #"{"seq":-1}"#, "/seq"),
        ("/read", #"{"seq":99}"#, "/seq"),
        ("/feedback", #"{"message_id":"x","helpful":true}"#, "/message_id"),
        ("/feedback", #"{"message_id":"018bcfe5-6800-7000-8000-000000000000"}"#, "/helpful"),
    ])
    func theFieldThatIsWrongIsNamedAsOnTheWire(path: String, body: String, pointer: String) async throws {
        let service = try Service()
        let guest = try await service.guest()
        let answer = await service.call("POST", guest.path + path, body, as: guest.identity)
        #expect(answer.status == 422)
        #expect(answer.pointers == [pointer])
    }

    @Test func aFieldInsideAnotherIsNamedByItsWholePath() async throws {
        let service = try Service()
        let start = "/api/v1/customer/conversations/start"
        let one = await service.call("POST", start, #"{"profile":{"name":5}}"#)
        #expect(one.pointers == ["/profile/name"])
        let two = await service.call("POST", start, #"{"profile":{"email":"  "}}"#)
        #expect(two.pointers == ["/profile/email"])
        let three = await service.call("POST", start, #"{"customer_session_id":5}"#)
        #expect(three.pointers == ["/customer_session_id"])
    }

    @Test(arguments: [
        "application/json", "Application/JSON", "application/json; charset=utf-8", "application/json;charset=utf-8 ",
    ])
    func jsonIsTakenUnderItsName(type: String) async throws {
        let service = try Service()
        let guest = try await service.guest()
        let answer = await service.call(
            "POST", guest.path + "/messages", #"{"content":"a"}"#, as: guest.identity, fields: [("Content-Type", type)])
        #expect(answer.status == 200)
    }

    @Test(arguments: ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", "json", ""])
    func anotherTypeIsRefused(type: String) async throws {
        let service = try Service()
        let guest = try await service.guest()
        let answer = await service.call(
            "POST", guest.path + "/messages", #"{"content":"a"}"#, as: guest.identity, fields: [("Content-Type", type)])
        #expect(answer.status == 415)
        #expect(answer.code == "unsupported_media_type")
    }

    @Test func onlyUTF8IsRead() async throws {
        let service = try Service()
        let guest = try await service.guest()
        let broken: [[UInt8]] = [
            Array("{\"content\":\"".utf8) + [0xFF] + Array("\"}".utf8),
            Array("{\"content\":\"".utf8) + [0xC0, 0xAF] + Array("\"}".utf8),
            Array("{\"content\":\"".utf8) + [0xED, 0xA0, 0x80] + Array("\"}".utf8),
            // The same text in another encoding.
            "{\"content\":\"a\"}".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] },
            "{\"content\":\"a\"}".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] },
        ]
        for bytes in broken {
            let answer = await service.call("POST", guest.path + "/messages", bytes: bytes, as: guest.identity)
            #expect(answer.status == 400)
        }
        #expect(try await service.seq(of: guest) == 2)
    }

    @Test func thirtyTwoLevelsAreReadAndOneMoreIsNot() async throws {
        let service = try Service()
        let guest = try await service.guest()
        func nested(_ levels: Int) -> String {
            let inner = String(repeating: "[", count: levels - 1) + String(repeating: "]", count: levels - 1)
            return "{\"content\":\"[[[{{{\\\"[\",\"x\":\(inner)}"
        }
        let path = guest.path + "/messages"
        #expect(await service.call("POST", path, nested(32), as: guest.identity).status == 200)
        let deep = await service.call("POST", path, nested(33), as: guest.identity)
        #expect(deep.status == 400)
        #expect(await service.call("POST", path, nested(20_000), as: guest.identity).status == 400)
    }

    @Test func unknownFieldsAreIgnored() async throws {
        let service = try Service()
        let guest = try await service.guest()
        let body = #"{"content":"Hello.","role":"ADMIN","sender_type":"agent","conversation":{"id":1}}"#
        let answer = await service.call("POST", guest.path + "/messages", body, as: guest.identity)
        #expect(answer.status == 200)
        #expect((try answer.object["customer_message"] as? [String: Any])?["sender_type"] as? String == "customer")
    }

    @Test(arguments: ["/end", "/escalate", "/quick-replies/opening-hours"])
    func whatNeedsNoBodyTakesAnEmptyOneAndAnEmptyObject(path: String) async throws {
        let service = try Service()
        for body in ["", "{}"] {
            let guest = try await service.guest()
            #expect(await service.call("POST", guest.path + path, body, as: guest.identity).status == 200)
        }
    }

    // MARK: Words

    private func said(_ json: String, _ service: Service, _ guest: Service.Guest) async throws -> (Int, String?) {
        let answer = await service.call(
            "POST", guest.path + "/messages", "{\"content\":\"\(json)\"}", as: guest.identity)
        return (answer.status, (try answer.object["customer_message"] as? [String: Any])?["content"] as? String)
    }

    @Test(arguments: [
        ("  hello  ", "hello"),
        (#"\n\ta\tb\n"#, "a\tb"),
        (#"one\r\ntwo"#, "one\ntwo"),
        (#"\u00a0x\u2003"#, "x"),
        ("Zoë 日本 👩🏽‍🚒", "Zoë 日本 👩🏽‍🚒"),
        (#"a\u202eb"#, "a\u{202E}b"),
        (#"<b>&amp;\"\\"#, #"<b>&amp;"\"#),
    ])
    func wordsAreTrimmedAndKeptAsTheyAre(json: String, words: String) async throws {
        let service = try Service()
        let guest = try await service.guest()
        let (status, content) = try await said(json, service, guest)
        #expect(status == 200)
        #expect(content.map { Array($0.utf8) } == Array(words.utf8))
    }

    /// No Double can be it; what the decoder says of such a number is that the body is no JSON.
    @Test func aNumberThatIsTooLargeIsRefusedWithItsPlace() throws {
        let frame = #expect(throws: Problem.self) {
            try Body.read(ClientFrame.self, text: #"{"action":"mark_read","seq":11e4007}"#)
        }
        #expect(frame?.status == 422 && frame?.errors.map(\.pointer) == ["/seq"])
        let score = #expect(throws: Problem.self) { try Body.read([String: Double].self, text: #"{"score":-1e999}"#) }
        #expect(score?.status == 422 && score?.detail.isEmpty == false)
    }

    @Test func fourThousandCharactersFitAfterTrimmingAndOneMoreDoesNot() async throws {
        let service = try Service()
        let guest = try await service.guest()
        let full = String(repeating: "ä", count: 4000)
        #expect(try await said("  " + full + "  ", service, guest) == (200, full))
        let answer = await service.call(
            "POST", guest.path + "/messages", "{\"content\":\"\(full)x\"}", as: guest.identity)
        #expect(answer.status == 422)
        #expect(answer.pointers == ["/content"])
        #expect(answer.text.contains("4001"))
    }
}

extension Service {
    /// The number of the newest event of a conversation, as its customer sees it.
    func seq(of guest: Guest) async throws -> Int? {
        try await call("GET", guest.path, as: guest.identity).object["last_seq"] as? Int
    }
}
