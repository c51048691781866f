import SQLite

/// What a store's file looks like, and how an older one becomes it.
package enum Schema {
    /// Marks the file as ours for `file` and for us: "supp" in ASCII.
    package static let applicationID = 0x7375_7070

    /// The newest version this program knows, and the only one it works with.
    package static var version: Int { migrations.count }

    /// Each takes a file from the version of its index to the next one, and is never edited once released.
    static let migrations = [firstVersion, secondVersion, thirdVersion, fourthVersion, fifthVersion]

    /// Makes the file of this connection one of the newest version, or says why that cannot be.
    ///
    /// Each migration is a transaction of its own, so one that is interrupted leaves the version before it.
    static func migrate(_ database: Database) throws {
        let found = try identify(database)
        guard found <= version else {
            throw StorageError.newer(path: database.path, version: found, known: version)
        }
        for next in found..<version {
            try database.transaction {
                try database.execute(migrations[next])
                try database.execute("PRAGMA application_id = \(applicationID)")
                try database.setUserVersion(Int32(next + 1))
            }
        }
    }

    /// Throws unless the file can be read as it is.
    static func require(_ database: Database) throws {
        let found = try identify(database)
        if found > version { throw StorageError.newer(path: database.path, version: found, known: version) }
        if found < version { throw StorageError.older(path: database.path, version: found, known: version) }
    }

    /// The version of a file of ours; 0 for an empty one.
    private static func identify(_ database: Database) throws -> Int {
        let id = try database.first("PRAGMA application_id", []) { row in Int(row.integer(0)) }
        let tables = try database.first("SELECT count(*) FROM sqlite_schema", []) { row in row.integer(0) }
        let isEmpty = id == 0 && tables == 0
        guard isEmpty || id == applicationID else { throw StorageError.foreign(path: database.path) }
        return try database.userVersion
    }
}
