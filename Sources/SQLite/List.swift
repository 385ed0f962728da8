internal import Encodings

/// Any number of values bound to one place: SQL says `list(?2)`, Swift says `List(numbers)`.
///
///     WHERE number IN list(?1)                      one of them, or none: NOT IN list(?1)
///     INSERT INTO … SELECT value, ?1 FROM list(?2)  a row for each; the column is called `value`
///     SELECT … FROM list(?1) AS l JOIN phone_number p ON p.number = l.value
///
/// That is no SQL of SQLite's: what stands for `list(?2)` is put there when the statement is compiled, so that stores know
/// nothing of how an engine takes lists. The values have no order.
///
/// TEXT and INTEGER only. NUL inside of a text becomes U+FFFD, since JSON has no place for it in SQLite.
public struct List: SQLiteValue, Sendable, Equatable {
    /// A JSON array.
    public let storedValue: StoredValue

    /// Values that are stored as TEXT.
    public init<Value: StorableValue>(_ values: some Sequence<Value>) where Value.Stored == String {
        var json: [UInt8] = []
        json.reserveCapacity(values.underestimatedCount * 16)
        for value in values {
            json.append(json.isEmpty ? UInt8(ascii: "[") : UInt8(ascii: ","))
            Self.append(value.stored, to: &json)
        }
        self.init(open: json)
    }

    /// Values that are stored as INTEGER.
    public init<Value: StorableValue>(_ values: some Sequence<Value>) where Value.Stored == Int {
        var json: [UInt8] = []
        for value in values {
            json.append(json.isEmpty ? UInt8(ascii: "[") : UInt8(ascii: ","))
            json.append(contentsOf: String(value.stored).utf8)
        }
        self.init(open: json)
    }

    private init(open json: [UInt8]) {
        storedValue = .text(String(decoding: json.isEmpty ? [UInt8(ascii: "[")] : json, as: UTF8.self) + "]")
    }

    private static func append(_ text: String, to json: inout [UInt8]) {
        json.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                json.append(UInt8(ascii: "\\"))
                json.append(byte)
            case 0:
                json.append(contentsOf: "\u{FFFD}".utf8)
            case 1..<0x20:
                json.append(contentsOf: "\\u\(byte.zeroPadded(to: 4, radix: 16))".utf8)
            default:
                json.append(byte)
            }
        }
        json.append(UInt8(ascii: "\""))
    }
}
