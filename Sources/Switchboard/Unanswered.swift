package import BotFlow
package import FAQ

/// What customers asked in a span of time and the bot did not know, grouped by how it was asked.
package struct Unanswered: Sendable {
    /// One question, as many customers asked it.
    package struct Group: Sendable {
        /// In the words it was asked in most.
        package let question: String
        /// How many messages.
        package let count: Int
        package let lastSeen: Moment
        /// The conversation of the last message.
        package let conversation: ConversationID
        /// The same in other words, what was asked most first; at most ``wordingLimit``.
        package let wordings: [String]
        /// What agents wrote next, the newest first; at most ``replyLimit``.
        package let replies: [Miss.Reply]
        /// The entry its customers may have meant; nil when the ranker has no idea, and for what is known by now.
        package let nearest: Nearest?
        /// What the present FAQ makes of the question.
        package let now: EditionDiff.Outcome
    }

    /// An entry, whatever its mode, and how likely the ranker thinks that it was meant.
    package struct Nearest: Sendable {
        package let entry: Entry
        /// 0 to 1.
        package let confidence: Double
    }

    package static let wordingLimit = 10
    package static let replyLimit = 3
    /// From here on two wordings are taken for one question.
    private static let alike = 0.6

    package let from: Moment
    package let to: Moment
    /// How many messages were missed, and how many of them differ.
    package let messages: Int
    package let different: Int
    /// What the present FAQ still does not know, the most frequent first, and of equals the newest.
    package let open: [Group]
    /// How many different messages are in no group of ``open``, which has been cut.
    package let rest: Int
    /// What it knows by now, in the same order; not grouped by likeness, since one wording may be known and another not.
    package let answered: [Group]

    /// Groups what was collected; the messages that differ least go together.
    ///
    /// - Parameter limit: How many groups are made of each kind, at least 1.
    package init(_ tally: MissTally, in edition: Edition, on day: Day, limit: Int) {
        from = tally.from
        to = tally.to
        messages = tally.messages
        let questions = tally.questions
        different = questions.count
        let lines = edition.entries.flatMap { [$0.question] + $0.asks }
        let likeness = Likeness(among: questions.map(\.form) + lines.map { MessageForm($0) })
        var unknown: [MissTally.Question] = []
        var known: [(MissTally.Question, EditionDiff.Outcome)] = []
        for question in questions {
            switch edition.outcome(of: question.text, on: day) {
            case .nothing: unknown.append(question)
            case let outcome: known.append((question, outcome))
            }
        }
        var open: [Group] = []
        while open.count < max(1, limit), let first = unknown.first {
            let isAlike = unknown.map { likeness.between(first.form, $0.form) >= Self.alike }
            // The first is like itself, but a message without words is like nothing.
            let members = [first] + zip(unknown, isAlike).dropFirst().filter(\.1).map(\.0)
            unknown = zip(unknown, isAlike).dropFirst().filter { !$0.1 }.map(\.0)
            open.append(Group(members, nearest: Nearest(to: first.text, in: edition, on: day), now: .nothing))
        }
        // Groups have grown since their first message put them in their places.
        self.open = open.sorted { ($0.count, $0.lastSeen) > ($1.count, $1.lastSeen) }
        rest = unknown.count
        answered = known.prefix(max(1, limit)).map { Group([$0], nearest: nil, now: $1) }
    }
}

extension Unanswered.Nearest {
    fileprivate init?(to text: String, in edition: Edition, on day: Day) {
        let likeliest = edition.find(text, on: day).candidates.first { $0.layer == .ranker }
        guard let likeliest, let confidence = likeliest.confidence,
            let entry = edition.entry(likeliest.slug, locale: likeliest.language)
        else { return nil }
        self.init(entry: entry, confidence: confidence)
    }
}

extension Unanswered.Group {
    /// Of questions of which the first is the most frequent.
    fileprivate init(_ members: [MissTally.Question], nearest: Unanswered.Nearest?, now: EditionDiff.Outcome) {
        precondition(!members.isEmpty, "a group has a question")
        let newest = members.max { $0.lastSeen < $1.lastSeen } ?? members[0]
        question = members[0].text
        count = members.reduce(0) { $0 + $1.count }
        lastSeen = newest.lastSeen
        conversation = newest.conversation
        wordings = members.dropFirst().prefix(Unanswered.wordingLimit).map(\.text)
        replies = members.flatMap(\.replies).newest(Unanswered.replyLimit)
        self.nearest = nearest
        self.now = now
    }
}

extension [Miss.Reply] {
    /// The newest of them, and of those with the same words one.
    func newest(_ limit: Int) -> [Miss.Reply] {
        var seen = Set<String>()
        return Array(sorted { $0.at > $1.at }.filter { seen.insert($0.words).inserted }.prefix(limit))
    }
}
