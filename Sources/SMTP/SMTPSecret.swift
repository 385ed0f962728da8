/// A password on its way to the server, which shows itself in no description and no dump.
public struct SMTPSecret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// For the conversation only.
    let bytes: [UInt8]

    /// Holds a password.
    public init(_ text: String) {
        bytes = Array(text.utf8)
    }

    public var description: String { "(secret)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
