import AgentDesk
import BotFlow
import Switchboard
import WebServer

/// Who watches: every socket that is let in, and what it watches.
struct Rooms {
    private(set) var members: [WebSocket: Member] = [:]
    /// The agents among them.
    private(set) var agents: [WebSocket: Member] = [:]
    private var watchers: [ConversationID: Set<WebSocket>] = [:]

    mutating func admit(_ member: Member) {
        members[member.socket] = member
        if member.side == .agents { agents[member.socket] = member }
    }

    mutating func dismiss(_ socket: WebSocket) -> Member? {
        guard let member = members.removeValue(forKey: socket) else { return nil }
        agents[socket] = nil
        for id in member.watching.keys { leave(id, socket) }
        return member
    }

    mutating func enter(_ id: ConversationID, _ socket: WebSocket) {
        watchers[id, default: []].insert(socket)
    }

    mutating func leave(_ id: ConversationID, _ socket: WebSocket) {
        watchers[id]?.remove(socket)
        if watchers[id]?.isEmpty == true { watchers[id] = nil }
    }

    /// Who watches a conversation.
    func watching(_ id: ConversationID) -> [Member] {
        (watchers[id] ?? []).compactMap { members[$0] }
    }

    func hasCustomer(in id: ConversationID) -> Bool {
        watching(id).contains { $0.side == .customer && $0.isLive(in: id) }
    }
}

/// One socket that was let in: whose it is and what it watches; lives on the event loop.
final class Member {
    let socket: WebSocket
    let identity: Identity
    var watching: [ConversationID: Watch] = [:]

    enum Identity {
        case customer(session: SecretHash, ConversationID, address: String)
        case agent(Account, token: SecretHash)
    }

    init(_ socket: WebSocket, _ identity: Identity) {
        self.socket = socket
        self.identity = identity
    }

    var side: Side {
        if case .customer = identity { .customer } else { .agents }
    }

    /// Whether the socket has caught up with the conversation; only then is it sure that it may watch.
    func isLive(in id: ConversationID) -> Bool {
        watching[id]?.isLive == true
    }

    var account: Account? {
        if case .agent(let account, _) = identity { account } else { nil }
    }
}
