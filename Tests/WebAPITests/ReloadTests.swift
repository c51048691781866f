import Foundation
import Testing
import WebAPI

/// What a page that was reloaded finds again.
@Suite(.timeLimit(.minutes(1))) struct ReloadTests {
    private func messages(_ service: Service, _ path: String, _ identity: Service.Identity) async throws
        -> [[String: Any]]
    {
        let answer = await service.call("GET", path, as: identity)
        return try #require(try answer.object["messages"] as? [[String: Any]], "\(answer.text)")
    }

    /// What stands as `helpful` in each message that has it, by number; nil for null.
    private func helpful(_ messages: [[String: Any]]) throws -> [Int: Bool?] {
        var found: [Int: Bool?] = [:]
        for message in messages {
            let metadata = try #require(message["metadata"] as? [String: Any])
            #expect((metadata["helpful"] != nil) == (message["sender_type"] as? String == "bot"))
            guard let word = metadata["helpful"] else { continue }
            found.updateValue(word as? Bool, forKey: try #require(message["seq"] as? Int))
        }
        return found
    }

    @Test func theCustomersWordOnAnAnswerIsThereForBothSides() async throws {
        let service = try Service()
        let guest = try await service.guest()
        let desk = try await service.agent("ana")
        for _ in 0..<2 {
            let said = await service.call(
                "POST", guest.path + "/messages", #"{"content":"what are your hours"}"#, as: guest.identity)
            let told = try #require(try said.object["bot_message"] as? [String: Any])
            #expect(try helpful([told]).values.allSatisfy { $0 == nil })
        }
        let ids = try await messages(service, guest.path + "/messages", guest.identity).filter {
            $0["sender_type"] as? String == "bot"
        }.map { try #require($0["id"] as? String) }
        #expect(ids.count == 3)
        for (id, word) in [(ids[1], true), (ids[2], true), (ids[1], false)] {
            let body = #"{"message_id":"\#(id)","helpful":\#(word)}"#
            #expect(await service.call("POST", guest.path + "/feedback", body, as: guest.identity).status == 204)
        }
        var expected: [Int: Bool?] = [4: false, 6: true]
        expected.updateValue(nil, forKey: 2)
        for (path, identity) in [
            (guest.path + "/messages", guest.identity), (guest.deskPath + "/messages", desk),
            (guest.path + "/transcript?format=json", guest.identity),
            (guest.deskPath + "/transcript?format=json", desk),
        ] {
            #expect(try await helpful(messages(service, path, identity)) == expected, "\(path)")
        }
        let search = await service.call("GET", "/api/v1/agent/search?q=nine", as: desk)
        let hits = try #require(try search.object["items"] as? [[String: Any]])
        #expect(try helpful(hits.compactMap { $0["message"] as? [String: Any] }) == [4: false, 6: true])
        let start = await service.call("POST", "/api/v1/customer/conversations/start", as: guest.identity)
        #expect(try helpful(#require(try start.object["messages"] as? [[String: Any]])) == expected)
        for (path, identity) in [(guest.path, guest.identity), (guest.deskPath, desk)] {
            let answer = await service.call("GET", path + "/events", as: identity)
            let frames = try #require(try answer.object["events"] as? [[String: Any]])
            let told = frames.compactMap { ($0["payload"] as? [String: Any])?["message"] as? [String: Any] }
            #expect(try helpful(told) == expected)
        }
    }

    @Test func theRatingAndHowFarAnAgentHasReadAreThere() async throws {
        let service = try Service()
        let guest = try await service.guest()
        let desk = try await service.agent("ana")
        func conversation() async throws -> [String: Any] {
            try await service.call("GET", guest.path, as: guest.identity).object
        }
        #expect(try await conversation()["rating"] as? String == nil)
        #expect(try await conversation()["agent_read_up_to"] as? Int == 0)
        _ = await service.call("POST", guest.path + "/escalate", #"{"reason":"Please."}"#, as: guest.identity)
        _ = await service.call("POST", guest.deskPath + "/claim", as: desk)
        _ = await service.call("POST", guest.deskPath + "/read", #"{"seq":4}"#, as: desk)
        #expect(try await conversation()["agent_read_up_to"] as? Int == 4)
        _ = await service.call("POST", guest.deskPath + "/close", as: desk)
        _ = await service.call(
            "POST", guest.path + "/rating", #"{"score":4,"comment":"Kind."}"#, as: guest.identity)
        let rating = try #require(try await conversation()["rating"] as? NSDictionary)
        #expect(rating == ["score": 4, "comment": "Kind."])
        let start = await service.call("POST", "/api/v1/customer/conversations/start", as: guest.identity)
        let resumed = try #require(try start.object["conversation"] as? [String: Any])
        #expect(resumed["rating"] as? NSDictionary == rating)
        #expect(resumed["agent_read_up_to"] as? Int == 4)
    }
}
