import BotFlow

// How commands, events, phases and refusals read in a transcript.

extension Command {
    /// The event that only repeats the command; in a transcript the command's own line stands for it.
    var literalEvent: Event? {
        switch self {
        case .customer(.say(let words, _)): .said(words)
        case .customer(.pick(let quickReply, _)): .picked(quickReply)
        case .customer(.askForPerson): nil
        case .customer(.end): .closed(by: .customer, reason: nil)
        case .customer(.rate(let rating)): .rated(rating)
        case .customer(.read(let upTo)): .read(by: .customer, upTo: upTo)
        case .customer(.judge(let message, let helpful)): .judged(message: message, helpful: helpful)
        case .customer(.erase): .erased
        case .agent(let agent, _, .claim): .claimed(by: agent)
        case .agent(let agent, _, .reply(let words)): .replied(by: agent, words)
        case .agent(let agent, _, .note(let words)): .noted(by: agent, words)
        case .agent(let agent, _, .release): .released(by: agent)
        case .agent(let agent, _, .transfer(let colleague)): .transferred(to: colleague, by: agent)
        case .agent(let agent, _, .handBack): .handedBack(by: agent)
        case .agent(let agent, _, .close(let reason)): .closed(by: .agent(agent), reason: reason)
        case .agent(let agent, _, .read(let upTo)): .read(by: .agent(agent), upTo: upTo)
        case .clock(.expire), .clock(.lose): nil
        case .clock(.assign(let agent)): .claimed(by: agent)
        }
    }
}

extension Event {
    var line: String {
        switch self {
        case .started: "conversation starts"
        case .greeted(let message), .answered(let message), .askedBack(let message), .missed(let message):
            "bot: " + ([message.text] + message.quickReplies.map { "[\($0.question)]" }).joined(separator: " ")
        case .said(let words): "customer: \(words)"
        case .picked(let quickReply): "customer picks: \(quickReply.question)"
        case .escalated(let escalation): "escalated: \(escalation.line)"
        case .told(let words): "system: \(words)"
        case .claimed(let agent): "\(agent.displayName) claims"
        case .replied(let agent, let words): "\(agent.displayName): \(words)"
        case .noted(let agent, let words): "\(agent?.displayName ?? "system") notes: \(words)"
        case .released(let agent): "\(agent?.displayName ?? "system") releases"
        case .transferred(let colleague, let agent): "\(agent.displayName) transfers to \(colleague.displayName)"
        case .handedBack(let agent): "\(agent.displayName) hands back"
        case .closed(let closer, let reason): "closed by \(closer.line)" + (reason.map { ": \($0)" } ?? "")
        case .rated(let rating): "customer rates \(rating.score)" + (rating.comment.map { ": \($0)" } ?? "")
        case .read(.customer, let upTo): "customer reads up to \(upTo)"
        case .read(.agent(let agent), let upTo): "\(agent.displayName) reads up to \(upTo)"
        case .judged(let message, let helpful): "customer finds \(message) \(helpful ? "helpful" : "unhelpful")"
        case .erased: "words erased"
        }
    }
}

extension Escalation {
    var line: String {
        let why =
            switch reason {
            case .asked: "the customer asked"
            case .missed: "the bot did not know"
            case .entry(let why): why
            case .steppedIn: "an agent stepped in"
            case .botFailed: "the bot failed"
            }
        var line = why + (remark.map { ", “\($0)”" } ?? "")
        if !tried.isEmpty { line += ", tried " + tried.joined(separator: " and ") }
        return line + (message.map { ", at message \($0)" } ?? "")
    }
}

extension Closer {
    var line: String {
        switch self {
        case .customer: "the customer"
        case .agent(let agent): agent.displayName
        case .system: "the system"
        }
    }
}

extension Phase {
    var line: String {
        switch self {
        case .automated(misses: 0): "automated"
        case .automated(misses: 1): "automated, missed once"
        case .automated(let misses): "automated, missed \(misses) times in a row"
        case .agent(.queued(let waiting)):
            "queued since \(waiting.since.clock)" + (waiting.priority == 0 ? "" : ", priority \(waiting.priority)")
        case .agent(.claimed(let claim, _)): "claimed by \(claim.by.displayName) since \(claim.since.clock)"
        case .closed(let closing):
            "closed by \(closing.by.line) at \(closing.at.clock)" + (closing.reason.map { ": \($0)" } ?? "")
        }
    }
}

extension Refusal {
    var line: String {
        switch self {
        case .conversationClosed: "conversation_closed"
        case .withAgent: "with_agent"
        case .notEscalated: "not_escalated"
        case .notClaimed: "not_claimed"
        case .claimedByAnother(let claim): "claimed_by_another (\(claim.by.displayName) since \(claim.since.clock))"
        case .stillOpen: "still_open"
        case .supervisorOnly: "supervisor_only"
        case .noSuchMessage: "no_such_message"
        case .notSaidYet(let lastSeq): "not_said_yet (the last is \(lastSeq))"
        }
    }
}

extension Moment {
    /// Hours and minutes: `09:15`.
    var clock: Substring { description.dropFirst(11).prefix(5) }
}
