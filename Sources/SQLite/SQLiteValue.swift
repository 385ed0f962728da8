/// What a value becomes in a column: one of SQLite's storage classes (no REAL: the product has no fractions).
public enum StoredValue: Sendable, Equatable {
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
}

/// A value that may be bound to a `?` of a statement. NULL is Swift's `nil`, accepted wherever a value is.
///
/// A value that is read back as well is a `StorableValue`.
public protocol SQLiteValue {
    /// The value as it is stored.
    var storedValue: StoredValue { get }
}
