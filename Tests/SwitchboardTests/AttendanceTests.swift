import AgentDesk
import BotFlow
import Switchboard
import Testing

/// Who counts as being at the desk.
@Suite(.timeLimit(.minutes(1))) struct AttendanceTests {
    private let house: House
    private let attendance: Attendance

    init() throws {
        house = try House(routing: .auto)
        attendance = house.switchboard.attendance
    }

    @Test func whoIsSeenIsThereForAMinuteAndNotLonger() async throws {
        let ana = try await house.register("ana")
        #expect(!attendance.has(ana.id, at: house.now))
        #expect(attendance.see(ana.id, at: house.now))
        house.wait(Attendance.patience - .milliseconds(1))
        #expect(attendance.has(ana.id, at: house.now))
        #expect(attendance.takeGone(at: house.now) == [])
        house.wait(.milliseconds(1))
        #expect(!attendance.has(ana.id, at: house.now))
        #expect(attendance.takeGone(at: house.now) == [ana.id])
        #expect(attendance.takeGone(at: house.now) == [])
    }

    @Test func everySightBeginsTheMinuteAnew() async throws {
        let ana = try await house.register("ana")
        _ = attendance.see(ana.id, at: house.now)
        for _ in 0..<5 {
            house.wait(.seconds(59))
            #expect(!attendance.see(ana.id, at: house.now))
        }
        house.wait(.seconds(61))
        #expect(attendance.see(ana.id, at: house.now))
    }

    @Test func whoHasASocketIsThereUntilAMinuteAfterTheLastOneIsGone() async throws {
        let ana = try await house.register("ana")
        #expect(attendance.arrive(ana.id, at: house.now))
        #expect(!attendance.arrive(ana.id, at: house.now))
        house.wait(.seconds(3600))
        attendance.leave(ana.id, at: house.now)
        house.wait(.seconds(3600))
        #expect(attendance.has(ana.id, at: house.now))
        attendance.leave(ana.id, at: house.now)
        house.wait(.seconds(59))
        #expect(attendance.takeGone(at: house.now) == [])
        house.wait(.seconds(1))
        #expect(attendance.takeGone(at: house.now) == [ana.id])
    }

    @Test func whoHasGoneIsShownOfflineAndKeepsWhatTheyChose() async throws {
        let ana = try await house.desk("ana")
        _ = try await house.switchboard.setPresence(.away, token: ana.token, queueWords: House.words)
        func account() async throws -> Account {
            try #require(try await house.switchboard.read { try $0.account(ana.account.id) })
        }
        house.wait(.seconds(61))
        #expect(attendance.shown(try await account(), at: house.now).presence == .offline)
        #expect(try await account().presence == .away)
        _ = attendance.see(ana.account.id, at: house.now)
        #expect(attendance.shown(try await account(), at: house.now).presence == .away)
    }

    @Test func whoHasGoneIsGivenNothingAndIsGivenWhatWaitsWhenTheyAreBack() async throws {
        let ana = try await house.desk("ana")
        house.wait(.seconds(61))
        let guest = try await house.waitingGuest()
        #expect(try await house.conversation(guest.conversation)?.phase.queuedWaiting != nil)
        _ = attendance.see(ana.account.id, at: house.now)
        try await house.switchboard.tellAttendance(of: [ana.account.id], queueWords: House.words)
        #expect(try await house.conversation(guest.conversation)?.phase.owner?.id == ana.account.id)
    }

    @Test func whoLogsInAgainIsThereAndIsGivenWhatWaits() async throws {
        let account = try await house.desk("ana").account
        house.wait(.seconds(61))
        let guest = try await house.waitingGuest()
        _ = try await house.logIn(account)
        #expect(try await house.conversation(guest.conversation)?.phase.owner?.id == account.id)
    }

    @Test func ofOneWhoChoseToBeOfflineNobodyHearsThatTheyComeOrGo() async throws {
        let ana = try await house.desk("ana")
        _ = try await house.switchboard.setPresence(.offline, token: ana.token, queueWords: House.words)
        func told() -> Int {
            house.told.count { if case .presenceChanged = $0 { true } else { false } }
        }
        let before = told()
        try await house.switchboard.tellAttendance(of: [ana.account.id], queueWords: House.words)
        #expect(told() == before)
    }
}
