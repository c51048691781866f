import CSQLite
import Glibc

/// A connection to one SQLite file, for one thread at a time.
///
/// It is closed when released. A file is written in WAL mode under `synchronous=FULL`: when a commit returned, it is on
/// disk. The file, its log and its index are readable by their owner alone (mode 0600). Statements are prepared once
/// and kept under their text, so texts are constants and everything that varies is a bound value.
///
/// The schema is not trusted, so triggers and views cannot touch a virtual table: full-text tables are written by
/// statements of their own.
package final class Database {
    /// What a connection may do.
    package enum Access: Sendable {
        /// Reads and writes; creates the file if there is none.
        case readWrite
        /// Reads only, beside a writer and without waiting for it; the file must exist.
        case readOnly
        /// Reads a file that nobody has open and that has no log beside it, and makes neither a log nor an index:
        /// the folder stays as it is (<https://sqlite.org/uri.html>, `immutable`).
        case frozen
        /// Reads, and may ask what SQLite answers only to one who could write; changes nothing, not even how the file
        /// is journaled. The file must exist.
        case check
    }

    /// The file, `:memory:`, or nothing for a private file that is gone with the connection.
    package let path: String

    package let access: Access

    let handle: OpaquePointer

    /// Prepared statements by their text.
    private var statements: [String: Statement] = [:]

    /// A program has some dozens of statements. More are a sign of texts with values in them; they must not fill
    /// memory.
    private static let statementLimit = 256

    /// No value and no row may be larger; whatever is larger is no conversation.
    private static let valueLimit: Int32 = 64 << 20

    /// Whether the body of `transaction` is running.
    var isInTransaction = false

    /// Why the running transaction can no longer be committed.
    var lost: SQLiteError?

    private var isPrivate: Bool { path.isEmpty || path == ":memory:" }

    /// Opens the file at `path`, which may be `:memory:`.
    ///
    /// A statement that finds the file locked waits for `busyTimeout` before it throws.
    package convenience init(path: String, access: Access, busyTimeout: Duration = .seconds(5)) throws {
        precondition(!path.isEmpty, "a database needs a path")
        try self.init(at: path, access, busyTimeout)
    }

    init(at path: String, _ access: Access, _ busyTimeout: Duration = .seconds(5)) throws {
        self.path = path
        self.access = access
        if access == .readWrite && path != ":memory:" && !path.isEmpty { try createPrivateFile(path) }
        switch access {
        case .readWrite: handle = try openHandle(path, flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
        case .readOnly: handle = try openHandle(path, flags: SQLITE_OPEN_READONLY)
        case .frozen: handle = try openHandle(frozenName(of: path), flags: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI)
        case .check: handle = try openHandle(path, flags: SQLITE_OPEN_READWRITE)
        }

        // From here on a throw releases the handle through deinit.
        sqlite3_busy_timeout(handle, busyTimeout.wholeMilliseconds)
        sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, Self.valueLimit)
        // A file may come from elsewhere: its schema must not run functions with side effects, nor be edited by SQL,
        // and a misspelt column in double quotes must not pass for a string.
        for (option, value) in [
            (SQLITE_DBCONFIG_DEFENSIVE, Int32(1)), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
            (SQLITE_DBCONFIG_DQS_DML, 0), (SQLITE_DBCONFIG_DQS_DDL, 0),
        ] {
            let code = support_sqlite_configure(handle, option, value)
            guard code == SQLITE_OK else { throw failure(code, at: "open") }
        }
        try configure()
    }

    deinit {
        // Before the handle: statements belong to it.
        statements.removeAll()
        // Cannot fail: with every statement gone nothing keeps the connection from closing.
        sqlite3_close_v2(handle)
    }

    private func configure() throws {
        switch access {
        case .readWrite:
            // After the busy timeout: switching to WAL takes a lock and would fail at once during a backup.
            let mode = try first("PRAGMA journal_mode = WAL", []) { row in row.text(0) }
            guard mode == "wal" || isPrivate else {
                throw SQLiteError(
                    operation: "PRAGMA journal_mode = WAL", code: Int(SQLITE_CANTOPEN),
                    message: "its file system cannot keep a write-ahead log", path: path)
            }
            try execute(
                """
                PRAGMA synchronous = FULL;
                PRAGMA foreign_keys = ON;
                PRAGMA journal_size_limit = 67108864;
                """)
        case .readOnly, .frozen:
            try execute("PRAGMA query_only = ON")
        case .check: break
        }
        try execute("PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY")
        // Reads the file, so that a damaged one is refused here and not at the first question.
        _ = try first("PRAGMA schema_version", []) { row in row.integer(0) }
    }

    // MARK: Statements

    /// Runs a script of any number of statements without values, such as a schema. Answers are dropped.
    package func execute(_ script: String) throws {
        try refuseIfLost()
        let code = sqlite3_exec(handle, script, nil, nil, nil)
        guard code == SQLITE_OK else { throw failure(code, at: script) }
    }

    /// Runs one statement to its end. Its answer, if it has one, is dropped.
    package func run(_ sql: String, _ values: [Value]) throws {
        try perform(sql, values) { _ in true }
    }

    /// Runs one statement and lends every row of its answer to `each`.
    package func query(_ sql: String, _ values: [Value], _ each: (borrowing Row) throws -> Void) throws {
        try perform(sql, values) { row in
            try each(row)
            return true
        }
    }

    /// Runs one statement and makes a value of the first row of its answer; nil if the answer has no row.
    package func first<T>(_ sql: String, _ values: [Value], _ make: (borrowing Row) throws -> T) throws -> T? {
        var found: T?
        try perform(sql, values) { row in
            found = try make(row)
            return false
        }
        return found
    }

    /// The rows inserted, updated or deleted by the last statement that did any of these.
    package var changes: Int { Int(sqlite3_changes64(handle)) }

    /// The rows inserted, updated or deleted since the connection was opened.
    package var totalChanges: Int { Int(sqlite3_total_changes64(handle)) }

    /// The row identifier of the last row inserted.
    package var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }

    /// Lends rows to `each` until there are no more or it answers false.
    private func perform(_ sql: String, _ values: [Value], _ each: (borrowing Row) throws -> Bool) throws {
        try refuseIfLost()
        let statement = try idleStatement(sql)
        defer { if statement.isRunning { statement.end() } }
        var code = statement.start(values)
        guard code == SQLITE_OK else { throw failure(code, at: sql, values) }
        repeat {
            code = sqlite3_step(statement.handle)
            guard code == SQLITE_ROW || code == SQLITE_DONE else { throw failure(code, at: sql, values) }
        } while try code == SQLITE_ROW && each(Row(of: statement.handle, columnCount: statement.columnCount))
        // Outside a transaction a statement left before its end commits here.
        code = statement.end()
        guard code == SQLITE_OK else { throw failure(code, at: sql, values) }
    }

    /// The kept statement of this text, or another one while that is running further up.
    private func idleStatement(_ sql: String) throws -> Statement {
        let kept = statements[sql]
        if let kept, !kept.isRunning { return kept }
        let statement = try prepare(sql)
        if kept == nil {
            if statements.count >= Self.statementLimit { statements = statements.filter { $0.value.isRunning } }
            statements[sql] = statement
        }
        return statement
    }

    private func prepare(_ sql: String) throws -> Statement {
        var handle: OpaquePointer?
        let code = sql.withCString { text in
            var rest: UnsafePointer<CChar>?
            let code = sqlite3_prepare_v3(self.handle, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, &rest)
            if code == SQLITE_OK, let rest {
                precondition(isBlank(rest), "one statement at a time: scripts are for execute")
            }
            return code
        }
        guard code == SQLITE_OK else { throw failure(code, at: sql) }
        guard let handle else { preconditionFailure("a statement needs a text") }
        return Statement(handle: handle)
    }

    // MARK: The library

    /// The version of SQLite that runs, such as `3.40.1`.
    package static var libraryVersion: String { String(cString: sqlite3_libversion()) }

    /// What the statements of this house need: `STRICT` tables (3.37) and `->>` (3.38).
    package static let oldestLibrary = "3.38.0"

    /// Whether the SQLite that runs is new enough.
    package static var isLibraryNewEnough: Bool { sqlite3_libversion_number() >= 3_038_000 }

    // MARK: State of the file

    /// Changes whenever another connection has committed to the file; only equality means something.
    package var dataVersion: Int {
        get throws { try integer("PRAGMA data_version") }
    }

    /// The number the file carries for its program; 0 in a new one.
    package var userVersion: Int {
        get throws { try integer("PRAGMA user_version") }
    }

    /// Inside a transaction the number is committed, or undone, with the rest.
    package func setUserVersion(_ version: Int32) throws {
        try execute("PRAGMA user_version = \(version)")
    }

    /// What is wrong with the file, a sentence each; empty if nothing is. Reads all of it.
    package func quickCheck() throws -> [String] {
        try sentences(of: "PRAGMA quick_check")
    }

    /// The same, and whether every index has what its table has, which takes several times as long.
    package func integrityCheck() throws -> [String] {
        try sentences(of: "PRAGMA integrity_check")
    }

    private func sentences(of check: String) throws -> [String] {
        var sentences: [String] = []
        try query(check, []) { row in sentences.append(row.text(0)) }
        return sentences == ["ok"] ? [] : sentences
    }

    private func integer(_ pragma: String) throws -> Int {
        Int(try first(pragma, []) { row in row.integer(0) } ?? 0)
    }

    // MARK: Errors

    /// The error for a result code. Called at once: SQLite keeps the sentence of the last failure only.
    func failure(_ code: Int32, at operation: String, _ values: [Value] = []) -> SQLiteError {
        // Some sentences quote a bound value (a word of a search expression, a JSON path); all of them have this code.
        let mayQuoteValue = code & 0xff == SQLITE_ERROR && !values.isEmpty
        let error = SQLiteError(
            operation, code: code, sentence: mayQuoteValue ? String(cString: sqlite3_errstr(code)) : nil, of: handle,
            path: path)
        if isInTransaction && sqlite3_get_autocommit(handle) != 0 { lost = lost ?? error }
        return error
    }

    /// A full disk, for one, makes SQLite roll back the whole transaction by itself. What its body did after that
    /// would be committed statement by statement, without what went before.
    private func refuseIfLost() throws {
        guard isInTransaction else { return }
        if let lost { throw lost }
        guard sqlite3_get_autocommit(handle) == 0 else {
            throw SQLiteError(
                operation: "transaction", code: Int(SQLITE_ABORT),
                message: "the transaction was rolled back before its end", path: path)
        }
    }
}

