package import BotFlow
import JSON
import Switchboard

/// An event as a row of the log holds it.
///
/// The words of kinds and keys stand in this file and nowhere else: they are on disks out there and never change.
/// What people wrote, or what was made of it, is in ``words``, ``rich`` and ``trace``; all three are nil once erased.
package struct StoredEvent: Hashable, Sendable {
    package var kind: String
    /// Who says something; nil when the event is no message.
    package var sender: String?
    package var isForCustomer: Bool
    /// One JSON object.
    package var body: String
    package var words: String?
    package var rich: String?
    package var trace: String?

    package init(
        kind: String, sender: String?, isForCustomer: Bool, body: String, words: String? = nil, rich: String? = nil,
        trace: String? = nil
    ) {
        self.kind = kind
        self.sender = sender
        self.isForCustomer = isForCustomer
        self.body = body
        self.words = words
        self.rich = rich
        self.trace = trace
    }

    package init(_ event: Event) {
        let message = event.botMessage
        self.init(
            kind: Kind(event).rawValue, sender: event.sender?.rawValue, isForCustomer: event.isVisible(to: .customer),
            body: event.storedBody, words: event.words, rich: message?.rich, trace: message?.trace)
    }

    /// What kinds are called on disk.
    enum Kind: String, CaseIterable {
        case started = "started"
        case greeted = "greeted"
        case said = "said"
        case picked = "picked"
        case answered = "answered"
        case askedBack = "asked_back"
        case missed = "missed"
        case escalated = "escalated"
        case told = "told"
        case claimed = "claimed"
        case replied = "replied"
        case noted = "noted"
        case released = "released"
        case transferred = "transferred"
        case handedBack = "handed_back"
        case closed = "closed"
        case rated = "rated"
        case read = "read"
        case judged = "judged"
        case erased = "erased"

        init(_ event: Event) {
            self =
                switch event {
                case .started: .started
                case .greeted: .greeted
                case .said: .said
                case .picked: .picked
                case .answered: .answered
                case .askedBack: .askedBack
                case .missed: .missed
                case .escalated: .escalated
                case .told: .told
                case .claimed: .claimed
                case .replied: .replied
                case .noted: .noted
                case .released: .released
                case .transferred: .transferred
                case .handedBack: .handedBack
                case .closed: .closed
                case .rated: .rated
                case .read: .read
                case .judged: .judged
                case .erased: .erased
                }
        }
    }

    /// What the members of a body are called on disk.
    enum Key: String {
        /// Who did it.
        case agent = "agent"
        case closer = "closer"
        case customer = "customer"
        case edition = "edition"
        case entryReason = "entry_reason"
        case helpful = "helpful"
        case locale = "locale"
        case message = "message"
        case offersPerson = "offers_person"
        case page = "page"
        case priority = "priority"
        case quickReplies = "quick_replies"
        case reader = "reader"
        case reason = "reason"
        case score = "score"
        case secondSlug = "second_slug"
        case slug = "slug"
        /// To whom it was done.
        case to = "to"
        case tried = "tried"
        case upTo = "up_to"
        case why = "why"
    }
}

extension Event {
    /// What the bot says here.
    fileprivate var botMessage: BotMessage? {
        switch self {
        case .greeted(let message), .answered(let message), .askedBack(let message), .missed(let message): message
        default: nil
        }
    }

    /// All but the words.
    fileprivate var storedBody: String {
        switch self {
        case .said, .told, .erased: return "{}"
        default: break
        }
        var writer = JSONWriter(capacity: 192)
        writer.object { body in
            switch self {
            case .said, .told, .erased:
                break
            case .started(let start):
                body.member(.customer, start.customer.description)
                body.memberIfAny(.locale, start.locale)
                body.memberIfAny(.page, start.page)
            case .greeted(let message), .answered(let message), .askedBack(let message), .missed(let message):
                body.write(message)
            case .picked(let quickReply):
                body.member(.slug, quickReply.slug)
            case .escalated(let escalation):
                body.write(escalation)
            case .claimed(let agent), .handedBack(let agent), .replied(let agent, _):
                body.member(.agent, agent)
            case .noted(let agent, _), .released(let agent):
                if let agent { body.member(.agent, agent) }
            case .transferred(let colleague, let agent):
                body.member(.agent, agent)
                body.member(.to, colleague)
            case .closed(let closer, _):
                body.member(.closer, closer.storedWord)
                if case .agent(let agent) = closer { body.member(.agent, agent) }
            case .rated(let rating):
                body.member(.score, rating.score)
            case .read(.customer, let upTo):
                body.member(.reader, "customer")
                body.member(.upTo, upTo)
            case .read(.agent(let agent), let upTo):
                body.member(.reader, "agent")
                body.member(.agent, agent)
                body.member(.upTo, upTo)
            case .judged(let message, let helpful):
                body.member(.message, message)
                body.member(StoredEvent.Key.helpful.rawValue, helpful)
            }
        }
        return writer.text
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ key: StoredEvent.Key, _ text: String) {
        member(key.rawValue, text)
    }

    fileprivate mutating func member(_ key: StoredEvent.Key, _ number: Int) {
        member(key.rawValue, number)
    }

    fileprivate mutating func memberIfAny(_ key: StoredEvent.Key, _ text: String?) {
        if let text { member(key.rawValue, text) }
    }

    fileprivate mutating func member(_ key: StoredEvent.Key, _ agent: Agent) {
        member(key.rawValue, object: { $0.write(agent) })
    }

    fileprivate mutating func write(_ message: BotMessage) {
        memberIfAny(.slug, message.slug)
        memberIfAny(.secondSlug, message.secondSlug)
        if !message.quickReplies.isEmpty {
            member(
                StoredEvent.Key.quickReplies.rawValue,
                array: { list in
                    for quickReply in message.quickReplies {
                        list.object { choice in
                            choice.member("slug", quickReply.slug)
                            choice.member("question", quickReply.question)
                        }
                    }
                })
        }
        if message.offersPerson { member(StoredEvent.Key.offersPerson.rawValue, true) }
        member(.edition, message.edition)
        memberIfAny(.why, message.why)
    }

    /// All of an escalation but the remark.
    mutating func write(_ escalation: Escalation) {
        member(.reason, escalation.reason.storedWord)
        if case .entry(let why) = escalation.reason { member(.entryReason, why) }
        member(.priority, escalation.priority)
        if let message = escalation.message { member(.message, message) }
        member(StoredEvent.Key.tried.rawValue, strings: escalation.tried)
    }

    mutating func write(_ agent: Agent) {
        member("id", agent.id.description)
        member("name", agent.displayName)
    }
}
