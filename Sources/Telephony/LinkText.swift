import Encodings

/// The secret part of the link in a mail, as a browser brings it: mail programs break it, cut it, and take the marks behind it for
/// a part of it.
package enum LinkText: Sendable, Equatable {
    case whole(String)
    /// Cut off on its way; it is not known which it was.
    case damaged

    /// Random bytes of a link.
    package static let byteCount = 32
    /// Their characters in an address.
    private static let length = (byteCount * 4 + 2) / 3

    /// White space within is a line that was broken; what follows the last character of a whole link is a mark of the sentence, `>`
    /// or `。`.
    package init(_ typed: String) {
        let text = typed.unicodeScalars.filter { !$0.properties.isWhitespace }
        let link = text.prefix(Self.length)
        let isWhole = link.count == Self.length && link.allSatisfy(Self.isOfLink)
        self = isWhole ? .whole(String(String.UnicodeScalarView(link))) : .damaged
    }

    private static func isOfLink(_ scalar: Unicode.Scalar) -> Bool {
        guard let byte = UInt8(exactly: scalar.value) else { return false }
        return ASCII.isLetterOrDigit(byte) || scalar == "-" || scalar == "_"
    }
}
