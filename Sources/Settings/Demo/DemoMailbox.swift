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
    /// - Parameter others: origins of other sites, to which it is led by the whole address.
    func pieces(origin: String, others: [String] = []) -> [Piece] {
        var pieces: [Piece] = []
        var rest = text[...]
        while let (start, site) = DemoLetter.nextLink(in: rest, to: [origin] + others) {
            let path = rest[start.upperBound...].prefix(while: DemoLetter.isPartOfPath)
            if start.lowerBound > rest.startIndex { pieces.append(Piece(text: String(rest[..<start.lowerBound]))) }
            let address = site + "/" + path
            pieces.append(Piece(text: address, path: site == origin ? "/" + path : address))
            rest = rest[path.endIndex...]
        }
        if !rest.isEmpty { pieces.append(Piece(text: String(rest))) }
        return pieces
    }

    private static func nextLink(
        in text: Substring, to origins: [String]
    ) -> (place: Range<String.Index>, origin: String)? {
        origins.compactMap { origin in text.firstRange(of: origin + "/").map { (place: $0, origin: origin) } }
            .min { $0.place.lowerBound < $1.place.lowerBound }
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
