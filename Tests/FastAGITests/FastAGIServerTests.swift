import Foundation
import Synchronization
import Testing
import Transport

@testable import FastAGI

/// Calls over real sockets.
struct FastAGIServerTests {
    private let variables = "agi_network: yes\nagi_callerid: 0312340001\n\n"

    @Test func `a call is carried over a socket, and the connection ends with it`() throws {
        let keys = Mutex<[Character?]>([])
        let server = try TestExchange { call in
            keys.withLock { $0.append(call.variables["agi_callerid"]?.last) }
            _ = try? await call.perform(.answer)
            let reply = try? await call.perform(.waitForKey(seconds: 10))
            keys.withLock { $0.append(reply?.key) }
        }
        let client = try TestAsterisk(server.port)
        client.send(variables)
        #expect(client.line() == "ANSWER")
        client.send("200 result=0\n")
        #expect(client.line() == "WAIT FOR DIGIT 10000")
        client.send("200 result=53\n")
        #expect(client.line() == nil)
        #expect(keys.withLock { $0 } == ["1", "5"])
    }

    @Test(arguments: ["", "HANGUP\n", "garbage\n", "200 result=-1\n"])
    func `a call that breaks off is told so, and ends`(last: String) throws {
        let ends = Mutex<[FastAGIEnd]>([])
        let done = DispatchSemaphore(value: 0)
        let server = try TestExchange { call in
            do {
                _ = try await call.perform(.answer)
            } catch {
                let again = await Result { try await call.perform(.answer) }
                ends.withLock { $0 += [error, again.failure].compactMap { $0 as? FastAGIEnd } }
            }
            done.signal()
        }
        let client = try TestAsterisk(server.port)
        client.send(variables)
        #expect(client.line() == "ANSWER")
        client.send(last)
        client.finish()
        done.wait()
        let reason = last.hasPrefix("garbage") ? FastAGIEnd.malformed : .hungUp
        #expect(ends.withLock { $0 } == [reason, reason])
        #expect(client.line() == nil)
    }

    @Test func `beyond the limit of calls a new one is turned away, and taken again when one has ended`() throws {
        let server = try TestExchange(limit: 2) { call in _ = try? await call.perform(.answer) }
        let clients = try (0..<2).map { _ in try TestAsterisk(server.port) }
        for client in clients {
            client.send(variables)
            #expect(client.line() == "ANSWER")
        }
        let late = try TestAsterisk(server.port)
        #expect(late.line() == nil)
        clients[0].finish()
        #expect(clients[0].line() == nil)
        server.settle()
        let next = try TestAsterisk(server.port)
        next.send(variables)
        #expect(next.line() == "ANSWER")
    }

    @Test func `an address that is no Asterisk's is turned away unheard`() throws {
        let server = try TestExchange(peers: ["192.0.2.1"]) { call in _ = try? await call.perform(.answer) }
        let client = try TestAsterisk(server.port)
        client.send(variables)
        #expect(client.line() == nil)
        server.settle()
        #expect(server.refused == ["127.0.0.1"])
    }

    @Test func `a call without the secret in its script's address is turned away unanswered`() throws {
        let server = try TestExchange(secret: "s3cret") { call in _ = try? await call.perform(.answer) }
        for (script, isAnswered) in [
            ("agi_network_script: s3cret", true), ("agi_network_script: menu/s3cret", true),
            ("agi_network_script: s3cre", false),
            ("agi_network_script: s3cret/", false), ("agi_request: agi://127.0.0.1/s3cret", false),
            ("agi_network_script: ", false),
        ] {
            let client = try TestAsterisk(server.port)
            client.send("agi_network: yes\n\(script)\nagi_callerid: 0312340001\n\n")
            #expect(client.line() == (isAnswered ? "ANSWER" : nil), "\(script)")
        }
        server.settle()
        #expect(server.refused.count == 4 && server.failures.isEmpty)
    }

    @Test func `silent connections close the port to no call`() throws {
        let server = try TestExchange(limit: 10, limitPerAddress: 20) { call in
            _ = try? await call.perform(.answer)
        }
        let silent = try (0..<10).map { _ in try TestAsterisk(server.port) }
        server.settle()
        server.advance(2)
        let calls = try (0..<10).map { _ in try TestAsterisk(server.port) }
        for call in calls {
            call.send(variables)
            #expect(call.line() == "ANSWER")
        }
        #expect(silent.allSatisfy { $0.line() == nil })
        // Calls under way have their places: the next one is turned away.
        #expect(try TestAsterisk(server.port).line() == nil)
    }

    @Test func `one server's calls leave the other servers their share`() throws {
        let server = try TestExchange(limit: 10, limitPerAddress: 5) { call in _ = try? await call.perform(.answer) }
        let calls = try (0..<5).map { _ in try TestAsterisk(server.port) }
        for call in calls {
            call.send(variables)
            #expect(call.line() == "ANSWER")
        }
        #expect(try TestAsterisk(server.port).line() == nil)
        let other = try TestAsterisk(server.port, from: 0x7F00_0002)
        other.send(variables)
        #expect(other.line() == "ANSWER")
    }

