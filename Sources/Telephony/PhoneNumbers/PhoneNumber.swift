import Encodings

/// A Japanese telephone number as it is stored and compared: digits only, from the leading 0.
///
/// A value always has the outer form of a number somebody can be called by: ten digits 0[1-9]…, or eleven digits of which the
/// third is 0 (mobile, IP telephones and 0800). What a number may be used for is judged by `ContractNumber` and `Destination`.
package struct PhoneNumber: Sendable, Hashable {
    /// Ten or eleven ASCII digits; short enough to live inside the String without memory of its own.
    package let digits: String

    /// Reads what a person typed, however it is written (NUM-1); nil when that is no telephone number.
    package init?(_ text: String) {
        if let clean = PhoneNumber(clean: text) {
            self = clean
            return
        }
        guard let writing = NumberWriting(text), writing.isPlainNumber else { return nil }
        self.init(ascii: writing.keys)
    }

    /// Takes bytes that are already digits, as the database, a file or a call signal holds them; nothing is dropped or mended.
    package init?(ascii bytes: some Collection<UInt8>) {
        guard PhoneNumber.hasForm(bytes) else { return nil }
        self.init(known: String(decoding: bytes, as: UTF8.self))
    }

    /// What was meant where a spreadsheet has taken the leading 0 away; nil for a text that lacks none.
    package init?(lackingZero text: String) {
        guard let writing = NumberWriting(text), writing.isPlainNumber, writing.keys.first != ASCII.zero else {
            return nil
        }
        self.init(ascii: [ASCII.zero] + writing.keys)
    }

    private init(known digits: String) {
        self.digits = digits
    }

    /// Takes a text that is already written as we store it, and costs nearly nothing: files have thousands of them.
    package init?(clean text: String) {
        guard text.utf8.withContiguousStorageIfAvailable({ PhoneNumber.hasForm($0) }) ?? false else { return nil }
        self.init(known: text)
    }

    private static func hasForm(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.withContiguousStorageIfAvailable(hasForm) ?? Array(bytes).withUnsafeBufferPointer(hasForm)
    }

    private static func hasForm(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count == 10 || (bytes.count == 11 && bytes[2] == ASCII.zero) else { return false }
        guard bytes[0] == ASCII.zero, bytes[1] != ASCII.zero else { return false }
        for byte in bytes where !ASCII.isDigit(byte) { return false }
        return true
    }
}

extension PhoneNumber: Comparable {
    /// By digits, as a telephone directory or a spreadsheet column of text would order them.
    package static func < (one: PhoneNumber, other: PhoneNumber) -> Bool { one.digits < other.digits }
}

extension PhoneNumber: CustomStringConvertible {
    package var description: String { digits }
}
