/// What happened in a conversation.
///
/// Each event has one number, and a message is the event in which it was said. What is not here never happened.
package enum Event: Hashable, Sendable {
    case started(Start)
    case greeted(BotMessage)
    case said(String)
    case picked(QuickReply)
    case answered(BotMessage)
    /// The bot did not know and offered something to choose from.
    case askedBack(BotMessage)
    /// The bot did not know and had nothing to offer.
    case missed(BotMessage)
    case escalated(Escalation)
    /// The system's words to both sides: the place in the queue, that the conversation is over.
    case told(String)
    case claimed(by: Agent)
    case replied(by: Agent, String)
    /// For agents only; by nobody when the system wrote it.
    case noted(by: Agent?, String)
    /// Back in the queue at its old place; by nobody when the claim had gone stale.
    case released(by: Agent?)
    case transferred(to: Agent, by: Agent)
    case handedBack(by: Agent)
    case closed(by: Closer, reason: String?)
    case rated(Rating)
    case read(by: Reader, upTo: Int)
    /// The customer said whether the message with this number helped.
    case judged(message: Int, helpful: Bool)
    /// The words of all events were taken out; their numbers and kinds stay.
    case erased
}

/// An event with its number and its time.
package struct Recorded: Hashable, Sendable {
    /// From 1 without gaps in each conversation.
    package let seq: Int
    package let at: Moment
    package let event: Event
    /// What the sender's client calls this message; nil for what no client sent.
    package let clientID: String?

    package init(seq: Int, at moment: Moment, event: Event, clientID: String? = nil) {
        self.seq = seq
        self.at = moment
        self.event = event
        self.clientID = clientID
    }
}

/// Who began a conversation, and where.
package struct Start: Hashable, Sendable {
    package let workspace: Workspace
    package let customer: CustomerID
    package let locale: String?
    /// The address of the page the customer was on.
    package let page: String?

    package init(workspace: Workspace, customer: CustomerID, locale: String?, page: String?) {
        self.workspace = workspace
        self.customer = customer
        self.locale = locale
        self.page = page
    }
}

/// A question the customer can ask with one touch.
package struct QuickReply: Hashable, Sendable {
    package let slug: String
    package let question: String

    package init(slug: String, question: String) {
        self.slug = slug
        self.question = question
    }
}

/// What the bot says, with what stands under it and where it comes from.
package struct BotMessage: Hashable, Sendable {
    /// Plain text that reads well alone.
    package var text: String
    /// The same as a tree, in JSON.
    package var rich: String?
    /// The entry that answers; nil for a greeting or a fallback.
    package var slug: String?
    /// The entry that answers the second question of a message that asks two things.
    package var secondSlug: String?
    package var quickReplies: [QuickReply]
    package var offersPerson: Bool
    /// The version of the FAQ that made it.
    package var edition: String
    /// Why these words, in one line for agents.
    package var why: String?
    /// What the engine saw and weighed, in JSON; for editors.
    package var trace: String?

    /// The entries that answer here.
    package var slugs: [String] { [slug, secondSlug].compactMap(\.self) }

    package init(
        text: String, rich: String? = nil, slug: String? = nil, secondSlug: String? = nil,
        quickReplies: [QuickReply] = [], offersPerson: Bool = false, edition: String, why: String? = nil,
        trace: String? = nil
    ) {
        self.text = text
        self.rich = rich
        self.slug = slug
        self.secondSlug = secondSlug
        self.quickReplies = quickReplies
        self.offersPerson = offersPerson
        self.edition = edition
        self.why = why
        self.trace = trace
    }
}

/// That a person is needed, and why.
package struct Escalation: Hashable, Sendable {
    package let reason: Reason
    /// In the customer's own words, where they gave any.
    package let remark: String?
    package let priority: Int
    /// The customer's message that led to it; nil when they had said nothing yet.
    package let message: Int?
    /// The entries the bot had answered with by then, the oldest first.
    package let tried: [String]

    package init(reason: Reason, remark: String? = nil, priority: Int = 0, message: Int?, tried: [String]) {
        self.reason = reason
        self.remark = remark
        self.priority = priority
        self.message = message
        self.tried = tried
    }

    /// The same without the customer's words.
    package var withoutRemark: Escalation {
        Escalation(reason: reason, priority: priority, message: message, tried: tried)
    }

    package enum Reason: Hashable, Sendable {
        /// The customer asked.
        case asked
        /// The bot came to the end of its ladder.
        case missed
        /// The entry that answers says a person must follow; with the entry's own word for why.
        case entry(String)
        /// An agent came in unasked.
        case steppedIn
        /// The bot itself failed.
        case botFailed
    }
}

/// How the customer found it.
package struct Rating: Hashable, Sendable {
    /// From 1 to 5.
    package let score: Int
    package let comment: String?

    package init(score: Int, comment: String?) {
        self.score = score
        self.comment = comment
    }
}

/// Whose read mark moves.
package enum Reader: Hashable, Sendable {
    case customer
    case agent(Agent)
}
