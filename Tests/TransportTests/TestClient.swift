import CLinux
import COpenSSL
import Glibc

/// A blocking client on 127.0.0.1, plain or with TLS. Its reads give up after 20 s, so that a failing test ends.
final class TestClient {
    struct Refused: Error {}

    /// What a client offers and expects; the defaults are a modern browser's.
    struct Wish {
        var lowest = TLS1_2_VERSION
        var highest = TLS1_3_VERSION
        var suitesOfTLS12: String?
        var protocols: [String] = []
        var session: OpaquePointer?
        /// PEM file of the only certificate trusted, and the name it must carry; nil trusts all.
        var trusted: (file: String, name: String)?
    }

    let descriptor: Int32
    private var context: OpaquePointer?
    private(set) var tls: OpaquePointer?
    private var isClosed = false

    /// Connects in clear.
    init(port: UInt16, receiveBuffer: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var patience = timeval(tv_sec: 600, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        if var receiveBuffer {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, socklen_t(MemoryLayout<Int32>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let code = withUnsafeBytes(of: address) { bytes in
            connect(
                descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self),
                socklen_t(MemoryLayout<sockaddr_in>.size))
        }
        guard code == 0 else { throw Refused() }
    }

    /// Connects with TLS, or throws `Refused`.
    convenience init(port: UInt16, wish: Wish, receiveBuffer: Int32? = nil) throws {
        try self.init(port: port, receiveBuffer: receiveBuffer)
        try shakeHands(wish)
    }

    deinit { close() }

    func close() {
        guard !isClosed else { return }
        isClosed = true
        if let tls {
            // Otherwise OpenSSL takes the session for a broken one and never resumes it.
            SSL_set_shutdown(tls, SSL_SENT_SHUTDOWN)
            SSL_free(tls)
        }
        if let context { SSL_CTX_free(context) }
        tls = nil
        Glibc.close(descriptor)
    }

    private func shakeHands(_ wish: Wish) throws {
        ERR_clear_error()
        context = SSL_CTX_new(TLS_client_method())
        guard let context else { throw Refused() }
        _ = shim_SSL_CTX_set_min_proto_version(context, wish.lowest)
        _ = shim_SSL_CTX_set_max_proto_version(context, wish.highest)
        if wish.lowest < TLS1_2_VERSION { SSL_CTX_set_security_level(context, 0) }
        if let suites = wish.suitesOfTLS12 { SSL_CTX_set_cipher_list(context, suites) }
        if let trusted = wish.trusted {
            SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nil)
            SSL_CTX_load_verify_file(context, trusted.file)
        }
        tls = SSL_new(context)
        guard let tls else { throw Refused() }
        SSL_set_fd(tls, descriptor)
        if let trusted = wish.trusted { SSL_set1_host(tls, trusted.name) }
        if let session = wish.session { SSL_set_session(tls, session) }
        let offered = wish.protocols.flatMap { [UInt8($0.utf8.count)] + [UInt8]($0.utf8) }
        if !offered.isEmpty { SSL_set_alpn_protos(tls, offered, UInt32(offered.count)) }
        guard SSL_connect(tls) == 1 else { throw Refused() }
    }

    /// Takes new keys and asks the server to do so (KeyUpdate); false when the connection has ended.
    func askForNewKeys() -> Bool {
        ERR_clear_error()
        return SSL_key_update(tls, SSL_KEY_UPDATE_REQUESTED) == 1 && SSL_do_handshake(tls) == 1
    }

    /// The protocol agreed on.
    var chosenProtocol: String {
        var bytes: UnsafePointer<UInt8>?
        var count: UInt32 = 0
        SSL_get0_alpn_selected(tls, &bytes, &count)
        return String(decoding: UnsafeBufferPointer(start: bytes, count: Int(count)), as: UTF8.self)
    }

    var wasResumed: Bool { SSL_session_reused(tls) == 1 }
    var version: Int32 { SSL_version(tls) }

    /// The session to go on with in another connection; one reference is the caller's.
    func takeSession() -> OpaquePointer? { SSL_get1_session(tls) }

    /// The serial number of the server's certificate.
    var certificateSerial: UInt64 {
        guard let certificate = SSL_get1_peer_certificate(tls) else { return 0 }
        defer { X509_free(certificate) }
        var serial: UInt64 = 0
        ASN1_INTEGER_get_uint64(&serial, X509_get0_serialNumber(certificate))
        return serial
    }

    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        if let tls {
            ERR_clear_error()
            return SSL_write(tls, bytes, Int32(bytes.count)) == bytes.count
        }
        return Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }

    @discardableResult
    func send(_ text: String) -> Bool { send([UInt8](text.utf8)) }

    /// What comes next, at most so many bytes; empty at the end or after an error.
    func receive(upTo count: Int = 64 * 1024) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            if let tls {
                ERR_clear_error()
                initialized = max(0, Int(SSL_read(tls, buffer.baseAddress, Int32(count))))
            } else {
                initialized = max(0, recv(descriptor, buffer.baseAddress, count, 0))
            }
        }
    }

    /// So many bytes, fewer if the end comes before.
    func receive(exactly count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let more = receive(upTo: min(64 * 1024, count - bytes.count))
            guard !more.isEmpty else { break }
            bytes += more
        }
        return bytes
    }

    func receiveText(_ count: Int) -> String { String(decoding: receive(exactly: count), as: UTF8.self) }

    /// All there is until the end.
    func receiveAll() -> [UInt8] { receive(exactly: .max) }

    /// Says that no more will be sent.
    func finishSending() {
        if let tls { SSL_shutdown(tls) }
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Makes the next close a reset.
    func resetAtClose() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }
}
