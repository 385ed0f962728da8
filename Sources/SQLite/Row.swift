import CSQLite

/// One row of a result, valid only inside the closure it is handed to. Columns count from 0.
///
/// Reading a column as something it is not, NULL as text for instance, gives an empty value and makes the query throw
/// `SQLITE_MISMATCH` after the closure: a schema and a query that disagree are found by the first test that meets them.
public struct Row {
    private let statement: Statement

    @usableFromInline
    init(_ statement: Statement) {
        self.statement = statement
    }

    /// A TEXT column.
    public func text(_ column: Int) -> String {
        has(column, SQLITE_TEXT) ? statement.text(column) : ""
    }

    /// An INTEGER column.
    public func integer(_ column: Int) -> Int {
        has(column, SQLITE_INTEGER) ? statement.integer(column) : 0
    }

    /// An INTEGER column that is 0 or another number: false or true.
    public func flag(_ column: Int) -> Bool {
        integer(column) != 0
    }

    /// A BLOB column.
    public func bytes(_ column: Int) -> [UInt8] {
        has(column, SQLITE_BLOB) ? statement.bytes(column) : []
    }

    /// A TEXT column that may be NULL.
    public func optionalText(_ column: Int) -> String? {
        isNull(column) ? nil : text(column)
    }

    /// An INTEGER column that may be NULL.
    public func optionalInteger(_ column: Int) -> Int? {
        isNull(column) ? nil : integer(column)
    }

    /// A BLOB column that may be NULL.
    public func optionalBytes(_ column: Int) -> [UInt8]? {
        isNull(column) ? nil : bytes(column)
    }

    /// Whether a column is NULL.
    public func isNull(_ column: Int) -> Bool {
        guard statement.type(column) == SQLITE_NULL else { return false }
        // SQLite takes a column beyond the last for NULL.
        if column >= statement.columnCount { note(column) }
        return true
    }

    private func has(_ column: Int, _ type: Int32) -> Bool {
        if statement.type(column) == type { return true }
        note(column)
        return false
    }

    private func note(_ column: Int) {
        if statement.mismatch == nil { statement.mismatch = column }
    }
}
