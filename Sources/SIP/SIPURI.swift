internal import Encodings

/// An address of SIP's world (RFC 3261 § 19.1, RFC 3966), or one of a scheme that is not looked into.
public struct SIPURI: Sendable, Hashable, CustomStringConvertible {
    /// What it begins with.
    public enum Scheme: String, Sendable {
        case sip
        case sips
        case tel
        case other
    }

    public let scheme: Scheme
    /// The user part with its escapes (of `tel`: the number); nil when there is none. A password is part of it.
    public let user: String?
    /// Nil for `tel` and other schemes.
    public let host: SIPHost?
    /// Nil when the URI has none: 5060, or 5061 for `sips`.
    public let port: UInt16?
    public var parameters: SIPParameters
    /// What follows "?"; of another scheme: all of the URI. Not used, and never part of a request line.
    private let tail: String

    /// The URI of a number in a domain: `sip:0312340001@example.jp;user=phone`.
    public init(number: SIPNumber, host: SIPHost, port: UInt16? = nil) {
        self.init(scheme: .sip, user: number.user, host: host, port: port)
        parameters.set("user", "phone")
    }

    init(
        scheme: Scheme, user: String?, host: SIPHost?, port: UInt16? = nil, parameters: SIPParameters = SIPParameters(),
        tail: String = ""
    ) {
        self.scheme = scheme
        self.user = user
        self.host = host
        self.port = port
        self.parameters = parameters
        self.tail = tail
    }

    /// Reads a URI; nil when it is malformed.
    public init?(_ text: String) {
        guard text.utf8.count <= SIPLimits.lineBytes, let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else {
            return nil
        }
        let rest = String(text[text.utf8.index(after: colon)...])
        switch text[..<colon].lowercased() {
        case "sip": self.init(internet: rest, scheme: .sip)
        case "sips": self.init(internet: rest, scheme: .sips)
        case "tel": self.init(telephone: rest)
        case let scheme:
            guard let first = scheme.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first),
                scheme.utf8.allSatisfy({ SIPCharacter.token.contains($0) }), !rest.isEmpty,
                SIPCharacter.uri.containsAll(rest)
            else { return nil }
            self.init(scheme: .other, user: nil, host: nil, tail: text)
        }
    }

    private init?(internet rest: String, scheme: Scheme) {
        var scanner = SIPScanner(rest)
        var user: String?
        // No "@" can stand in what follows the user part, unescaped.
        if scanner.hasAhead(UInt8(ascii: "@")) {
            guard let text = scanner.upTo(UInt8(ascii: "@")), Self.isUser(text) else { return nil }
            user = text
        }
        guard let host = SIPHost.scan(&scanner) else { return nil }
        var port: UInt16?
        if scanner.take(UInt8(ascii: ":")) {
            guard let number = scanner.number(upTo: 65_535), number > 0 else { return nil }
            port = UInt16(number)
        }
        guard let parameters = SIPParameters.scanURI(&scanner) else { return nil }
        var tail = ""
        if scanner.take(UInt8(ascii: "?")) {
            tail = scanner.run(SIPCharacter.uriHeaders) ?? ""
        }
        guard scanner.isAtEnd else { return nil }
        self.init(scheme: scheme, user: user, host: host, port: port, parameters: parameters, tail: tail)
    }

    private init?(telephone rest: String) {
        var scanner = SIPScanner(rest)
        guard let number = scanner.run(Self.telephone), let parameters = SIPParameters.scanURI(&scanner),
            scanner.isAtEnd
        else { return nil }
        self.init(scheme: .tel, user: number, host: nil, parameters: parameters)
    }

    private static let telephone = ByteSet("0123456789abcdefABCDEF*#+-.()")

    private static func isUser(_ text: String) -> Bool {
        guard !text.isEmpty else { return false }
        let bytes = [UInt8](text.utf8)
        return bytes.indices.allSatisfy { index in
            guard bytes[index] == UInt8(ascii: "%") else {
                return SIPCharacter.user.contains(bytes[index]) || bytes[index] == UInt8(ascii: ":")
            }
            return index + 2 < bytes.count && SIPCharacter.hexadecimal.contains(bytes[index + 1])
                && SIPCharacter.hexadecimal.contains(bytes[index + 2])
        }
    }

    /// The URI as a request line may have it: without headers and method (RFC 3261 § 19.1.1).
    var target: SIPURI {
        guard scheme != .other else { return self }
        var target = SIPURI(scheme: scheme, user: user, host: host, port: port, parameters: parameters)
        target.parameters.remove("method")
        return target
    }

    public var description: String {
        guard scheme != .other else { return tail }
        var text = scheme.rawValue + ":" + (user ?? "")
        if let host {
            text += (user == nil ? "" : "@") + host.text
        }
        if let port { text += ":\(port)" }
        text += parameters.text
        return tail.isEmpty ? text : text + "?" + tail
    }

    /// The number a user part or a `tel` URI stands for, its visual separators left out; nil when it is none.
    public var number: SIPNumber? {
        guard let user else { return nil }
        let digits = user.replacing("%23", with: "#").prefix { $0 != ";" }
        return SIPNumber(digits.filter { !"-.()".contains($0) })
    }
}
