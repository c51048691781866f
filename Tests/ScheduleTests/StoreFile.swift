import AgentDesk
import BotFlow
import Foundation
import Storage
import TestSupport

/// The file of one schedule: a copy of one in which the agents already have their accounts.
struct StoreFile {
    let path: String
    let accounts: [Account]
    /// Kept, as the file goes with it.
    fileprivate let folder: Folder

    /// A file in memory where the system has such a folder: here it is the schedule, not the device, that fails.
    private static func makeFolder() throws -> Folder {
        let memory = "/dev/shm"
        return try FileManager.default.isWritableFile(atPath: memory) ? Folder(in: memory) : Folder()
    }

    /// An empty store with the agents' accounts; the last one's role is the supervisor's.
    static func prepared() throws -> StoreFile {
        let folder = try makeFolder()
        let store = try SQLiteStore(path: folder.store)
        let moment = Moment(milliseconds: 1_690_000_000_000)
        let accounts = (0..<Schedule.agentCount).map { number in
            Account(
                id: AgentID(at: moment, random: (UInt64(number), 0)), workspace: .default, username: "agent\(number)",
                displayName: "Agent \(number)", role: number == Schedule.agentCount - 1 ? .supervisor : .agent,
                createdAt: moment, updatedAt: moment)
        }
        try store.commit { for account in accounts { try store.save(account) } }
        return StoreFile(path: folder.store, accounts: accounts, folder: folder)
    }

    /// The same file again, in a folder of its own.
    func copied() throws -> StoreFile {
        let folder = try Self.makeFolder()
        try FileManager.default.copyItem(atPath: path, toPath: folder.store)
        return StoreFile(path: folder.store, accounts: accounts, folder: folder)
    }
}
