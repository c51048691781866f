import AgentDesk
import BotFlow
import JSON
import Sodium
import Switchboard
package import WebServer

/// Sockets: who they are, what they watch, and what they say.
extension API {
    static let realtimePath = "/api/v1/realtime/ws"
    static let helloDeadline = Duration.seconds(5)

    package func open(_ socket: WebSocket, for request: Request) async -> Handshake {
        guard request.path == Self.realtimePath else {
            return .refuse(Problem.notFound.response(requestID: Self.requestID()))
        }
        if let origin = request.headers["Origin"], !isAllowed(origin: origin, host: request.authority) {
            return .refuse(
                Problem(403, .originNotAllowed, "Pages of this origin may not connect. See --allow-origin.")
                    .response(requestID: Self.requestID()))
        }
        var fields: [String: String] = [:]
        for (name, value) in request.query { fields[name] = value }
        let hello = Hello(
            role: fields["role"], session: fields["customer_session_id"], token: fields["access_token"],
            ticket: fields["ticket"], conversationId: fields["conversation_id"],
            after: fields["after"].map { Int($0) ?? -1 })
        guard hello.hasCredential else {
            // Not known yet: the first frame says who it is, soon.
            strangers[socket] = address(of: request)
            _ = loop.after(Self.helloDeadline) { [weak self] in
                self?.assumeIsolated { api in
                    if api.rooms.members[socket] == nil { socket.close(code: 4401, reason: "no hello came") }
                }
            }
            return .accept
        }
        await admit(socket, hello, address: address(of: request))
        return .accept
    }

    package func receive(_ text: String, from socket: WebSocket) async {
        if text == "ping" {
            send("system.pong", to: socket) { _ in }
            return
        }
        let frame: ClientFrame
        do {
            frame = try Body.read(ClientFrame.self, text: text)
        } catch {
            sendError(error, to: socket)
            return
        }
        guard let member = rooms.members[socket] else {
            guard frame.action == "hello" else {
                socket.close(code: 4401, reason: "say hello first")
                return
            }
            let hello = Hello(
                role: frame.role, session: frame.session, token: frame.token, ticket: frame.ticket,
                conversationId: frame.conversationId, after: frame.after?.value)
            await admit(socket, hello, address: strangers.removeValue(forKey: socket) ?? socket.peer)
            return
        }
        do {
            try await handle(frame, from: member)
        } catch {
            sendError(Problem(error, now: now), clientID: frame.clientMessageId, to: socket)
        }
    }

    package func closed(_ socket: WebSocket) async {
        strangers[socket] = nil
        guard let member = rooms.dismiss(socket) else { return }
        switch member.identity {
        case .customer(_, let id, _):
            guard !rooms.hasCustomer(in: id) else { break }
            toldPlaces.forget(id)
            tellCustomerPresence(in: id, isOnline: false)
        case .agent(let account, _):
            switchboard.attendance.leave(account.id, at: now)
            for id in member.watching.keys { tellViewers(of: id) }
        }
    }

    // MARK: Coming in

    struct Hello {
        var role: String?
        var session: String?
        var token: String?
        var ticket: String?
        var conversationId: String?
        var after: Int?

        var hasCredential: Bool { session != nil || token != nil || ticket != nil }
    }

    /// Lets a socket in, or closes it with the code that says why not.
    private func admit(_ socket: WebSocket, _ hello: Hello, address: String) async {
        do {
            if let after = hello.after, after < 0 {
                throw Problem(400, .malformed, "“after” is the number of an event, or 0.")
            }
            let identity = try await identify(hello, address: address)
            let member = Member(socket, identity)
            rooms.admit(member)
            let newcomer = member.account.flatMap { switchboard.attendance.arrive($0.id, at: now) ? $0.id : nil }
            let conversation = hello.conversationId.map { ConversationID($0) ?? .none } ?? member.ownConversation
            send("system.connected", to: socket) { payload in
                payload.member("role", member.side == .customer ? "customer" : "agent")
                payload.member(
                    "channels",
                    array: { list in
                        if member.side == .agents { list.value("agents") }
                        if let conversation { list.value("conversation:\(conversation)") }
                    })
            }
            if let conversation {
                let wasOnline = rooms.hasCustomer(in: conversation)
                try await watch(conversation, after: hello.after, by: member)
                switch member.side {
                case .customer: if !wasOnline { tellCustomerPresence(in: conversation, isOnline: true) }
                case .agents: tellViewers(of: conversation)
                }
            }
            if let newcomer { await tellAttendance(of: [newcomer]) }
        } catch {
            // Who is not let in was never here: nobody hears that they have gone.
            if let account = rooms.dismiss(socket)?.account { switchboard.attendance.leave(account.id, at: now) }
            switch error {
            case Denial.unauthenticated: socket.close(code: 4401, reason: "who are you")
            case Denial.notFound: socket.close(code: 4404, reason: "no such conversation")
            case Denial.forbidden: socket.close(code: 4403, reason: "not yours")
            case let problem as Problem:
                socket.close(code: problem.status == 404 ? 4404 : 1008, reason: problem.code.rawValue)
            default:
                log(LogLine(.error, "socket.failed", [("error", "\(error)")]))
                socket.close(code: 1011, reason: "internal")
            }
        }
    }

