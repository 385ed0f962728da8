internal import Encodings

/// Puts a server's replies together from the bytes that come in. Without I/O; bounded whatever the server sends.
struct SMTPReplyReader {
    /// RFC 5321 § 4.5.3.1.5 has 512 octets; servers are forgiven some more.
    private static let longestLine = 2048
    /// EHLO's answers are the longest there are, some dozens.
    private static let mostLines = 128

    private var pending: [UInt8] = []
    private var code: Int?
    private var lines: [[UInt8]] = []

    /// Whether bytes lie here beyond the last reply taken: the server has spoken out of turn.
    var hasMore: Bool { !pending.isEmpty || code != nil }

    /// Takes bytes in.
    mutating func append(_ bytes: some Sequence<UInt8>) {
        pending += bytes
    }

    /// The next whole reply, nil while it is not there.
    /// - Throws: `SMTPReplyError`; the connection is of no more use.
    mutating func next() throws(SMTPReplyError) -> SMTPReply? {
        while let end = pending.firstIndex(of: 10) {
            guard end <= Self.longestLine else { throw SMTPReplyError(reason: "a line is too long") }
            var line = Array(pending[..<end])
            pending.removeFirst(end + 1)
            // Some servers end their lines in CR CR LF.
            while line.last == 13 { line.removeLast() }
            if let reply = try take(line) { return reply }
        }
        guard pending.count <= Self.longestLine else { throw SMTPReplyError(reason: "a line is too long") }
        return nil
    }

    /// `250-text` goes on, `250 text` and `250` end a reply. The text is opaque: it may be in any encoding.
    private mutating func take(_ line: [UInt8]) throws(SMTPReplyError) -> SMTPReply? {
        guard let code = Self.code(line),
            line.count == 3 || [UInt8(ascii: " "), UInt8(ascii: "-"), 9].contains(line[3])
        else { throw SMTPReplyError(reason: "not a reply of SMTP") }
        guard self.code == nil || self.code == code else { throw SMTPReplyError(reason: "a reply changes its code") }
        guard lines.count < Self.mostLines else { throw SMTPReplyError(reason: "a reply is too long") }
        lines.append(Array(line.dropFirst(4)))
        self.code = code
        guard line.count == 3 || line[3] != UInt8(ascii: "-") else { return nil }
        let reply = SMTPReply(code: code, lines: lines)
        self.code = nil
        lines = []
        return reply
    }

    private static func code(_ line: [UInt8]) -> Int? {
        guard line.count >= 3, line[..<3].allSatisfy(ASCII.isDigit) else { return nil }
        let code = line[..<3].reduce(0) { $0 * 10 + Int($1 - ASCII.zero) }
        return (200..<600).contains(code) ? code : nil
    }
}

/// The server does not speak SMTP, or too much of it: nothing of what follows can be understood.
struct SMTPReplyError: Error, Equatable {
    let reason: String
}
