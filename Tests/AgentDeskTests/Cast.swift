import AgentDesk
import BotFlow

/// Conversations and accounts that differ only where a test says so.
enum Cast {
    static let dawn = Moment(milliseconds: 1_700_000_000_000)

    /// The later of two numbers is the larger id.
    static func conversationID(_ number: Int) -> ConversationID {
        ConversationID(at: dawn, random: (0, UInt64(number)))
    }

    static func agentID(_ number: Int) -> AgentID {
        AgentID(at: dawn, random: (0, UInt64(number)))
    }

    static func place(
        _ number: Int, since seconds: Int = 0, priority: Int = 0, in workspace: Workspace = .default
    ) -> Queue.Place {
        Queue.Place(
            conversationID(number), in: workspace,
            Waiting(since: dawn.advanced(by: .seconds(seconds)), priority: priority))
    }

    static func account(
        _ number: Int, role: Role = .agent, presence: Presence = .online, room: Int = 5, isDisabled: Bool = false
    ) -> Account {
        Account(
            id: agentID(number), workspace: .default, username: "agent\(number)", displayName: "Agent \(number)",
            role: role, presence: presence, maxActiveChats: room, isDisabled: isDisabled, createdAt: dawn,
            updatedAt: dawn)
    }

    static func conversation(_ number: Int, in workspace: Workspace = .default) -> Conversation {
        let start = Start(
            workspace: workspace, customer: CustomerID(at: dawn, random: (0, UInt64(number))), locale: nil, page: nil)
        return Conversation(conversationID(number), began: start, at: dawn)
    }
}

extension Conversation {
    /// Decides and applies, as the one writer does; a refusal changes nothing.
    mutating func perform(_ command: Command, at moment: Moment) {
        // A refusal is as good a step as any: nothing happens in it.
        guard let events = try? decide(command, Circumstances(now: moment, welcomeToQueue: "")) else { return }
        for event in events { apply(Recorded(seq: lastSeq + 1, at: moment, event: event)) }
    }
}
