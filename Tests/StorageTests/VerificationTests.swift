import BotFlow
import Foundation
import SQLite
import Storage
import Switchboard
import TestSupport
import Testing

/// `verify` finds what somebody did to the file behind the store's back.
struct VerificationTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
        try FileManager.default.copyItem(atPath: try Filled.folder.get().store, toPath: folder.store)
    }

    private func listings(of path: String) throws -> [Listing] {
        var listings: [Listing] = []
        try SQLiteArchive(path: path).export(
            in: .default, from: Moment(milliseconds: 0), to: Moment(milliseconds: .max)
        ) { listings.append($0) }
        return listings
    }

    /// What is found after the change.
    private func found(after change: String) throws -> Set<String> {
        do {
            let database = try Database(path: folder.store, access: .readWrite)
            try database.execute(change)
        }
        let verification = try Verification(of: folder.store)
        #expect(!verification.isSound)
        #expect(verification.breachCount == verification.breaches.count)
        return Set(
            verification.breaches.map { breach in
                switch breach.kind {
                case .gap: "gap"
                case .misplacedStart: "start"
                case .foreignWorkspace: "workspace"
                case .unreadableEvent: "unreadable"
                case .missingRow: "missing row"
                case .rowWithoutEvents: "row without events"
                case .wrongColumn(let column): column
                case .wrongWaits: "waits"
                case .wrongIndex: "index"
                case .damage: "damage"
                }
            })
    }

    /// As when a bit flips: the row of an account says another name than its index.
    @Test func aRowThatItsIndexDoesNotHaveIsFound() throws {
        var bytes = try Data(contentsOf: URL(fileURLWithPath: folder.store))
        let name = try #require(bytes.firstRange(of: Data("agent0".utf8)))
        bytes.replaceSubrange(name, with: Data("agent7".utf8))
        try bytes.write(to: URL(fileURLWithPath: folder.store))
        #expect(try Verification(of: folder.store).breaches.map(\.conversation) == [nil])
    }

    @Test func lookingAtABackupDoesNotChangeIt() throws {
        let copy = folder.store + ".copy"
        try SQLiteArchive(path: folder.store).backUp(to: copy)
        let before = FileManager.default.contents(atPath: copy)
        #expect(try Verification(of: copy).isSound)
        #expect(FileManager.default.contents(atPath: copy) == before)
        for ending in ["-wal", "-shm", "-journal"] {
            #expect(!FileManager.default.fileExists(atPath: copy + ending))
        }
    }

    @Test(arguments: [
        ("DELETE FROM events WHERE seq = 2", ["gap", "index"]),
        ("DELETE FROM events WHERE seq = 1", ["gap"]),
        ("UPDATE events SET seq = 1000 WHERE id = (SELECT id FROM events WHERE seq = 4 LIMIT 1)", ["gap"]),
        ("UPDATE events SET kind = 'sang' WHERE kind = 'said'", ["unreadable"]),
        ("UPDATE events SET body = '{' WHERE kind = 'claimed'", ["unreadable"]),
        ("UPDATE events SET body = '{\"score\":6}' WHERE kind = 'rated'", ["unreadable"]),
        ("UPDATE events SET sender = 'agent' WHERE kind = 'said'", ["unreadable"]),
        ("UPDATE events SET for_customer = 0 WHERE kind = 'said'", ["unreadable"]),
        ("UPDATE events SET kind = 'started' WHERE kind = 'said'", ["unreadable"]),
        (
            "UPDATE events SET body = replace(body, '\"priority\":0', '\"priority\":9') WHERE kind = 'escalated'",
            ["state", "queue_rank", "waits"]
        ),
        ("UPDATE events SET at = at + 1 WHERE kind = 'escalated'", ["state", "waits"]),
        ("UPDATE events SET at = -9223372036854775808 WHERE kind = 'said'", ["unreadable"]),
        ("UPDATE events SET body = replace(body, '\"priority\":0', '\"priority\":-9223372036854775808')", ["state"]),
        (
            "UPDATE events SET conversation = x'0011' WHERE id = (SELECT min(id) FROM events WHERE kind = 'said')",
            ["gap", "unreadable"]
        ),
        ("UPDATE events SET workspace = 'other' WHERE seq = 3", ["workspace"]),
        ("UPDATE events SET words = 'other words' WHERE kind = 'said'", ["index"]),
        ("UPDATE conversations SET state = replace(state, '\"last_seq\":', '\"last_seq\":1')", ["state"]),
        ("UPDATE conversations SET phase = 'queued' WHERE phase = 'closed'", ["phase"]),
        ("UPDATE conversations SET claimed_by = x'00' WHERE claimed_by IS NOT NULL", ["claimed_by"]),
        ("UPDATE conversations SET last_event = 0", ["last_event"]),
        ("UPDATE conversations SET rests_since = NULL", ["rests_since"]),
        ("UPDATE conversations SET message_excerpt = 'x' WHERE message_seq IS NOT NULL", ["message_excerpt"]),
        ("PRAGMA foreign_keys = OFF; UPDATE conversations SET customer = x'00'", ["customer"]),
        ("DELETE FROM conversations", ["missing row"]),
        (
            "INSERT INTO conversations SELECT x'00112233445566778899aabbccddeeff', workspace, customer, created_at, last_seq, "
                + "last_event, phase, is_erased, queue_rank, waiting_since, claimed_by, rests_since, state, NULL, NULL, NULL, NULL "
                + "FROM conversations LIMIT 1", ["row without events"]
        ),
        ("DELETE FROM waits", ["waits"]),
        ("UPDATE waits SET replied_at = 7", ["waits"]),
        (
            "INSERT INTO message_words (message_words, rowid, words) SELECT 'delete', id, words FROM messages LIMIT 1",
            ["index"]
        ),
        ("INSERT INTO message_words (rowid, words) VALUES (100000, 'more')", ["index"]),
        ("UPDATE indexed_words SET up_to = 5", ["index"]),
        ("DELETE FROM indexed_words", ["index"]),
    ])
    func eachBreachIsFoundAndNamed(change: String, breaches: [String]) throws {
        let found = try found(after: change)
        #expect(found.isSuperset(of: breaches))
    }

    @Test func aBreachNamesTheConversationAndTheEvent() throws {
        let id = try #require(try listings(of: folder.store).first).conversation.id
        let database = try Database(path: folder.store, access: .readWrite)
        try database.run(
            "UPDATE events SET kind = 'sang' WHERE conversation = ?1 AND seq = 2", [.blob(id.bytes)])
        let verification = try Verification(of: folder.store)
        let breach = try #require(verification.breaches.first)
        #expect(breach.conversation == id)
        #expect(breach.seq == 2)
        #expect(breach.isInLog)
        #expect(breach.description.contains("\(id), event 2"))
        let error = #expect(throws: StorageError.self) {
            try SQLiteArchive(path: folder.store).events(
                of: id, after: 0, limit: 9, visibleTo: .agents, messagesOnly: false)
        }
        #expect(error?.description.contains("Event 2 of conversation \(id)") == true)
    }

    @Test func rebuildingMakesTheListsAnewFromTheLog() throws {
        let before = try listings(of: folder.store)
        let database = try Database(path: folder.store, access: .readWrite)
        try database.execute(
            """
            UPDATE conversations SET phase = 'closed', state = '{}', last_event = 0;
            DELETE FROM conversations WHERE rowid % 2 = 0;
            UPDATE waits SET replied_at = 7;
            INSERT INTO waits VALUES (x'00112233445566778899aabbccddeeff', 3, 'default', 0, 0, 0, 0);
            INSERT INTO message_words (message_words) VALUES ('delete-all');
            """)
        #expect(try !Verification(of: folder.store).isSound)
        var progress: [Double] = []
        try Verification.rebuild(folder.store) { progress.append($0) }
        #expect(progress.last == 1)
        #expect(try Verification(of: folder.store).breaches == [])
        #expect(try listings(of: folder.store) == before)
        #expect(before.count > 5)
    }

    @Test func rebuildingLeavesAloneWhatTheLogCannotTell() throws {
        let id = try #require(try listings(of: folder.store).first).conversation.id
        let database = try Database(path: folder.store, access: .readWrite)
        try database.run("DELETE FROM events WHERE conversation = ?1 AND seq = 2", [.blob(id.bytes)])
        try Verification.rebuild(folder.store)
        #expect(try SQLiteArchive(path: folder.store).listing(id) != nil)
        let verification = try Verification(of: folder.store)
        #expect(verification.breaches.map(\.conversation) == [id])
        #expect(verification.breaches.allSatisfy { $0.isInLog })
    }

    @Test(arguments: [
        "UPDATE conversations SET state = '{}'", "UPDATE conversations SET state = ''",
        "UPDATE conversations SET state = replace(state, '\"last_seq\":', '\"last_seq\":9223372036854')",
        "UPDATE conversations SET state = replace(state, '_at\":', '_at\":-9')",
        "UPDATE conversations SET message_sender = 'x'", "UPDATE customers SET attributes = '[1]'",
        "PRAGMA foreign_keys = OFF; UPDATE conversations SET customer = x''",
        "UPDATE conversations SET state = replace(state, '\"is\":\"', '\"is\":\"un')",
    ])
    func aStateThatCannotBeReadThrowsAndNeverTraps(change: String) throws {
        let id = try #require(try listings(of: folder.store).first).conversation.id
        let database = try Database(path: folder.store, access: .readWrite)
        try database.execute(change)
        #expect(throws: (any Error).self) { try SQLiteStore(path: folder.store).listing(id) }
        let listing = Result { try SQLiteArchive(path: folder.store).listing(id) }
        if case .success(let listing?) = listing { Issue.record("read as \(listing.conversation.phase)") }
    }

    @Test func aBackupIsAStoreOfItsOwnAndSound() throws {
        let copy = folder.path + "/copy.db"
        var progress: [Double] = []
        let archive = try SQLiteArchive(path: folder.store)
        try archive.backUp(to: copy) { progress.append($0) }
        #expect(progress.last == 1)
        #expect(try Verification(of: copy).isSound)
        #expect(try listings(of: copy) == listings(of: folder.store))
        #expect(throws: SQLiteError.self) { try archive.backUp(to: copy) }
    }
}
