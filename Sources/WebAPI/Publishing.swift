import AgentDesk
package import BotFlow
import JSON
package import Switchboard
package import WebServer

/// Telling those who watch what is on disk.
extension API {
    /// What the switchboard publishes, in the order in which it was recorded.
    func deliver(_ publications: [Publication]) {
        for publication in publications {
            switch publication {
            case .happened(let happening): deliver(happening)
            case .presenceChanged(let account):
                _ = Task.immediate(executorPreference: loop) { await tellPresence(of: account) }
            case .customerChanged(let listing): tellCustomer(of: listing)
            case .tokenEnded(let token): closeSockets(of: token)
            case .storeFailed(let error): log(LogLine(.error, "store.failed", [("error", "\(error)")]))
            case .accessChanged: _ = Task.immediate(executorPreference: loop) { await recheckAgents() }
            }
        }
        tellMovedPlaces(in: switchboard.queue)
    }

    private func deliver(_ happening: Happening) {
        tallies.count(happening)
        let conversation = happening.listing.conversation
        let owner = conversation.phase.owner?.id
        var audience = rooms.watching(conversation.id)
        // Whoever has the conversation hears of it, whether they look at it now or not.
        if let owner {
            audience += rooms.agents.values.filter { $0.account?.id == owner && $0.watching[conversation.id] == nil }
        }
        let customers = audience.filter { $0.side == .customer }
        let agents = audience.filter { $0.side == .agents }
        // Before the frames are written: a queue that moves meanwhile is then told once more, and never not at all.
        let hasMoved = happening.phaseBefore?.queuedWaiting != conversation.phase.queuedWaiting
        if hasMoved, rooms.hasCustomer(in: conversation.id) { toldPlaces.tell(conversation, in: switchboard.queue) }
        send(happening, to: customers, side: .customer)
        send(happening, to: agents, side: .agents)
        tellQueue(happening)
        if happening.events.contains(where: { $0.event == .erased }) {
            for member in customers { member.socket.close(code: 4404, reason: "erased") }
        }
    }

    func send(_ happening: Happening, to members: [Member], side: Side) {
        guard !members.isEmpty else { return }
        let id = happening.listing.conversation.id
        var frames: [TextFrame]?
        for member in members {
            // Who has the conversation without watching it has nothing to catch up with.
            switch member.watching[id]?.hear(happening) ?? .sendNow {
            case .sendNow:
                let encoded = frames ?? self.frames(of: happening, for: side).map { TextFrame($0.bytes) }
                frames = encoded
                for frame in encoded { send(frame, to: member) }
            case .alreadySent, .keptForLater: break
            case .tooFarBehind: member.socket.close(code: 1013, reason: "too far behind")
            }
        }
    }

    /// What a side is told of something that happened.
    package func frames(of happening: Happening, for side: Side) -> [(seq: Int, bytes: [UInt8])] {
        frames(of: happening.listing, for: side).frames(happening.events, after: happening.previous(for: side))
    }

    func send(_ frame: TextFrame, to member: Member, droppable: Bool = false) {
        member.socket.send(frame, droppable: droppable)
        tallies.framesSent += 1
    }

    // MARK: To those who wait

    func tellMovedPlaces(in queue: Queue) {
        for (id, position) in toldPlaces.moved(in: queue) {
            for member in rooms.watching(id) where member.side == .customer && member.isLive(in: id) {
                tellPlace(position, in: id, to: member)
            }
        }
    }

    func tellPlace(_ position: Int, in id: ConversationID, to member: Member) {
        let frame = Frames.frame("queue.position", channel: "conversation:\(id)", at: now) { payload in
            payload.member("conversation_id", id.description)
            payload.member("queue_position", position)
            payload.member("expected_wait_seconds", expectedWait)
        }
        send(TextFrame(frame), to: member, droppable: true)
    }

    // MARK: To all agents