    private func identify(_ hello: Hello, address: String) async throws -> Member.Identity {
        if let text = hello.ticket {
            guard let ticket = SecretToken(text), let holder = tickets.redeem(SecretHash(ticket.hash), now: now) else {
                throw Denial.unauthenticated
            }
            switch holder {
            case .customer(let session, let id):
                guard hello.role ?? "customer" == "customer" else { throw Denial.unauthenticated }
                if let named = hello.conversationId, named != id.description {
                    throw Denial.forbidden(.readConversations)
                }
                return try await customer(of: session, in: id, address: address)
            case .agent(let token):
                guard hello.role ?? "agent" == "agent" else { throw Denial.unauthenticated }
                return try await agent(of: token)
            }
        }
        switch hello.role {
        case "customer":
            guard let session = hello.session.flatMap({ Call.hash(session: $0, adopting: settings.adoptsSessionIDs) })
            else { throw Denial.unauthenticated }
            guard let id = hello.conversationId.flatMap({ ConversationID($0) }) else { throw Denial.notFound }
            return try await customer(of: session, in: id, address: address)
        case "agent":
            guard let token = hello.token.flatMap({ SecretToken($0) }) else { throw Denial.unauthenticated }
            return try await agent(of: SecretHash(token.hash))
        default:
            throw Problem(400, .malformed, "“role” is customer or agent.")
        }
    }

    /// Looked up before the socket is told or heard anything: until then it is a stranger's.
    private func customer(
        of session: SecretHash, in id: ConversationID, address: String
    ) async throws -> Member.Identity {
        let (identity, now) = (Member.Identity.customer(session: session, id, address: address), now)
        _ = try await switchboard.read { try $0.listing(id, for: identity, now: now) }
        return identity
    }

    private func agent(of token: SecretHash) async throws -> Member.Identity {
        let now = now
        guard let account = try await switchboard.read({ try $0.account(of: token, at: now) }) else {
            throw Denial.unauthenticated
        }
        return .agent(account, token: token)
    }

    // MARK: Watching

    /// Subscribes, sends what was missed, then goes on live: in this order nothing falls between.
    func watch(_ id: ConversationID, after: Int?, by member: Member) async throws {
        guard member.watching[id] == nil else { return }
        member.watching[id] = Watch(for: member.side)
        rooms.enter(id, member.socket)
        do {
            try await catchUp(id, after: after, by: member)
        } catch {
            member.watching[id] = nil
            rooms.leave(id, member.socket)
            throw error
        }
    }

    private func catchUp(_ id: ConversationID, after: Int?, by member: Member) async throws {
        let identity = member.identity
        let side = member.side
        let now = now
        let excerpt = try await switchboard.read { archive in
            let listing = try archive.listing(id, for: identity, now: now)
            guard let after else { return Excerpt(listing: listing, events: [], judgements: [:]) }
            let span = Span(after: after, limit: Watch.replayLimit + 1)
            return try span.read(from: archive, listing, visibleTo: side, messagesOnly: false)
        }
        let (listing, missed) = (excerpt.listing, excerpt.events)
        // The socket may have gone while the disk was read.
        guard rooms.members[member.socket] != nil, member.watching[id]?.isLive == false else { return }
        var newest = listing.conversation
        for part in member.watching[id]?.catchUp(with: listing, missed, after: after) ?? [] {
            switch part {
            case .resync(let lastSeq):
                send("system.resync", to: member.socket) {
                    $0.member("conversation_id", id.description)
                    $0.member("last_seq", lastSeq)
                }
            case .missed(let events):
                for frame in frames(of: listing, for: side, excerpt.judgements).frames(events, after: after ?? 0) {
                    send(TextFrame(frame.bytes), to: member)
                }
            case .resumed(let seq):
                send("system.resumed", to: member.socket) {
                    $0.member("conversation_id", id.description)
                    $0.member("up_to", seq)
                }
            case .meanwhile(let happening):
                newest = happening.listing.conversation
                send(happening, to: [member], side: side)
            }
        }
        if side == .customer { tellPlaceNow(newest, to: member) }
    }

    /// The queue moved while the socket was not there, and nothing that it missed says so.
    private func tellPlaceNow(_ conversation: Conversation, to member: Member) {
        let queue = switchboard.queue
        // The customer's other sockets first: they share what counts as told.
        tellMovedPlaces(in: queue)
        toldPlaces.tell(conversation, in: queue)
        guard let position = Queue.Place(of: conversation).flatMap({ queue.position(of: $0) }) else { return }
        tellPlace(position, in: conversation.id, to: member)
    }

    // MARK: What sockets are told

    func send(_ event: String, to socket: WebSocket, payload: (inout JSONWriter) -> Void) {
        socket.send(TextFrame(Frames.frame(event, channel: "system", at: now, payload: payload)))
        tallies.framesSent += 1
    }

    private func sendError(_ problem: Problem, clientID: String? = nil, to socket: WebSocket) {
        tallies.count(refused: problem)
        if problem.code == .internal { log(LogLine(.error, "frame.failed")) }
        send("system.error", to: socket) { payload in
            payload.member("code", problem.code.rawValue)
            payload.member("detail", problem.detail)
            if let clientID { payload.member("client_message_id", clientID) }
        }
    }
}

extension Member {
    /// The one conversation a customer's socket is for.
    var ownConversation: ConversationID? {
        if case .customer(_, let id, _) = identity { id } else { nil }
    }
}

extension Archive {
    /// A conversation if it is open to whoever asks; they are looked up anew.
    func listing(_ id: ConversationID, for identity: Member.Identity, now: Moment) throws -> Listing {
        switch identity {
        case .customer(let session, let own, _):
            guard let customer = try customer(of: session) else { throw Denial.unauthenticated }
            guard own == id, let listing = try listing(id, of: customer.id), listing.conversation.isOpen(to: customer)
            else { throw Denial.notFound }
            return listing
        case .agent(_, let token):
            guard let account = try account(of: token, at: now) else { throw Denial.unauthenticated }
            guard account.role.may(.readConversations) else { throw Denial.forbidden(.readConversations) }
            guard let listing = try listing(id), listing.conversation.workspace == account.workspace else {
                throw Denial.notFound
            }
            return listing
        }
    }
}
