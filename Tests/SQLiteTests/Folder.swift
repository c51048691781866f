import Foundation
import SQLite
import TestSupport

extension Folder {
    /// The file most tests use.
    static let database = "test.db"

    /// A database with one empty table `t` of a number and a text.
    func database(_ name: String = Folder.database) throws -> Database {
        let database = try Database(path: file(name), access: .readWrite, busyTimeout: .zero)
        try database.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, s TEXT NOT NULL UNIQUE)")
        return database
    }

    func mode(_ name: String = Folder.database) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: file(name))
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? -1
    }
}

extension Database {
    func integer(_ sql: String) throws -> Int64? {
        try first(sql, []) { row in row.integer(0) }
    }

    func text(_ sql: String) throws -> String? {
        try first(sql, []) { row in row.text(0) }
    }

    func add(_ number: Int64, _ text: String = "") throws {
        try run("INSERT INTO t (n, s) VALUES (?1, ?2)", [.integer(number), .text(text.isEmpty ? "\(number)" : text)])
    }

    var numbers: [Int64] {
        get throws {
            var numbers: [Int64] = []
            try query("SELECT n FROM t ORDER BY n", []) { row in numbers.append(row.integer(0)) }
            return numbers
        }
    }
}

/// The error `body` throws; nil if it throws none. For the inside of closures, where two `#expect(throws:)` may be
/// taken for one another.
func error(_ body: () throws -> Void) -> (any Error)? {
    do {
        try body()
        return nil
    } catch {
        return error
    }
}

func failure(_ body: () throws -> Void) -> SQLiteError? {
    error(body) as? SQLiteError
}
