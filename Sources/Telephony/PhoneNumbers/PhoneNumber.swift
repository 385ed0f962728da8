import Encodings

/// A Japanese telephone number as it is compared: digits only, from the leading 0.
///
/// A value always has the outer form of a number somebody can be called by: ten digits 0[1-9]…, or eleven digits of which the
/// third is 0 (mobile, IP telephones and 0800). What a number may be used for is judged by `ContractNumber` and `Destination`.
///
/// It is one machine word, because a file of thousands looks up, compares and copies each of its numbers a dozen times.
@frozen
package struct PhoneNumber: Sendable, Hashable {
    /// The digits, filled up to eleven with a 0 behind, as one number; doubled, and one more for eleven digits. Words so made
    /// are in the order of the digits.
    @usableFromInline let word: UInt64

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
        let read =
            bytes.withContiguousStorageIfAvailable(PhoneNumber.word)
            ?? Array(bytes).withUnsafeBufferPointer(PhoneNumber.word)
        guard let read else { return nil }
        word = read
    }

    /// As a network signals one (NUM-7): digits, with hyphens among them, which may begin with +81 or 81. Nothing else is mended.
    package init?(signal text: String) {
        let digits = text.filter { $0 != "-" }
        guard digits.utf8.allSatisfy({ ASCII.isDigit($0) || $0 == UInt8(ascii: "+") }) else { return nil }
        // No number within Japan begins with 8: 81 and nine or ten digits is the country's code.
        let isAbroad = digits.hasPrefix("81") && (11...12).contains(digits.utf8.count)
        self.init(isAbroad ? "+" + digits : digits)
    }

    /// What was meant where a spreadsheet has taken the leading 0 away; nil for a text that lacks none.
    package init?(lackingZero text: String) {
        guard let writing = NumberWriting(text), writing.isPlainNumber, writing.keys.first != ASCII.zero else {
            return nil
        }
        self.init(ascii: [ASCII.zero] + writing.keys)
    }

    /// Takes a text that is already written as we store it, and costs nearly nothing: files have thousands of them.
    package init?(clean text: String) {
        guard let read = text.utf8.withContiguousStorageIfAvailable(PhoneNumber.word) ?? nil else { return nil }
        word = read
    }

    private static func word(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64? {
        guard bytes.count == 10 || (bytes.count == 11 && bytes[2] == ASCII.zero) else { return nil }
        guard bytes[0] == ASCII.zero, bytes[1] != ASCII.zero else { return nil }
        var value: UInt64 = 0
        for byte in bytes {
            guard ASCII.isDigit(byte) else { return nil }
            value = value * 10 + UInt64(byte - ASCII.zero)
        }
        return bytes.count == 10 ? value * 20 : value * 2 + 1
    }

    /// Bits of `code`.
    package static let codeBits = 38

    /// The number in 38 bits, never 0: for who keeps a million of them.
    package var code: UInt64 { word }

    /// Takes what `code` has given.
    package init(code: UInt64) { word = code }

    /// Ten or eleven ASCII digits; short enough to live inside the String without memory of its own.
    package var digits: String {
        let count = word & 1 == 0 ? 10 : 11
        return String(unsafeUninitializedCapacity: count) { text in
            var rest = count == 10 ? word / 20 : word / 2
            var place = count
            while place > 0 {
                place -= 1
                text[place] = ASCII.zero &+ UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            return count
        }
    }

    // Spelled out so that they can be taken into the modules that use them: a look-up is then no call at all.

    @inlinable
    package static func == (one: PhoneNumber, other: PhoneNumber) -> Bool { one.word == other.word }

    @inlinable
    package func hash(into hasher: inout Hasher) {
        hasher.combine(word)
    }
}

extension PhoneNumber: Comparable {
    /// By digits, as a telephone directory or a spreadsheet column of text would order them.
    @inlinable
    package static func < (one: PhoneNumber, other: PhoneNumber) -> Bool { one.word < other.word }
}

extension PhoneNumber: CustomStringConvertible {
    package var description: String { digits }
}