    @Test func `variables that do not come, and replies that do not come, are not waited for`() throws {
        let server = try TestExchange { call in _ = try? await call.perform(.answer) }
        let slow = try TestAsterisk(server.port)
        slow.send("agi_network: yes\n")
        server.settle()
        server.advance(11)
        #expect(slow.line() == nil)
        let mute = try TestAsterisk(server.port)
        mute.send(variables)
        #expect(mute.line() == "ANSWER")
        server.advance(31)
        #expect(mute.line() == nil)
        #expect(server.failures == [.overdue, .overdue])
    }

    @Test func `a program that stops waits five seconds for a call, and not for one that has not begun`() throws {
        let server = try TestExchange { call in
            while (try? await call.perform(.waitForKey(seconds: 10))) != nil {}
        }
        let silent = try TestAsterisk(server.port)
        silent.send("agi_network: yes\n")
        let call = try TestAsterisk(server.port)
        call.send(variables)
        #expect(call.line() == "WAIT FOR DIGIT 10000")
        server.settle()
        server.stop()
        #expect(silent.line() == nil)
        server.advance(4)
        call.send("200 result=53\n")
        #expect(call.line() == "WAIT FOR DIGIT 10000")
        server.lapse(1.5)
        #expect(call.line() == nil)
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }

    fileprivate var failure: (any Error)? {
        if case .failure(let error) = self { error } else { nil }
    }
}

/// A server on a port of its own, with one loop and a clock that moves when told to.
private final class TestExchange: Sendable {
    let port: UInt16
    private let loops: LoopGroup
    private let records = Records()

    private final class Records: Sendable {
        let seconds = Mutex(1000.0)
        let refused = Mutex<[String]>([])
        let failures = Mutex<[FastAGIEnd]>([])
    }

    var refused: [String] { records.refused.withLock { $0 } }
    var failures: [FastAGIEnd] { records.failures.withLock { $0 } }

    init(
        limit: Int = 100, limitPerAddress: Int? = nil, peers: Set<String> = [], secret: String? = nil,
        answer: @escaping @Sendable (FastAGICall) async -> Void
    ) throws {
        let records = self.records
        let clock = LoopClock(
            monotonic: { UInt64(records.seconds.withLock { $0 } * 1e9) }, wallSeconds: { 1_800_000_000 })
        loops = try LoopGroup(count: 1, clock: clock)
        let server = FastAGIServer(
            peers: peers, admits: { secret == nil || $0.script == secret },
            failed: { end in records.failures.withLock { $0.append(end) } },
            refused: { address in records.refused.withLock { $0.append(address) } }, answer: answer)
        let limits = ConnectionLimits(total: limit, perAddress: limitPerAddress ?? limit)
        port = try loops.listen(address: "127.0.0.1", port: 0, limits: limits, handler: server.open)[0].port
        try loops.start()
    }

    deinit {
        loops.stop()
        loops.join()
    }

    func stop() { loops.stop(within: 60) }

    /// Lets the time pass, for a loop that ends by it: nobody waits.
    func lapse(_ seconds: Double) {
        records.seconds.withLock { $0 += seconds }
        loops.loops[0].execute {}
    }

    /// Returns when the loop has been through what it had to do.
    func settle() {
        for _ in 0..<3 {
            let done = DispatchSemaphore(value: 0)
            loops.loops[0].execute { done.signal() }
            done.wait()
        }
    }

    func advance(_ seconds: Double) {
        records.seconds.withLock { $0 += seconds }
        settle()
    }
}

/// The other end, blocking, line by line; gives up after ten minutes.
private final class TestAsterisk {
    struct NoConnection: Error {}

    private let descriptor: Int32
    private var buffer: [UInt8] = []

    init(_ port: UInt16, from own: UInt32 = 0x7F00_0001) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var source = sockaddr_in()
        source.sin_family = sa_family_t(AF_INET)
        source.sin_addr.s_addr = own.bigEndian
        let isBound = withUnsafeBytes(of: source) { bytes in
            bind(
                descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self),
                socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
        guard isBound else { throw NoConnection() }
        var patience = timeval(tv_sec: 600, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let code = withUnsafeBytes(of: address) { bytes in
            connect(
                descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self),
                socklen_t(MemoryLayout<sockaddr_in>.size))
        }
        guard code == 0 else { throw NoConnection() }
    }

    deinit { close(descriptor) }

    func send(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// Says that nothing more comes.
    func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// The next line; nil when the connection has ended.
    func line() -> String? {
        while true {
            if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
                defer { buffer.removeFirst(end + 1) }
                return String(decoding: buffer[..<end], as: UTF8.self)
            }
            var bytes = [UInt8](repeating: 0, count: 4096)
            let count = recv(descriptor, &bytes, bytes.count, 0)
            guard count > 0 else { return nil }
            buffer += bytes[..<count]
        }
    }
}
