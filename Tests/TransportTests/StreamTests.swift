import COpenSSL
import Glibc
import Testing

@testable import Transport

@Suite struct StreamTests {
    private static let large: [UInt8] = {
        var bytes = [UInt8](repeating: 0, count: 8_000_000)
        for index in bytes.indices { bytes[index] = UInt8(truncatingIfNeeded: index * 7 + index >> 13) }
        return bytes
    }()

    @Test(arguments: [true, false])
    func `a slow reader gets all of a large answer, and the sender hears when it is through`(_ secure: Bool) throws {
        let waiting = Mailbox<Int>()
        let drained = Mailbox<UInt64>()
        let server = try TestServer(secure: secure) { _ in
            let handler = TestHandler()
            handler.onReceived = { _, stream in
                stream.send(Self.large)
                waiting.put(stream.pendingOutput)
            }
            handler.onDrained = { drained.put($0.bytesSent) }
            return handler
        }
        let client = try server.connect(receiveBuffer: 8192)
        client.send("go")
        #expect(waiting.next() > 1_000_000)
        #expect(client.receive(exactly: Self.large.count) == Self.large)
        #expect(drained.next() == UInt64(Self.large.count))
    }

    @Test(arguments: [true, false])
    func `a head and a body arrive as one, whatever their sizes`(_ secure: Bool) throws {
        let sizes = [0, 1, 500, 16_000, 16_384, 16_385, 70_000, 1_000_000]
        let server = try TestServer(secure: secure) { _ in
            let handler = TestHandler()
            handler.onReceived = { _, stream in
                for size in sizes {
                    let head = [UInt8](repeating: 1, count: size / 40)
                    head.withUnsafeBytes { stream.send($0, Array(Self.large[..<size])) }
                }
                stream.close()
            }
            return handler
        }
        let client = try server.connect()
        client.send("go")
        var expected: [UInt8] = []
        for size in sizes {
            expected += [UInt8](repeating: 1, count: size / 40)
            expected += Self.large[..<size]
        }
        #expect(client.receiveAll() == expected)
    }

    @Test(arguments: [true, false])
    func `many small messages at once come back in order`(_ secure: Bool) throws {
        let server = try TestServer(secure: secure)
        let client = try server.connect()
        var expected = ""
        for number in 0..<2000 {
            let line = "line \(number)\n"
            client.send(line)
            expected += line
        }
        #expect(client.receiveText(expected.utf8.count) == expected)
    }

    @Test(arguments: [true, false])
    func `nothing is delivered while reading is paused, and nothing is lost by it`(_ secure: Bool) throws {
        let streams = Mailbox<Stream>()
        let heard = Guarded("")
        let server = try TestServer(secure: secure) { _ in
            let handler = TestHandler()
            handler.onReceived = { bytes, stream in
                heard.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
                stream.pauseReading()
                streams.put(stream)
            }
            return handler
        }
        let client = try server.connect()
        // Both records are in OpenSSL's buffer, or in the socket's, when the first is delivered.
        client.send("a")
        client.send("b")
        let stream = streams.next()
        for _ in 0..<20 { server.onLoop {} }
        let first = heard.withLock { $0 }
        #expect(first == (secure ? "a" : first))
        while heard.withLock({ $0.count }) < 2 {
            server.onLoop { stream.resumeReading() }
            _ = streams.next()
        }
        client.send("c")
        server.onLoop { stream.send([33]) }
        #expect(client.receiveText(1) == "!")
        #expect(heard.withLock { $0 } == "ab")
        server.onLoop { stream.resumeReading() }
        _ = streams.next()
        #expect(heard.withLock { $0 } == "abc")
    }

    @Test(arguments: [true, false])
    func `a client that says no more still gets its answer`(_ secure: Bool) throws {
        let ended = Mailbox<Bool>()
        let server = try TestServer(secure: secure) { _ in
            let handler = TestHandler()
            handler.onReceived = { _, stream in stream.send(Self.large) }
            handler.onEnded = { _ in ended.put(true) }
            return handler
        }
        let client = try server.connect(receiveBuffer: 8192)
        client.send("go")
        client.finishSending()
        #expect(client.receive(exactly: Self.large.count).count == Self.large.count)
        #expect(ended.next())
    }

    @Test(arguments: [true, false])
    func `a close waits for what is queued`(_ secure: Bool) throws {
        let server = try TestServer(secure: secure) { _ in
            let handler = TestHandler()
            handler.onReceived = { _, stream in
                stream.send(Self.large)
                stream.close()
                stream.send([1, 2, 3])
            }
            return handler
        }
        let client = try server.connect(receiveBuffer: 8192)
        client.send("go")
        #expect(client.receiveAll() == Self.large)
    }

    @Test func `a refusal reaches a client that is still sending`() throws {
        let server = try TestServer(secure: false) { _ in
            let handler = TestHandler()
            handler.onReceived = { _, stream in
                stream.send([UInt8]("too large".utf8))
                stream.close(lingering: true)
            }
            return handler
        }
        let client = try server.connect()
        let megabyte = [UInt8](repeating: 0, count: 1 << 20)
        #expect(client.send(megabyte))
        #expect(client.send(megabyte))
        client.finishSending()
        #expect(String(decoding: client.receiveAll(), as: UTF8.self) == "too large")
    }

    @Test(arguments: [true, false])
    func `a handler hears of its end once, however it comes`(_ secure: Bool) throws {
        let ended = Mailbox<String>()
        let server = try TestServer(secure: secure) { _ in
            let handler = TestHandler()
            var name = ""
            handler.onReceived = { bytes, stream in
                name = String(decoding: bytes, as: UTF8.self)
                if name == "abort" { stream.abort() }
                if name == "close" { stream.close() }
                stream.abort()
                stream.close()
            }
            handler.onEnded = { _ in ended.put(name) }
            return handler
        }
        for name in ["abort", "close", "other"] {
            let client = try server.connect()
            client.send(name)
            #expect(client.receiveAll().isEmpty)
            #expect(ended.next() == name)
        }
        for isReset in [true, false] {
            let client = try server.connect()
            if isReset { client.resetAtClose() }
            client.close()
            #expect(ended.next() == "")
        }
        #expect(server.streamCount == 0)
        #expect(ended.isEmpty)
    }

    @Test func `a reset while an answer waits, reading paused, ends the stream`() throws {
        let ended = Mailbox<Bool>()
        let server = try TestServer { _ in
            let handler = TestHandler()
            handler.onReceived = { _, stream in
                stream.pauseReading()
                stream.send(Self.large)
            }
            handler.onEnded = { _ in ended.put(true) }
            return handler
        }
        let client = try server.connect(receiveBuffer: 8192)
        client.send("go")
        _ = client.receive(exactly: 1000)
        client.resetAtClose()
        client.close()
        #expect(ended.next())
    }

    @Test func `the peer's address is the client's`() throws {
        let peers = Mailbox<PeerAddress>()
        let server = try TestServer(secure: false) { stream in
            peers.put(stream.peer)
            return TestHandler()
        }
        let client = try server.connect()
        let peer = peers.next()
        #expect(peer.text == "127.0.0.1")
        #expect(peer.bytes == [127, 0, 0, 1])
        #expect(peer.port != 0)
        client.close()
    }
}
