import AgentDesk
import BotFlow
import JSON
import Sodium
import Switchboard
import WebServer

/// Answers that several routes give.
extension API {
    static func written(_ write: (inout JSONWriter) -> Void) -> [UInt8] {
        var writer = JSONWriter()
        write(&writer)
        return writer.bytes
    }

    func view(of listing: Listing) -> CustomerView {
        CustomerView(
            listing: listing, position: switchboard.queue.position(of: listing.conversation),
            expectedWait: expectedWait)
    }

    func agentView(of listing: Listing, skippedBy: Int = 0) -> AgentView {
        AgentView(
            listing: listing, position: switchboard.queue.position(of: listing.conversation),
            isOnline: rooms.hasCustomer(in: listing.conversation.id), now: now, skippedBy: skippedBy)
    }

    /// What a customer's command led to: their message, the bot's, and what to offer next.
    func turnAnswer(_ turn: Turn) -> Response {
        let id = turn.listing.conversation.id
        func message(_ sender: Sender) -> [UInt8]? {
            turn.events.first { $0.event.sender == sender && $0.event.isTalk }.map { recorded in
                Self.written { $0.message(recorded, in: id, for: .customer) }
            }
        }
        let bot = turn.events.compactMap(\.event.botMessage).first
        return .json(
            JSONWriter.object { answer in
                answer.member("conversation", raw: Self.written { $0.conversation(view(of: turn.listing)) })
                for (name, sender) in [
                    ("customer_message", Sender.customer), ("bot_message", .bot), ("system_message", .system),
                ] {
                    if let message = message(sender) {
                        answer.member(name, raw: message)
                    } else {
                        answer.member(name, raw: nil)
                    }
                }
                answer.member("quick_questions", array: { $0.quickReplies(bot?.quickReplies ?? []) })
                answer.member("show_talk_to_agent", turn.listing.conversation.phase.status == "automated")
            })
    }

    /// `{events, last_seq}`: frames as a socket would have got them.
    func eventsAnswer(_ excerpt: Excerpt, side: Side, after: Int) -> Response {
        let frames = frames(of: excerpt.listing, for: side, excerpt.judgements).frames(excerpt.events, after: after)
        let conversation = excerpt.listing.conversation
        return .json(
            JSONWriter.object { answer in
                answer.member("events", array: { list in for frame in frames { list.raw(frame.bytes) } })
                answer.member("last_seq", side == .customer ? conversation.lastSeqForCustomer : conversation.lastSeq)
            })
    }

    func frames(of listing: Listing, for side: Side, _ judgements: [Int: Bool] = [:]) -> Frames {
        Frames(
            listing: listing, side: side,
            conversation: Self.written {
                if side == .customer {
                    $0.conversation(view(of: listing))
                } else {
                    $0.conversation(agentView(of: listing))
                }
            }, judgements: judgements)
    }

    func ticketAnswer(for holder: Tickets.Holder) throws -> Response {
        let ticket = SecretToken()
        guard let expiresAt = tickets.add(SecretHash(ticket.hash), for: holder, now: now) else {
            throw Denial.overloaded
        }
        return .json(
            JSONWriter.object {
                $0.member("ticket", ticket.text)
                $0.member("expires_at", expiresAt.description)
            })
    }
}

/// Some of a conversation's events as they were read together, with what the customer said of the bot's messages.
struct Excerpt: Sendable {
    let listing: Listing
    let events: [Recorded]
    let judgements: [Int: Bool]
}

extension JSONWriter {
    /// The messages of an excerpt as a side sees them.
    mutating func messages(of excerpt: Excerpt, for side: Side) {
        member(
            "messages",
            array: { list in
                for recorded in excerpt.events where recorded.event.isMessage {
                    list.message(recorded, in: excerpt.listing.conversation.id, for: side, excerpt.judgements)
                }
            })
    }
}

/// The part of a conversation that a request asks for: `?after=&limit=`.
struct Span: Sendable {
    let after: Int
    let limit: Int

    /// The beginning of a conversation.
    static let first = Span(after: 0, limit: 200)

    init(after: Int, limit: Int) {
        self.after = after
        self.limit = limit
    }

    init(_ call: Call) throws(Problem) {
        let query = try call.query("after", "limit")
        after = try Call.number(query, "after", in: 0...Int(Int32.max), default: 0)
        limit = try Call.number(query, "limit", in: 1...200, default: 200)
    }

    func read(
        from archive: any Archive, _ listing: Listing, visibleTo side: Side, messagesOnly: Bool
    ) throws -> Excerpt {
        let id = listing.conversation.id
        return Excerpt(
            listing: listing,
            events: try archive.events(
                of: id, after: after, limit: limit, visibleTo: side, messagesOnly: messagesOnly),
            judgements: try archive.judgements(of: id))
    }

    /// Where the next span begins; nil when this one was the last.
    func next(_ events: [Recorded]) -> Int? {
        events.count == limit ? events.last?.seq : nil
    }
}

extension Archive {
    /// Everything a side may see, a thousand at a time.
    func wholeExcerpt(of listing: Listing, visibleTo side: Side) throws -> Excerpt {
        var events: [Recorded] = []
        while true {
            let more = try self.events(
                of: listing.conversation.id, after: events.last?.seq ?? 0, limit: 1000, visibleTo: side,
                messagesOnly: false)
            events += more
            guard more.count < 1000 else { continue }
            return Excerpt(
                listing: listing, events: events, judgements: try judgements(of: listing.conversation.id))
        }
    }
}
