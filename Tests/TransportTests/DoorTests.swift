import Glibc
import Testing

@testable import Transport

/// When all places are taken, who comes with something to say is served.
@Suite struct DoorTests {
    private func isServed(_ client: TestClient) -> Bool { client.send("x") && client.receiveText(1) == "x" }

    @Test func `when all places are taken the oldest unfinished handshake goes, not the newcomer`() throws {
        let limits = ConnectionLimits(total: 5, perAddress: 100)
        let server = try TestServer(limits: limits)
        let silent = try (0..<5).map { _ in try TestClient(port: server.port) }
        while limits.count < 5 { server.onLoop {} }
        server.advance(seconds: 2)
        let newcomers = try (0..<2).map { _ in try server.connect() }
        #expect(newcomers.allSatisfy(isServed))
        #expect(silent[0].receiveAll().isEmpty && silent[1].receiveAll().isEmpty)
        #expect(limits.count == 5)
    }

    @Test func `ten silent connections a place keep nobody out`() throws {
        let limits = ConnectionLimits(total: 10, perAddress: 1000)
        let server = try TestServer(limits: limits)
        let silent = try (0..<100).map { _ in try TestClient(port: server.port) }
        server.advance(seconds: 2)
        let newcomers = try (0..<5).map { _ in try server.connect() }
        #expect(newcomers.allSatisfy(isServed))
        #expect(limits.count <= 10)
        silent.forEach { $0.close() }
    }

    @Test func `who has left a head unfinished goes before who has asked and is idle`() throws {
        let server = try TestServer(secure: false, limits: ConnectionLimits(total: 2, perAddress: 100)) { stream in
            stream.setDeadline(.idle, after: 60)
            let handler = TestHandler()
            handler.onReceived = { bytes, stream in
                if bytes.first == UInt8(ascii: "h") { return stream.setDeadline(.head, after: 10) }
                stream.send(bytes)
                stream.setDeadline(.idle, after: 60)
            }
            return handler
        }
        let idle = try server.connect()
        #expect(isServed(idle))
        let slow = try server.connect()
        #expect(isServed(slow))
        slow.send("h")
        // The head is there when the loop has been through what came before it.
        while server.onLoop({ [loop = server.loop] in loop.deadlines.first(.head) == nil }) {}
        server.advance(seconds: 2)
        #expect(isServed(try server.connect()))
        #expect(slow.receiveAll().isEmpty)
        #expect(isServed(idle))
    }

    @Test func `places of one door are not made by closing another's`() throws {
        let (one, other) = (ConnectionLimits(total: 1), ConnectionLimits(total: 1))
        let server = try TestServer(secure: false, limits: one) { stream in
            stream.setDeadline(.idle, after: 60)
            return TestHandler.echo()
        }
        let listener = try Listener(address: "127.0.0.1", port: 0, limits: other, on: server.loop) { _ in
            TestHandler.echo()
        }
        let idle = try server.connect()
        #expect(isServed(idle))
        let busy = try TestClient(port: listener.port)
        #expect(isServed(busy))
        #expect(try TestClient(port: listener.port).receiveAll().isEmpty)
        #expect(isServed(idle) && isServed(busy))
    }

    @Test func `a port at which another program listens is not shared with it`() throws {
        let one = try LoopGroup(count: 2)
        let port = try one.listen(address: "127.0.0.1", port: 0) { _ in TestHandler.echo() }[0].port
        let other = try LoopGroup(count: 2)
        #expect(throws: TransportError.self) {
            try other.listen(address: "127.0.0.1", port: port) { _ in TestHandler.echo() }
        }
        for group in [one, other] {
            try group.start()
            group.stop()
            group.join()
        }
        let next = try LoopGroup(count: 2)
        #expect(try next.listen(address: "127.0.0.1", port: port) { _ in TestHandler.echo() }.count == 2)
        try next.start()
        next.stop()
        next.join()
    }

    @Test func `a socket in the file system is for its owner and group, and is gone with its listener`() throws {
        let server = try TestServer(secure: false)
        let path = server.directory.path + "/socket"
        func listen() throws -> Listener {
            try Listener(address: "unix:\(path)", port: 0, on: server.loop) { _ in TestHandler.echo() }
        }
        var status = stat()
        // As a program that was killed leaves it.
        let left = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        #expect(UnixSocket.bind(left, path))
        close(left)
        let listener = try listen()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o660)
        #expect(throws: TransportError.self) { try listen() }
        let client = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(client) }
        #expect(UnixSocket.connect(client, path))
        var byte = UInt8(ascii: "x")
        #expect(send(client, &byte, 1, Int32(MSG_NOSIGNAL)) == 1)
        byte = 0
        #expect(recv(client, &byte, 1, 0) == 1 && byte == UInt8(ascii: "x"))
        listener.close()
        server.onLoop {}
        #expect(stat(path, &status) != 0)
        let file = open(path, O_CREAT | O_WRONLY, 0o600)
        close(file)
        #expect(throws: TransportError.self) { try listen() }
        unlink(path)
    }
}

/// The calls of the other end.
enum UnixSocket {
    static func bind(_ descriptor: Int32, _ path: String) -> Bool { call(path) { Glibc.bind(descriptor, $0, $1) == 0 } }
    static func connect(_ descriptor: Int32, _ path: String) -> Bool {
        call(path) { Glibc.connect(descriptor, $0, $1) == 0 }
    }

    private static func call(_ path: String, _ body: (UnsafePointer<sockaddr>?, socklen_t) -> Bool) -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        return withUnsafeBytes(of: address) {
            body($0.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(MemoryLayout<sockaddr_un>.size))
        }
    }
}
