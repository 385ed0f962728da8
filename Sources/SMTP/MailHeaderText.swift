/// Words for a header: a subject, a person's name. Without control characters and line ends of any kind, so that no
/// value of this type can begin another header.
public struct MailHeaderText: Sendable, Hashable, CustomStringConvertible {
    /// The words.
    public let text: String

    /// Nil where a control character (CR, LF, NUL, …) or a line or paragraph separator of Unicode is among them.
    public init?(_ text: String) {
        guard text.unicodeScalars.allSatisfy(Self.isHarmless) else { return nil }
        self.text = text
    }

    public var description: String { text }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7f..<0xa0, 0x2028, 0x2029: false
        default: true
        }
    }
}
