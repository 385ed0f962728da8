internal import COpenSSL

/// Where a certificate and its key lie: PEM files, the certificate's followed by those of its issuers.
public struct TLSIdentity: Sendable, Equatable {
    /// Path of the chain, own certificate first.
    public let certificateFile: String
    /// Path of the private key, readable by the server's user only.
    public let keyFile: String

    /// Names two files; they are read by `TLSContext`.
    public init(certificateFile: String, keyFile: String) {
        self.certificateFile = certificateFile
        self.keyFile = keyFile
    }

    /// Until when the certificate is good, in seconds since 1970; the key may be unreadable to who asks.
    /// - Throws: `TransportError` when the file holds no certificate.
    public func certificateEnds() throws -> Int64? { try CertificateFiles.end(of: certificateFile) }
}

/// How this server speaks TLS: 1.2 and 1.3, authenticated encryption and forward secrecy only, HTTP/1.1 inside,
/// sessions resumed by one ticket that the server need not remember. One for all loops.
public final class TLSContext: Sendable {
    /// An SSL_CTX this value owns one reference of.
    private struct Handle: @unchecked Sendable {
        let context: OpaquePointer
    }

    /// Where the certificate comes from.
    public let identity: TLSIdentity
    private let tickets: TicketKeys
    private let handle: Guarded<Handle>

    /// Reads the files.
    /// - Throws: `TransportError` when one cannot be read or they do not belong together, with the file's name.
    public convenience init(_ identity: TLSIdentity) throws {
        try self.init(identity, tickets: TicketKeys(clock: .system))
    }

    init(_ identity: TLSIdentity, tickets: TicketKeys) throws {
        self.identity = identity
        self.tickets = tickets
        handle = Guarded(Handle(context: try ServerContext.make(identity, tickets: tickets)))
    }

    deinit {
        handle.withLock { SSL_CTX_free($0.context) }
    }

    /// Reads the files again, for connections from now on; those that are open keep what they have.
    /// - Throws: `TransportError`, and goes on with the old certificate.
    public func reload() throws {
        let fresh = Handle(context: try ServerContext.make(identity, tickets: tickets))
        let old = handle.withLock { handle in
            let old = handle
            handle = fresh
            return old
        }
        SSL_CTX_free(old.context)
    }

    /// Until when the certificate in use is good, in seconds since 1970.
    public var certificateEnds: Int64? {
        handle.withLock { SSL_CTX_get0_certificate($0.context).flatMap { CertificateFiles.end(of: $0) } }
    }

    /// A server's connection on a socket, its handshake not begun; nil when there is no memory. To be freed by the
    /// caller; it keeps the context it was made from.
    func makeConnection(_ descriptor: Int32) -> OpaquePointer? {
        handle.withLock { handle in
            ERR_clear_error()
            guard let connection = SSL_new(handle.context) else { return Handle?.none }
            guard SSL_set_fd(connection, descriptor) == 1 else {
                SSL_free(connection)
                return nil
            }
            SSL_set_accept_state(connection)
            return Handle(context: connection)
        }?.context
    }
}
