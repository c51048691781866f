package import BotFlow

/// One place where a store is not what it must be.
package struct Breach: Error, Hashable, Sendable {
    package let kind: Kind
    /// Nil when it concerns the whole file.
    package let conversation: ConversationID?
    /// The number of the event; nil when it concerns the conversation as a whole.
    package let seq: Int?

    init(_ kind: Kind, in conversation: ConversationID? = nil, seq: Int? = nil) {
        self.kind = kind
        self.conversation = conversation
        self.seq = seq
    }

    package enum Kind: Hashable, Sendable {
        /// The log: numbers must go from 1 without gaps.
        case gap(expected: Int)
        /// The log: the first event, and no other, is a beginning.
        case misplacedStart
        /// The log: an event in another workspace than its conversation.
        case foreignWorkspace
        /// The log: a row that is no event.
        case unreadableEvent(String)
        /// The lists: the log has a conversation that they do not know.
        case missingRow
        /// The lists: they have a conversation without any event.
        case rowWithoutEvents
        /// The lists: a column is not what the log makes of it.
        case wrongColumn(String)
        case wrongWaits
        /// The index of words does not hold exactly the words of the messages.
        case wrongIndex
        /// SQLite's own check, in its words.
        case damage(String)
    }

    /// Whether the log, which nothing here can rebuild, is hurt.
    package var isInLog: Bool {
        switch kind {
        case .gap, .misplacedStart, .foreignWorkspace, .unreadableEvent, .damage: true
        case .missingRow, .rowWithoutEvents, .wrongColumn, .wrongWaits, .wrongIndex: false
        }
    }
}

extension Breach: CustomStringConvertible {
    package var description: String {
        let place = conversation.map { id in "conversation \(id)" + (seq.map { ", event \($0)" } ?? "") + ": " } ?? ""
        return place + sentence
    }

    private var sentence: String {
        switch kind {
        case .gap(let expected): "the log has a gap, event \(expected) should stand here"
        case .misplacedStart: "the first event, and no other, begins a conversation"
        case .foreignWorkspace: "the event is of another workspace than its conversation"
        case .unreadableEvent(let why): "the event cannot be read, \(why)"
        case .missingRow: "the lists do not know this conversation"
        case .rowWithoutEvents: "the lists have a conversation of which nothing is in the log"
        case .wrongColumn(let column): "what the lists have as `\(column)` is not what the log makes of it"
        case .wrongWaits: "the waits that are kept are not those in the log"
        case .wrongIndex: "the search index does not hold what the messages say"
        case .damage(let sentence): "SQLite finds damage, \(sentence)"
        }
    }
}
