import SQLite
import TestSupport
import Testing

@Suite struct TransactionTests {
    let folder: Folder
    let database: Database

    init() throws {
        folder = try Folder()
        database = try folder.database()
    }

    @Test func aBodyThatThrowsLeavesNothing() throws {
        #expect(throws: Stop.self) {
            try database.transaction {
                try database.add(1)
                throw Stop()
            }
        }
        #expect(try database.numbers == [])
        try database.transaction { try database.add(2) }
        #expect(try database.numbers == [2])
    }

    @Test func aSavepointIsUndoneAlone() throws {
        try database.transaction {
            try database.savepoint { try database.add(1) }
            let stopped = error {
                try database.savepoint {
                    try database.add(2)
                    throw Stop()
                }
            }
            #expect(stopped is Stop)
            let refused = failure {
                try database.savepoint {
                    try database.add(3)
                    try database.add(1)
                }
            }
            // SQLITE_CONSTRAINT_PRIMARYKEY.
            #expect(refused?.code == 1555)
            try database.savepoint { try database.add(4) }
        }
        #expect(try database.numbers == [1, 4])
    }

    @Test func aSavepointInsideASavepointIsUndoneAlone() throws {
        try database.transaction {
            try database.savepoint {
                try database.add(1)
                let stopped = error {
                    try database.savepoint {
                        try database.add(2)
                        throw Stop()
                    }
                }
                #expect(stopped is Stop)
                try database.add(3)
            }
        }
        #expect(try database.numbers == [1, 3])
    }

    @Test func aFailingCommitLeavesNoOpenTransaction() throws {
        try database.execute(
            "CREATE TABLE child (n INTEGER REFERENCES t (n) DEFERRABLE INITIALLY DEFERRED)")
        let error = try #require(throws: SQLiteError.self) {
            try database.transaction { try database.run("INSERT INTO child VALUES (99)", []) }
        }
        #expect(error.operation == "COMMIT")
        #expect(try database.integer("SELECT count(*) FROM child") == 0)
        try database.transaction { try database.add(1) }
        #expect(try database.numbers == [1])
    }

    @Test func afterAFullDiskNothingOfTheTransactionIsCommitted() throws {
        let pages = try #require(try database.integer("PRAGMA page_count"))
        try database.execute("PRAGMA max_page_count = \(pages + 2)")
        let big = String(repeating: "x", count: 20_000)
        var first: SQLiteError?
        let error = failure {
            try database.transaction {
                try database.savepoint { try database.add(1) }
                first = failure { try database.savepoint { try database.add(2, big) } }
                // Alone these would be committed one by one: the transaction around them is gone.
                #expect(first != nil && failure { try database.savepoint { try database.add(3) } } == first)
                #expect(failure { try database.add(4) } == first)
                #expect(failure { try database.execute("INSERT INTO t VALUES (5, '5')") } == first)
            }
        }
        #expect(error?.isFull == true && error == first)
        #expect(try database.numbers == [])
        try database.execute("PRAGMA max_page_count = 1000")
        try database.transaction { try database.add(6) }
        #expect(try database.numbers == [6])
    }

    @Test func aTransactionEndedByAStatementIsNotTakenForCommitted() throws {
        let error = failure {
            try database.transaction {
                try database.add(1)
                try database.execute("ROLLBACK")
                #expect(failure { try database.add(2) } != nil)
            }
        }
        #expect(error != nil)
        #expect(try database.numbers == [])
    }

    @Test func twoWritersDoNotMix() throws {
        let other = try Database(path: folder.file(Folder.database), access: .readWrite, busyTimeout: .zero)
        try database.transaction {
            try database.add(1)
            // Already at its beginning: else it could decide on what is about to change.
            #expect(failure { try other.transaction {} }?.isBusy == true)
        }
        try other.transaction { try other.add(2) }
        #expect(try database.numbers == [1, 2])
    }

    @Test func aTransactionInsideATransactionIsAMistake() async {
        await #expect(processExitsWith: .failure) {
            let database = try Database(path: ":memory:", access: .readWrite)
            try database.transaction { try database.transaction {} }
        }
    }

    @Test func aSavepointOutsideATransactionIsAMistake() async {
        await #expect(processExitsWith: .failure) {
            let database = try Database(path: ":memory:", access: .readWrite)
            try database.savepoint {}
        }
    }
}
