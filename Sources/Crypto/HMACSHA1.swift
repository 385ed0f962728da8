internal import COpenSSL

/// HMAC with SHA-1 (RFC 2104, RFC 2202): authenticator apps know nothing else (RFC 6238). As a code it is sound, though the hash is
/// not; nothing else may rest on it.
public enum HMACSHA1 {
    /// Length of a code in bytes.
    public static let byteCount = 20

    /// The 20 bytes of the code for `message` under `key`; a key of any length is allowed, the empty one too.
    public static func code(for message: [UInt8], key: [UInt8]) -> [UInt8] {
        let keyBytes = key.isEmpty ? [0] : key
        return [UInt8](unsafeUninitializedCapacity: byteCount) { output, count in
            let result = HMAC(EVP_sha1(), keyBytes, Int32(key.count), message, message.count, output.baseAddress, nil)
            precondition(result != nil, "HMAC-SHA-1 is not available")
            count = byteCount
        }
    }
}
