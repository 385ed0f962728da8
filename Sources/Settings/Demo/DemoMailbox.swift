package import Telephony

/// Where a demonstration's mails end up: nothing leaves the house.
package protocol DemoMailbox: Sendable {
    /// The newest first, `count` at most; without their texts.
    func letters(atMost count: Int) throws -> [DemoLetter]
    /// Nil for a name that is not in the mailbox.
    func letter(_ name: String) throws -> DemoLetter?
}

/// A mail as its reader would see it.
package struct DemoLetter: Sendable, Equatable {
    /// Names it within the mailbox.
    package let name: String
    package let recipient: String
    package let subject: String
    package let writtenAt: Moment
    package let text: String

    package init(name: String, recipient: String, subject: String, writtenAt: Moment, text: String) {
        self.name = name
        self.recipient = recipient
        self.subject = subject
        self.writtenAt = writtenAt
        self.text = text
    }

    /// The text cut at the addresses of this site, which a reader can open.
    func pieces(origin: String) -> [Piece] {
        var pieces: [Piece] = []
        var rest = text[...]
        while let start = rest.firstRange(of: origin + "/") {
            let path = rest[start.upperBound...].prefix(while: DemoLetter.isPartOfPath)
            if start.lowerBound > rest.startIndex { pieces.append(Piece(text: String(rest[..<start.lowerBound]))) }
            pieces.append(Piece(text: origin + "/" + path, path: "/" + path))
            rest = rest[path.endIndex...]
        }
        if !rest.isEmpty { pieces.append(Piece(text: String(rest))) }
        return pieces
    }

    struct Piece: Sendable, Equatable {
        let text: String
        /// Where it leads; nil for plain words.
        var path: String?
    }

    private static func isPartOfPath(_ character: Character) -> Bool {
        guard let byte = character.asciiValue else { return false }
        return byte > 0x20 && byte < 0x7F && !"<>\"".utf8.contains(byte)
    }
}
