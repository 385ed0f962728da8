import COpenSSL
import Glibc

/// Writes records of TLS 1.2 by hand on a client's connection, such as no library sends: AES-128-GCM only (RFC 5246, 5288).
struct TLS12Records {
    static let suite = "ECDHE-ECDSA-AES128-GCM-SHA256"
    static let handshake: UInt8 = 22
    static let data: UInt8 = 23

    private let key: [UInt8]
    private let salt: [UInt8]
    /// The client's Finished was the first record under these keys.
    private var sequence: UInt64 = 1

    /// Takes over where the client's library stands; it must have sent nothing behind its handshake.
    init?(_ client: TestClient) {
        guard let tls = client.tls, let session = SSL_get_session(tls) else { return nil }
        let master = Self.bytes(48) { SSL_SESSION_get_master_key(session, $0, 48) }
        let randoms =
            Self.bytes(32) { SSL_get_server_random(tls, $0, 32) }
            + Self.bytes(32) { SSL_get_client_random(tls, $0, 32) }
        let block = Self.expand(master, Array("key expansion".utf8) + randoms)
        key = Array(block[..<16])
        salt = Array(block[32..<36])
    }

    /// A record with that content, encrypted.
    mutating func record(_ type: UInt8, _ content: [UInt8]) -> [UInt8] {
        let number = withUnsafeBytes(of: sequence.bigEndian) { Array($0) }
        sequence += 1
        let header: [UInt8] = [type, 3, 3]
        let length = { (count: Int) in [UInt8(count >> 8), UInt8(count & 255)] }
        let sealed = seal(content, nonce: salt + number, additional: number + header + length(content.count))
        return header + length(8 + sealed.count) + number + sealed
    }

    private func seal(_ content: [UInt8], nonce: [UInt8], additional: [UInt8]) -> [UInt8] {
        let context = EVP_CIPHER_CTX_new()
        defer { EVP_CIPHER_CTX_free(context) }
        var sealed = [UInt8](repeating: 0, count: content.count + 16)
        var tag = [UInt8](repeating: 0, count: 16)
        var count: Int32 = 0
        EVP_EncryptInit_ex(context, EVP_aes_128_gcm(), nil, key, nonce)
        EVP_EncryptUpdate(context, nil, &count, additional, Int32(additional.count))
        EVP_EncryptUpdate(context, &sealed, &count, content, Int32(content.count))
        EVP_EncryptFinal_ex(context, &tag, &count)
        EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, 16, &tag)
        return sealed[..<content.count] + tag
    }

    private static func bytes(_ count: Int, _ fill: (UnsafeMutablePointer<UInt8>?) -> Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        _ = bytes.withUnsafeMutableBufferPointer { fill($0.baseAddress) }
        return bytes
    }

    /// P_SHA256 (RFC 5246 § 5), two blocks of it.
    private static func expand(_ secret: [UInt8], _ seed: [UInt8]) -> [UInt8] {
        let first = authenticate(secret, seed)
        let second = authenticate(secret, first)
        return authenticate(secret, first + seed) + authenticate(secret, second + seed)
    }

    private static func authenticate(_ secret: [UInt8], _ text: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        HMAC(EVP_sha256(), secret, Int32(secret.count), text, text.count, &digest, nil)
        return digest
    }
}
