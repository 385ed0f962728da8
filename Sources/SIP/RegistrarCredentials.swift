internal import Encodings

/// What an Authorization or Proxy-Authorization says (RFC 7616 § 3.4), as places in the bytes.
struct RegistrarCredentials {
    /// The insides of their quotes.
    private(set) var user = 0..<0
    private(set) var nonce = 0..<0
    private(set) var uri = 0..<0
    private(set) var response = 0..<0
    private(set) var clientNonce = 0..<0
    private(set) var realm = 0..<0
    /// Nil: one that nobody has been asked for.
    private(set) var hash: DigestHash? = .md5
    /// As it was written: it is part of what is hashed.
    private(set) var count = 0..<0
    private(set) var quality = 0..<0

    /// Nil for another scheme, and where something is malformed or there twice.
    init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        guard let start = DigestParameters.begin(bytes, range) else { return nil }
        var seen: UInt16 = 0
        let isWhole = DigestParameters.forEach(bytes, start..<range.upperBound) { name, value in
            guard let parameter = Parameter(bytes, name) else { return true }
            guard let value, seen & 1 << parameter.rawValue == 0 else { return false }
            seen |= 1 << parameter.rawValue
            take(parameter, value, bytes)
            return true
        }
        guard isWhole else { return nil }
    }

    private mutating func take(_ parameter: Parameter, _ value: Range<Int>, _ bytes: Span<UInt8>) {
        switch parameter {
        case .user: user = value
        case .realm: realm = value
        case .nonce: nonce = value
        case .uri: uri = value
        case .response: response = value
        case .clientNonce: clientNonce = value
        case .count: count = value
        case .quality: quality = value
        case .algorithm:
            hash = bytes.isText(value, "md5") ? .md5 : bytes.isText(value, "sha-256") ? .sha256 : nil
        }
    }

    /// How often the nonce has been used; nil for what is no number of eight hexadecimal digits, or 0.
    func use(_ bytes: Span<UInt8>) -> UInt32? {
        guard count.count == 8 else { return nil }
        var number: UInt32 = 0
        for index in count {
            guard let digit = ASCII.hexValue(bytes[index]) else { return nil }
            number = number << 4 | UInt32(digit)
        }
        return number > 0 ? number : nil
    }

    private enum Parameter: UInt16 {
        case user, realm, nonce, uri, response, algorithm, clientNonce, quality, count

        init?(_ bytes: Span<UInt8>, _ name: Range<Int>) {
            switch name.count {
            case 2 where bytes.isText(name, "nc"): self = .count
            case 3 where bytes.isText(name, "uri"): self = .uri
            case 3 where bytes.isText(name, "qop"): self = .quality
            case 5 where bytes.isText(name, "realm"): self = .realm
            case 5 where bytes.isText(name, "nonce"): self = .nonce
            case 6 where bytes.isText(name, "cnonce"): self = .clientNonce
            case 8 where bytes.isText(name, "username"): self = .user
            case 8 where bytes.isText(name, "response"): self = .response
            case 9 where bytes.isText(name, "algorithm"): self = .algorithm
            default: return nil
            }
        }
    }
}
