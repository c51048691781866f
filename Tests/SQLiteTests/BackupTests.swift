import Foundation
import SQLite
import TestSupport
import Testing

@Suite struct BackupTests {
    let folder: Folder
    let database: Database

    init() throws {
        folder = try Folder()
        database = try folder.database()
        // More pages than are copied at once.
        let text = String(repeating: "x", count: 2000)
        try database.transaction {
            for number in 1...4000 { try database.add(Int64(number), "\(number) \(text)") }
        }
    }

    @Test func aBackupDuringWritesIsTheStateItBeganWith() throws {
        let source = try Database(path: folder.file(Folder.database), access: .readOnly)
        var written: Int64 = 4000
        var parts: [Double] = []
        try source.backUp(to: folder.file("copy.db")) { part in
            parts.append(part)
            written += 1
            #expect(throws: Never.self) { try database.add(written) }
        }
        #expect(parts.count > 2 && parts == parts.sorted() && parts.last == 1)
        #expect(written > 4002)

        let copy = try Database(path: folder.file("copy.db"), access: .readOnly)
        #expect(try copy.quickCheck() == [])
        #expect(try copy.integer("SELECT max(n) FROM t") == 4000)
        #expect(try copy.integer("SELECT count(*) FROM t") == 4000)
        // The source goes on behind its backup.
        #expect(try source.integer("SELECT max(n) FROM t") == written)
    }

    @Test func aBackupIsOneFileOfItsOwner() throws {
        try database.backUp(to: folder.file("copy.db"))
        #expect(try folder.mode("copy.db") == 0o600)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names == ["copy.db", "test.db", "test.db-shm", "test.db-wal"])
        let copy = try Database(path: folder.file("copy.db"), access: .readOnly)
        #expect(try copy.text("PRAGMA journal_mode") == "delete")
    }

    @Test func aBackupOverwritesNothing() throws {
        try Data("mine".utf8).write(to: URL(filePath: folder.file("copy.db")))
        #expect(throws: SQLiteError.self) { try database.backUp(to: folder.file("copy.db")) }
        #expect(try Data(contentsOf: URL(filePath: folder.file("copy.db"))) == Data("mine".utf8))
    }

    @Test func aBackupThatFailsLeavesNoFile() throws {
        #expect(throws: SQLiteError.self) { try database.backUp(to: folder.file("none/copy.db")) }
        #expect(!FileManager.default.fileExists(atPath: folder.file("none")))
        try database.add(5000)
    }

    @Test func whatAKilledBackupLeftIsNoHindrance() throws {
        try Data("half".utf8).write(to: URL(filePath: folder.file("copy.db.unfinished")))
        try database.backUp(to: folder.file("copy.db"))
        let copy = try Database(path: folder.file("copy.db"), access: .readOnly)
        #expect(try copy.integer("SELECT count(*) FROM t") == 4000)
    }
}