/// Creates the file if there is none, and takes it from all but its owner.
///
/// SQLite gives the log and the index beside it the same mode. A file that exists is never opened here: closing it
/// would drop the locks other connections of this process hold on it (<https://sqlite.org/howtocorrupt.html>, 2.2).
func createPrivateFile(_ path: String, mustBeNew: Bool = false) throws {
    let ownerOnly = mode_t(S_IRUSR | S_IWUSR)
    let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, ownerOnly)
    if descriptor >= 0 {
        close(descriptor)
        return
    }
    if errno == EEXIST && !mustBeNew && chmod(path, ownerOnly) == 0 { return }
    throw systemError("create", path)
}

/// Whether SQLite counts the memory it takes: it would lock a mutex of the whole program for each piece, twenty times a
/// turn, and nobody asks for the sum.
private let countsMemory = support_sqlite_configure_library(SQLITE_CONFIG_MEMSTATUS, 0) != SQLITE_OK

/// Opens the file; extended result codes from the start, and no mutex, as one thread uses it.
func openHandle(_ path: String, flags: Int32) throws -> OpaquePointer {
    _ = countsMemory
    var handle: OpaquePointer?
    let code = sqlite3_open_v2(path, &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
    guard code == SQLITE_OK, let handle else {
        // A failed open leaves a handle too, to ask for the reason and to close.
        defer { sqlite3_close_v2(handle) }
        throw SQLiteError("open", code: code, of: handle, path: path)
    }
    return handle
}

/// The file's name as one that SQLite opens without looking for a log, a lock or a change.
private func frozenName(of path: String) -> String {
    let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/".utf8)
    let digits = Array("0123456789ABCDEF")
    let name = path.utf8.map { byte in
        plain.contains(byte)
            ? String(Character(Unicode.Scalar(byte))) : "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }.joined()
    return "file:\(name)?immutable=1"
}

private func isBlank(_ text: UnsafePointer<CChar>) -> Bool {
    strspn(text, "; \t\r\n") == strlen(text)
}

extension Duration {
    /// Rounded down and kept within what SQLite takes.
    fileprivate var wholeMilliseconds: Int32 {
        Int32(clamping: components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000)
    }
}
