internal import COpenSSL

/// A secret under lock: AES-256 in Galois/Counter Mode (NIST SP 800-38D). Who has the key reads it, nobody alters it unseen.
///
/// The nonce is 96 random bits, so that one key seals far fewer than 2^32 boxes (§ 8.3): derive a key for each purpose.
public struct SealedBox: Sendable, Equatable {
    /// Length of the key in bytes.
    public static let keyLength = 32
    private static let nonceLength = 12
    private static let tagLength = 16

    /// What may be stored: nonce (12 bytes), the sealed text, tag (16 bytes).
    public let bytes: [UInt8]

    /// A box as it was stored; whether it is a whole and true one is found by `open`.
    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Seals `text`. Only with the same `context`, which is not part of the box, can it be opened again: a box moved to
    /// another row of a table stays shut.
    /// - Throws: `CryptoError` for a key of another length, or when OpenSSL could not do it.
    public init(sealing text: [UInt8], key: [UInt8], context: [UInt8]) throws {
        try self.init(
            sealing: text, key: key, context: context, nonce: try RandomBytes.make(SealedBox.nonceLength))
    }

    /// With a nonce of the caller's, as the published examples need it. Never use one twice with a key.
    init(sealing text: [UInt8], key: [UInt8], context: [UInt8], nonce: [UInt8]) throws {
        let cipher = try Cipher(key: key, nonce: nonce, isSealing: true)
        try cipher.add(context)
        let sealed = try cipher.turn(text)
        guard try cipher.end() else { throw CryptoError(call: "EVP_CipherFinal_ex") }
        bytes = nonce + sealed + (try cipher.tag(count: SealedBox.tagLength))
    }

    /// What was sealed; nil when the box, the context or the key is not the one of the sealing.
    /// - Throws: `CryptoError` for a key of another length, or when OpenSSL could not do it.
    public func open(key: [UInt8], context: [UInt8]) throws -> [UInt8]? {
        guard bytes.count >= SealedBox.nonceLength + SealedBox.tagLength else { return nil }
        let end = bytes.count - SealedBox.tagLength
        let cipher = try Cipher(key: key, nonce: Array(bytes[..<SealedBox.nonceLength]), isSealing: false)
        try cipher.expect(tag: Array(bytes[end...]))
        try cipher.add(context)
        let text = try cipher.turn(Array(bytes[SealedBox.nonceLength..<end]))
        return try cipher.end() ? text : nil
    }
}

/// One run of OpenSSL's cipher over one box.
///
/// Invariant: `context` is ours alone from `init` to `deinit`, and each method is called in the order in which GCM needs it.
private final class Cipher {
    /// Fetched once: an implicit fetch each time would cost more than opening a password.
    /// Immutable after its initialisation and never freed, hence safe from any thread.
    nonisolated(unsafe) private static let algorithm: OpaquePointer? =
        EVP_CIPHER_fetch(nil, "AES-256-GCM", nil) ?? EVP_aes_256_gcm()
    private let context: OpaquePointer

    init(key: [UInt8], nonce: [UInt8], isSealing: Bool) throws {
        guard key.count == SealedBox.keyLength else { throw CryptoError(call: "EVP_CipherInit_ex") }
        ERR_clear_error()
        guard let context = EVP_CIPHER_CTX_new() else { throw CryptoError(call: "EVP_CIPHER_CTX_new") }
        self.context = context
        // The nonce's length is GCM's default of 12 bytes.
        guard EVP_CipherInit_ex(context, Self.algorithm, nil, key, nonce, isSealing ? 1 : 0) == 1 else {
            throw CryptoError(call: "EVP_CipherInit_ex")
        }
    }

    deinit { EVP_CIPHER_CTX_free(context) }

    /// Takes what is not sealed but vouched for.
    func add(_ associated: [UInt8]) throws {
        guard !associated.isEmpty else { return }
        var count: Int32 = 0
        guard EVP_CipherUpdate(context, nil, &count, associated, Int32(associated.count)) == 1 else {
            throw CryptoError(call: "EVP_CipherUpdate")
        }
    }

    /// Text into sealed text or back; GCM keeps the length.
    func turn(_ input: [UInt8]) throws -> [UInt8] {
        guard !input.isEmpty else { return [] }
        return try [UInt8](unsafeUninitializedCapacity: input.count) { output, initialized in
            var count: Int32 = 0
            guard EVP_CipherUpdate(context, output.baseAddress, &count, input, Int32(input.count)) == 1 else {
                throw CryptoError(call: "EVP_CipherUpdate")
            }
            initialized = Int(count)
        }
    }

    /// Ends the run; false when the tag expected is not that of what was read.
    func end() throws -> Bool {
        var (rest, count) = ([UInt8](repeating: 0, count: 16), Int32(0))
        let isTrue = EVP_CipherFinal_ex(context, &rest, &count) == 1
        ERR_clear_error()
        return isTrue
    }

    func tag(count: Int) throws -> [UInt8] {
        var tag = [UInt8](repeating: 0, count: count)
        guard EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(count), &tag) == 1 else {
            throw CryptoError(call: "EVP_CIPHER_CTX_ctrl")
        }
        return tag
    }

    func expect(tag: [UInt8]) throws {
        var tag = tag
        guard EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), &tag) == 1 else {
            throw CryptoError(call: "EVP_CIPHER_CTX_ctrl")
        }
    }
}
