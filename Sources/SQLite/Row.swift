import CSQLite

/// One row of a result, valid only inside the closure it is handed to. Columns count from 0.
///
/// Reading a column as something it is not, NULL as text for instance, gives an empty value and makes the query throw
/// `SQLITE_MISMATCH` after the closure: a schema and a query that disagree are found by the first test that meets them.
/// What is more than a text, a number or bytes is read with `value`, which throws at once.
public struct Row {
    private let statement: Statement

    @usableFromInline
    init(_ statement: Statement) {
        self.statement = statement
    }

    /// A column that holds a `Value` in its stored form. Throws `StoredValueError` when it does not: also when it is NULL.
    @inlinable
    public func value<Value: StorableValue>(_ column: Int, as type: Value.Type = Value.self) throws -> Value {
        guard let stored = Value.Stored.read(column, of: self), let value = Value(stored: stored) else {
            throw error(column, as: type)
        }
        return value
    }

    /// A column that holds a `Value` in its stored form, or NULL. Throws `StoredValueError` when it holds something else.
    @inlinable
    public func optionalValue<Value: StorableValue>(_ column: Int, as type: Value.Type = Value.self) throws -> Value? {
        isNull(column) ? nil : try value(column, as: type)
    }

    /// What to throw when a column holds no `type`: for values that are made of several columns.
    public func error(_ column: Int, as type: Any.Type) -> StoredValueError {
        StoredValueError(column: column, type: "\(type)", sql: statement.sql.description)
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

    /// A TEXT column; nil when it is of another type.
    func textIfThere(_ column: Int) -> String? {
        statement.type(column) == SQLITE_TEXT ? statement.text(column) : nil
    }

    /// An INTEGER column; nil when it is of another type.
    func integerIfThere(_ column: Int) -> Int? {
        statement.type(column) == SQLITE_INTEGER ? statement.integer(column) : nil
    }

    /// A BLOB column; nil when it is of another type.
    func bytesIfThere(_ column: Int) -> [UInt8]? {
        statement.type(column) == SQLITE_BLOB ? statement.bytes(column) : nil
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
