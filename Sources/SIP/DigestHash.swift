internal import Crypto
internal import Encodings

/// Which hash a digest is made with (RFC 8760).
enum DigestHash: String, CaseIterable {
    case md5 = "MD5"
    case sha256 = "SHA-256"

    /// The digest in hexadecimal digits; nil where the system does not have this hash.
    func hex(_ bytes: [UInt8]) -> [UInt8]? {
        switch self {
        case .md5: MD5.hash(bytes).map(Hex.bytes)
        case .sha256: Hex.bytes(SHA256.hash(bytes))
        }
    }

    /// How many hexadecimal digits it has.
    var digits: Int {
        switch self {
        case .md5: 2 * MD5.byteCount
        case .sha256: 2 * SHA256.byteCount
        }
    }

    /// The answer to a challenge (RFC 7616 § 3.4.1).
    /// - Parameters:
    ///   - secret: user, realm and password with colons between them.
    ///   - middle: the nonce, and with qop what goes with it.
    ///   - request: method and URI with a colon between them.
    func response(secret: [UInt8], middle: [UInt8], request: [UInt8]) -> [UInt8]? {
        guard let first = hex(secret), let second = hex(request) else { return nil }
        return hex(first + [ASCII.colon] + middle + [ASCII.colon] + second)
    }
}
