internal import Encodings

/// The first line of a chunk: its size, and extensions that are looked at for their grammar only (RFC 9112 § 7.1).
struct ChunkSize: Equatable {
    /// In bytes; what is beyond an Int is Int.max.
    let size: Int
    /// How many bytes of the line were extensions.
    let extensionBytes: Int

    /// Nil unless the line is 1 to 16 hexadecimal digits and well-formed extensions, with blanks only where the grammar has them.
    init?(_ line: ArraySlice<UInt8>) {
        let end = line.firstIndex { ASCII.hexValue($0) == nil } ?? line.endIndex
        let digits = line[line.startIndex..<end]
        guard (1...16).contains(digits.count) else { return nil }
        var value: UInt64 = 0
        for byte in digits {
            guard let digit = ASCII.hexValue(byte) else { return nil }
            value = value << 4 | UInt64(digit)
        }
        size = Int(exactly: value) ?? Int.max
        extensionBytes = line.endIndex - end
        guard ChunkSize.areExtensions(line[end...]) else { return nil }
    }

    /// *( BWS ";" BWS token [ BWS "=" BWS ( token / quoted-string ) ] ). Blanks that nothing follows are a fault.
    private static func areExtensions(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        while pass(ASCII.semicolon, &rest) {
            guard passToken(&rest) else { return false }
            if pass(ASCII.equals, &rest) {
                guard rest.first == ASCII.quote ? passQuoted(&rest) : passToken(&rest) else { return false }
            }
        }
        return rest.isEmpty
    }

    /// Passes a mark and the blanks around it; without the mark nothing is passed.
    private static func pass(_ mark: UInt8, _ rest: inout ArraySlice<UInt8>) -> Bool {
        let after = rest.drop(while: ASCII.isBlank)
        guard after.first == mark else { return false }
        rest = after.dropFirst().drop(while: ASCII.isBlank)
        return true
    }

    private static func passToken(_ rest: inout ArraySlice<UInt8>) -> Bool {
        let after = rest.drop(while: ByteSet.token.contains)
        defer { rest = after }
        return after.count < rest.count
    }

    private static func passQuoted(_ rest: inout ArraySlice<UInt8>) -> Bool {
        var position = rest.startIndex + 1
        while position < rest.endIndex, rest[position] != ASCII.quote {
            position += rest[position] == ASCII.backslash ? 2 : 1
        }
        guard position < rest.endIndex else { return false }
        rest = rest[(position + 1)...]
        return true
    }
}
