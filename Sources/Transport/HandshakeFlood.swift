internal import COpenSSL

/// Bounds what a peer can ask for behind its handshake: new keys (KeyUpdate, RFC 8446 § 4.6.3) and, in TLS 1.2, the
/// renegotiation that is refused. Each costs this side work and a record, and OpenSSL answers any number of them without
/// our being asked.
enum HandshakeFlood {
    /// A connection carries far fewer bytes than would need a second key; beyond this it is ended.
    static let limit = 32

    /// Has the connections of a context counted; and read no further than one buffer of such messages at a time, so that the
    /// loop's other connections have their turn.
    static func bound(_ context: OpaquePointer) {
        _ = shim_SSL_CTX_clear_auto_retry(context)
        SSL_CTX_set_msg_callback(context, count)
    }

    /// Where a connection keeps its count: a number in the place of a pointer.
    private static let index = shim_SSL_get_ex_new_index()

    private static let count:
        @convention(c) (
            Int32, Int32, Int32, UnsafeRawPointer?, Int, OpaquePointer?, UnsafeMutableRawPointer?
        ) -> Void = { isOurs, _, type, bytes, length, connection, _ in
            guard isOurs == 0, let connection, let bytes else { return }
            if ClearText.isRequest(type, bytes, length, before: connection) { ClearText.mark(connection) }
            guard isRequest(type, bytes, length, connection) else { return }
            let count = Int(bitPattern: SSL_get_ex_data(connection, index)) + 1
            SSL_set_ex_data(connection, index, UnsafeMutableRawPointer(bitPattern: count))
            // As if the peer had closed: nothing more is read, and the stream ends.
            if count > limit { SSL_set_shutdown(connection, SSL_RECEIVED_SHUTDOWN) }
        }

    /// A KeyUpdate; or a handshake record in TLS 1.2 once that is over, of which only the head (5 bytes) is shown.
    private static func isRequest(
        _ type: Int32, _ bytes: UnsafeRawPointer, _ length: Int, _ connection: OpaquePointer
    ) -> Bool {
        guard length > 0 else { return false }
        let first = Int32(bytes.load(as: UInt8.self))
        if type == SSL3_RT_HANDSHAKE { return first == SSL3_MT_KEY_UPDATE }
        return type == SSL3_RT_HEADER && first == SSL3_RT_HANDSHAKE && SSL_is_init_finished(connection) == 1
    }
}
