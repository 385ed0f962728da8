internal import Encodings

extension Span where Element == UInt8 {
    /// Whether a part is that text, which is in lower case, in any case.
    @inline(__always)
    func isText(_ range: Range<Int>, _ text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { text in
            for offset in 0..<text.count
            where ASCII.lowercase(self[range.lowerBound + offset]) != text[offset] { return false }
            return true
        }
    }

    /// Whether a part is that text to the letter.
    @inline(__always)
    func isExactly(_ range: Range<Int>, _ text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { text in
            for offset in 0..<text.count where self[range.lowerBound + offset] != text[offset] { return false }
            return true
        }
    }

    /// Whether two parts are the same bytes.
    func isSame(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
        guard one.count == other.count else { return false }
        for offset in 0..<one.count where self[one.lowerBound + offset] != self[other.lowerBound + offset] {
            return false
        }
        return true
    }

    /// A part that is nothing but digits as a number; nil for any other, and for one above the limit.
    func number(_ range: Range<Int>, upTo limit: Int) -> Int? {
        guard (1...10).contains(range.count) else { return nil }
        var number = 0
        for index in range {
            guard ASCII.isDigit(self[index]) else { return nil }
            number = number * 10 + Int(self[index] - ASCII.zero)
        }
        return number <= limit ? number : nil
    }

    /// Where in a part a byte stands first.
    func first(_ byte: UInt8, in range: Range<Int>) -> Int? {
        for index in range where self[index] == byte { return index }
        return nil
    }
}
