import AgentDesk
import BotFlow
import JSON
import Switchboard
import WebServer

/// What a socket can say: `{"action": …}` with the fields of that action.
package struct ClientFrame: Decodable {
    package let action: String
    var role: String?
    var session: String?
    var token: String?
    var ticket: String?
    var conversationId: String?
    var after: Whole?
    var seq: Whole?
    var isTyping: Bool?
    var content: Words?
    var clientMessageId: String?
}

extension API {
    func handle(_ frame: ClientFrame, from member: Member) async throws {
        switch frame.action {
        case "ping":
            send("system.pong", to: member.socket) { _ in }
        case "hello":
            throw Problem(400, .malformed, "This socket has said hello already.")
        case "subscribe_conversation":
            let id = try conversation(of: frame)
            if let own = member.ownConversation, own != id { throw Problem.notFound }
            if let after = frame.after?.value, after < 0 { throw Problem(invalid: "/after", "Numbers begin at 1.") }
            try await watch(id, after: frame.after?.value, by: member)
            send("system.subscribed", to: member.socket) { $0.member("conversation_id", id.description) }
            if member.side == .agents { tellViewers(of: id) }
        case "unsubscribe_conversation":
            let id = try conversation(of: frame)
            member.watching[id] = nil
            rooms.leave(id, member.socket)
            send("system.unsubscribed", to: member.socket) { $0.member("conversation_id", id.description) }
            if member.side == .agents { tellViewers(of: id) }
        case "typing":
            guard let isTyping = frame.isTyping else { throw Problem(invalid: "/is_typing", "This field is needed.") }
            let id = try watchedConversation(of: frame, member)
            if let account = member.account, !account.role.may(.handleConversations) {
                throw Denial.forbidden(.handleConversations)
            }
            tellTyping(in: id, isTyping, by: member.account?.agent)
        case "read":
            guard let seq = frame.seq?.value, seq >= 0 else {
                throw Problem(invalid: "/seq", "This field is needed; numbers begin at 1.")
            }
            try await read(upTo: seq, in: try conversation(of: frame), by: member)
        case "message":
            try await message(frame, from: member)
        default:
            throw Problem(
                400, .malformed,
                "There is no such action. Known: ping, hello, subscribe_conversation, unsubscribe_conversation, typing, read, message."
            )
        }
    }

    private func conversation(of frame: ClientFrame) throws(Problem) -> ConversationID {
        guard let text = frame.conversationId else {
            throw Problem(invalid: "/conversation_id", "This field is needed.")
        }
        guard let id = ConversationID(text) else { throw .notFound }
        return id
    }

    /// A conversation the socket was let into already.
    private func watchedConversation(of frame: ClientFrame, _ member: Member) throws(Problem) -> ConversationID {
        let id = try conversation(of: frame)
        guard member.watching[id] != nil else { throw .notFound }
        return id
    }

    private func read(upTo seq: Int, in id: ConversationID, by member: Member) async throws {
        switch member.identity {
        case .customer(let session, let own, _):
            guard own == id else { throw Problem.notFound }
            _ = try await perform(.read(upTo: seq), in: id, session: session, key: nil)
        case .agent(_, let token):
            _ = try await perform(.read(upTo: seq), in: id, token: token, key: nil)
        }
    }

    /// Answered with `ack` once it is on disk.
    private func message(_ frame: ClientFrame, from member: Member) async throws {
        let id = try conversation(of: frame)
        guard let content = frame.content else { throw Problem(invalid: "/content", "This field is needed.") }
        guard let clientID = frame.clientMessageId else {
            throw Problem(invalid: "/client_message_id", "This field is needed.")
        }
        let words = try content.checked("/content")
        let turn: Turn
        switch member.identity {
        case .customer(let session, let own, let address):
            guard own == id else { throw Problem.notFound }
            try limit(.message, address: address, session: session)
            let key = try Call.deliveryKey(clientID, sender: "c", contents: "say " + words)
            let hearing = hear(words, locale: try await locale(of: id), at: now)
            turn = try await perform(.say(words, hearing), in: id, session: session, key: key)
        case .agent(let account, let token):
            let key = try Call.deliveryKey(clientID, sender: account.id.description, contents: "reply " + words)
            turn = try await perform(.reply(words), in: id, token: token, key: key)
        }
        let seq = turn.events.first { $0.clientID == clientID }?.seq
        send("ack", to: member.socket) { payload in
            payload.member("client_message_id", clientID)
            payload.member("seq", seq)
        }
    }
}
