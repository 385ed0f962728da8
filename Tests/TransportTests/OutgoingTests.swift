import CLinux
import COpenSSL
import Glibc
import Testing

@testable import Transport

@Suite struct OutgoingTests {
    @Test(arguments: ["127.0.0.1", "localhost"])
    func `a connection is opened by address and by name`(_ host: String) throws {
        let server = try TestServer(secure: false)
        let caller = try TestCaller()
        caller.call(host, port: server.port, greeting: "hello") { _, stream in stream.close() }
        #expect(caller.events.next() == .opened(isSecure: false))
        #expect(caller.events.next() == .received("hello"))
        #expect(caller.events.next() == .ended(nil))
    }

    @Test(arguments: ["127.0.0.1", "localhost"])
    func `a server with a trusted certificate for the name called is spoken to under TLS`(_ host: String) throws {
        let server = try TestServer()
        let caller = try TestCaller()
        let tls = try TLSClientContext(caFile: server.directory.path + "/certificate.pem")
        caller.call(host, port: server.port, tls: tls, greeting: "hello") { _, stream in stream.close() }
        #expect(caller.events.next() == .opened(isSecure: true))
        #expect(caller.events.next() == .received("hello"))
        #expect(caller.events.next() == .ended(nil))
    }

    @Test func `a certificate for another name is refused`() throws {
        let server = try TestServer()
        let (file, key) = (server.directory.path + "/certificate.pem", server.directory.path + "/key.pem")
        try SelfSignedCertificate.write(certificate: file, key: key, names: ["mail.example.jp", "192.0.2.1"])
        try server.tls?.reload()
        let caller = try TestCaller()
        let tls = try TLSClientContext(caFile: file)
        for (host, reason) in [("localhost", "hostname mismatch"), ("127.0.0.1", "IP address mismatch")] {
            caller.call(host, port: server.port, tls: tls)
            let attempt = "agree on TLS with \(host): certificate not accepted: "
            #expect(caller.events.next() == .ended(attempt + reason))
        }
    }

    @Test func `a certificate nobody trusted vouches for is refused`() throws {
        let (server, stranger) = (try TestServer(), try TemporaryDirectory())
        let caller = try TestCaller()
        for caFile in [try stranger.makeIdentity().certificateFile, nil] {
            caller.call("localhost", port: server.port, tls: try TLSClientContext(caFile: caFile))
            guard case .ended(let reason?) = caller.events.next() else {
                Issue.record("a connection with a foreign certificate")
                continue
            }
            #expect(reason.hasPrefix("agree on TLS with localhost: certificate not accepted: self"))
        }
    }

    @Test func `a file of issuers that cannot be read is an error at the start`() throws {
        #expect(throws: TransportError.self) { try TLSClientContext(caFile: "/nowhere/ca.pem") }
    }