    private func tellQueue(_ happening: Happening) {
        let conversation = happening.listing.conversation
        let wasQueued = happening.phaseBefore?.queuedWaiting != nil
        let isQueued = conversation.phase.queuedWaiting != nil
        let wasReleased = happening.events.contains { if case .released = $0.event { true } else { false } }
        if isQueued && !wasQueued {
            tellAgents(of: conversation.workspace, wasReleased ? "queue.released" : "queue.created") {
                $0.member("conversation", raw: Self.written { $0.conversation(agentView(of: happening.listing)) })
            }
        } else if !isQueued, let owner = conversation.phase.owner, wasQueued || happening.phaseBefore?.owner != owner {
            tellAgents(of: conversation.workspace, "queue.claimed") {
                $0.member("conversation_id", conversation.id.description)
                $0.member("agent", object: { $0.identify(owner) })
            }
        } else if wasQueued && !isQueued {
            tellAgents(of: conversation.workspace, "queue.claimed") {
                $0.member("conversation_id", conversation.id.description)
                $0.member("agent", raw: nil)
            }
        }
    }

    private func tellPresence(of account: Account) async {
        do {
            let active = try await load(of: account)
            let shown = switchboard.attendance.shown(account, at: now)
            tellAgents(of: account.workspace, "agent.presence.changed") {
                $0.member("agent", raw: Self.written { $0.agent(shown, activeChats: active) })
            }
        } catch {
            // Presence is told, not kept: who looks at the list of colleagues sees it anyway.
            log(LogLine(.warning, "presence.failed", [("error", "\(error)")]))
        }
    }

    func tellAgents(
        of workspace: Workspace, _ event: String, droppable: Bool = false, payload: (inout JSONWriter) -> Void
    ) {
        let agents = rooms.agents.values.filter { $0.account?.workspace == workspace }
        guard !agents.isEmpty else { return }
        let frame = TextFrame(Frames.frame(event, channel: "agents", at: now, payload: payload))
        for agent in agents { send(frame, to: agent, droppable: droppable) }
    }

    // MARK: Never stored

    /// Typing, to the other side; by an agent, or by the customer when nil.
    func tellTyping(in id: ConversationID, _ isTyping: Bool, by agent: Agent?) {
        let audience = rooms.watching(id).filter { $0.isLive(in: id) && ($0.side == .customer) == (agent != nil) }
        guard !audience.isEmpty else { return }
        let name = agent == nil ? "customer.typing" : "agent.typing"
        let frame = TextFrame(
            Frames.frame(name, channel: "conversation:\(id)", at: now) { payload in
                payload.member("conversation_id", id.description)
                payload.member("is_typing", isTyping)
                if let agent { payload.member("display_name", agent.displayName) }
            })
        for member in audience { send(frame, to: member, droppable: true) }
    }

    func tellCustomerPresence(in id: ConversationID, isOnline: Bool) {
        tellAgents(of: settings.workspace, "customer.presence.changed", droppable: true) {
            $0.member("conversation_id", id.description)
            $0.member("online", isOnline)
        }
    }

    /// Which agents look at a conversation, to those who do; each stands there once, however many windows they have.
    func tellViewers(of id: ConversationID) {
        let audience = rooms.watching(id).filter { $0.side == .agents && $0.isLive(in: id) }
        guard !audience.isEmpty else { return }
        let viewers = Set(audience.compactMap(\.account?.agent)).sorted {
            ($0.displayName, $0.id) < ($1.displayName, $1.id)
        }
        let frame = TextFrame(
            Frames.frame("conversation.viewers", channel: "conversation:\(id)", at: now) { payload in
                payload.member("conversation_id", id.description)
                payload.member(
                    "agents", array: { list in for viewer in viewers { list.object { $0.identify(viewer) } } })
            })
        for member in audience { send(frame, to: member, droppable: true) }
    }

    /// A word to every customer who is connected.
    func announce(_ words: String) {
        let frame = TextFrame(
            Frames.frame("announcement.created", channel: "announcements", at: now) { $0.member("content", words) })
        for member in rooms.members.values where member.side == .customer { send(frame, to: member) }
    }

    /// What sockets hear before a planned stop.
    package static func goodbyeFrame(reconnectAfter: Duration, now: Moment) -> TextFrame {
        TextFrame(
            Frames.frame("system.goodbye", channel: "system", at: now) {
                $0.member("reconnect_after_ms", Int(reconnectAfter.milliseconds))
            })
    }
}
