internal import Encodings

/// What a 401 or 407 asks for (RFC 3261 § 20.44, RFC 8760). Text is the inside of its quotes, escapes as they are.
struct DigestChallenge: Sendable, Hashable {
    let realm: String
    let nonce: String
    let opaque: String?
    let algorithm: DigestHash
    /// As it was written, nil when it was not: it is sent back the same.
    let writtenAlgorithm: String?
    /// Whether qop=auth is offered; without any qop the answer has the form of RFC 2069.
    let hasQuality: Bool
    /// The nonce was too old; name and password may well be right.
    let isStale: Bool

    /// Reads a challenge; nil when it is malformed or asks for something else than Digest with MD5 or SHA-256 and
    /// qop=auth or none.
    init?(_ text: String) {
        guard let values = Self.values(Array(text.utf8).span) else { return nil }
        guard let realm = values["realm"], let nonce = values["nonce"] else { return nil }
        guard let algorithm = DigestHash(rawValue: (values["algorithm"] ?? "MD5").uppercased()) else { return nil }
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

    /// Whatever others have thought of is not ours to judge.
    private static func values(_ bytes: Span<UInt8>) -> [String: String]? {
        guard let start = DigestParameters.begin(bytes, 0..<bytes.count) else { return nil }
        var values: [String: String] = [:]
        let isWhole = DigestParameters.forEach(bytes, start..<bytes.count) { name, value in
            let name = text(bytes, name).lowercased()
            guard used.contains(name) else { return true }
            guard let value else { return false }
            return values.updateValue(text(bytes, value), forKey: name) == nil
        }
        return isWhole ? values : nil
    }

    private static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
        bytes.extracting(range).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    /// The first challenge that can be answered: the server's order is its preference (RFC 8760 § 2.3).
    static func choose(from texts: [String]) -> DigestChallenge? {
        texts.lazy.compactMap { DigestChallenge($0) }.first
    }
}
