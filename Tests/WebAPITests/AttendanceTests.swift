import AgentDesk
import Foundation
import Switchboard
import Testing
import WebAPI

/// What colleagues see of one who is no longer at the desk.
@Suite(.timeLimit(.minutes(1))) struct AttendanceTests {
    private let service: Service
    private let ana: Service.Identity
    private let ben: Service.Identity

    init() async throws {
        service = try Service()
        ana = try await service.agent("ana")
        ben = try await service.agent("ben")
    }

    /// Ana's presence as Ben sees it.
    private func presence() async throws -> String? {
        let answer = await service.call("GET", "/api/v1/agent/agents", as: ben)
        let items = try #require(try answer.object["items"] as? [[String: Any]])
        return items.first { $0["username"] as? String == "ana" }?["presence"] as? String
    }

    /// The presences that were told of Ana, as chosen.
    private var told: [Presence] {
        service.presences.filter { $0.username == "ana" }.map(\.presence)
    }

    @Test func anyRequestIsASight() async throws {
        for (method, path) in [
            ("GET", "/me"), ("GET", "/queue"), ("POST", "/queue/claim-next"), ("GET", "/conversations/none"),
            ("POST", "/realtime/ticket"), ("POST", "/canned-replies"),
        ] {
            service.wait(.seconds(59))
            _ = await service.call(method, "/api/v1/agent" + path, as: ana)
            service.wait(.seconds(2))
            #expect(try await presence() == "online", "\(method) \(path)")
        }
    }

    @Test func whoIsNotSeenForAMinuteIsOfflineAndBackAsChosenAtTheNextSight() async throws {
        _ = await service.call("POST", "/api/v1/agent/presence", #"{"presence":"away"}"#, as: ana)
        #expect(told == [.online, .away])
        service.wait(.seconds(60))
        #expect(try await presence() == "offline")
        await service.api.noticeWhoHasGone()
        #expect(told == [.online, .away, .away])
        await service.api.noticeWhoHasGone()
        #expect(told.count == 3)
        let me = try await service.call("GET", "/api/v1/agent/me", as: ana).object
        #expect(me["presence"] as? String == "away")
        #expect(try await presence() == "away")
        #expect(told.count == 4)
    }

    @Test func aTokenThatDoesNotHoldIsNoSight() async throws {
        service.wait(.seconds(60))
        let stranger = Service.Identity.agent(String(repeating: "A", count: 43))
        #expect(await service.call("GET", "/api/v1/agent/me", as: stranger).status == 401)
        #expect(try await presence() == "offline")
    }
}
