internal import COpenSSL

/// The keys under which clients carry their sessions (RFC 5077 § 4, RFC 8446 § 4.6.1), so that the server need not.
///
/// A key makes tickets for half a day and is understood for half a day more; then it is gone, and with it what a thief
/// of keys could open of the past.
final class TicketKeys: Sendable {
    /// How long a key makes tickets, and how long a ticket is good, in seconds.
    static let periodSeconds = 12 * 60 * 60

    private struct Key {
        /// 16 bytes in clear in each ticket, to find the key by.
        let name: [UInt8]
        /// 32 bytes for AES-256-CBC.
        let cipherKey: [UInt8]
        /// 32 bytes for HMAC-SHA-256.
        let authenticationKey: [UInt8]

        init?() {
            var random = [UInt8](repeating: 0, count: 80)
            guard RAND_bytes(&random, Int32(random.count)) == 1 else { return nil }
            name = Array(random[..<16])
            cipherKey = Array(random[16..<48])
            authenticationKey = Array(random[48...])
        }
    }

    private struct Keys {
        var current: Key?
        var previous: Key?
        var since: UInt64 = 0
    }

    private let clock: LoopClock
    private let keys = Guarded(Keys())

    init(clock: LoopClock) {
        self.clock = clock
    }

    /// Lets a context make and read tickets with these keys; the context keeps them alive.
    func serve(_ context: OpaquePointer) -> Bool {
        guard Self.contextIndex >= 0 else { return false }
        let reference = Unmanaged.passRetained(self)
        guard SSL_CTX_set_ex_data(context, Self.contextIndex, reference.toOpaque()) == 1 else {
            reference.release()
            return false
        }
        return SSL_CTX_set_tlsext_ticket_key_evp_cb(context, Self.callback) == 1
    }

    /// Where a context keeps its keys; OpenSSL calls the closure when the context goes.
    private static let contextIndex = shim_SSL_CTX_get_ex_new_index { _, keys, _, _, _, _ in
        if let keys { Unmanaged<TicketKeys>.fromOpaque(keys).release() }
    }

    /// Fetched once; an implicit fetch for each ticket would be dear. Never freed, never changed.
    nonisolated(unsafe) private static let cipher: OpaquePointer? = EVP_CIPHER_fetch(nil, "AES-256-CBC", nil)

    /// OpenSSL asks for keys: 0 means no ticket, 1 go on, 2 go on and renew the ticket, negative fails the handshake.
    private static let callback:
        @convention(c) (
            OpaquePointer?, UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<UInt8>?, OpaquePointer?, OpaquePointer?,
            Int32
        ) -> Int32 = { connection, name, vector, cipherContext, authentication, isMaking in
            guard let connection, let name, let vector, let cipherContext, let authentication,
                let keys = SSL_CTX_get_ex_data(SSL_get_SSL_CTX(connection), contextIndex)
            else { return 0 }
            let owner = Unmanaged<TicketKeys>.fromOpaque(keys).takeUnretainedValue()
            return isMaking == 1
                ? owner.seal(name, vector, cipherContext, authentication)
                : owner.unseal(name, vector, cipherContext, authentication)
        }

    private func seal(
        _ name: UnsafeMutablePointer<UInt8>, _ vector: UnsafeMutablePointer<UInt8>, _ cipherContext: OpaquePointer,
        _ authentication: OpaquePointer
    ) -> Int32 {
        guard let key = rotated().current, RAND_bytes(vector, 16) == 1 else { return 0 }
        name.update(from: key.name, count: key.name.count)
        let isReady = EVP_EncryptInit_ex(cipherContext, Self.cipher, nil, key.cipherKey, vector) == 1
        return isReady && authenticate(authentication, with: key) ? 1 : 0
    }

    private func unseal(
        _ name: UnsafeMutablePointer<UInt8>, _ vector: UnsafeMutablePointer<UInt8>, _ cipherContext: OpaquePointer,
        _ authentication: OpaquePointer
    ) -> Int32 {
        let keys = rotated()
        let given = UnsafeBufferPointer(start: name, count: 16)
        guard let key = [keys.current, keys.previous].compactMap(\.self).first(where: { given.elementsEqual($0.name) })
        else { return 0 }
        let isReady = EVP_DecryptInit_ex(cipherContext, Self.cipher, nil, key.cipherKey, vector) == 1
        guard isReady, authenticate(authentication, with: key) else { return 0 }
        return key.name == keys.current?.name ? 1 : 2
    }

    private func authenticate(_ context: OpaquePointer, with key: Key) -> Bool {
        shim_set_hmac_sha256_key(context, key.authenticationKey, key.authenticationKey.count) == 1
    }

    /// The keys as of now.
    private func rotated() -> Keys {
        let now = clock.monotonic()
        let period = UInt64(Self.periodSeconds) * 1_000_000_000
        return keys.withLock { keys in
            if keys.current == nil || now >= keys.since + period {
                // After a long silence the current key is too old even to be the previous one.
                keys.previous = now < keys.since + 2 * period ? keys.current : nil
                keys.current = Key()
                keys.since = now
            }
            return keys
        }
    }
}
