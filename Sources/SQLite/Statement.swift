import CSQLite

/// A prepared statement. Belongs to one connection and, like it, to one thread at a time.
///
/// Invariant: `handle` lives exactly as long as this object. The connection is closed with `sqlite3_close_v2`, which waits
/// for its last statement, so that even a `Row` kept too long reads NULLs and never freed memory.
@usableFromInline
final class Statement {
    private let handle: OpaquePointer
    private let connection: OpaquePointer
    /// The text as it stands in the source.
    let sql: StaticString
    /// Whether it changes nothing in the database, whatever its values.
    let isReadOnly: Bool
    private let placeCount: Int
    /// A query is walking through the rows of this statement; a second use needs a statement of its own.
    private(set) var isInUse = false
    /// The first column that was read as something it is not; reported when the row has been read.
    @usableFromInline var mismatch: Int?

    /// Compiles `sql`, which must be exactly one statement.
    init(_ sql: StaticString, on connection: OpaquePointer) throws {
        var handle: OpaquePointer?
        let isWhole = sql.withUTF8Buffer { text in
            guard let expanded = ListSyntax.expand(text) else {
                return Self.compile(text, on: connection, as: &handle)
            }
            return expanded.withUnsafeBufferPointer { Self.compile($0, on: connection, as: &handle) }
        }
        guard let handle else {
            throw SQLiteError(handle: connection, sql: sql.description, isCompiling: true)
        }
        self.handle = handle
        self.connection = connection
        self.sql = sql
        isReadOnly = sqlite3_stmt_readonly(handle) != 0
        placeCount = Int(sqlite3_bind_parameter_count(handle))
        if !isWhole {
            throw SQLiteError(code: SQLITE_MISUSE, message: "more than one statement", sql: sql.description)
        }
    }

    deinit { sqlite3_finalize(handle) }

    /// Compiles the first statement of `text`; `handle` stays nil when SQLite refuses it. False when another one follows.
    private static func compile(
        _ text: UnsafeBufferPointer<UInt8>, on connection: OpaquePointer, as handle: inout OpaquePointer?
    ) -> Bool {
        var tail: UnsafePointer<CChar>?
        return text.withMemoryRebound(to: CChar.self) { characters in
            _ = sqlite3_prepare_v3(
                connection, characters.baseAddress, Int32(characters.count), UInt32(SQLITE_PREPARE_PERSISTENT),
                &handle, &tail)
            guard let start = characters.baseAddress, let tail else { return true }
            return characters[(tail - start)...].allSatisfy { $0 == 0x20 || $0 == 0x0A || $0 == 0x3B }
        }
    }

    /// Takes the statement and gives the `?`s their values, left to right.
    @usableFromInline
    func begin(_ values: [(any SQLiteValue)?]) throws {
        isInUse = true
        guard placeCount == values.count else {
            throw SQLiteError(
                code: SQLITE_MISUSE, message: "\(values.count) values for \(placeCount) places", sql: sql.description)
        }
        var index: Int32 = 0
        for value in values {
            index += 1
            try bind(value, at: index)
        }
    }

    /// Goes to the next row; false when there is none.
    @usableFromInline
    func step() throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw SQLiteError(handle: connection, sql: sql.description)
        }
    }

    /// Ends the use, also after an error: the statement holds no lock and no value any more.
    @usableFromInline
    func end() {
        sqlite3_reset(handle)
        if placeCount > 0 { sqlite3_clear_bindings(handle) }
        // A closure that threw by itself has left it.
        mismatch = nil
        isInUse = false
    }

    /// Reads the present row through `body`, and throws when a column was read as something it is not.
    @inlinable
    func read<T>(_ body: (Row) throws -> T) throws -> T {
        let value = try body(Row(self))
        if mismatch != nil { throw takeMismatch() }
        return value
    }

    /// The error of a column that was read as something it is not.
    @usableFromInline
    func takeMismatch() -> SQLiteError {
        SQLiteError(
            code: SQLITE_MISMATCH, message: "column \(mismatch ?? 0) is not of the type asked for",
            sql: sql.description)
    }

    /// The number of columns of a row.
    var columnCount: Int { Int(sqlite3_column_count(handle)) }

    /// The storage class of a column of the present row (`SQLITE_TEXT` …).
    func type(_ column: Int) -> Int32 { sqlite3_column_type(handle, Int32(column)) }

    /// An INTEGER column.
    func integer(_ column: Int) -> Int { Int(sqlite3_column_int64(handle, Int32(column))) }

    /// A TEXT column, copied.
    func text(_ column: Int) -> String {
        guard let start = sqlite3_column_text(handle, Int32(column)) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, Int32(column)))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// A BLOB column, copied.
    func bytes(_ column: Int) -> [UInt8] {
        guard let start = sqlite3_column_blob(handle, Int32(column)) else { return [] }
        let count = Int(sqlite3_column_bytes(handle, Int32(column)))
        return [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }

    /// Text and bytes are copied by SQLite: Swift's buffers end with the closure they are lent to.
    private func bind(_ value: (any SQLiteValue)?, at index: Int32) throws {
        let code: Int32
        switch value?.storedValue {
        case nil:
            code = sqlite3_bind_null(handle, index)
        case .integer(let number):
            code = sqlite3_bind_int64(handle, index, number)
        case .text(var text):
            code = text.withUTF8 { utf8 in
                utf8.withMemoryRebound(to: CChar.self) {
                    sqlite3_shim_bind_text_copy(handle, index, $0.baseAddress, Int32($0.count))
                }
            }
        case .bytes(let bytes):
            code = bytes.withUnsafeBytes {
                sqlite3_shim_bind_blob_copy(handle, index, $0.baseAddress, Int32($0.count))
            }
        }
        if code != SQLITE_OK { throw SQLiteError(handle: connection, sql: sql.description) }
    }
}
