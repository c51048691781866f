import AgentDesk
import BotFlow
import Foundation
import SQLite
import Storage
import Switchboard
import TestSupport
import Testing

/// Which files are opened, and what the others are refused with.
struct SchemaTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
    }

    private func open(_ change: (Database) throws -> Void) throws -> StorageError? {
        do {
            let database = try Database(path: folder.store, access: .readWrite)
            try change(database)
        }
        return #expect(throws: StorageError.self) { _ = try SQLiteStore(path: folder.store) }
    }

    @Test func aNewFileIsOursAndOfTheNewestVersion() throws {
        _ = try SQLiteStore(path: folder.store)
        let database = try Database(path: folder.store, access: .readOnly)
        #expect(try database.userVersion == Schema.version)
        #expect(try database.first("PRAGMA application_id", []) { Int($0.integer(0)) } == Schema.applicationID)
        let mode = try FileManager.default.attributesOfItem(atPath: folder.store)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func anothersFileIsRefusedAndNotTouched() throws {
        let error = try open { try $0.execute("CREATE TABLE recipes (id INTEGER PRIMARY KEY)") }
        #expect(error == .foreign(path: folder.store))
        #expect(error?.description.contains("--data") == true)
        let database = try Database(path: folder.store, access: .readOnly)
        #expect(try database.first("SELECT count(*) FROM sqlite_schema", []) { $0.integer(0) } == 1)
    }

    @Test func aNewerFileIsRefusedWithTheWayOut() throws {
        _ = try SQLiteStore(path: folder.store)
        let error = try open { try $0.setUserVersion(99) }
        #expect(error == .newer(path: folder.store, version: 99, known: Schema.version))
        #expect(error?.description.contains("backup") == true)
        #expect(throws: StorageError.self) { _ = try SQLiteArchive(path: folder.store) }
    }

    @Test func anArchiveDoesNotReadAFileThatIsNotUpToDate() throws {
        _ = try Database(path: folder.store, access: .readWrite)
        #expect(throws: StorageError.older(path: folder.store, version: 0, known: Schema.version)) {
            _ = try SQLiteArchive(path: folder.store)
        }
    }

    /// The fixture is a store of version 1 as it was written then: its statements, with conversations in all phases.
    @Test func aStoreOfVersion1IsReadByThisProgram() throws {
        let fixture = try #require(Bundle.module.resourceURL).appendingPathComponent("Stored/version-1.sql")
        do {
            let database = try Database(path: folder.store, access: .readWrite)
            try database.execute(try String(contentsOf: fixture, encoding: .utf8))
        }
        let store = try SQLiteStore(path: folder.store)
        let verification = try Verification(of: folder.store)
        #expect(verification.breaches == [])
        #expect(verification.conversations == 4)
        #expect(try store.waiting().count == 1)
        let archive = try SQLiteArchive(path: folder.store)
        #expect(try archive.search("umbrella", in: .default, limit: 9).count == 2)
        let phases = try archive.counts().conversations
        #expect(phases == ["automated": 1, "queued": 1, "claimed": 1, "closed": 1])
        // And it takes what version 1 did not know.
        for conversation in try store.waiting().map(\.conversation) {
            #expect(try archive.judgements(of: conversation) == [:])
            let customer = try #require(try archive.listing(conversation)).customer
            #expect(!customer.isVerified && customer.attributes == [:])
        }
        #expect(try store.newestEdition(in: .default) == nil)
        let edition = PublishedEdition(
            version: "1", at: Moment(milliseconds: 1), by: nil, message: nil, changes: [])
        try store.commit { try store.record(edition, in: .default) }
        #expect(try archive.editions(in: .default, before: nil, limit: 9).map(\.edition) == [edition])
    }

    @Test(arguments: [0.3, 0.6, 0.9])
    func aTruncatedFileIsRefusedWithTheWayOut(part: Double) throws {
        try fill()
        let file = try #require(FileHandle(forUpdatingAtPath: folder.store))
        let length = try file.seekToEnd()
        try file.truncate(atOffset: UInt64(Double(length) * part) / 4096 * 4096)
        try file.close()
        let error = #expect(throws: StorageError.self) { _ = try SQLiteStore(path: folder.store) }
        #expect(error?.description.contains("backup") == true)
    }

    @Test(arguments: [UInt64](1...12))
    func aFileWithAFlippedPageIsRefused(seed: UInt64) throws {
        try fill()
        var bytes = try folder.bytes()
        var generator = SplitMix64(seed: seed)
        let page = Int.random(in: 1..<bytes.count / 4096, using: &generator)
        // The head of a page: its kind and where its cells are.
        for place in 0..<12 { bytes[page * 4096 + place] ^= 0xA5 }
        try bytes.write(to: URL(fileURLWithPath: folder.store))
        #expect(throws: StorageError.self) { _ = try SQLiteStore(path: folder.store) }
    }

    @Test func aFileThatIsNoDatabaseIsRefused() throws {
        try Data("not a database at all, but long enough to be read as a head of one, or so it says here.".utf8)
            .write(to: URL(fileURLWithPath: folder.store))
        let error = #expect(throws: StorageError.self) { _ = try SQLiteStore(path: folder.store) }
        #expect(error?.description.contains("backup") == true)
    }

    @Test func aWrongStateIsMetAtTheStart() throws {
        try fill()
        let error = try open { try $0.execute("UPDATE conversations SET phase = 'queued'") }
        #expect(error?.description.contains("verify") == true)
    }

    private func fill() throws {
        try FileManager.default.copyItem(atPath: try Filled.folder.get().store, toPath: folder.store)
    }
}

/// A store with some history, made once and copied by whoever spoils it.
enum Filled {
    static let seed: UInt64 = 12
    static let folder = Result { try make().folder }

    static func make() throws -> Scene {
        let scene = try Scene(seed: seed)
        try scene.live(through: 150, conversations: 12)
        return scene
    }
}
