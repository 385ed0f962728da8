internal import Encodings

/// A mail of plain text from one to one, as RFC 5322 and MIME have it. The same values give the same bytes, so that a
/// mail tried again is the same mail.
public struct MailMessage: Sendable, Hashable {
    /// The author.
    public let from: Mailbox
    /// The addressee.
    public let to: Mailbox
    /// The subject.
    public let subject: MailHeaderText
    /// The text, its lines ended by LF or CRLF.
    public let body: String
    /// When it was written, in seconds since 1970 UTC.
    public let secondsSince1970: Int64
    /// The author's time zone, in minutes east of Greenwich.
    public let zoneMinutes: Int
    /// Its identification.
    public let id: MessageID

    /// A mail; whatever the values, none can add a header.
    public init(
        from: Mailbox, to: Mailbox, subject: MailHeaderText, body: String, secondsSince1970: Int64,
        zoneMinutes: Int = 0, id: MessageID
    ) {
        self.from = from
        self.to = to
        self.subject = subject
        self.body = body
        self.secondsSince1970 = secondsSince1970
        self.zoneMinutes = zoneMinutes
        self.id = id
    }

    /// Headers and body, all lines ended by CRLF and none longer than 998 octets, ASCII only. `Auto-Submitted` keeps
    /// automatic replies away (RFC 3834).
    public var bytes: [UInt8] {
        var date = MailHeaderLine("Date")
        date.append(MailDate.text(secondsSince1970, zoneMinutes: zoneMinutes).utf8)
        var author = MailHeaderLine("From")
        author.append(from)
        var addressee = MailHeaderLine("To")
        addressee.append(to)
        var title = MailHeaderLine("Subject")
        title.append(subject, isPhrase: false)
        var identification = MailHeaderLine("Message-ID")
        identification.append(id.text.utf8)
        let headers = [date, author, addressee, title, identification].flatMap(\.line)
        return headers + Self.fixedHeaders + Self.lines(of: textBytes)
    }

    private static let fixedHeaders = Array(
        """
        MIME-Version: 1.0\r
        Content-Type: text/plain; charset=UTF-8\r
        Content-Transfer-Encoding: base64\r
        Auto-Submitted: auto-generated\r
        \r

        """.utf8)

    /// Base 64 in lines of 76 characters, each ended by CRLF (RFC 2045 § 6.8).
    private static func lines(of bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count / 57 * 78 + 80)
        for start in stride(from: 0, to: bytes.count, by: 57) {
            text += Base64.encode(Array(bytes[start..<min(start + 57, bytes.count)]))
            text += [13, 10]
        }
        return text
    }

    /// The body with CRLF between its lines, as text is under base64 too (RFC 2045 § 6.8), and at its end.
    private var textBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(body.utf8.count + 64)
        var last: UInt8 = 10
        for byte in body.utf8 {
            switch byte {
            case 13: bytes += [13, 10]
            case 10: if last != 13 { bytes += [13, 10] }
            default: bytes.append(byte)
            }
            last = byte
        }
        if bytes.last != 10 { bytes += [13, 10] }
        return bytes
    }
}
