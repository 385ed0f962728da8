import CLinux
import COpenSSL
import Glibc
import Testing

@testable import Transport

@Suite struct TLSTests {
    @Test(arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
    func `what is sent comes back over TLS 1.2 and 1.3`(_ version: Int32) throws {
        let server = try TestServer()
        let client = try server.connect(.init(lowest: version, highest: version))
        #expect(client.version == version)
        for size in [1, 100, 16_384, 16_385, 200_000] {
            let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            #expect(client.send(bytes))
            #expect(client.receive(exactly: size) == bytes)
        }
    }

    @Test func `TLS 1.1 is refused`() throws {
        let server = try TestServer()
        #expect(throws: TestClient.Refused.self) {
            try server.connect(.init(lowest: TLS1_VERSION, highest: TLS1_1_VERSION))
        }
        #expect(try server.connect().send("still here"))
    }

    @Test(arguments: ["ECDHE-ECDSA-AES128-SHA256", "AES128-GCM-SHA256", "DHE-RSA-AES128-GCM-SHA256"])
    func `suites without authenticated encryption or forward secrecy are refused`(_ suite: String) throws {
        let server = try TestServer()
        #expect(throws: TestClient.Refused.self) {
            try server.connect(.init(highest: TLS1_2_VERSION, suitesOfTLS12: suite))
        }
    }

    @Test func `HTTP 1.1 is chosen where a client offers it, and other protocols get no connection`() throws {
        let server = try TestServer()
        #expect(try server.connect(.init(protocols: ["h2", "http/1.1"])).chosenProtocol == "http/1.1")
        #expect(try server.connect().chosenProtocol == "")
        #expect(throws: TestClient.Refused.self) { try server.connect(.init(protocols: ["h2", "smtp"])) }
        #expect(try server.connect(.init(protocols: ["http/1.0", "http/1.1"])).chosenProtocol == "http/1.1")
        #expect(try server.connect(.init(protocols: ["h2", "http/1.0"])).chosenProtocol == "http/1.0")
    }

    @Test func `RFC 8446 § 4.6.3 new keys are given when they are asked for, and a flood of that ends the connection`()
        throws
    {
        let server = try TestServer()
        let client = try server.connect(.init(lowest: TLS1_3_VERSION))
        for _ in 0..<HandshakeFlood.limit {
            #expect(client.askForNewKeys())
            client.send("x")
            #expect(client.receiveText(1) == "x")
        }
        for _ in 0..<10_000 where !client.askForNewKeys() { break }
        client.send("y")
        #expect(client.receiveText(1) == "")
        let other = try server.connect()
        other.send("z")
        #expect(other.receiveText(1) == "z")
    }

    @Test func `RFC 5246 § 7.4.1.1 renegotiation is refused, and a flood of it ends the connection`() throws {
        let server = try TestServer()
        let client = try server.connect(.init(highest: TLS1_2_VERSION, suitesOfTLS12: TLS12Records.suite))
        var records = try #require(TLS12Records(client))
        // An empty ClientHello does: it is refused before it is read.
        let hello: [UInt8] = [1, 0, 0, 0]
        func send(_ bytes: [UInt8]) { Glibc.send(client.descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) }
        for _ in 0..<HandshakeFlood.limit { send(records.record(TLS12Records.handshake, hello)) }
        send(records.record(TLS12Records.data, [UInt8](repeating: 1, count: 1000)))
        // An alert for each (31 bytes), and then what was sent comes back: the connection is as it was.
        var count = 0
        var room = [UInt8](repeating: 0, count: 4096)
        while count < HandshakeFlood.limit * 31 + 1000 {
            let more = recv(client.descriptor, &room, room.count, 0)
            guard more > 0 else { break }
            count += more
        }
        #expect(count >= HandshakeFlood.limit * 31 + 1000)
        for _ in 0..<10 { send(records.record(TLS12Records.handshake, hello)) }
        while recv(client.descriptor, &room, room.count, 0) > 0 {}
        let other = try server.connect()
        other.send("z")
        #expect(other.receiveText(1) == "z")
    }

    @Test(arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
    func `a session is resumed by its ticket until the key is a day old`(_ version: Int32) throws {
        let server = try TestServer()
        func connect(with session: OpaquePointer?) throws -> TestClient {
            let client = try server.connect(.init(lowest: version, highest: version, session: session))
            client.send("x")
            #expect(client.receiveText(1) == "x")
            return client
        }
        let session = try connect(with: nil).takeSession()
        defer { SSL_SESSION_free(session) }
        #expect(try connect(with: session).wasResumed)
        server.clock.advance(seconds: Double(TicketKeys.periodSeconds) + 1)
        #expect(try connect(with: session).wasResumed)
        server.clock.advance(seconds: Double(TicketKeys.periodSeconds) + 1)
        #expect(try !connect(with: session).wasResumed)
    }

    @Test func `a new certificate serves new connections and leaves the open ones alone`() throws {
        let server = try TestServer()
        let before = try server.connect()
        _ = try server.directory.makeIdentity()
        try server.tls?.reload()
        let after = try server.connect()
        #expect(before.certificateSerial != after.certificateSerial)
        before.send("old")
        #expect(before.receiveText(3) == "old")
        after.send("new")
        #expect(after.receiveText(3) == "new")
    }

    @Test func `a broken certificate file is an error and the old certificate goes on serving`() throws {
        let server = try TestServer()
        let serial = try server.connect().certificateSerial
        truncate(server.directory.path + "/certificate.pem", 10)
        #expect(throws: TransportError.self) { try server.tls?.reload() }
        #expect(try server.connect().certificateSerial == serial)
    }

    @Test func `a key that does not belong to the certificate is refused`() throws {
        let (one, other) = (try TemporaryDirectory(), try TemporaryDirectory())
        let certificate = try one.makeIdentity().certificateFile
        let key = try other.makeIdentity().keyFile
        #expect(throws: TransportError.self) {
            try TLSContext(TLSIdentity(certificateFile: certificate, keyFile: key))
        }
    }

    @Test func `a self-signed certificate is good for this machine's names, and its key is private`() throws {
        let server = try TestServer()
        let file = server.directory.path + "/certificate.pem"
        _ = try server.connect(.init(trusted: (file, "localhost")))
        #expect(throws: TestClient.Refused.self) { try server.connect(.init(trusted: (file, "example.jp"))) }
        var facts = stat()
        #expect(stat(server.directory.path + "/key.pem", &facts) == 0)
        #expect(facts.st_mode & 0o777 == 0o600)
    }

    @Test func `clear text on the TLS port is closed`() throws {
        for opening in ["GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "EHLO localhost\r\n", "SSH-2.0-x\r\n"] {
            let server = try TestServer()
            let client = try TestClient(port: server.port)
            client.send(opening)
            // At most a TLS alert (type 21) may come before the end, never a page.
            let answer = client.receiveAll()
            #expect(answer.isEmpty || answer.first == 21)
            #expect(try server.connect().send("still here"))
        }
    }

    @Test(arguments: ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT"])
    func `who speaks HTTP in clear on the TLS port is told so, and can read it`(method: String) throws {
        let reply = Array("told\n".utf8)
        let server = try TestServer(clearTextReply: { _ in reply })
        let client = try TestClient(port: server.port)
        client.send("\(method) / HTTP/1.1\r\nHost: localhost\r\n\r\n" + String(repeating: "x", count: 50_000))
        #expect(client.receiveAll() == reply)
        let other = try TestClient(port: server.port)
        other.send("EHLO localhost\r\n")
        #expect(other.receiveAll() != reply)
        #expect(try server.connect().send("still here"))
    }

    @Test func `handshakes broken off anywhere do no harm`() throws {
        let server = try TestServer()
        let openings: [[UInt8]] = [
            [], [0x16], [0x16, 3, 1, 2, 0, 1, 0], [0x16, 3, 1, 0xff, 0xff], [UInt8](repeating: 0, count: 5000),
            [0x15, 3, 3, 0, 2, 2, 40], [0x80, 0x2e, 1, 0, 2],
        ]
        for opening in openings {
            for isReset in [false, true] {
                let client = try TestClient(port: server.port)
                client.send(opening)
                if isReset { client.resetAtClose() }
                client.close()
            }
        }
        let client = try server.connect()
        client.send("x")
        #expect(client.receiveText(1) == "x")
    }
}
