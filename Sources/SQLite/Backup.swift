import CSQLite
import Glibc

extension Database {
    /// Copies the database, as it is at this moment, to a new file of mode 0600.
    ///
    /// Writers go on meanwhile; what they write is not in the copy. The copy appears under its name only when it is
    /// whole and on disk. `progress` hears the part done, from 0 to 1. A file that exists is never overwritten.
    package func backUp(to target: String, progress: ((Double) -> Void)? = nil) throws {
        precondition(!isInTransaction, "a backup is not part of a transaction")
        guard Glibc.access(target, F_OK) != 0 else { throw existing(target) }
        let unfinished = target + ".unfinished"
        func clear() { for ending in ["", "-journal", "-wal", "-shm"] { unlink(unfinished + ending) } }
        // Left by a backup that was killed.
        clear()
        try createPrivateFile(unfinished, mustBeNew: true)
        defer { clear() }
        let copy = try openHandle(unfinished, flags: SQLITE_OPEN_READWRITE)
        defer { sqlite3_close_v2(copy) }
        try copyPages(into: copy, at: unfinished, progress)
        // Unlike a rename, a link never replaces a file that appeared meanwhile.
        guard link(unfinished, target) == 0 else {
            throw errno == EEXIST ? existing(target) : systemError("link", target)
        }
        do {
            try syncFolder(of: target)
        } catch {
            unlink(target)
            throw error
        }
    }

    /// A copy as it is at this moment, in a temporary file that is gone with its connection.
    package func privateCopy() throws -> Database {
        let copy = try Database(at: "", .readWrite)
        try copyPages(into: copy.handle, at: path, nil)
        return copy
    }

    private func copyPages(
        into copy: OpaquePointer, at target: String, _ progress: ((Double) -> Void)?
    ) throws {
        func failure(_ code: Int32) -> SQLiteError {
            SQLiteError("back up \(path)", code: code, of: copy, path: target)
        }

        // Holds one state of the file: without it every commit of another connection would start the copy anew.
        try run("BEGIN", [])
        defer { sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) }
        _ = try first("SELECT count(*) FROM sqlite_schema", []) { row in row.integer(0) }

        guard let backup = sqlite3_backup_init(copy, "main", handle, "main") else {
            throw failure(sqlite3_extended_errcode(copy))
        }
        let pagesAtOnce: Int32 = 1024
        var code = SQLITE_OK
        while code == SQLITE_OK {
            code = sqlite3_backup_step(backup, pagesAtOnce)
            let total = sqlite3_backup_pagecount(backup)
            if code == SQLITE_OK && total > 0 {
                progress?(1 - Double(sqlite3_backup_remaining(backup)) / Double(total))
            }
        }
        // Both answers count: the step's says how far it came, the end's also covers the commit of the copy.
        let end = sqlite3_backup_finish(backup)
        guard code == SQLITE_DONE else { throw failure(code) }
        guard end == SQLITE_OK else { throw failure(end) }

        // The copy says of itself that it has a log; without one it is a single file that opens in a read-only folder.
        code = sqlite3_exec(copy, "PRAGMA journal_mode = DELETE", nil, nil, nil)
        guard code == SQLITE_OK else { throw failure(code) }
        progress?(1)
    }

    private func syncFolder(of file: String) throws {
        let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? "."
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw systemError("open", folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw systemError("sync", folder) }
    }

    private func existing(_ target: String) -> SQLiteError {
        SQLiteError(
            operation: "back up \(path)", code: Int(SQLITE_CANTOPEN),
            message: "a file of this name exists and is not overwritten", path: target)
    }
}

/// What the system said about a file, in the terms of SQLite.
func systemError(_ operation: String, _ path: String) -> SQLiteError {
    SQLiteError(
        operation: operation, code: Int(errno == ENOSPC ? SQLITE_FULL : SQLITE_CANTOPEN),
        message: String(cString: strerror(errno)), path: path)
}
