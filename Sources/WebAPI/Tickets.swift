package import BotFlow
package import Switchboard

/// One-time tickets for sockets: each lets one socket in, within thirty seconds.
package struct Tickets {
    package static let lifetime = Duration.seconds(30)
    package static let limit = 10_000

    /// Whom a ticket lets in.
    package enum Holder: Hashable, Sendable {
        case customer(session: SecretHash, ConversationID)
        case agent(token: SecretHash)
    }

    private var held: [SecretHash: (holder: Holder, expiresAt: Moment)] = [:]

    package init() {}

    /// When the ticket expires; nil when too many are out.
    package mutating func add(_ ticket: SecretHash, for holder: Holder, now: Moment) -> Moment? {
        if held.count >= Self.limit { held = held.filter { $0.value.expiresAt > now } }
        guard held.count < Self.limit else { return nil }
        let expiresAt = now.advanced(by: Self.lifetime)
        held[ticket] = (holder, expiresAt)
        return expiresAt
    }

    /// Whom the ticket lets in; it is used up.
    package mutating func redeem(_ ticket: SecretHash, now: Moment) -> Holder? {
        guard let (holder, expiresAt) = held.removeValue(forKey: ticket), expiresAt > now else { return nil }
        return holder
    }
}
