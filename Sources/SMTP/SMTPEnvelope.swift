/// A mail as the conversation carries it: whom from and to, and its bytes, made fit for DATA.
struct SMTPEnvelope: Sendable {
    let from: SMTPAddress
    let to: SMTPAddress
    /// The mail with dots doubled at the beginnings of lines, up to and with the line of one dot that ends it.
    let content: [UInt8]
    /// The mail's octets without what is added for DATA.
    let size: Int
    /// Lines of the mail that no reply shown to anybody may repeat.
    let lines: [[UInt8]]

    /// Nil for a mail with octets beyond ASCII, or NUL: servers need not carry them (RFC 5321 § 2.4).
    ///
    /// Line ends of all kinds become CRLF: a CR or LF alone must not be sent (RFC 5321 § 2.3.8), because a server that
    /// takes it for a line end could be made to see the end of the mail, and another mail after it.
    init?(_ message: [UInt8], from: SMTPAddress, to: SMTPAddress) {
        guard message.allSatisfy({ 1...127 ~= $0 }) else { return nil }
        self.from = from
        self.to = to
        let whole = Self.withLineEnds(message)
        size = whole.count
        lines = Self.bodyLines(whole)
        content = Self.dotted(whole)
    }

    private static func withLineEnds(_ message: [UInt8]) -> [UInt8] {
        var whole: [UInt8] = []
        whole.reserveCapacity(message.count + 2)
        var last: UInt8 = 0
        for byte in message {
            switch byte {
            case 13: whole += [13, 10]
            case 10: if last != 13 { whole += [13, 10] }
            default: whole.append(byte)
            }
            last = byte
        }
        if last != 10 && last != 13 { whole += [13, 10] }
        return whole
    }

    /// RFC 5321 § 4.5.2.
    private static func dotted(_ whole: [UInt8]) -> [UInt8] {
        var content: [UInt8] = []
        content.reserveCapacity(whole.count + 64)
        var startsLine = true
        for byte in whole {
            if startsLine, byte == UInt8(ascii: ".") { content.append(byte) }
            content.append(byte)
            startsLine = byte == 10
        }
        return content + Array(".\r\n".utf8)
    }

    /// What follows the first empty line; short lines could be part of any sentence of a server.
    private static func bodyLines(_ whole: [UInt8]) -> [[UInt8]] {
        let lines = whole.split(separator: 10, omittingEmptySubsequences: false).map { $0.filter { $0 != 13 } }
        guard let gap = lines.firstIndex(where: \.isEmpty) else { return [] }
        return lines[(gap + 1)...].filter { $0.count >= 6 }
    }
}
