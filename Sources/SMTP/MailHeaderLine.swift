internal import Encodings

/// One header of a mail on its way to bytes: pieces that may be parted by a line end, folded where a line would grow
/// beyond 76 characters (RFC 5322 § 2.2.3; RFC 2047 § 2 asks it of lines with encoded words).
struct MailHeaderLine {
    private static let longest = 76

    private var bytes: [UInt8]
    private var column: Int

    /// - Parameter name: the header's, of ours and so well-formed.
    init(_ name: StaticString) {
        bytes = Array("\(name):".utf8)
        column = bytes.count
    }

    /// Appends a piece that is not to be broken, after a space or a fold.
    mutating func append(_ piece: some Collection<UInt8>) {
        if column + 1 + piece.count > Self.longest, column > 1 {
            bytes += [13, 10]
            column = 0
        }
        bytes.append(UInt8(ascii: " "))
        bytes += piece
        column += 1 + piece.count
    }

    /// Appends words of people: as they are where plain ASCII words fit, as encoded words otherwise.
    /// - Parameter isPhrase: whether they stand beside an address, where fewer characters may stand bare.
    mutating func append(_ words: MailHeaderText, isPhrase: Bool) {
        let text = words.text
        if Self.isPlain(text, isPhrase: isPhrase) {
            for word in text.utf8.split(separator: UInt8(ascii: " ")) { append(word) }
        } else {
            for word in EncodedWord.all(text) { append(word) }
        }
    }

    /// Appends somebody: `name <address>`, or the address alone.
    mutating func append(_ mailbox: Mailbox) {
        guard let name = mailbox.name, !name.text.isEmpty else { return append(mailbox.address.text.utf8) }
        append(name, isPhrase: true)
        append("<\(mailbox.address.text)>".utf8)
    }

    /// The header with its line end.
    var line: [UInt8] { bytes + [13, 10] }

    /// Whether words may travel as they are: printable ASCII, single inner spaces (folding must not change them), no
    /// word that would be read as encoded or too long for a line.
    private static func isPlain(_ text: String, isPhrase: Bool) -> Bool {
        guard !text.isEmpty else { return true }
        let words = text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        return words.allSatisfy { word in
            !word.isEmpty && word.count <= 60 && !word.starts(with: "=?".utf8)
                && word.allSatisfy { isPhrase ? MailSyntax.isAtomText($0) : (33...126).contains($0) }
        }
    }
}
