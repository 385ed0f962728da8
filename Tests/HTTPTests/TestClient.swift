import COpenSSL
import Foundation
import Glibc
import Transport

/// A blocking client that says what it is told to, byte by byte, and gives up after ten minutes.
final class TestClient {
    struct Reply {
        var status = 0
        var head = ""
        var body = ""

        func field(_ name: String) -> String? {
            head.split(separator: "\r\n").first { $0.lowercased().hasPrefix(name + ": ") }.map {
                String($0.dropFirst(name.count + 2))
            }
        }
    }

    private let descriptor: Int32
    private var tls: OpaquePointer?
    private var buffer: [UInt8] = []

    init(_ server: TestServer, isSecure: Bool = false) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var patience = timeval(tv_sec: 600, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = server.port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard isSecure else { return }
        let context = SSL_CTX_new(TLS_client_method())
        tls = SSL_new(context)
        SSL_CTX_free(context)
        SSL_set_fd(tls, descriptor)
        SSL_connect(tls)
    }

    deinit {
        if let tls { SSL_free(tls) }
        close(descriptor)
    }

    /// Whether all of it could be sent.
    @discardableResult
    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { (rest: UnsafeRawBufferPointer) -> Int in
                if let tls { return Int(SSL_write(tls, rest.baseAddress, Int32(rest.count))) }
                return Glibc.send(descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    func get(_ path: String, _ fields: String = "") -> Reply {
        send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n")
        return reply()
    }

    /// The next reply; status 0 when there is none.
    func reply(hasBody: Bool = true) -> Reply {
        let end = Array("\r\n\r\n".utf8)
        while buffer.firstRange(of: end) == nil { if !receive() { return Reply() } }
        guard let range = buffer.firstRange(of: end) else { return Reply() }
        var reply = Reply()
        reply.head = String(decoding: buffer[..<range.lowerBound], as: UTF8.self)
        reply.status = Int(reply.head.split(separator: " ")[1]) ?? 0
        buffer.removeFirst(range.upperBound)
        let length = hasBody ? Int(reply.field("content-length") ?? "0") ?? 0 : 0
        while buffer.count < length { if !receive() { return reply } }
        reply.body = String(decoding: buffer[..<length], as: UTF8.self)
        buffer.removeFirst(length)
        return reply
    }

    /// Whether the server has ended the connection, in good order and with nothing more to say.
    func isEnded() -> Bool {
        while receive() {}
        return buffer.isEmpty && lastCount == 0
    }

    /// Whether nothing has come, without waiting for it. For clear text.
    func isSilent() -> Bool {
        var byte: UInt8 = 0
        return buffer.isEmpty && recv(descriptor, &byte, 1, Int32(MSG_DONTWAIT | MSG_PEEK)) < 0
    }

    /// Takes nothing more than this from now on, so that the server cannot send more than the system holds.
    func shrinkWindow() {
        var size: Int32 = 4096
        setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
    }

    private var lastCount = 1

    private func receive() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 65536)
        lastCount = bytes.withUnsafeMutableBytes { space in
            if let tls { return Int(SSL_read(tls, space.baseAddress, Int32(space.count))) }
            return recv(descriptor, space.baseAddress, space.count, 0)
        }
        if lastCount > 0 { buffer += bytes[..<lastCount] }
        return lastCount > 0
    }
}

/// A certificate for the tests, made once a run.
enum TestCertificate {
    private static let files = Result { try make() }

    static func identity() throws -> TLSIdentity { try files.get() }

    private static func make() throws -> TLSIdentity {
        let folder = FileManager.default.temporaryDirectory.path + "/http-tests-\(getpid())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let identity = TLSIdentity(certificateFile: folder + "/certificate.pem", keyFile: folder + "/key.pem")
        try SelfSignedCertificate.write(certificate: identity.certificateFile, key: identity.keyFile)
        return identity
    }
}
