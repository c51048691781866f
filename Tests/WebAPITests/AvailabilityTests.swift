import AgentDesk
import BotFlow
import FAQ
import Foundation
import Switchboard
import Testing
import WebAPI

/// What a customer hears of the people behind the bot before they ask for one.
@Suite(.timeLimit(.minutes(1))) struct AvailabilityTests {
    private struct Told: Decodable, Equatable {
        var isOpen: Bool
        var closesAt: String?
        var opensAt: String?
        var agentsOnline: Int
        var leaveMessageAfterSeconds: Int?

        init(_ answer: Answer, in name: String? = nil) throws {
            let object = try name.map { try #require(try answer.object[$0]) } ?? answer.json
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            self = try decoder.decode(Told.self, from: JSONSerialization.data(withJSONObject: object))
        }
    }

    private func edition(_ script: String) throws -> Edition {
        let files = Service.texts.map { SourceFile(path: $0.key, text: $0.value) }
        let day = Day(millisecondsSince1970: Service.dawn.milliseconds)
        return try #require(Loading(files: files + [SourceFile(path: "bot.yaml", text: script)], on: day).edition)
    }

    private func told(by service: Service) async throws -> Told {
        try Told(await service.call("GET", "/api/v1/customer/availability"))
    }

    /// It is Tuesday, 14 November 2023, 22:13:20 in UTC.
    @Test func withHoursItSaysWhenTheyChangeAndWithoutThemPeopleAreThere() async throws {
        let without = try await told(by: Service())
        #expect(without.isOpen && without.closesAt == nil && without.opensAt == nil)

        let closed = try await told(
            by: Service(edition: edition("hours: {time_zone: UTC, mon-fri: '09:00-17:00'}\n")))
        #expect(!closed.isOpen && closed.closesAt == nil)
        #expect(closed.opensAt == "2023-11-15T09:00:00.000Z")

        let open = try await told(
            by: Service(edition: edition("hours: {time_zone: UTC, mon-fri: '09:00-23:00'}\n")))
        #expect(open.isOpen && open.opensAt == nil)
        #expect(open.closesAt == "2023-11-14T23:00:00.000Z")
    }

    @Test func aMessageIsOfferedWhenTheScriptSaysSo() async throws {
        let some = try await told(by: Service(edition: edition("waiting: {say: Wait., leave_message_after: 4 min}\n")))
        #expect(some.leaveMessageAfterSeconds == 240)
        let never = try await told(by: Service(edition: edition("waiting: {say: Wait.}\n")))
        #expect(never.leaveMessageAfterSeconds == nil)
    }

    @Test func onlyThoseWhoAreOnlineAndHandleConversationsCount() async throws {
        let service = try Service()
        #expect(try await told(by: service).agentsOnline == 0)
        let ana = try await service.agent("ana")
        _ = try await service.agent("sam", .supervisor)
        _ = try await service.agent("eva", .editor)
        #expect(try await told(by: service).agentsOnline == 2)
        _ = await service.call("POST", "/api/v1/agent/presence", #"{"presence":"away"}"#, as: ana)
        #expect(try await told(by: service).agentsOnline == 1)
        // Sam has not been seen for longer than that either, and chose nothing else.
        service.wait(Attendance.patience)
        #expect(try await told(by: service).agentsOnline == 0)
    }

    @Test func theAnswerToAStartSaysTheSame() async throws {
        let service = try Service(edition: edition("hours: {time_zone: UTC, mon-fri: '09:00-17:00'}\n"))
        _ = try await service.agent("ana")
        let start = await service.call("POST", "/api/v1/customer/conversations/start")
        let atStart = try Told(start, in: "availability")
        #expect(try await atStart == told(by: service))
        #expect(atStart.agentsOnline == 1)
    }
}
