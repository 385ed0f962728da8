internal import Encodings

/// The first line of a chunk: its size, and extensions that are looked at for their grammar only (RFC 9112 § 7.1).
struct ChunkSize: Equatable {
    /// In bytes; what is beyond an Int is Int.max.
    let size: Int
    /// How many bytes of the line were extensions.
    let extensionBytes: Int

    /// Nil unless the line is 1 to 16 hexadecimal digits and well-formed extensions, without spaces between them.
    init?(_ line: ArraySlice<UInt8>) {
        let end = line.firstIndex(of: ASCII.semicolon) ?? line.endIndex
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

    /// *( ";" token [ "=" ( token / quoted-string ) ] )
    private static func areExtensions(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        while rest.first == ASCII.semicolon {
            rest = rest.dropFirst()
            guard passToken(&rest) else { return false }
            if rest.first == ASCII.equals {
                rest = rest.dropFirst()
                guard rest.first == ASCII.quote ? passQuoted(&rest) : passToken(&rest) else { return false }
            }
        }
        return rest.isEmpty
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
