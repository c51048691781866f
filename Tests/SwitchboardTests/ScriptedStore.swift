import Storage
import Switchboard
import SwitchboardTestSupport

/// The real store on a disk that a test has in hand.
final class ScriptedStore: ForwardingStore {
    let store: any Switchboard.Store
    private let disk: Disk

    init(path: String, disk: Disk) throws {
        store = try SQLiteStore(path: path)
        self.disk = disk
        disk.opened()
    }

    func commit(_ body: () throws -> Void) throws {
        try store.commit {
            try body()
            try disk.willCommit()
        }
        try disk.hasCommitted()
    }
}
