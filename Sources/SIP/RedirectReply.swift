internal import Encodings
internal import Transport

/// Writes an answer into the room that is there for it. What does not fit makes it no answer at all.
///
/// Invariant: `count` never exceeds the room.
struct RedirectReply {
    private let room: UnsafeMutableRawBufferPointer
    private(set) var count = 0
    private(set) var isTooLong = false

    init(_ room: UnsafeMutableRawBufferPointer) { self.room = room }

    mutating func append(_ byte: UInt8) {
        guard count < room.count else {
            isTooLong = true
            return
        }
        room[count] = byte
        count += 1
    }

    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { append(UnsafeRawBufferPointer($0)) }
    }

    mutating func append(_ text: String) {
        for byte in text.utf8 { append(byte) }
    }

    mutating func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { append($0) }
    }

    mutating func append(_ bytes: ArraySlice<UInt8>) {
        bytes.withUnsafeBytes { append($0) }
    }

    private mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count <= room.count - count else {
            isTooLong = true
            return
        }
        UnsafeMutableRawBufferPointer(rebasing: room[count...]).copyMemory(from: bytes)
        count += bytes.count
    }

    /// A part of the request as it stands; of folded lines the breaks become spaces.
    mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>, isFolded: Bool) {
        guard isFolded else {
            return bytes.extracting(range).bytes.withUnsafeBytes { append($0) }
        }
        for index in range {
            append(bytes[index] < ASCII.space && bytes[index] != ASCII.tab ? ASCII.space : bytes[index])
        }
    }

    mutating func append(_ number: Int) {
        var digits: InlineArray<20, UInt8> = .init(repeating: 0)
        var (rest, length) = (number.magnitude, 0)
        repeat {
            digits[length] = ASCII.zero + UInt8(rest % 10)
            rest /= 10
            length += 1
        } while rest > 0
        while length > 0 {
            length -= 1
            append(digits[length])
        }
    }

    /// Sixteen hexadecimal digits.
    mutating func append(hex number: UInt64) {
        for place in 0..<16 {
            let digit = UInt8(truncatingIfNeeded: number >> UInt64(60 - 4 * place)) & 15
            append(digit < 10 ? ASCII.zero + digit : UInt8(ascii: "a") + digit - 10)
        }
    }

    mutating func append(_ peer: PeerAddress) {
        guard let address = peer.ipv4 else { return append(peer.text) }
        for place in 0..<4 {
            if place > 0 { append(ASCII.dot) }
            append(Int(address >> UInt32(24 - 8 * place) & 255))
        }
    }

    /// A number as the user part of a URI, where "#" cannot stand (RFC 3261 § 25.1).
    mutating func append(_ number: SIPNumber) {
        for byte in number.text.utf8 {
            if byte == UInt8(ascii: "#") { append("%23") } else { append(byte) }
        }
    }
}

extension RedirectReply {
    /// A field's value as it stands in the request.
    mutating func append(_ bytes: Span<UInt8>, _ part: RedirectHead.Part) {
        append(bytes, part.range, isFolded: part.isFolded)
    }
}
