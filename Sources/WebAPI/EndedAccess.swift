import Switchboard
import WebServer

/// Sockets of agents whose access has ended.
extension API {
    func closeSockets(of token: SecretHash) {
        for member in rooms.agents.values {
            if case .agent(_, token) = member.identity { member.socket.close(code: 4401, reason: "logged out") }
        }
    }

    /// Looks at every agent's token again: it may have expired, or the account may be gone.
    func recheckAgents() async {
        guard !rooms.agents.isEmpty else { return }
        let sockets: [(WebSocket, SecretHash)] = rooms.agents.values.compactMap { member in
            if case .agent(_, let token) = member.identity { (member.socket, token) } else { nil }
        }
        let (tokens, now) = (sockets.map(\.1), now)
        do {
            let ended = try await switchboard.read { archive in
                try Set(tokens.filter { try archive.account(of: $0, at: now) == nil })
            }
            for (socket, token) in sockets where ended.contains(token) {
                socket.close(code: 4401, reason: "access ended")
            }
        } catch {
            // Whether access ended is unknown while the disk cannot be read; it is asked again soon.
            log(LogLine(.warning, "recheck.failed", [("error", "\(error)")]))
        }
    }
}
