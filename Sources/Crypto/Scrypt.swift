internal import COpenSSL

/// scrypt (RFC 7914), the password hash, with its three costs.
///
/// One derivation holds 128·n·r bytes and takes 0.1 s and more: run it on a bounded work queue, never on an event loop.
public struct Scrypt: Sendable, Equatable {
    /// CPU and memory cost: a power of two, above 1.
    public var n: Int
    /// Block size.
    public var r: Int
    /// Parallelisation: multiplies the time, not the memory.
    public var p: Int

    /// Costs as stored beside a hash; wrong ones are found by `derive`.
    public init(n: Int, r: Int, p: Int) {
        self.n = n
        self.r = r
        self.p = p
    }

    /// Bytes allowed to one derivation: 128·n·r, 128·r·p, and 1 MiB for the rest; nil for costs no machine bears.
    /// OpenSSL's own default fails from n = 2^15 on.
    private var memoryLimit: Int? {
        guard (1...1 << 30).contains(n), (1...1 << 20).contains(r), (1...1 << 20).contains(p) else { return nil }
        return 128 * r * (n + p) + 1 << 20
    }

    /// `count` bytes derived from the password.
    /// - Throws: `CryptoError` for impossible costs or when memory does not suffice.
    public func derive(password: [UInt8], salt: [UInt8], count: Int) throws -> [UInt8] {
        guard let memoryLimit else { throw CryptoError(call: "EVP_PBE_scrypt") }
        return try [UInt8](unsafeUninitializedCapacity: count) { output, initialized in
            ERR_clear_error()
            let isDone = password.withUnsafeBytes { secret in
                // OpenSSL takes a null password for an empty one, which is right here.
                EVP_PBE_scrypt(
                    secret.bindMemory(to: CChar.self).baseAddress, secret.count, salt, salt.count, UInt64(n), UInt64(r),
                    UInt64(p),
                    UInt64(memoryLimit), output.baseAddress, count)
            }
            guard isDone == 1 else { throw CryptoError(call: "EVP_PBE_scrypt") }
            initialized = count
        }
    }
}
