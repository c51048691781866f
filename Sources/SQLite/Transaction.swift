import CSQLite

extension Database {
    /// Runs `body` in a transaction: all it wrote is on disk when this returns, and nothing of it if this throws.
    ///
    /// A writer takes the write lock at once (`BEGIN IMMEDIATE`), so what the body reads stays true until the commit.
    /// On a read-only connection the body sees one unchanging state of the file. Transactions do not nest.
    package func transaction<T>(_ body: () throws -> T) throws -> T {
        precondition(!isInTransaction, "transactions do not nest: use a savepoint")
        try run(access == .readWrite ? "BEGIN IMMEDIATE" : "BEGIN", [])
        isInTransaction = true
        defer {
            isInTransaction = false
            lost = nil
        }
        do {
            let result = try body()
            try run("COMMIT", [])
            return result
        } catch {
            rollBack()
            throw error
        }
    }

    /// Runs `body` on one unchanging state of the file, beside whoever writes; the body itself does not write.
    package func snapshot<T>(_ body: () throws -> T) throws -> T {
        precondition(!isInTransaction, "a snapshot is not part of a transaction")
        try run("BEGIN", [])
        defer { rollBack() }
        return try body()
    }

    /// Runs `body` inside a transaction so that it can fail alone: if it throws, what it wrote is undone and the
    /// transaction goes on.
    ///
    /// Where SQLite gave up the whole transaction (disk full, I/O error), every later statement and the commit throw
    /// that first error again.
    package func savepoint<T>(_ body: () throws -> T) throws -> T {
        precondition(isInTransaction, "a savepoint needs a transaction around it")
        // One name for all: SQLite takes the innermost.
        try run("SAVEPOINT part", [])
        do {
            let result = try body()
            try run("RELEASE part", [])
            return result
        } catch {
            undoPart()
            throw error
        }
    }

    private func undoPart() {
        guard lost == nil && sqlite3_get_autocommit(handle) == 0 else { return }
        let script = "ROLLBACK TO part; RELEASE part"
        let code = sqlite3_exec(handle, script, nil, nil, nil)
        // Half of the part may still be there, so its neighbours must not be committed with it.
        if code != SQLITE_OK { lost = failure(code, at: script) }
    }

    private func rollBack() {
        guard sqlite3_get_autocommit(handle) == 0 else { return }
        // If even this fails the connection stays in the transaction, and the next BEGIN says so.
        sqlite3_exec(handle, "ROLLBACK", nil, nil, nil)
    }
}
