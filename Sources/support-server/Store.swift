package import AgentDesk
package import BotFlow
import Storage
package import Switchboard
import Synchronization

/// Opening the database of a data folder.
package enum Store {
    /// A switchboard for a single command, beside the server or without one.
    static func withSwitchboard<Answer: Sendable>(
        of folder: DataFolder, _ body: (Switchboard) async throws -> Answer
    ) async throws -> Answer {
        try check(folder)
        var limits = Switchboard.Limits()
        limits.readers = 1
        let trouble = Trouble()
        let switchboard = open(folder, Ledger.Settings(routing: .queue), limits) { trouble.note($0) }
        let outcome: Result<Answer, any Error>
        do {
            outcome = .success(try await body(switchboard))
        } catch Denial.storeUnavailable {
            outcome = .failure(trouble.newest ?? Denial.storeUnavailable)
        } catch {
            outcome = .failure(error)
        }
        switchboard.stop()
        return try outcome.get()
    }

    /// Creates the file or brings it up to date, and throws when it cannot be trusted: what the switchboard's own
    /// threads meet later, they can only count.
    ///
    /// It is closed again, and with nobody else at the file that folds the write-ahead log into it. A log whose sync once
    /// failed can be read to its end and may yet not be on disk: what was appended to it would be lost together with it.
    package static func check(_ folder: DataFolder) throws {
        try folder.refuseEmptied()
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

/// Why the file was not written: to somebody at a terminal "try again" is no answer.
private final class Trouble: Sendable {
    private let state = Mutex<(any Error)?>(nil)

    var newest: (any Error)? { state.withLock { $0 } }

    func note(_ publications: [Publication]) {
        for case .storeFailed(let error) in publications { state.withLock { $0 = error } }
    }
}

extension Ledger.Settings {
    /// With the system's random numbers.
    package init(routing: Routing, clock: @escaping @Sendable () -> Moment = { .now }) {
        self.init(
            routing: routing, clock: clock,
            entropy: {
                var generator = SystemRandomNumberGenerator()
                return generator.next()
            })
    }
}
