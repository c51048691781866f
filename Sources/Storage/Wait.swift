import BotFlow
import SQLite

/// How long one escalation waited: a row of `waits`, from the first claim on.
///
/// A claim by an agent who came in unasked ends no wait.
struct Wait: Hashable {
    let escalation: Int
    let waiting: Waiting
    let claimedAt: Moment
    var repliedAt: Moment?

    /// What an event changes about the waits of its conversation.
    enum Change {
        case ended(ConversationID, Workspace, Wait)
        case replied(ConversationID, escalation: Int, Moment)

        /// Nil for most events. `conversation` may be as it is after the event or some later ones that do not
        /// escalate anew.
        init?(_ recorded: Recorded, in conversation: Conversation) {
            guard let escalated = conversation.escalation, escalated.escalation.reason != .steppedIn else { return nil }
            switch recorded.event {
            case .claimed, .transferred:
                let waiting = Waiting(since: escalated.at, priority: escalated.escalation.priority)
                let wait = Wait(escalation: escalated.seq, waiting: waiting, claimedAt: recorded.at)
                self = .ended(conversation.id, conversation.workspace, wait)
            case .replied:
                self = .replied(conversation.id, escalation: escalated.seq, recorded.at)
            default:
                return nil
            }
        }

        func write(to database: Database) throws {
            switch self {
            case .ended(let conversation, let workspace, let wait):
                // A later claim, after a release or a transfer, does not end the same wait again.
                try database.run(
                    """
                    INSERT OR IGNORE INTO waits
                        (conversation, escalation, workspace, queue_rank, waiting_since, claimed_at)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                    """,
                    [
                        .id(conversation), .number(wait.escalation), .text(workspace.name),
                        .integer(wait.waiting.rank), .moment(wait.waiting.since), .moment(wait.claimedAt),
                    ])
            case .replied(let conversation, let escalation, let moment):
                try database.run(
                    """
                    UPDATE waits SET replied_at = ?3
                    WHERE conversation = ?1 AND escalation = ?2 AND replied_at IS NULL
                    """, [.id(conversation), .number(escalation), .moment(moment)])
            }
        }

        /// The same in memory.
        func apply(to waits: inout [Wait]) {
            switch self {
            case .ended(_, _, let wait):
                if waits.last?.escalation != wait.escalation { waits.append(wait) }
            case .replied(_, let escalation, let moment):
                guard let last = waits.indices.last, waits[last].escalation == escalation else { return }
                waits[last].repliedAt = waits[last].repliedAt ?? moment
            }
        }
    }
}
