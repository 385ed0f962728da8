internal import Encodings

/// What can be dialled: 1 to 32 of the digits 0 to 9, `*`, `#`, and `+` at the front only.
///
/// Made for the way into a URI: nothing else reaches one from a number, whoever typed it.
public struct SIPNumber: Sendable, Hashable, CustomStringConvertible {
    /// The number as it was given.
    public let text: String

    /// Nil for anything else.
    public init?(_ text: some StringProtocol) {
        let dialled = text.hasPrefix("+") ? text.utf8.dropFirst() : text.utf8[...]
        guard (1...32).contains(text.utf8.count), !dialled.isEmpty, dialled.allSatisfy(Self.isKey) else { return nil }
        self.text = String(text)
    }

    /// Of keys that have each been checked.
    init(checked text: String) { self.text = text }

    private static func isKey(_ byte: UInt8) -> Bool {
        SIPCharacter.digit.contains(byte) || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "#")
    }

    /// The number as the user part of a URI, where "#" cannot stand (RFC 3261 § 25.1).
    var user: String { text.replacing("#", with: "%23") }

    public var description: String { text }
}
