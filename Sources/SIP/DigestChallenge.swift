internal import Encodings

/// What a 401 or 407 asks for (RFC 3261 § 20.44, RFC 8760). Text is the inside of its quotes, escapes as they are.
struct DigestChallenge: Sendable, Hashable {
    /// Which hash the answer is made with.
    enum Algorithm: String {
        case md5 = "MD5"
        case sha256 = "SHA-256"
    }

    let realm: String
    let nonce: String
    let opaque: String?
    let algorithm: Algorithm
    /// As it was written, nil when it was not: it is sent back the same.
    let writtenAlgorithm: String?
    /// Whether qop=auth is offered; without any qop the answer has the form of RFC 2069.
    let hasQuality: Bool
    /// The nonce was too old; name and password may well be right.
    let isStale: Bool

    /// Reads a challenge; nil when it is malformed or asks for something else than Digest with MD5 or SHA-256 and
    /// qop=auth or none.
    init?(_ text: String) {
        var scanner = SIPScanner(text)
        scanner.skipSpace()
        guard scanner.token()?.lowercased() == "digest", let values = Self.values(&scanner) else { return nil }
        guard let realm = values["realm"], let nonce = values["nonce"] else { return nil }
        guard let algorithm = Algorithm(rawValue: (values["algorithm"] ?? "MD5").uppercased()) else { return nil }
        if let qualities = values["qop"] {
            let offered = qualities.split(separator: ",").map { $0.filter { $0 != " " }.lowercased() }
            guard offered.contains("auth") else { return nil }
        }
        self.realm = realm
        self.nonce = nonce
        self.algorithm = algorithm
        opaque = values["opaque"]
        writtenAlgorithm = values["algorithm"]
        hasQuality = values["qop"] != nil
        isStale = values["stale"]?.lowercased() == "true"
    }

    private static let used: Set<String> = ["realm", "nonce", "opaque", "algorithm", "qop", "stale"]

    private static func values(_ scanner: inout SIPScanner) -> [String: String]? {
        var values: [String: String] = [:]
        repeat {
            scanner.skipSpace()
            guard values.count < SIPLimits.parameters, let name = scanner.token()?.lowercased(),
                scanner.takeSeparator(UInt8(ascii: "="))
            else { return nil }
            let value = scanner.quoted() ?? scanner.run(SIPCharacter.parameterValue)
            guard used.contains(name) else {
                // Whatever others have thought of is not ours to judge.
                if scanner.hasAhead(ASCII.comma) { scanner.skip(to: ASCII.comma) } else { _ = scanner.rest() }
                continue
            }
            guard let value, values.updateValue(value, forKey: name) == nil else { return nil }
        } while scanner.takeSeparator(UInt8(ascii: ","))
        return scanner.isDone() ? values : nil
    }

    /// The first challenge that can be answered: the server's order is its preference (RFC 8760 § 2.3).
    static func choose(from texts: [String]) -> DigestChallenge? {
        texts.lazy.compactMap { DigestChallenge($0) }.first
    }
}
