package import BotFlow
import FAQ

/// Collects what the bot did not know, one question for all messages that an exact match takes for the same.
package struct MissTally: Sendable {
    /// What customers asked, however they spelled it.
    struct Question: Sendable {
        let form: MessageForm
        /// In its most frequent spelling; of equals the one that sorts first.
        var text: String { spellings.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? "" }
        fileprivate(set) var count = 0
        fileprivate(set) var lastSeen: Moment
        /// Of the last message.
        fileprivate(set) var conversation: ConversationID
        fileprivate(set) var replies: [Miss.Reply] = []
        fileprivate var spellings: [String: Int] = [:]

        fileprivate init(_ form: MessageForm, _ miss: Miss) {
            self.form = form
            lastSeen = miss.at
            conversation = miss.conversation
        }
    }

    /// More spellings of one question than this are not told apart: they differ in case and spaces only.
    private static let spellingLimit = 8

    package let from: Moment
    package let to: Moment
    package private(set) var messages = 0
    private var byKey: [String: Question] = [:]

    package init(from: Moment, to: Moment) {
        self.from = from
        self.to = to
    }

    /// Collects everything of a span that an archive has. `progress` hears the part done, from 0 to 1.
    package init(
        from: Moment, to: Moment, in workspace: Workspace, of archive: any Archive,
        progress: ((Double) -> Void)? = nil
    ) throws {
        self.init(from: from, to: to)
        try archive.misses(in: workspace, from: from, to: to) { miss in
            // They come in the order in which their conversations began, so this is near enough.
            progress?(miss.at.part(from: from, to: to))
            add(miss)
        }
    }

    package mutating func add(_ miss: Miss) {
        messages += 1
        let form = MessageForm(miss.words)
        var question = byKey.removeValue(forKey: form.key) ?? Question(form, miss)
        question.count += 1
        if question.spellings[miss.words] != nil || question.spellings.count < Self.spellingLimit {
            question.spellings[miss.words, default: 0] += 1
        }
        if miss.at >= question.lastSeen { (question.lastSeen, question.conversation) = (miss.at, miss.conversation) }
        if let reply = miss.reply { question.replies = (question.replies + [reply]).newest(Unanswered.replyLimit) }
        byKey[form.key] = question
    }

    /// The most frequent first, of equals the newest.
    var questions: [Question] {
        byKey.values.sorted { left, right in
            (right.count, right.lastSeen, left.form.key) < (left.count, left.lastSeen, right.form.key)
        }
    }
}
