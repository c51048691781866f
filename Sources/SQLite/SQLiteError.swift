import CSQLite
import Glibc

/// What SQLite answered when it could not do what was asked.
///
/// It names the file, the operation (the statement's text, never the values bound to it) and what to do about it.
package struct SQLiteError: Error, Equatable {
    /// What was tried: the text of a statement, or a verb such as `open`.
    package let operation: String

    /// The extended result code, <https://sqlite.org/rescode.html>.
    package let code: Int

    /// SQLite's own sentence.
    package let message: String

    /// The database file.
    package let path: String

    package init(operation: String, code: Int, message: String, path: String) {
        self.operation = operation
        self.code = code
        self.message = message
        self.path = path
    }

    /// What a connection says of its last failure.
    ///
    /// Where the system refused, its own reason stands behind SQLite's sentence. No reason is known of a file that could
    /// not be opened: SQLite tries several ways, and the last one says little of the first.
    init(_ operation: String, code: Int32, sentence: String? = nil, of handle: OpaquePointer?, path: String) {
        var (code, sentence) = (code, sentence ?? sqlite3_errmsg(handle).map { String(cString: $0) } ?? "unknown error")
        if code & 0xff == SQLITE_IOERR, let handle {
            let number = sqlite3_system_errno(handle)
            if number != 0 { sentence += " (\(String(cString: strerror(number))))" }
            if number == ENOSPC { code = SQLITE_FULL }
        }
        self.init(operation: operation, code: Int(code), message: sentence, path: path)
    }

    private var primaryCode: Int32 { Int32(truncatingIfNeeded: code & 0xff) }

    /// The disk, or the size we allowed the file, is full.
    package var isFull: Bool { primaryCode == SQLITE_FULL }

    /// Another connection held the file for longer than the busy timeout.
    package var isBusy: Bool { primaryCode == SQLITE_BUSY }

    /// The operating system could not read, write or sync the file.
    package var isIOError: Bool { primaryCode == SQLITE_IOERR }

    /// The file, or its file system, does not take writes from this user.
    package var isReadOnly: Bool { primaryCode == SQLITE_READONLY }

    /// The file is damaged or no database at all.
    package var isCorrupt: Bool { primaryCode == SQLITE_CORRUPT || primaryCode == SQLITE_NOTADB }

    private var remedy: String? {
        switch primaryCode {
        case SQLITE_FULL: "make room on its disk"
        case SQLITE_BUSY, SQLITE_LOCKED: "another program is writing to it: let it finish, or stop it"
        case SQLITE_IOERR: "check the disk, and the kernel's log for its errors"
        case SQLITE_CORRUPT: "restore a backup; keep the damaged file for a look"
        case SQLITE_NOTADB: "it is no SQLite database: name another file, or restore a backup"
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH:
            "check that its folder exists, that this user may read and write there, and that its disk has room"
        case SQLITE_READONLY: "check that this user may write the file and its folder"
        default: nil
        }
    }
}

extension SQLiteError: CustomStringConvertible {
    package var description: String {
        let sentence = "\(path): \(message) (SQLite \(code)) at: \(operation)"
        return remedy.map { "\(sentence)\n\($0)" } ?? sentence
    }
}
