internal import COpenSSL

/// MD5 (RFC 1321), broken as a hash: here only because SIP's digest authentication (RFC 3261 § 22, RFC 8760) still
/// knows nothing better at most telephone exchanges. Nothing that we keep or decide ourselves may rest on it.
public enum MD5 {
    /// Length of a digest in bytes.
    public static let byteCount = 16

    /// Immutable after its initialisation and never freed, hence safe from any thread.
    nonisolated(unsafe) private static let algorithm: OpaquePointer? = EVP_MD_fetch(nil, "MD5", nil)

    /// The 16 bytes of the digest of `bytes`; nil where the system's OpenSSL refuses MD5 (a FIPS configuration).
    public static func hash(_ bytes: [UInt8]) -> [UInt8]? {
        guard let algorithm else { return nil }
        var isDone = false
        let digest = [UInt8](unsafeUninitializedCapacity: byteCount) { output, count in
            isDone = EVP_Digest(bytes, bytes.count, output.baseAddress, nil, algorithm, nil) == 1
            count = isDone ? byteCount : 0
        }
        return isDone ? digest : nil
    }
}
