package import AgentDesk
import BotFlow
import Storage
package import Switchboard

/// Opening the database of a data folder.
package enum Store {
    /// A switchboard for a single command, beside the server or without one.
    static func withSwitchboard<Answer: Sendable>(
        of folder: DataFolder, _ body: (Switchboard) async throws -> Answer
    ) async throws -> Answer {
        try check(folder)
        var limits = Switchboard.Limits()
        limits.readers = 1
        let switchboard = open(folder, Ledger.Settings(routing: .queue), limits) { _ in }
        let outcome: Result<Answer, any Error>
        do { outcome = .success(try await body(switchboard)) } catch { outcome = .failure(error) }
        switchboard.stop()
        return try outcome.get()
    }

    /// Creates the file or brings it up to date, and throws when it cannot be trusted: what the switchboard's own
    /// threads meet later, they can only count.
    package static func check(_ folder: DataFolder) throws {
        _ = try SQLiteStore(path: folder.database)
    }

    package static func open(
        _ folder: DataFolder, _ settings: Ledger.Settings, _ limits: Switchboard.Limits,
        publish: @escaping @Sendable ([Publication]) -> Void
    ) -> Switchboard {
        let path = folder.database
        return Switchboard(
            settings: settings, limits: limits, store: { try SQLiteStore(path: path) },
            archive: { try SQLiteArchive(path: path) }, publish: publish)
    }
}

extension Ledger.Settings {
    /// With the wall clock and the system's random numbers.
    package init(routing: Routing) {
        self.init(
            routing: routing, clock: { .now },
            entropy: {
                var generator = SystemRandomNumberGenerator()
                return generator.next()
            })
    }
}
