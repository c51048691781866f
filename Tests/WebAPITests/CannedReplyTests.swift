import AgentDesk
import Foundation
import Testing
import WebAPI

/// Saved replies as a desk keeps them.
@Suite(.timeLimit(.minutes(1))) struct CannedReplyTests {
    private let service: Service
    private let ana: Service.Identity
    private let sam: Service.Identity

    init() async throws {
        service = try Service()
        ana = try await service.agent("ana")
        sam = try await service.agent("sam", .supervisor)
    }

    private func add(
        _ shortcut: String, _ text: String = "Hello!", shared: Bool = false, as identity: Service.Identity
    ) async -> Answer {
        let body = #"{"shortcut":"\#(shortcut)","text":"\#(text)","shared":\#(shared)}"#
        return await service.call("POST", "/api/v1/agent/canned-replies", body, as: identity)
    }

    private func change(_ id: Int, _ shortcut: String, as identity: Service.Identity) async -> Answer {
        await service.call(
            "PUT", "/api/v1/agent/canned-replies/\(id)", #"{"shortcut":"\#(shortcut)","text":"Changed."}"#, as: identity
        )
    }

    private func id(_ answer: Answer) throws -> Int { try #require(try answer.object["id"] as? Int) }

    private func shortcuts(_ identity: Service.Identity) async throws -> [String] {
        let answer = await service.call("GET", "/api/v1/agent/canned-replies", as: identity)
        let items = try #require(try answer.object["items"] as? [[String: Any]])
        return items.compactMap { $0["shortcut"] as? String }
    }

    @Test(arguments: Role.allCases)
    func sharedOnesAreKeptByAllWhoAreNotPlainAgents(role: Role) async throws {
        let identity = try await service.agent("other", role)
        let shared = try id(await add("bye", shared: true, as: sam))
        let isKeeper = role != .agent
        #expect(await add("hi", shared: true, as: identity).status == (isKeeper ? 201 : 403))
        #expect(await change(shared, "so-long", as: identity).status == (isKeeper ? 200 : 403))
        let removed = await service.call("DELETE", "/api/v1/agent/canned-replies/\(shared)", as: identity)
        #expect(removed.status == (isKeeper ? 204 : 403))
        #expect(try await shortcuts(ana) == (isKeeper ? ["hi"] : ["bye"]))
    }

    @Test func onesOwnExistForNobodyElse() async throws {
        let own = try id(await add("brb", as: ana))
        #expect(try await shortcuts(ana) == ["brb"])
        #expect(try await shortcuts(sam) == [])
        #expect(await change(own, "mine", as: sam).status == 404)
        #expect(await service.call("DELETE", "/api/v1/agent/canned-replies/\(own)", as: sam).status == 404)
        #expect(await change(own, "back-soon", as: ana).status == 200)
        #expect(try await shortcuts(ana) == ["back-soon"])
    }

    @Test func aShortcutMeansOneReplyToWhoeverTypesIt() async throws {
        let own = try id(await add("brb", as: ana))
        _ = await add("bye", shared: true, as: sam)
        for taken in ["brb", "bye"] {
            let answer = await add(taken, as: ana)
            #expect(answer.status == 409)
            #expect(answer.code == "shortcut_taken")
        }
        #expect(await change(own, "bye", as: ana).code == "shortcut_taken")
        #expect(await add("bye", shared: true, as: sam).code == "shortcut_taken")
        // Its own shortcut is in no reply's way, and what others keep for themselves is in nobody's.
        #expect(await change(own, "brb", as: ana).status == 200)
        #expect(await add("brb", as: sam).status == 201)
        #expect(await add("brb", shared: true, as: try await service.agent("eva", .editor)).status == 201)
    }

    @Test(arguments: ["", " ", "two words", "Big", "é", "a/b", "a_b", String(repeating: "a", count: 41)])
    func whatIsNoShortcutIsRefused(shortcut: String) async throws {
        let answer = await add(shortcut, as: ana)
        #expect(answer.status == 422)
        #expect(answer.pointers == ["/shortcut"])
        #expect(try await shortcuts(ana) == [])
    }

    @Test func aTextMayHaveFourThousandCharacters() async throws {
        #expect(
            await add(String(repeating: "a", count: 40), String(repeating: "ß", count: 4000), as: ana).status == 201)
        let answer = await add("long", String(repeating: "ß", count: 4001), as: ana)
        #expect(answer.status == 422)
        #expect(answer.pointers == ["/text"])
    }

    @Test func whatIsNotThereCannotBeChanged() async {
        for id in ["99", "x", "-1"] {
            let answer = await service.call(
                "PUT", "/api/v1/agent/canned-replies/\(id)", #"{"shortcut":"a","text":"b"}"#, as: ana)
            #expect(answer.status == 404)
        }
    }
}
