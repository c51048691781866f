import AgentDesk
import Foundation
import Testing
import WebAPI

/// What a desk asks of the list and of the search.
@Suite(.timeLimit(.minutes(1))) struct ListTests {
    private let service: Service
    private let ana: Service.Identity

    init() async throws {
        service = try Service()
        ana = try await service.agent("ana")
    }

    private func list(_ query: String) async throws -> [[String: Any]] {
        let answer = await service.call("GET", "/api/v1/agent/conversations?" + query, as: ana)
        return try #require(try answer.object["items"] as? [[String: Any]], "\(answer.text)")
    }

    @Test func assignedNamesAnyAgent() async throws {
        let (mine, theirs) = (try await service.guest(), try await service.guest())
        _ = try await service.guest()
        let ben = try await service.agent("ben")
        _ = await service.call("POST", mine.deskPath + "/claim", as: ana)
        _ = await service.call("POST", theirs.deskPath + "/claim", as: ben)
        let account = try await service.call("GET", "/api/v1/agent/me", as: ben).object
        let id = try #require(account["id"] as? String)
        #expect(try await list("assigned=\(id)").compactMap { $0["id"] as? String } == [theirs.conversation])
        #expect(try await list("assigned=me").compactMap { $0["id"] as? String } == [mine.conversation])
        #expect(try await list("assigned=none").count == 1)
        #expect(try await list("assigned=any").count == 3)
    }

    @Test func aCustomersOtherChatsAreListed() async throws {
        let guest = try await service.guest()
        _ = try await service.guest()
        let again = await service.call(
            "POST", "/api/v1/customer/conversations/start", #"{"force_new":true}"#, as: guest.identity)
        let second = try #require((try again.object["conversation"] as? [String: Any])?["id"] as? String)
        let view = try await service.call("GET", guest.deskPath, as: ana).object
        let customer = try #require((view["customer"] as? [String: Any])?["id"] as? String)
        let ids = try await list("customer=\(customer)").compactMap { $0["id"] as? String }
        #expect(Set(ids) == [second, guest.conversation])
        #expect(try await list("customer=\(guest.conversation)").isEmpty)
    }

    @Test(arguments: ["assigned=you", "assigned=", "customer=me", "limit=201", "limit=0"])
    func whatCannotBeIsRefused(query: String) async throws {
        #expect(await service.call("GET", "/api/v1/agent/conversations?" + query, as: ana).status == 400)
    }

    @Test func aHitOfTheSearchHasWhatAListNeeds() async throws {
        let guest = try await service.guest(#""profile":{"name":"Freja"}"#)
        _ = await service.call(
            "POST", guest.path + "/messages", #"{"content":"the <b>kettle</b> is broken"}"#, as: guest.identity)
        let answer = try await service.call("GET", "/api/v1/agent/search?q=kettle", as: ana).object
        let hit = try #require((answer["items"] as? [[String: Any]])?.first)
        let (conversation, message) = (hit["conversation"] as? [String: Any], hit["message"] as? [String: Any])
        #expect(conversation?["id"] as? String == guest.conversation)
        #expect((conversation?["customer"] as? [String: Any])?["name"] as? String == "Freja")
        #expect(conversation?["phase"] as? String == "automated")
        #expect(message?["seq"] as? Int == 3)
        #expect(message?["created_at"] is String)
        #expect(hit["snippet"] as? String == "the <b>\u{2}kettle\u{3}</b> is broken")
    }
}
