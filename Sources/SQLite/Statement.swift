import CSQLite

/// A prepared statement; finalized when released.
final class Statement {
    let handle: OpaquePointer
    let columnCount: Int32
    private let parameterCount: Int

    /// A running statement has a place in its answer and cannot be used for another one at the same time.
    private(set) var isRunning = false

    init(handle: OpaquePointer) {
        self.handle = handle
        columnCount = sqlite3_column_count(handle)
        parameterCount = Int(sqlite3_bind_parameter_count(handle))
    }

    deinit {
        // Its answer repeats the last step's, which was looked at.
        sqlite3_finalize(handle)
    }

    /// Binds the values to ?1, ?2, … and answers with the first result code that is not `SQLITE_OK`.
    func start(_ values: [Value]) -> Int32 {
        precondition(values.count == parameterCount, "the statement has another number of parameters than values given")
        isRunning = true
        var parameter: Int32 = 0
        for value in values {
            parameter += 1
            let code = bind(value, to: parameter)
            if code != SQLITE_OK { return code }
        }
        return SQLITE_OK
    }

    /// Ends the statement; it keeps neither its place nor its values. The result code tells whether what it wrote
    /// stands.
    @discardableResult
    func end() -> Int32 {
        let code = sqlite3_reset(handle)
        if parameterCount > 0 { sqlite3_clear_bindings(handle) }
        isRunning = false
        return code
    }

    private func bind(_ value: Value, to parameter: Int32) -> Int32 {
        switch value {
        case .null:
            return sqlite3_bind_null(handle, parameter)
        case .integer(let number):
            return sqlite3_bind_int64(handle, parameter, number)
        case .real(let number):
            return sqlite3_bind_double(handle, parameter, number)
        case .text(var text):
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    sqlite3_bind_text64(
                        handle, parameter, characters.baseAddress ?? Self.empty, UInt64(characters.count),
                        support_sqlite_transient(), UInt8(SQLITE_UTF8))
                }
            }
        case .blob(let bytes):
            return bytes.withUnsafeBytes { bytes in
                sqlite3_bind_blob64(
                    handle, parameter, bytes.baseAddress ?? UnsafeRawPointer(Self.empty), UInt64(bytes.count),
                    support_sqlite_transient())
            }
        }
    }

    /// What is bound for no bytes, which may have no address: SQLite takes a null pointer for NULL. Never written to
    /// and never freed, so every thread may read it.
    private nonisolated(unsafe) static let empty: UnsafePointer<CChar> = {
        let byte = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
        byte.initialize(to: 0)
        return UnsafePointer(byte)
    }()
}
