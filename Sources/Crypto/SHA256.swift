internal import COpenSSL

/// SHA-256 (FIPS 180-4). For identifiers of 128 bits and more; passwords go through `Scrypt`.
public enum SHA256 {
    /// Length of a digest in bytes.
    public static let byteCount = 32

    /// Fetched once: an implicit fetch each time would cost more than hashing a cookie.
    /// Immutable after its initialisation and never freed, hence safe from any thread.
    nonisolated(unsafe) static let algorithm: OpaquePointer? = EVP_MD_fetch(nil, "SHA256", nil) ?? EVP_sha256()

    /// The 32 bytes of the digest of `bytes`.
    public static func hash(_ bytes: [UInt8]) -> [UInt8] {
        hash(bytes.span)
    }

    /// The 32 bytes of the digest of `bytes`, without a copy of them.
    public static func hash(_ bytes: Span<UInt8>) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: byteCount) { output, count in
            let isDone = bytes.withUnsafeBufferPointer { input in
                EVP_Digest(input.baseAddress, input.count, output.baseAddress, nil, algorithm, nil) == 1
            }
            // Only a process out of memory comes here. A made-up digest would let a wrong token pass: stop instead.
            precondition(isDone, "SHA-256 is not available")
            count = byteCount
        }
    }
}