    @Test func `TLS 1.1 is not spoken`() throws {
        let directory = try TemporaryDirectory()
        let identity = try directory.makeIdentity()
        let server = try ScriptedServer { descriptor in
            guard let context = SSL_CTX_new(TLS_server_method()) else { return }
            defer { SSL_CTX_free(context) }
            SSL_CTX_set_security_level(context, 0)
            _ = shim_SSL_CTX_set_min_proto_version(context, TLS1_VERSION)
            _ = shim_SSL_CTX_set_max_proto_version(context, TLS1_1_VERSION)
            SSL_CTX_use_certificate_chain_file(context, identity.certificateFile)
            SSL_CTX_use_PrivateKey_file(context, identity.keyFile, SSL_FILETYPE_PEM)
            guard let tls = SSL_new(context) else { return }
            defer { SSL_free(tls) }
            SSL_set_fd(tls, descriptor)
            SSL_accept(tls)
        }
        let caller = try TestCaller()
        caller.call("localhost", port: server.port, tls: try TLSClientContext(caFile: identity.certificateFile))
        guard case .ended(let reason?) = caller.events.next() else { return #expect(Bool(false)) }
        #expect(reason.hasPrefix("agree on TLS with localhost: "))
    }

    @Test func `a refused connection says so`() throws {
        let closed = try ListeningSocket.make(address: "127.0.0.1", port: 0, reusePort: false)
        let port = ListeningSocket.port(of: closed)
        close(closed)
        let caller = try TestCaller()
        caller.call(port: port)
        let text = "connect to 127.0.0.1 port \(port) (127.0.0.1): Connection refused"
        #expect(caller.events.next() == .ended(text))
    }

    @Test func `a name that does not exist says so`() throws {
        let caller = try TestCaller()
        caller.call("no-such-host.invalid", port: 25)
        guard case .ended(let reason?) = caller.events.next() else { return #expect(Bool(false)) }
        #expect(reason.hasPrefix("look up no-such-host.invalid: "))
    }

    @Test func `the next address is tried when one refuses`() throws {
        // A listener on IPv4 only: "localhost" names ::1 as well on most machines, and comes through in any case.
        let server = try TestServer(secure: false)
        let caller = try TestCaller()
        let route = [("::1", server.port), ("127.0.0.1", server.port)].compactMap {
            SocketAddress(numeric: $0.0, port: $0.1)
        }
        #expect(route.count == 2)
        caller.connect(through: route)
        #expect(caller.events.next() == .opened(isSecure: false))
    }

    @Test func `an address that does not answer takes its share of the time, and all of them no more than all`() throws
    {
        let deaf = try DeafListener()
        let caller = try TestCaller()
        caller.call(port: deaf.port, within: 10)
        caller.settle()
        caller.advance(seconds: 9.9)
        #expect(caller.events.isEmpty)
        caller.advance(seconds: 0.2)
        let attempt = "connect to 127.0.0.1 port \(deaf.port) (127.0.0.1)"
        #expect(caller.events.next() == .ended("\(attempt): no answer in time"))

        let server = try TestServer(secure: false)
        let places = [deaf.port, server.port].compactMap { SocketAddress(numeric: "127.0.0.1", port: $0) }
        caller.connect(through: places, within: 10)
        caller.advance(seconds: 4.9)
        #expect(caller.events.isEmpty)
        caller.advance(seconds: 0.2)
        #expect(caller.events.next() == .opened(isSecure: false))
    }

    @Test func `a server that does not take up TLS is given up`() throws {
        let heard = Mailbox<Bool>()
        let server = try ScriptedServer { descriptor in
            _ = ScriptedServer.read(descriptor)
            heard.put(true)
            while !ScriptedServer.read(descriptor).isEmpty {}
        }
        let caller = try TestCaller()
        caller.call("localhost", port: server.port, tls: try TLSClientContext(), within: 10)
        _ = heard.next()
        caller.advance(seconds: 11)
        #expect(caller.events.next() == .ended("agree on TLS with localhost: no answer in time"))
    }

    @Test func `a loop that stops ends connections on their way, and begins none`() throws {
        let deaf = try DeafListener()
        let caller = try TestCaller()
        caller.call(port: deaf.port)
        caller.settle()
        caller.loop.stop()
        #expect(caller.events.next() == .ended(nil))
        caller.loop.join()
        caller.call(port: deaf.port)
        let text = "connect to 127.0.0.1 port \(deaf.port): this program is stopping"
        #expect(caller.events.next() == .ended(text))
    }
}

@Suite struct StartTLSTests {
    /// Agrees to TLS in clear text with the words given, and echoes under TLS.
    private static func server(_ identity: TLSIdentity, agreeing words: String = "go\n") throws -> ScriptedServer {
        let context = try TLSContext(identity)
        return try ScriptedServer { descriptor in
            guard ScriptedServer.read(descriptor) == "TLS?\n" else { return }
            ScriptedServer.write(descriptor, words)
            guard let tls = context.makeConnection(descriptor) else { return }
            defer { SSL_free(tls) }
            guard SSL_do_handshake(tls) == 1 else { return }
            var room = [UInt8](repeating: 0, count: 100)
            while case let count = SSL_read(tls, &room, 100), count > 0 { SSL_write(tls, room, count) }
        }
    }

    @Test func `TLS is put on an open connection`() throws {
        let directory = try TemporaryDirectory()
        let identity = try directory.makeIdentity()
        let server = try Self.server(identity)
        let caller = try TestCaller()
        let tls = try TLSClientContext(caFile: identity.certificateFile)
        caller.call("localhost", port: server.port, greeting: "TLS?\n") { text, stream in
            if text == "go\n" { stream.startTLS(tls, within: 10) } else { stream.close() }
        }
        let expected: [CallEvent] = [
            .opened(isSecure: false), .received("go\n"), .secured, .received("TLS?\n"), .ended(nil),
        ]
        for event in expected { #expect(caller.events.next() == event) }
    }

    @Test func `TLS put on a connection checks the certificate`() throws {
        let (directory, stranger) = (try TemporaryDirectory(), try TemporaryDirectory())
        let server = try Self.server(try directory.makeIdentity())
        let caller = try TestCaller()
        let tls = try TLSClientContext(caFile: try stranger.makeIdentity().certificateFile)
        caller.call("localhost", port: server.port, greeting: "TLS?\n") { _, stream in
            stream.startTLS(tls, within: 10)
        }
        #expect(caller.events.next() == .opened(isSecure: false))
        #expect(caller.events.next() == .received("go\n"))
        guard case .ended(let reason?) = caller.events.next() else { return #expect(Bool(false)) }
        #expect(reason.contains("certificate not accepted"))
    }

    @Test func `clear text that follows the agreement is never taken for the peer's`() throws {
        let directory = try TemporaryDirectory()
        let identity = try directory.makeIdentity()
        let isTold = Mailbox<Bool>()
        let server = try ScriptedServer { descriptor in
            ScriptedServer.write(descriptor, "go\n")
            _ = ScriptedServer.read(descriptor)
            ScriptedServer.write(descriptor, "250 believe me\r\n250 and me\r\n")
            isTold.put(true)
            while !ScriptedServer.read(descriptor).isEmpty {}
        }
        let caller = try TestCaller()
        let tls = try TLSClientContext(caFile: identity.certificateFile)
        caller.call("localhost", port: server.port) { _, stream in
            stream.send([UInt8]("x".utf8))
            _ = isTold.next()
            stream.startTLS(tls, within: 10)
        }
        #expect(caller.events.next() == .opened(isSecure: false))
        #expect(caller.events.next() == .received("go\n"))
        guard case .ended(let reason?) = caller.events.next() else { return #expect(Bool(false)) }
        #expect(reason.hasPrefix("agree on TLS with localhost: "))
    }
}

/// A port at which connections are neither taken nor refused: its queue is full, and the system drops what knocks.
private final class DeafListener {
    let port: UInt16
    private let listener: Int32
    private var fillers: [Int32] = []

    init() throws {
        guard let any = SocketAddress(numeric: "127.0.0.1", port: 0) else { throw TransportError.system("address") }
        let listener = any.makeSocket()
        guard any.withPointer({ bind(listener, $0, $1) }) == 0, listen(listener, 0) == 0 else {
            throw TransportError.system("listen")
        }
        self.listener = listener
        port = ListeningSocket.port(of: listener)
        guard let place = SocketAddress(numeric: "127.0.0.1", port: port) else { return }
        // Until one is still on its way after a moment: connections within a machine are there at once.
        for _ in 0..<8 {
            let filler = place.makeSocket()
            fillers.append(filler)
            _ = place.withPointer { connect(filler, $0, $1) }
            var wish = pollfd(fd: filler, events: Int16(POLLOUT), revents: 0)
            if poll(&wish, 1, 50) == 0 { break }
        }
    }

    deinit {
        for descriptor in fillers + [listener] { close(descriptor) }
    }
}

extension TestCaller {
    /// Calls addresses as if a name had these.
    fileprivate func connect(through addresses: [SocketAddress], within seconds: Double = 10) {
        let events = events
        let (loop, isStarted) = (loop, Mailbox<Bool>())
        loop.execute {
            let route = OutgoingRoute(host: "several", port: 1, tls: nil, deadline: loop.time(after: seconds))
            let stream = Stream(route, loop: loop)
            stream.token = loop.slots.insert(.stream(stream))
            stream.handler = CallHandler(events: events, greeting: nil, onReceived: { _, _ in })
            stream.resolved(.success(addresses))
            isStarted.put(true)
        }
        _ = isStarted.next()
    }
}
