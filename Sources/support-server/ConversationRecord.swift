import BotFlow
import JSON
import Storage
import Switchboard

/// One conversation as it is on disk: what is kept of it, and every event.
struct ConversationRecord {
    private let listing: Listing
    private let events: [Recorded]

    private static let pageSize = 500

    /// Nil when there is no such conversation; to be read inside one snapshot.
    init?(_ id: ConversationID, from archive: some Archive) throws {
        guard let listing = try archive.listing(id) else { return nil }
        self.listing = listing
        var events: [Recorded] = []
        repeat {
            let page = try archive.events(
                of: id, after: events.last?.seq ?? 0, limit: Self.pageSize, visibleTo: .agents, messagesOnly: false)
            events += page
            if page.count < Self.pageSize { break }
        } while true
        self.events = events
    }

    private var conversation: Conversation { listing.conversation }

    /// Whether the events make what is kept.
    var isFaithful: Bool {
        Conversation(conversation.id, replaying: events) == conversation
    }

    var text: String {
        let width = String(events.count).count
        let lines = events.map { recorded in
            let number = String(recorded.seq)
            let head = "\(String(repeating: " ", count: width - number.count))\(number)  \(recorded.at)  "
            let margin = String(repeating: " ", count: head.count + 2)
            return head
                + Visible.text(recorded.event.line, keeping: "\n").split(
                    separator: "\n", omittingEmptySubsequences: false
                ).joined(separator: "\n" + margin)
        }
        let end =
            isFaithful
            ? "Now \(conversation.phase.sentence); replaying \(events.count) events gives what is kept."
            : "Replaying \(events.count) events does not give what is kept. Run `support-server verify`."
        return (["Conversation \(conversation.id)"] + lines + [end]).joined(separator: "\n") + "\n"
    }

    var json: String {
        var writer = JSONWriter(capacity: 4096)
        writer.object { record in
            record.member(
                "conversation",
                object: { object in
                    object.member("id", conversation.id.description)
                    object.member("workspace", conversation.workspace.name)
                    object.member("phase", conversation.phase.sentence)
                    object.member("locale", conversation.locale)
                    object.member("page", conversation.page)
                    object.member("created_at", conversation.createdAt.description)
                    object.member("updated_at", conversation.updatedAt.description)
                    object.member("last_seq", conversation.lastSeq)
                })
            record.member(
                "customer",
                object: { object in
                    object.member("id", listing.customer.id.description)
                    object.member("name", listing.customer.name)
                    object.member("email", listing.customer.email)
                    object.member("verified", listing.customer.isVerified)
                    object.member(
                        "attributes",
                        object: {
                            for (name, value) in listing.customer.attributes.sorted(by: { $0.key < $1.key }) {
                                $0.member(name, value)
                            }
                        })
                })
            record.member(
                "events",
                array: { list in
                    for recorded in events {
                        let stored = StoredEvent(recorded.event)
                        list.object { object in
                            object.member("seq", recorded.seq)
                            object.member("at", recorded.at.description)
                            object.member("kind", stored.kind)
                            object.member("sender", stored.sender)
                            object.member("words", stored.words)
                            object.member("details", raw: stored.body)
                            object.member("client_message_id", recorded.clientID)
                        }
                    }
                })
        }
        return writer.text
    }
}

extension Event {
    /// Who did what, in one line and the words said.
    fileprivate var line: String {
        switch self {
        case .started(let start):
            "begins" + (start.page.map { " on \($0)" } ?? "") + (start.locale.map { ", in \($0)" } ?? "")
        case .greeted(let message): "bot: \(message.text)"
        case .said(let words): "customer: \(words)"
        case .picked(let reply): "customer picks \(reply.slug): \(reply.question)"
        case .answered(let message): "bot answers\(message.slug.map { " with \($0)" } ?? ""): \(message.text)"
        case .askedBack(let message): "bot asks back: \(message.text)"
        case .missed(let message): "bot misses: \(message.text)"
        case .escalated(let escalation):
            "passed on to a person, priority \(escalation.priority): \(escalation.reason.sentence)"
                + (escalation.remark.map { ": \($0)" } ?? "")
        case .told(let words): "system: \(words)"
        case .claimed(let agent): "claimed by \(agent.displayName)"
        case .replied(let agent, let words): "\(agent.displayName): \(words)"
        case .noted(let agent, let words): "note by \(agent?.displayName ?? "the system"): \(words)"
        case .released(let agent): "released by \(agent?.displayName ?? "the system")"
        case .transferred(let to, let agent): "transferred to \(to.displayName) by \(agent.displayName)"
        case .handedBack(let agent): "handed back to the bot by \(agent.displayName)"
        case .closed(let closer, let reason): "closed by \(closer.name)" + (reason.map { ": \($0)" } ?? "")
        case .rated(let rating): "rated \(rating.score) of 5" + (rating.comment.map { ": \($0)" } ?? "")
        case .read(.customer, let upTo): "customer has read up to \(upTo)"
        case .read(.agent(let agent), let upTo): "\(agent.displayName) has read up to \(upTo)"
        case .judged(let message, let helpful): "customer says \(message) \(helpful ? "helped" : "did not help")"
        case .erased: "words erased"
        }
    }
}

extension Escalation.Reason {
    fileprivate var sentence: String {
        switch self {
        case .asked: "the customer asked"
        case .missed: "the bot did not know"
        case .entry(let why): why
        case .steppedIn: "an agent stepped in"
        case .botFailed: "the bot failed"
        }
    }
}

extension Closer {
    fileprivate var name: String {
        switch self {
        case .customer: "the customer"
        case .agent(let agent): agent.displayName
        case .system: "the system"
        }
    }
}

extension Phase {
    fileprivate var sentence: String {
        switch self {
        case .automated: "with the bot"
        case .agent(.queued): "waiting for an agent"
        case .agent(.claimed(let claim, _)): "claimed by \(claim.by.displayName)"
        case .closed(let closing): "closed by \(closing.by.name)"
        }
    }
}
