/// What a value becomes in a column: one of SQLite's storage classes (no REAL: the product has no fractions).
public enum StoredValue: Sendable, Equatable {
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
}

/// A value that may be bound to a `?` of a statement. NULL is Swift's `nil`, accepted wherever a value is.
///
/// A product type joins by one line: `extension PhoneNumber: SQLiteValue { var storedValue: StoredValue { .text(digits) } }`.
public protocol SQLiteValue {
    /// The value as it is stored.
    var storedValue: StoredValue { get }
}

extension String: SQLiteValue {
    /// TEXT in UTF-8.
    public var storedValue: StoredValue { .text(self) }
}

extension Int: SQLiteValue {
    /// INTEGER.
    public var storedValue: StoredValue { .integer(Int64(self)) }
}

extension Int64: SQLiteValue {
    /// INTEGER.
    public var storedValue: StoredValue { .integer(self) }
}

extension Bool: SQLiteValue {
    /// INTEGER 0 or 1.
    public var storedValue: StoredValue { .integer(self ? 1 : 0) }
}

extension [UInt8]: SQLiteValue {
    /// BLOB; an empty array is an empty BLOB, not NULL.
    public var storedValue: StoredValue { .bytes(self) }
}
