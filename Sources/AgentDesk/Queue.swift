package import BotFlow

/// The conversations that wait for an agent, in the order in which they are to be taken.
///
/// Higher priority first, then the earlier escalation, then the smaller id so that two of one millisecond have an
/// order too.
package struct Queue: Hashable, Sendable {
    private var lines: [Workspace: [Place]] = [:]

    package init(_ places: some Sequence<Place> = []) {
        for place in places { insert(place) }
    }

    /// Who waits in a workspace, the next one first.
    package func places(in workspace: Workspace) -> [Place] {
        lines[workspace] ?? []
    }

    package struct Place: Hashable, Sendable {
        package let conversation: ConversationID
        package let workspace: Workspace
        package let waiting: Waiting

        package init(_ conversation: ConversationID, in workspace: Workspace, _ waiting: Waiting) {
            self.conversation = conversation
            self.workspace = workspace
            self.waiting = waiting
        }

        package func isBefore(_ other: Place) -> Bool {
            if waiting.priority != other.waiting.priority { return waiting.priority > other.waiting.priority }
            if waiting.since != other.waiting.since { return waiting.since < other.waiting.since }
            return conversation < other.conversation
        }
    }

    /// Makes the queue agree with what became of a conversation.
    package mutating func update(from before: Phase?, to conversation: Conversation) {
        let old = before?.queuedWaiting
        let new = conversation.phase.queuedWaiting
        guard old != new else { return }
        if let old { remove(Place(conversation.id, in: conversation.workspace, old)) }
        if let new { insert(Place(conversation.id, in: conversation.workspace, new)) }
    }

    private mutating func insert(_ place: Place) {
        lines[place.workspace, default: []].insert(place, at: index(of: place))
    }

    private mutating func remove(_ place: Place) {
        guard let position = position(of: place) else { return }
        lines[place.workspace]?.remove(at: position - 1)
    }

    /// The place from 1 in the line of its own workspace; nil for one that does not wait here.
    package func position(of conversation: Conversation) -> Int? {
        guard let waiting = conversation.phase.queuedWaiting else { return nil }
        return index(of: Place(conversation.id, in: conversation.workspace, waiting)) + 1
    }

    /// The same of a place; nil when nobody stands there.
    package func position(of place: Place) -> Int? {
        let index = index(of: place)
        guard let line = lines[place.workspace], index < line.count, line[index] == place else { return nil }
        return index + 1
    }

    /// The position that one who joins now would get.
    package func positionForNewcomer(in workspace: Workspace, at moment: Moment, priority: Int = 0) -> Int {
        let newest = ConversationID(at: moment, random: (.max, .max))
        return index(of: Place(newest, in: workspace, Waiting(since: moment, priority: priority))) + 1
    }

    /// The conversation to be taken next.
    package func next(in workspace: Workspace) -> ConversationID? {
        lines[workspace]?.first?.conversation
    }

    /// Where the place stands, or would have to.
    private func index(of place: Place) -> Int {
        guard let line = lines[place.workspace] else { return 0 }
        var low = 0
        var high = line.count
        while low < high {
            let middle = (low + high) / 2
            if line[middle].isBefore(place) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension Queue.Place {
    /// Where a conversation waits; nil for one that does not.
    package init?(of conversation: Conversation) {
        guard let waiting = conversation.phase.queuedWaiting else { return nil }
        self.init(conversation.id, in: conversation.workspace, waiting)
    }
}

extension Phase {
    /// The place in the queue of one that stands there now.
    package var queuedWaiting: Waiting? {
        if case .agent(.queued(let waiting)) = self { waiting } else { nil }
    }
}
