internal import Encodings

/// A look for the end of a line in the framing of a message: CR LF and nothing else (RFC 9112 § 2.2).
enum LineScan: Equatable {
    /// The line ends before the CR at this position.
    case end(Int)
    /// No end yet; everything before this position is fine and need not be looked at again.
    case incomplete(Int)
    /// A bare CR, a bare LF or another control character, tabs excepted.
    case invalid

    /// Looks from `start` on, eight bytes at a time as long as all of them are plain.
    init(_ bytes: Span<UInt8>, from start: Int) {
        let count = bytes.count
        var position = start
        while position < count {
            if count - position >= 8, LineScan.arePlain(bytes, position) {
                position += 8
                continue
            }
            let byte = bytes[position]
            if ASCII.isControl(byte) && byte != ASCII.tab {
                self = LineScan.atControl(bytes, position)
                return
            }
            position += 1
        }
        self = .incomplete(position)
    }

    /// Whether none of the eight bytes from there on is a control character. In a word, less 0x20 each, only bytes below
    /// 0x20 and above 0x9F get their highest bit; those that had it before do not count. A byte of 0x7F is nothing when
    /// it is xored with 0x7F, and found so as it alone borrows. Borrows can only make a plain word look otherwise.
    private static func arePlain(_ bytes: Span<UInt8>, _ position: Int) -> Bool {
        let word = bytes.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
        let low = (word &- 0x2020_2020_2020_2020) & ~word
        let other = word ^ 0x7F7F_7F7F_7F7F_7F7F
        let delete = (other &- 0x0101_0101_0101_0101) & ~other
        return (low | delete) & 0x8080_8080_8080_8080 == 0
    }

    private static func atControl(_ bytes: Span<UInt8>, _ position: Int) -> LineScan {
        guard bytes[position] == ASCII.carriageReturn else { return .invalid }
        guard position + 1 < bytes.count else { return .incomplete(position) }
        return bytes[position + 1] == ASCII.lineFeed ? .end(position) : .invalid
    }
}

/// The parts of a field line, as positions in it (RFC 9112 § 5).
struct FieldLine {
    let nameEnd: Int
    let valueStart: Int
    let valueEnd: Int

    /// Nil for an empty name, one that is no token — which a folded line and a space before the colon make it — and for a
    /// line without colon. Control characters are not looked for: `LineScan` has.
    init?(_ line: Span<UInt8>) {
        var position = 0
        while position < line.count, ByteSet.token.contains(line[position]) { position += 1 }
        guard position > 0, position < line.count, line[position] == ASCII.colon else { return nil }
        nameEnd = position
        let value = ASCII.trimmed(line, (position + 1)..<line.count)
        valueStart = value.lowerBound
        valueEnd = value.upperBound
    }
}
