import AgentDesk
import BotFlow
import FAQ
import JSON
import Switchboard
import WebServer

/// Whether people are there and how soon they answer: what a customer may know before they ask for one.
struct Availability {
    /// As far as the shop's hours tell; without hours people are always there.
    let isOpen: Bool
    /// Nil when it is not open, or does not close for a year.
    let closesAt: Moment?
    /// Nil when it is open, or does not open for a year.
    let opensAt: Moment?
    let agentsOnline: Int
    /// Seconds; nil when there were too few waits to tell.
    let expectedWait: Int?
    /// How long somebody waits before they are offered to leave a message; nil: never.
    let leaveMessageAfter: Duration?

    init(_ script: BotScript, agentsOnline: Int, expectedWait: Int?, at moment: Moment) {
        let now = moment.milliseconds
        isOpen = script.hours?.isOpen(at: now) ?? true
        closesAt = script.hours?.closes(after: now).map { Moment(milliseconds: $0) }
        opensAt = isOpen ? nil : script.hours?.opens(after: now).map { Moment(milliseconds: $0) }
        self.agentsOnline = agentsOnline
        self.expectedWait = expectedWait
        leaveMessageAfter = script.waiting.leaveMessageAfter
    }
}

extension JSONWriter {
    mutating func availability(_ availability: Availability) {
        object {
            $0.member("is_open", availability.isOpen)
            $0.member("closes_at", availability.closesAt?.description)
            $0.member("opens_at", availability.opensAt?.description)
            $0.member("agents_online", availability.agentsOnline)
            $0.member("expected_wait_seconds", availability.expectedWait)
            $0.member(
                "leave_message_after_seconds", availability.leaveMessageAfter.map { Int($0.milliseconds / 1000) })
        }
    }
}

extension API {
    func availability(_ call: Call) async throws -> Response {
        _ = try call.query()
        let (workspace, attendance) = (settings.workspace, switchboard.attendance)
        let online = try await switchboard.read {
            try $0.agentsOnline(in: workspace, seenBy: attendance, at: call.now)
        }
        return .json(Self.written { $0.availability(availability(agentsOnline: online, at: call.now)) })
    }

    func availability(agentsOnline: Int, at moment: Moment) -> Availability {
        Availability(
            faq.bot.edition.bot, agentsOnline: agentsOnline, expectedWait: expectedWait, at: moment)
    }
}

extension Archive {
    /// How many are there and could take a conversation now.
    func agentsOnline(in workspace: Workspace, seenBy attendance: Attendance, at moment: Moment) throws -> Int {
        try colleagues(in: workspace).map { attendance.shown($0.account, at: moment) }.count {
            $0.presence == .online && !$0.isDisabled && $0.role.may(.handleConversations)
        }
    }
}
