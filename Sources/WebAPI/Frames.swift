import BotFlow
import JSON
import Switchboard

/// The frames that tell a side of a conversation what happened; each event gives each side that may see it one.
struct Frames {
    let listing: Listing
    let side: Side
    /// The conversation as this side sees it, written once for all frames.
    let conversation: [UInt8]
    /// What the customer said of the bot's messages, by number.
    var judgements: [Int: Bool] = [:]

    /// `{event, channel, payload, sent_at, seq, previous_seq}`.
    func frame(_ recorded: Recorded, previous: Int) -> [UInt8] {
        let id = listing.conversation.id
        return Self.frame(
            name(of: recorded.event), channel: "conversation:\(id)", at: recorded.at,
            numbers: (recorded.seq, previous)
        ) { payload in
            switch recorded.event {
            case .claimed(let agent), .transferred(let agent, _):
                payload.member("conversation", raw: conversation)
                payload.member("agent", object: { $0.identify(agent) })
            case .closed(let closer, let reason):
                payload.member("conversation", raw: conversation)
                payload.member("closed_by", closer.name)
                payload.member("reason", reason)
            case .read(let reader, let upTo):
                payload.member("conversation_id", id.description)
                payload.member("reader", reader == .customer ? "customer" : "agent")
                payload.member("up_to", upTo)
            case let event where event.isMessage:
                payload.member("conversation_id", id.description)
                var message = JSONWriter()
                message.message(recorded, in: id, for: side, judgements)
                payload.member("message", raw: message.bytes)
            default:
                payload.member("conversation", raw: conversation)
            }
        }
    }

    private func name(of event: Event) -> String {
        switch event {
        case .claimed, .transferred: "agent.assigned"
        case .closed: "chat.closed"
        case .read: "message.read"
        case let event where event.isMessage: "message.created"
        default: "conversation.updated"
        }
    }

    /// All frames of events in order; `previous` is the number of the last event before them that this side may see.
    func frames(_ events: [Recorded], after previous: Int) -> [(seq: Int, bytes: [UInt8])] {
        side.sees(events, after: previous).map { ($0.recorded.seq, frame($0.recorded, previous: $0.previous)) }
    }

    /// Any frame the server sends.
    static func frame(
        _ event: String, channel: String, at moment: Moment, numbers: (seq: Int, previous: Int)? = nil,
        payload: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        JSONWriter.object { frame in
            frame.member("event", event)
            frame.member("channel", channel)
            frame.member("payload", object: payload)
            frame.member("sent_at", moment.description)
            if let numbers {
                frame.member("seq", numbers.seq)
                frame.member("previous_seq", numbers.previous)
            }
        }
    }
}
