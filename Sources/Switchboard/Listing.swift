package import BotFlow

/// A conversation as lists show it: its state, whose it is, and the last words.
package struct Listing: Hashable, Sendable {
    package var conversation: Conversation
    package var customer: Customer
    package var lastMessage: LastMessage?

    package init(_ conversation: Conversation, customer: Customer, lastMessage: LastMessage?) {
        self.conversation = conversation
        self.customer = customer
        self.lastMessage = lastMessage
    }
}

/// The newest words that somebody, or the bot, has said to the other side; the system's notices are not talk.
package struct LastMessage: Hashable, Sendable {
    package let seq: Int
    package let at: Moment
    package let sender: Sender
    /// At most ``excerptLimit`` characters of it.
    package let excerpt: String

    package static let excerptLimit = 140

    package init(seq: Int, at moment: Moment, sender: Sender, words: String) {
        self.seq = seq
        at = moment
        self.sender = sender
        excerpt = String(words.prefix(Self.excerptLimit))
    }

    /// Of an event in which somebody says something to the other side; nil of any other.
    package init?(of recorded: Recorded) {
        guard recorded.event.isTalk, let sender = recorded.event.sender, sender != .system,
            let words = recorded.event.words
        else { return nil }
        self.init(seq: recorded.seq, at: recorded.at, sender: sender, words: words)
    }
}

/// Who wrote a message.
package enum Sender: String, Sendable {
    case customer
    case bot
    case agent
    case system
}

extension Event {
    /// Who says something here; nil when nobody does.
    package var sender: Sender? {
        switch self {
        case .said, .picked: .customer
        case .greeted, .answered, .askedBack, .missed: .bot
        case .replied: .agent
        case .noted(let agent, _): agent == nil ? .system : .agent
        case .told: .system
        default: nil
        }
    }

    /// Whether somebody's client sent what is said here.
    var isSent: Bool { sender == .customer || sender == .agent }

    /// What somebody wrote here: the part of an event that can be searched and erased.
    package var words: String? {
        switch self {
        case .said(let words), .told(let words), .replied(_, let words), .noted(_, let words): words
        case .picked(let quickReply): quickReply.question
        case .greeted(let message), .answered(let message), .askedBack(let message), .missed(let message):
            message.text
        case .escalated(let escalation): escalation.remark
        case .closed(_, let reason): reason
        case .rated(let rating): rating.comment
        default: nil
        }
    }
}
