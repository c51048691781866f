import BotFlow
import Testing

/// Fails at the first walk of a seed that breaks the law, and says which.
func everyWalk(
    of seed: UInt64, sourceLocation: SourceLocation = #_sourceLocation, holds law: (Walk) -> Bool
) {
    let walks = Walk.walks(from: seed)
    if walks.isEmpty { Issue.record("no walks belong to the seed", sourceLocation: sourceLocation) }
    guard let walk = walks.first(where: { !law($0) }) else { return }
    let history = walk.talk.history.map { "  \($0.seq) \($0.event)" }.joined(separator: "\n")
    Issue.record("broken in Walk(seed: \(walk.seed)):\n\(history)", sourceLocation: sourceLocation)
}

/// Fails at the first step that breaks the law, and says which.
func everyStep(
    of seed: UInt64, sourceLocation: SourceLocation = #_sourceLocation, holds law: (Walk.Step) -> Bool
) {
    everyWalk(of: seed, sourceLocation: sourceLocation) { walk in
        guard let step = walk.steps.first(where: { !law($0) }) else { return true }
        Issue.record("broken by \(step.command), giving \(step.outcome)", sourceLocation: sourceLocation)
        return false
    }
}

/// Fails at the first event that breaks the law in the conversation it happened to, and says which.
func everyEvent(
    of seed: UInt64, sourceLocation: SourceLocation = #_sourceLocation, holds law: (Conversation, Event) -> Bool
) {
    everyStep(of: seed, sourceLocation: sourceLocation) { step in
        var conversation = step.before
        for recorded in step.recorded {
            guard law(conversation, recorded.event) else { return false }
            conversation.apply(recorded)
        }
        return true
    }
}

extension Conversation {
    /// What one more event would make of it.
    func applying(_ event: Event) -> Conversation {
        var conversation = self
        conversation.apply(Recorded(seq: lastSeq + 1, at: updatedAt, event: event))
        return conversation
    }
}

extension Recorded {
    /// As the log keeps it once its words are erased.
    var withoutWords: Recorded {
        func silent(_ message: BotMessage) -> BotMessage { BotMessage("", slug: message.slug) }
        let event: Event =
            switch event {
            case .greeted(let message): .greeted(silent(message))
            case .said: .said("")
            case .answered(let message): .answered(silent(message))
            case .askedBack(let message): .askedBack(silent(message))
            case .missed(let message): .missed(silent(message))
            case .escalated(let escalation): .escalated(escalation.withoutRemark)
            case .told: .told("")
            case .replied(let agent, _): .replied(by: agent, "")
            case .noted(let agent, _): .noted(by: agent, "")
            case .rated(let rating): .rated(Rating(score: rating.score, comment: nil))
            case .started, .picked, .claimed, .released, .transferred, .handedBack, .closed, .read, .judged, .erased:
                event
            }
        return Recorded(seq: seq, at: at, event: event)
    }
}
