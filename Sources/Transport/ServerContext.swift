internal import COpenSSL

/// Makes OpenSSL's SSL_CTX for a server, with the one policy this program has.
enum ServerContext {
    /// ECDHE for forward secrecy, AEAD for the rest; TLS 1.3 knows nothing else anyway.
    private static let suitesOfTLS12 = "ECDHE+AESGCM:ECDHE+CHACHA20"
    private static let suitesOfTLS13 =
        "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256"
    /// Curves that Mozilla's "modern" profile knows; OpenSSL's defaults are more.
    private static let groups = "X25519:P-256:P-384"

    /// A context, one reference of which is the caller's.
    static func make(_ identity: TLSIdentity, tickets: TicketKeys) throws -> OpaquePointer {
        ERR_clear_error()
        guard let context = SSL_CTX_new(TLS_server_method()) else { throw TransportError.openSSL("SSL_CTX_new") }
        do {
            try setPolicy(of: context)
            try load(identity, into: context)
            try setTickets(tickets, of: context)
        } catch {
            SSL_CTX_free(context)
            throw error
        }
        return context
    }

    private static func setPolicy(of context: OpaquePointer) throws {
        _ = shim_SSL_CTX_set_mode(context, shim_stream_mode)
        SSL_CTX_set_options(context, shim_server_options)
        shim_SSL_CTX_set_read_ahead(context)
        _ = shim_SSL_CTX_set_session_cache_mode(context, shim_session_cache_off)
        SSL_CTX_set_alpn_select_cb(context, chooseProtocol, nil)
        HandshakeFlood.bound(context)
        guard shim_SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1,
            shim_SSL_CTX_set1_groups_list(context, groups) == 1,
            SSL_CTX_set_cipher_list(context, suitesOfTLS12) == 1,
            SSL_CTX_set_ciphersuites(context, suitesOfTLS13) == 1
        else { throw TransportError.openSSL("set the TLS policy") }
    }

    private static func load(_ identity: TLSIdentity, into context: OpaquePointer) throws {
        let files = try CertificateFiles(identity)
        guard SSL_CTX_use_cert_and_key(context, files.certificate, files.key, files.issuers, 1) == 1 else {
            throw TransportError.openSSL("use certificate \(identity.certificateFile)")
        }
    }

    private static func setTickets(_ tickets: TicketKeys, of context: OpaquePointer) throws {
        // One ticket for a handshake: two cost a second encryption, and a browser needs one.
        SSL_CTX_set_num_tickets(context, 1)
        SSL_CTX_set_timeout(context, TicketKeys.periodSeconds)
        guard tickets.serve(context) else { throw TransportError.openSSL("set the ticket keys") }
    }

    /// RFC 7301: HTTP/1.1 where the client offers protocols and this is among them, else HTTP/1.0; otherwise no connection,
    /// so that nothing meant for another protocol is ever answered here. A client that offers none is taken at its word.
    private static let chooseProtocol: SSL_CTX_alpn_select_cb_func = { _, chosen, chosenLength, offered, length, _ in
        guard let offered, let chosen, let chosenLength else { return SSL_TLSEXT_ERR_ALERT_FATAL }
        let names = UnsafeBufferPointer(start: offered, count: Int(length))
        guard let index = place(of: "http/1.1", in: names) ?? place(of: "http/1.0", in: names) else {
            return SSL_TLSEXT_ERR_ALERT_FATAL
        }
        chosen.pointee = offered + index + 1
        chosenLength.pointee = names[index]
        return SSL_TLSEXT_ERR_OK
    }

    /// Where the length of that name stands in a list of names with their lengths before them.
    private static func place(of name: String, in names: UnsafeBufferPointer<UInt8>) -> Int? {
        var index = 0
        while index < names.count {
            let end = min(index + 1 + Int(names[index]), names.count)
            if names[(index + 1)..<end].elementsEqual(name.utf8) { return index }
            index = end
        }
        return nil
    }
}
