import Foundation
import SQLite
import TestSupport
import Testing

@Suite struct SQLiteErrorTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    @Test func aFileThatIsNoDatabaseIsReportedAsSuch() throws {
        try Data(repeating: 65, count: 10_000).write(to: URL(filePath: folder.file(Folder.database)))
        for access in [Database.Access.readWrite, .readOnly] {
            let error = try #require(throws: SQLiteError.self) {
                try Database(path: folder.file(Folder.database), access: access)
            }
            #expect(error.isCorrupt)
            #expect(error.description.contains(folder.file(Folder.database)))
        }
    }

    @Test func aDamagedPageIsReportedAsSuch() throws {
        do {
            let database = try folder.database()
            for number in 0..<2000 { try database.add(Int64(number)) }
            #expect(try database.quickCheck() == [])
        }
        let file = try FileHandle(forUpdating: URL(filePath: folder.file(Folder.database)))
        try file.seek(toOffset: 3 * 4096)
        try file.write(contentsOf: Data(repeating: 0xA5, count: 4096))
        try file.close()
        let damaged = try Database(path: folder.file(Folder.database), access: .readOnly)
        do {
            #expect(try damaged.quickCheck() != [])
        } catch let error as SQLiteError {
            #expect(error.isCorrupt)
        }
    }

    @Test func aFolderThatDoesNotExistIsNamedWithItsRemedy() throws {
        let path = "\(folder.path)/none/test.db"
        let error = try #require(throws: SQLiteError.self) { try Database(path: path, access: .readWrite) }
        #expect(error.description.contains(path) && error.description.contains("folder exists"))
    }

    @Test func aBrokenRuleIsToldWithItsExtendedCode() throws {
        let database = try folder.database()
        try database.add(1, "one")
        let error = try #require(throws: SQLiteError.self) { try database.add(2, "one") }
        // SQLITE_CONSTRAINT_UNIQUE.
        #expect(error.code == 2067)
        #expect(!error.isBusy && !error.isFull && !error.isIOError && !error.isCorrupt)
    }

    @Test func noBoundValueIsQuoted() throws {
        let database = try folder.database()
        try database.execute("CREATE VIRTUAL TABLE words USING fts5(s)")
        try database.add(1, "swordfish")
        let sinners: [(String, [Value])] = [
            ("SELECT rowid FROM words WHERE words MATCH ?1", [.text("swordfish:a")]),
            ("SELECT json_extract('{}', ?1)", [.text("swordfish")]),
            ("INSERT INTO t VALUES (2, ?1)", [.text("swordfish")]),
        ]
        for (sql, values) in sinners {
            let error = try #require(throws: SQLiteError.self) { try database.run(sql, values) }
            #expect(!String(reflecting: error).contains("swordfish") && !error.description.contains("swordfish"))
            #expect(error.operation == sql)
        }
    }

    @Test func aValueBeyondAllMeasureIsRefused() throws {
        let database = try folder.database()
        let huge = [UInt8](repeating: 1, count: (64 << 20) + 1)
        #expect(throws: SQLiteError.self) { try database.run("INSERT INTO t VALUES (1, ?1)", [.blob(huge)]) }
    }

    @Test func aColumnThatIsNotThereIsAMistake() async {
        await #expect(processExitsWith: .failure) {
            let database = try Database(path: ":memory:", access: .readWrite)
            _ = try database.first("SELECT 1", []) { row in row.integer(1) }
        }
    }

    @Test func aValueTooFewIsAMistake() async {
        await #expect(processExitsWith: .failure) {
            let database = try Database(path: ":memory:", access: .readWrite)
            try database.run("SELECT ?1, ?2", [.null])
        }
    }

    @Test func twoStatementsAtOnceAreAMistake() async {
        await #expect(processExitsWith: .failure) {
            let database = try Database(path: ":memory:", access: .readWrite)
            try database.run("SELECT 1; SELECT 2", [])
        }
    }
}
