internal import Encodings

/// Reads a header field's value from left to right.
struct SIPScanner {
    private let bytes: [UInt8]
    private var index = 0

    init(_ text: String) { bytes = [UInt8](text.utf8) }

    var isAtEnd: Bool { index >= bytes.count }

    /// The next byte, nil at the end.
    var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    /// Whether a byte occurs between here and the end.
    func hasAhead(_ byte: UInt8) -> Bool { bytes[index...].contains(byte) }

    /// Passes a byte if it is next.
    mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        index += 1
        return true
    }

    /// Passes a character with the white space that may stand around separators (SLASH, COLON, SEMI …).
    mutating func takeSeparator(_ byte: UInt8) -> Bool {
        let start = index
        skipSpace()
        guard take(byte) else {
            index = start
            return false
        }
        skipSpace()
        return true
    }

    /// Passes spaces and tabs; folding has already become a space.
    mutating func skipSpace() {
        while let byte = next, ASCII.isBlank(byte) { index += 1 }
    }

    /// Passes white space and tells whether nothing else is left.
    mutating func isDone() -> Bool {
        skipSpace()
        return isAtEnd
    }

    /// The longest run of a class's characters; nil when there is none.
    mutating func run(_ allowed: ByteSet) -> String? {
        let start = index
        while let byte = next, allowed.contains(byte) { index += 1 }
        return start < index ? text(start, index) : nil
    }

    mutating func token() -> String? { run(SIPCharacter.token) }

    /// Everything before a byte; nil when the byte does not come. The byte is passed too.
    mutating func upTo(_ byte: UInt8) -> String? {
        guard let end = bytes[index...].firstIndex(of: byte) else { return nil }
        defer { index = end + 1 }
        return text(index, end)
    }

    /// Passes all up to the last of a byte, and that; false when it is nowhere ahead.
    mutating func passLast(_ byte: UInt8) -> Bool {
        guard let last = bytes[index...].lastIndex(of: byte) else { return false }
        index = last + 1
        return true
    }

    /// Passes all before a byte, or to the end.
    mutating func skip(to byte: UInt8) {
        index = bytes[index...].firstIndex(of: byte) ?? bytes.count
    }

    /// Everything that is left.
    mutating func rest() -> String {
        defer { index = bytes.count }
        return text(index, bytes.count)
    }

    /// A quoted string's inside with its escapes as they are; nil when there is none, or no end of it.
    mutating func quoted() -> String? {
        guard next == UInt8(ascii: "\"") else { return nil }
        var end = index + 1
        while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
            end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard end < bytes.count else { return nil }
        defer { index = end + 1 }
        return text(index + 1, end)
    }

    /// A number of at most so many digits, not over a limit.
    mutating func number(upTo limit: UInt64) -> UInt64? {
        guard let digits = run(SIPCharacter.digit), digits.utf8.count <= 10, let number = UInt64(digits),
            number <= limit
        else { return nil }
        return number
    }

    private func text(_ start: Int, _ end: Int) -> String { String(decoding: bytes[start..<end], as: UTF8.self) }

    /// The values of a list: cut at its commas, but not inside quotes or angle brackets (RFC 3261 § 7.3.1).
    static func list(_ text: String) -> [String] {
        guard text.utf8.contains(UInt8(ascii: ",")) else { return [text] }
        var scanner = SIPScanner(text)
        var values: [String] = []
        var start = 0
        var isBracketed = false
        while let byte = scanner.next {
            if byte == UInt8(ascii: ","), !isBracketed {
                values.append(scanner.text(start, scanner.index))
                start = scanner.index + 1
            }
            if byte == UInt8(ascii: "\""), !isBracketed {
                if scanner.quoted() != nil { continue }
                // A quote without an end holds all the rest: looking for the next one would take quadratic time.
                break
            }
            if byte == UInt8(ascii: "<") { isBracketed = true }
            if byte == UInt8(ascii: ">") { isBracketed = false }
            scanner.index += 1
        }
        values.append(scanner.text(start, scanner.bytes.count))
        return values
    }
}
