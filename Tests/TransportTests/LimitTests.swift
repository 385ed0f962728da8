import CLinux
import Glibc
import Testing
import Threads

@testable import Transport

/// Sets how many descriptors this process may have; returns how many it might have before.
private func limitDescriptors(to count: rlim_t) -> rlim_t {
    let resource = __rlimit_resource_t(UInt32(RLIMIT_NOFILE.rawValue))
    var limit = rlimit()
    getrlimit(resource, &limit)
    let before = limit.rlim_cur
    limit.rlim_cur = count
    setrlimit(resource, &limit)
    return before
}

@Suite struct LimitTests {
    private func isServed(_ client: TestClient) -> Bool {
        client.send("x") && client.receiveText(1) == "x"
    }

    @Test func `one address gets so many connections and no more, until one of them ends`() throws {
        let limits = ConnectionLimits(total: 100, perAddress: 3)
        let ended = Mailbox<Bool>()
        let server = try TestServer(secure: false, limits: limits) { _ in
            let handler = TestHandler.echo()
            handler.onEnded = { _ in ended.put(true) }
            return handler
        }
        let clients = try (0..<3).map { _ in try server.connect() }
        #expect(clients.allSatisfy(isServed))
        #expect(try server.connect().receiveAll().isEmpty)
        clients[1].close()
        #expect(ended.next())
        #expect(isServed(try server.connect()))
    }

    @Test func `when there are too many in all the one idle longest goes`() throws {
        let limits = ConnectionLimits(total: 3, perAddress: 100)
        let server = try TestServer(limits: limits) { stream in
            stream.setDeadline(.idle, after: 60)
            let handler = TestHandler.echo()
            handler.onReceived = { bytes, stream in
                stream.send(bytes)
                stream.setDeadline(.idle, after: 60)
            }
            return handler
        }
        let clients = try (0..<3).map { _ in try server.connect() }
        #expect([clients[1], clients[2], clients[0]].allSatisfy(isServed))
        let newcomer = try server.connect()
        #expect(isServed(newcomer))
        #expect(clients[1].receiveAll().isEmpty)
        #expect(isServed(clients[0]) && isServed(clients[2]))
        #expect(limits.count == 3)
    }

    @Test func `when there are too many in all and none is idle the new one is refused`() throws {
        let server = try TestServer(secure: false, limits: ConnectionLimits(total: 2, perAddress: 100))
        let clients = try (0..<2).map { _ in try server.connect() }
        #expect(clients.allSatisfy(isServed))
        #expect(try server.connect().receiveAll().isEmpty)
        #expect(clients.allSatisfy(isServed))
    }

    @Test func `two thousand connections that come and go leave nothing behind`() throws {
        let limits = ConnectionLimits(perAddress: 10_000)
        let ended = Mailbox<Bool>()
        let server = try TestServer(limits: limits) { _ in
            let handler = TestHandler.echo()
            handler.onEnded = { _ in ended.put(true) }
            return handler
        }
        let before = openDescriptors()
        for number in 0..<2000 {
            let client = try number % 20 == 0 ? server.connect() : TestClient(port: server.port)
            if number % 20 == 0 { #expect(isServed(client)) }
            if number % 3 == 0 { client.resetAtClose() }
            client.close()
        }
        for _ in 0..<100 { _ = ended.next() }
        while limits.count > 0 { server.onLoop {} }
        #expect(server.streamCount == 0)
        // Tests beside this one open and close descriptors as well; two thousand they do not.
        #expect(openDescriptors() - before < 500)
    }

    private func openDescriptors() -> Int {
        guard let directory = opendir("/proc/self/fd") else { return 0 }
        defer { closedir(directory) }
        var count = 0
        while readdir(directory) != nil { count += 1 }
        return count
    }

    @Test func `without descriptors to spare the server waits, serves on, and accepts again later`() async {
        await #expect(processExitsWith: .success) {
            let turns = Guarded(0)
            let server = try TestServer(secure: false)
            let first = try server.connect()
            first.send("x")
            guard first.receiveText(1) == "x" else { exit(1) }
            server.onLoop { [loop = server.loop] in loop.onEndOfTurn { turns.withLock { $0 += 1 } } }
            // A connection waits to be accepted by a loop that is kept busy, while the descriptors run out.
            let gate = Semaphore()
            server.loop.execute { gate.wait() }
            let second = try server.connect()
            second.send("z")
            let generous = limitDescriptors(to: rlim_t(second.descriptor + 1))
            gate.signal()
            for _ in 0..<100 {
                first.send("y")
                guard first.receiveText(1) == "y" else { exit(2) }
            }
            // Were the waiting connection reported again and again, the loop could not rest between the answers.
            guard server.onLoop({ [loop = server.loop] in loop.resumeListeningAt }) != nil else { exit(3) }
            guard turns.withLock({ $0 }) < 300 else { exit(4) }
            _ = limitDescriptors(to: generous)
            server.advance(seconds: 1)
            guard second.receiveText(1) == "z" else { exit(5) }
            exit(0)
        }
    }

    @Test func `an IPv6 network of 64 bits counts as one address`() throws {
        let limits = ConnectionLimits(total: 10, perAddress: 1)
        func peer(_ network: UInt8, _ host: UInt8) throws -> PeerAddress {
            try #require(PeerAddress(bytes: [0x20, 1, 0x0d, 0xb8, 0, 0, 0, network, 0, 0, 0, 0, 0, 0, 0, host]))
        }
        #expect(limits.admit(try peer(1, 1)) == .admitted)
        #expect(limits.admit(try peer(1, 2)) == .addressFull)
        #expect(limits.admit(try peer(2, 1)) == .admitted)
        limits.release(try peer(1, 1))
        #expect(limits.admit(try peer(1, 2)) == .admitted)
        #expect(try peer(1, 2).text == "2001:db8:0:1::2")
        #expect(PeerAddress(bytes: [192, 0, 2, 1])?.text == "192.0.2.1")
        #expect(PeerAddress(bytes: [1, 2, 3]) == nil)
    }
}
