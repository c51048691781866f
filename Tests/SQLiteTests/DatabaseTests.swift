import Foundation
import SQLite
import TestSupport
import Testing

@Suite struct DatabaseTests {
    let folder: Folder

    init() throws { folder = try Folder() }

    @Test func aFileIsWrittenThroughALogThatIsSyncedAtEveryCommit() throws {
        let database = try folder.database()
        #expect(try database.text("PRAGMA journal_mode") == "wal")
        #expect(try database.integer("PRAGMA synchronous") == 2)
        #expect(try database.integer("PRAGMA foreign_keys") == 1)
        #expect(try database.integer("PRAGMA trusted_schema") == 0)
    }

    @Test func theFileAndItsLogBelongToTheirOwnerAlone() throws {
        let database = try folder.database()
        try database.add(1)
        for name in ["test.db", "test.db-wal", "test.db-shm"] {
            #expect(try folder.mode(name) == 0o600, "\(name)")
        }
    }

    @Test func aFileThatWasOpenToOthersIsClosedToThem() throws {
        #expect(FileManager.default.createFile(atPath: folder.file(Folder.database), contents: nil))
        try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: folder.file(Folder.database))
        _ = try folder.database()
        #expect(try folder.mode() == 0o600)
    }

    @Test(arguments: ["test.db", "a b%20?mode=rw#ö.db"])
    func aFrozenFileIsReadAndNothingIsMadeBesideIt(name: String) throws {
        do {
            let database = try folder.database(name)
            try database.add(1)
        }
        let frozen = try Database(path: folder.file(name), access: .frozen)
        #expect(try frozen.integer("SELECT count(*) FROM t") == 1)
        #expect(throws: SQLiteError.self) { try frozen.add(2) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [name])
    }

    @Test func releasingTheLastConnectionLeavesOneFile() throws {
        do {
            let database = try folder.database()
            try database.add(1)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["test.db"])
    }

    @Test func aDatabaseInMemoryNeedsNoFile() throws {
        let database = try Database(path: ":memory:", access: .readWrite)
        try database.execute("CREATE TABLE t (n); INSERT INTO t VALUES (1), (2)")
        #expect(try database.integer("SELECT sum(n) FROM t") == 3)
    }

    @Test func aSchemaCannotBeEditedAsText() throws {
        let database = try folder.database()
        try database.execute("PRAGMA writable_schema = ON")
        #expect(throws: SQLiteError.self) { try database.execute("UPDATE sqlite_schema SET sql = NULL") }
    }

    @Test func aMisspeltColumnIsNoString() throws {
        let database = try folder.database()
        #expect(throws: SQLiteError.self) { try database.run(#"SELECT "nn" FROM t"#, []) }
    }

    // MARK: Readers

    @Test func aReaderSeesWhatIsCommittedAndNothingElse() throws {
        let writer = try folder.database()
        let reader = try Database(path: folder.file(Folder.database), access: .readOnly, busyTimeout: .zero)
        try writer.transaction {
            try writer.add(1)
            #expect(try writer.numbers == [1])
            #expect(try reader.numbers == [])
        }
        #expect(try reader.numbers == [1])
    }

    @Test func aTransactionOfAReaderSeesOneState() throws {
        let writer = try folder.database()
        let reader = try Database(path: folder.file(Folder.database), access: .readOnly, busyTimeout: .zero)
        try reader.transaction {
            #expect(try reader.numbers == [])
            try writer.add(1)
            #expect(try reader.numbers == [])
        }
        #expect(try reader.numbers == [1])
    }

    @Test func aReaderCannotWrite() throws {
        let writer = try folder.database()
        let reader = try Database(path: folder.file(Folder.database), access: .readOnly)
        #expect(throws: SQLiteError.self) { try reader.add(1) }
        #expect(throws: SQLiteError.self) { try reader.execute("DROP TABLE t") }
        // Not to a file it attaches either.
        #expect(try reader.integer("PRAGMA query_only") == 1)
        #expect(try writer.numbers == [])
    }

    @Test func aReaderCreatesNoFile() throws {
        #expect(throws: SQLiteError.self) { try Database(path: folder.file(Folder.database), access: .readOnly) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    @Test func theDataVersionTellsThatAnotherConnectionCommitted() throws {
        let writer = try folder.database()
        let reader = try Database(path: folder.file(Folder.database), access: .readOnly)
        let before = try reader.dataVersion
        #expect(try reader.dataVersion == before)
        try writer.add(1)
        #expect(try reader.dataVersion != before)
    }

    @Test func theUserVersionIsPartOfItsTransaction() throws {
        let database = try folder.database()
        #expect(try database.userVersion == 0)
        try database.transaction { try database.setUserVersion(7) }
        #expect(throws: Stop.self) {
            try database.transaction {
                try database.setUserVersion(8)
                throw Stop()
            }
        }
        #expect(try database.userVersion == 7)
    }

    // MARK: Statements

    @Test(arguments: ["", "plain", "Grüße 🛍️👩‍👩‍👧", "a\u{0}b", String(repeating: "é", count: 100_000)])
    func aTextComesBackAsItWent(_ text: String) throws {
        let database = try folder.database()
        try database.run("INSERT INTO t VALUES (1, ?1)", [.text(text)])
        let read = try database.first("SELECT s, typeof(s), length(CAST(s AS BLOB)) FROM t", []) { row in
            #expect(row.text(1) == "text")
            #expect(row.integer(2) == Int64(text.utf8.count))
            return row.text(0)
        }
        #expect(read.map { Array($0.utf8) } == Array(text.utf8))
    }

    @Test func everyTypeComesBackAsItWent() throws {
        let database = try folder.database()
        let values: [Value] = [.null, .integer(.min), .real(0.1), .text("t"), .blob([0, 255]), .blob([])]
        let row: Void? = try database.first("SELECT ?1, ?2, ?3, ?4, ?5, ?6, typeof(?6)", values) { row in
            #expect(row.isNull(0) && row.integerIfAny(0) == nil && row.textIfAny(0) == nil)
            #expect(row.integer(1) == .min && row.integerIfAny(1) == .min)
            #expect(row.real(2) == 0.1)
            #expect(row.textIfAny(3) == "t")
            #expect(row.blob(4) == [0, 255])
            #expect(row.blob(5) == [] && row.text(6) == "blob")
        }
        #expect(row != nil)
    }

    @Test func aRowReadsAsAnotherTypeWithoutATrap() throws {
        let database = try folder.database()
        _ = try database.first("SELECT 'word', NULL, x'ff', 12", []) { row in
            #expect(row.integer(0) == 0 && row.real(0) == 0)
            #expect(row.text(1) == "" && row.blob(1) == [] && row.integer(1) == 0)
            #expect(row.text(2) == "\u{fffd}")
            #expect(row.text(3) == "12" && row.blob(3) == Array("12".utf8))
        }
    }

    @Test func changesAndRowIdentifiersAreTold() throws {
        let database = try folder.database()
        try database.add(41)
        try database.add(42)
        #expect(database.lastInsertedRow == 42)
        try database.run("DELETE FROM t", [])
        #expect(database.changes == 2)
    }

    @Test func aStatementCanRunInsideItself() throws {
        let database = try folder.database()
        for number in 1...3 { try database.add(Int64(number)) }
        var pairs = 0
        let sql = "SELECT n FROM t"
        try database.query(sql, []) { _ in try database.query(sql, []) { _ in pairs += 1 } }
        #expect(pairs == 9)
        #expect(try database.integer("SELECT count(*) FROM t") == 3)
    }

    @Test func anErrorInsideARowEndsTheStatement() throws {
        let database = try folder.database()
        for number in 1...3 { try database.add(Int64(number)) }
        #expect(throws: Stop.self) { try database.query("SELECT n FROM t", []) { _ in throw Stop() } }
        // A statement still running would keep its lock and the table.
        try database.execute("DROP TABLE t")
    }

    @Test func aFirstRowOfAWriteIsWritten() throws {
        let database = try folder.database()
        let number = try database.first("INSERT INTO t VALUES (7, 'a'), (8, 'b') RETURNING n", []) { $0.integer(0) }
        #expect(number == 7)
        let reader = try Database(path: folder.file(Folder.database), access: .readOnly)
        #expect(try reader.numbers == [7, 8])
    }

    @Test func aThousandTextsDoNotFillTheMemoryForStatements() throws {
        let database = try folder.database()
        for number in 0..<1000 { #expect(try database.integer("SELECT \(number)") == Int64(number)) }
    }

    @Test func fullTextSearchIsThere() throws {
        let database = try folder.database()
        try database.execute("CREATE VIRTUAL TABLE words USING fts5(s, content='', tokenize='unicode61')")
        try database.run("INSERT INTO words (rowid, s) VALUES (5, ?1)", [.text("Wo ist mein Päckchen?")])
        let found = try database.first("SELECT rowid FROM words WHERE words MATCH ?1", [.text("packchen")]) { row in
            row.integer(0)
        }
        #expect(found == 5)
    }
}

/// Thrown on purpose.
struct Stop: Error {}
