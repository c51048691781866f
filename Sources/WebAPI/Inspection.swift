import AgentDesk
import BotFlow
import Switchboard

/// What is looked at once a minute, because looking at it with every question would cost too much.
struct Inspection: Sendable {
    let counts: StoreCounts
    let orphans: [ConversationID]

    static let interval = Duration.seconds(60)
    /// The most orphans that are counted.
    static let orphanLimit = 1000
}

/// The agents as `/metrics` counts them.
struct Staff: Sendable {
    let online: Int
    let withRoom: Int

    /// `isThere` says who is.
    init(_ colleagues: [Colleague], isThere: (AgentID) -> Bool) {
        let there = colleagues.filter { colleague in
            let account = colleague.account
            return account.role.may(.handleConversations) && !account.isDisabled && account.presence == .online
                && isThere(account.id)
        }
        online = there.count
        withRoom = there.count { $0.activeChats < $0.account.maxActiveChats }
    }
}

extension API {
    /// Counts what is stored, and proves that every escalated conversation stands in exactly one list.
    func inspect() async {
        let workspace = settings.workspace
        do {
            let inspection = try await switchboard.study { archive in
                Inspection(
                    counts: try archive.counts(),
                    orphans: try archive.orphans(in: workspace, limit: Inspection.orphanLimit))
            }
            self.inspection = inspection
            guard let first = inspection.orphans.first else { return }
            log(
                LogLine(
                    .error, "orphans.found",
                    [("count", "\(inspection.orphans.count)"), ("first", first.description)]))
        } catch {
            log(LogLine(.warning, "inspection.failed", [("error", "\(error)")]))
        }
    }
}
