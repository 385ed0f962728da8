internal import COpenSSL

/// HMAC with SHA-256 (RFC 2104, RFC 4231).
public enum HMACSHA256 {
    /// The 32 bytes of the code for `message` under `key`; a key of any length is allowed, the empty one too.
    public static func code(for message: [UInt8], key: [UInt8]) -> [UInt8] {
        // HMAC() takes a null key for "the key of last time", so an empty one is passed as a zero byte of length 0.
        let keyBytes = key.isEmpty ? [0] : key
        return [UInt8](unsafeUninitializedCapacity: SHA256.byteCount) { output, count in
            let result = HMAC(
                SHA256.algorithm, keyBytes, Int32(key.count), message, message.count, output.baseAddress, nil)
            precondition(result != nil, "HMAC-SHA-256 is not available")
            count = SHA256.byteCount
        }
    }

}
