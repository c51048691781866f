/// Why a command was not done; nothing has changed.
package enum Refusal: Error, Hashable, Sendable {
    case conversationClosed
    /// The bot no longer answers here: a person was asked for.
    case withAgent
    case notEscalated
    case notClaimed
    case claimedByAnother(Claim)
    /// Ratings are for conversations that are over or never needed a person.
    case stillOpen
    case supervisorOnly
    /// There is no such message of the bot in this conversation.
    case noSuchMessage
    /// What the command names has not been said yet, so it cannot have been read.
    case notSaidYet(lastSeq: Int)
}
