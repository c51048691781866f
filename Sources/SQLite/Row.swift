import CSQLite

/// One row of an answer, lent to the closure that reads it.
///
/// Columns count from 0; a column the statement does not have is a mistake and traps. SQLite converts between types on
/// reading, so stored data never traps: NULL reads as 0, as an empty text or as an empty blob.
package struct Row: ~Copyable {
    private let statement: OpaquePointer
    private let columnCount: Int32

    init(of statement: OpaquePointer, columnCount: Int32) {
        self.statement = statement
        self.columnCount = columnCount
    }

    package func isNull(_ column: Int) -> Bool {
        sqlite3_column_type(statement, index(column)) == SQLITE_NULL
    }

    package func integer(_ column: Int) -> Int64 {
        sqlite3_column_int64(statement, index(column))
    }

    package func real(_ column: Int) -> Double {
        sqlite3_column_double(statement, index(column))
    }

    /// The whole text, also behind a NUL; bytes that are no UTF-8 read as U+FFFD.
    package func text(_ column: Int) -> String {
        let column = index(column)
        // The text before its length: asking for the text may convert the value, which changes the number of bytes.
        guard let start = sqlite3_column_text(statement, column) else { return "" }
        let count = Int(sqlite3_column_bytes(statement, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    package func blob(_ column: Int) -> [UInt8] {
        let column = index(column)
        guard let start = sqlite3_column_blob(statement, column) else { return [] }
        let count = Int(sqlite3_column_bytes(statement, column))
        return [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }

    package func integerIfAny(_ column: Int) -> Int64? {
        isNull(column) ? nil : integer(column)
    }

    package func textIfAny(_ column: Int) -> String? {
        isNull(column) ? nil : text(column)
    }

    private func index(_ column: Int) -> Int32 {
        precondition(column >= 0 && column < columnCount, "the row has no such column")
        return Int32(truncatingIfNeeded: column)
    }
}
