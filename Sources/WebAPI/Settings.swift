package import BotFlow
import Foundation

/// What an operator can choose about the API.
package struct Settings: Sendable {
    /// Origins whose pages may open sockets and call the API; the server's own is always among them.
    package var allowedOrigins: [String] = []
    package var rates = Rates.Limits()
    /// Whether the address of a customer is taken from X-Forwarded-For, which only a proxy of ours may set.
    package var trustsProxy = false
    /// Whether a session id that a client made itself is taken into use.
    package var adoptsSessionIDs = false
    /// The key under which the shop signs emails; nil: nobody is verified.
    package var identitySecret: String?
    package var tokenLifetime = Duration.seconds(8 * 3600)
    /// How long the words of a conversation are kept after its end; nil: for ever.
    package var retention: Duration?
    package var workspace = Workspace.default
    /// The version of the program.
    package var version = "0"
    /// The wall clock.
    package var clock: @Sendable () -> Moment = {
        Moment(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }
    /// What the operating system says now; called on a thread that may wait.
    package var surroundings: @Sendable () -> Surroundings = { Surroundings() }
    /// How often quiet conversations are looked for.
    package var sweepInterval = Duration.seconds(5)

    package init() {}
}
