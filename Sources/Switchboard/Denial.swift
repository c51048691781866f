package import AgentDesk

/// Why something was not even put to the conversation: who asks, what they name, or the state of the house.
package enum Denial: Error, Hashable, Sendable {
    /// It does not exist, or not for whoever asks; the two look the same.
    case notFound
    case unauthenticated
    case forbidden(Deed)
    /// The same delivery key came with other contents.
    case keyReused
    /// The email was signed for by the shop, and another is not.
    case emailVerified
    case usernameTaken
    /// A saved reply that whoever asks can see has the shortcut.
    case shortcutTaken
    /// The colleague who was named cannot take a conversation.
    case colleagueUnavailable
    /// Too much waits already; nothing was done, and trying again later is right.
    case overloaded
    /// The disk does not take writes; reading goes on. Whether this one was kept is unknown: sent again with the same
    /// delivery key it is written once.
    case storeUnavailable
}
