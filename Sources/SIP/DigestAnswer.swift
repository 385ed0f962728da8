internal import Encodings

/// Computes the answer to a challenge (RFC 3261 § 22.4, RFC 8760, RFC 7616 § 3.4.1).
enum DigestAnswer {
    /// The value of Authorization or Proxy-Authorization; nil where the hash is not to be had, and for another realm
    /// than the credentials are for.
    /// - Parameter use: 1 for the first answer with the challenge's nonce, one more each time.
    static func value(
        to challenge: DigestChallenge, use: Int, by credentials: SIPCredentials, method: SIPMethod, uri: String,
        clientNonce: String
    ) -> String? {
        guard credentials.realm == nil || credentials.realm == challenge.realm else { return nil }
        let secret = "\(credentials.user):\(challenge.realm):\(credentials.password)"
        let count = use.zeroPadded(to: 8, radix: 16)
        let middle = challenge.hasQuality ? "\(challenge.nonce):\(count):\(clientNonce):auth" : challenge.nonce
        let digest = challenge.algorithm.response(
            secret: Array(secret.utf8), middle: Array(middle.utf8), request: Array("\(method):\(uri)".utf8))
        guard let response = digest.map({ String(decoding: $0, as: UTF8.self) }) else { return nil }
        var value = "Digest username=\(credentials.user.quoted), realm=\"\(challenge.realm)\""
        value += ", nonce=\"\(challenge.nonce)\", uri=\"\(uri)\", response=\"\(response)\""
        if let algorithm = challenge.writtenAlgorithm { value += ", algorithm=\(algorithm)" }
        if let opaque = challenge.opaque { value += ", opaque=\"\(opaque)\"" }
        if challenge.hasQuality { value += ", qop=auth, nc=\(count), cnonce=\"\(clientNonce)\"" }
        return value
    }
}
