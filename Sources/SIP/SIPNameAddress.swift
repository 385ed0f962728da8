internal import Encodings

/// The value of From, To, Contact, Route and their like: a URI with a name before it and parameters behind it
/// (RFC 3261 § 20.10).
public struct SIPNameAddress: Sendable, Hashable, CustomStringConvertible {
    /// The name shown to people, without quotes, escapes as they are; empty when there is none.
    public let displayName: String
    public let uri: SIPURI
    /// The value's parameters, which are not the URI's.
    public var parameters: SIPParameters

    /// A URI without a name.
    public init(_ uri: SIPURI, tag: SIPToken? = nil) {
        displayName = ""
        self.uri = uri
        parameters = SIPParameters()
        if let tag { parameters.set("tag", tag.text) }
    }

    /// Reads one value; nil when it is malformed. Without angle brackets what follows ";" belongs to the value, and the
    /// URI has neither comma nor question mark.
    public init?(_ text: String) {
        var scanner = SIPScanner(text)
        scanner.skipSpace()
        let name: String?
        let uri: String?
        if scanner.next == UInt8(ascii: "\"") || scanner.hasAhead(UInt8(ascii: "<")) {
            let read = scanner.quoted() ?? Self.tokens(&scanner)
            let isRead = read != nil && scanner.takeSeparator(UInt8(ascii: "<"))
            // A name is for show: one that cannot be read, in an encoding that nobody tells, is none.
            name = isRead ? read : ""
            guard isRead || scanner.passLast(UInt8(ascii: "<")) else { return nil }
            uri = scanner.upTo(UInt8(ascii: ">"))
        } else {
            name = ""
            uri = scanner.run(Self.bare)
        }
        guard let name, let uri = uri.flatMap({ SIPURI($0) }), let parameters = SIPParameters.scan(&scanner),
            scanner.isDone()
        else { return nil }
        displayName = name
        self.uri = uri
        self.parameters = parameters
    }

    private static let bare = ByteSet(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/#[]@!$&'()*+=%")

    private static func tokens(_ scanner: inout SIPScanner) -> String? {
        var names: [String] = []
        while scanner.next != UInt8(ascii: "<") {
            guard let name = scanner.token() else { return nil }
            names.append(name)
            scanner.skipSpace()
        }
        return names.joined(separator: " ")
    }

    /// The tag parameter of From and To (RFC 3261 § 19.3).
    public var tag: String? { parameters["tag"] }

    public var description: String {
        (displayName.isEmpty ? "" : "\"" + displayName + "\" ") + "<\(uri)>" + parameters.text
    }
}
