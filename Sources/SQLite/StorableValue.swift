/// A value that has a stored form: bound as itself, and read back as itself with `row.value(2)`.
///
/// A product type joins by saying its stored form once in each direction:
///
///     extension PhoneNumber: StorableValue {
///         var stored: String { digits }
///         init?(stored: String) { self.init(clean: stored) }
///     }
///     extension Row {
///         func number(_ column: Int) throws -> PhoneNumber { try value(column) }
///     }
///
/// An enum with raw values of TEXT or INTEGER joins by its conformance alone: `extension ContractKind: StorableValue {}`.
public protocol StorableValue: SQLiteValue {
    /// What stands in the column: TEXT as `String`, INTEGER as `Int`, BLOB as `[UInt8]`.
    associatedtype Stored: StoredForm

    /// The value as it is stored.
    var stored: Stored { get }

    /// The value that `stored` was made from; nil when it was made from none.
    init?(stored: Stored)
}

extension StorableValue {
    /// The stored form, whichever it is.
    public var storedValue: StoredValue { stored.storedValue }
}

extension StorableValue where Self: RawRepresentable, RawValue: StoredForm {
    /// The raw value.
    @inlinable public var stored: RawValue { rawValue }

    /// The case of that raw value.
    @inlinable
    public init?(stored: RawValue) {
        self.init(rawValue: stored)
    }
}

/// A form in which values are stored, and which is stored as it is: `String`, `Int` and `[UInt8]`, no others.
public protocol StoredForm: StorableValue where Stored == Self {
    /// What stands in a column of `row`; nil when that is of another form or NULL.
    static func read(_ column: Int, of row: Row) -> Self?
}

extension StoredForm {
    /// The value itself.
    @inlinable public var stored: Self { self }

    /// The value itself.
    @inlinable
    public init(stored: Self) {
        self = stored
    }
}

extension String: StoredForm {
    /// TEXT in UTF-8.
    public var storedValue: StoredValue { .text(self) }

    /// A TEXT column.
    public static func read(_ column: Int, of row: Row) -> String? { row.textIfThere(column) }
}

extension Int: StoredForm {
    /// INTEGER.
    public var storedValue: StoredValue { .integer(Int64(self)) }

    /// An INTEGER column.
    public static func read(_ column: Int, of row: Row) -> Int? { row.integerIfThere(column) }
}

extension [UInt8]: SQLiteValue, StorableValue, StoredForm {
    /// BLOB; an empty array is an empty BLOB, not NULL.
    public var storedValue: StoredValue { .bytes(self) }

    /// A BLOB column.
    public static func read(_ column: Int, of row: Row) -> [UInt8]? { row.bytesIfThere(column) }
}

extension Int64: StorableValue {
    /// INTEGER.
    public var stored: Int { Int(self) }

    /// INTEGER.
    public init(stored: Int) {
        self.init(stored)
    }
}

extension Bool: StorableValue {
    /// INTEGER 0 or 1.
    public var stored: Int { self ? 1 : 0 }

    /// INTEGER; any other number than 0 is true.
    public init(stored: Int) {
        self = stored != 0
    }
}

/// A stored value is not what its column should hold: the database was written by another program, or a rule has become
/// narrower than what was stored under it. Holds no value of the database: safe to log.
public struct StoredValueError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The column of the query, counting from 0.
    public let column: Int
    /// The name of the type that it was read as.
    public let type: String
    /// The statement as it stands in the source.
    public let sql: String

    /// `column 2 holds no PhoneNumber [SELECT …]`
    public var description: String { "column \(column) holds no \(type) [\(sql)]" }
}
