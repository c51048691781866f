package import BotFlow

/// What happened in a span of time; each count is of events in it.
package struct Statistics: Hashable, Sendable {
    package var started = 0
    /// Conversations begun in the span that are over, and for which no person was ever needed.
    package var settledByBot = 0
    package var customerMessages = 0
    package var answered = 0
    package var askedBack = 0
    package var missed = 0
    /// Escalations by their reason's stored word.
    package var escalated: [String: Int] = [:]
    package var claimed = 0
    package var closed: [String: Int] = [:]
    /// From an escalation to the claim that followed, in milliseconds, of escalations that were claimed in the span.
    package var waits: [Int] = []
    /// From an escalation to the first words of an agent, in milliseconds.
    package var firstReplies: [Int] = []
    /// How many ratings of 1, 2, 3, 4 and 5.
    package var ratings = [0, 0, 0, 0, 0]
    package var helpful = 0
    package var unhelpful = 0

    package init() {}

    /// The same of a part of the span, as a chart shows it.
    package struct Bucket: Hashable, Sendable {
        package let from: Moment
        package var started = 0
        package var answered = 0
        package var escalated = 0
        package var claimed = 0
        package var closed = 0

        package init(from: Moment) {
            self.from = from
        }
    }
}

/// What one agent did in a span of time.
package struct AgentStatistics: Hashable, Sendable {
    package var claimed = 0
    package var closed = 0
    package var replies = 0
    /// From an escalation to its first reply, in milliseconds, where that was theirs.
    package var firstReplies: [Int] = []
    /// How many ratings of 1, 2, 3, 4 and 5 followed on words of theirs.
    package var ratings = [0, 0, 0, 0, 0]

    package init() {}
}
