internal import COpenSSL
internal import Glibc

/// How this program speaks TLS to servers it calls: 1.2 and 1.3 only, the server's certificate issued by somebody
/// trusted and for the very name called (RFC 9525), no session kept. One for all connections of a kind; any thread.
public final class TLSClientContext: Sendable {
    /// An SSL_CTX this value owns one reference of, and that is not changed once it is made.
    private struct Handle: @unchecked Sendable {
        let context: OpaquePointer
    }

    private let handle: Handle

    /// - Parameter caFile: PEM file of the only issuers trusted; nil for those the system trusts.
    /// - Throws: `TransportError` when the file cannot be read or has no certificate.
    public init(caFile: String? = nil) throws {
        ERR_clear_error()
        guard let context = SSL_CTX_new(TLS_client_method()) else { throw TransportError.openSSL("SSL_CTX_new") }
        handle = Handle(context: context)
        _ = shim_SSL_CTX_set_mode(context, shim_stream_mode)
        SSL_CTX_set_options(context, shim_client_options)
        shim_SSL_CTX_set_read_ahead(context)
        _ = shim_SSL_CTX_set_session_cache_mode(context, shim_session_cache_off)
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nil)
        guard shim_SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 else {
            throw TransportError.openSSL("set the TLS policy")
        }
        let isTrusting =
            if let caFile {
                SSL_CTX_load_verify_file(context, caFile) == 1
            } else {
                SSL_CTX_set_default_verify_paths(context) == 1
            }
        guard isTrusting else { throw TransportError.openSSL("read certificates \(caFile ?? "of the system")") }
    }

    deinit {
        SSL_CTX_free(handle.context)
    }

    /// A client's connection on a socket, its handshake not begun, that goes on only with a certificate for `host`.
    /// nil when there is no memory, or the name is unfit. To be freed by the caller; it keeps its context.
    func makeConnection(_ descriptor: Int32, host: String) -> OpaquePointer? {
        ERR_clear_error()
        guard let connection = SSL_new(handle.context) else { return nil }
        SSL_set_hostflags(
            connection, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT))
        // SSL_set1_host with nothing to compare would accept every name; in figures it compares addresses.
        let isReady =
            !host.isEmpty && SSL_set1_host(connection, host) == 1 && SSL_set_fd(connection, descriptor) == 1
            && (SocketAddress(numeric: host, port: 0) != nil || shim_SSL_set_tlsext_host_name(connection, host) == 1)
        guard isReady else {
            SSL_free(connection)
            return nil
        }
        SSL_set_connect_state(connection)
        return connection
    }

    /// Why a handshake failed, with what is wrong about the certificate if that is why.
    static func error(of connection: OpaquePointer, with host: String) -> TransportError {
        let attempt = "agree on TLS with \(host)"
        let verdict = SSL_get_verify_result(connection)
        guard verdict != Int(X509_V_OK) else {
            guard ERR_peek_error() != 0 else {
                return TransportError(attempt, reason: "the connection was cut")
            }
            return TransportError.openSSL(attempt)
        }
        ERR_clear_error()
        let words = X509_verify_cert_error_string(verdict).map { String(cString: $0) } ?? "error \(verdict)"
        return TransportError(attempt, reason: "certificate not accepted: \(words)")
    }
}
