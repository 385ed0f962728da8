internal import COpenSSL

/// Random bytes fit for keys, tokens and salts, from OpenSSL's generator seeded by the kernel.
public enum RandomBytes {
    /// `count` random bytes.
    /// - Throws: `CryptoError` when the generator could not be seeded; nothing weaker is ever returned.
    public static func make(_ count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { output, initialized in
            ERR_clear_error()
            guard RAND_bytes(output.baseAddress, Int32(count)) == 1 else { throw CryptoError(call: "RAND_bytes") }
            initialized = count
        }
    }
}
