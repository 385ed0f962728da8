import Glibc
import Testing
import Transport

@testable import SIP

/// The redirect server on its sockets.
@Suite(.timeLimit(.minutes(Patience.minutes))) struct RedirectServerTests {
    private static let destination = "0312340002"

    private final class Running {
        let server: RedirectServer
        private let loop: EventLoop

        init(_ change: (inout RedirectSettings) -> Void = { _ in }) throws {
            var settings = RedirectUnderTest.settings
            change(&settings)
            loop = try EventLoop(name: "redirect")
            let number = SIPNumber(RedirectServerTests.destination)
            server = try RedirectServer(address: "127.0.0.1", port: 0, settings: settings, secret: 7, on: loop) { _ in
                number.map(RedirectAnswer.forward) ?? .busy
            }
            try loop.start()
        }

        deinit {
            loop.stop()
            loop.join()
        }
    }

    private func status(_ bytes: [UInt8]) throws -> Int? { try SIPArrival(datagram: bytes).message.status }

    @Test func `CALL-2 a call is redirected over UDP, and after nonsense too`() throws {
        let running = try Running()
        let client = try TestSocket(running.server.port, isStream: false)
        try client.send([UInt8](repeating: 0, count: 65_000))
        try client.send(bytes("\n\n"))
        try client.send(Array("INVITE".utf8))
        try client.send(RedirectUnderTest.invite())
        let answer = try SIPArrival(datagram: try client.receive())
        #expect(answer.message.status == 302)
        #expect(answer.message.first(.contact) == "<sip:0312340002@ims.example.jp;user=phone>")
        // Another question's answer has come, so that the counts of the first are there.
        try client.send(RedirectUnderTest.invite(method: "OPTIONS"))
        #expect(try status(client.receive()) == 200)
        #expect(running.server.counts.forwarded == 1)
        #expect(running.server.counts.unreadable == 2)
    }

    @Test func `a datagram as large as there are is answered when its head is not too large`() throws {
        let running = try Running()
        let client = try TestSocket(running.server.port, isStream: false)
        let body = String(repeating: "v", count: 60_000)
        try client.send(RedirectUnderTest.invite("sip:0312340001@a", "X: \(body)"))
        try client.send(RedirectUnderTest.invite("sip:0312340001@a") + Array(body.utf8))
        #expect(try status(client.receive()) == 302)
        try client.send(RedirectUnderTest.invite(method: "OPTIONS"))
        #expect(try status(client.receive()) == 200)
        #expect(running.server.counts.unreadable == 1)
    }

    @Test func `over TCP requests come in pieces and by several, and each is answered in its order`() throws {
        let running = try Running()
        let client = try TestSocket(running.server.port, isStream: true)
        let invite = RedirectUnderTest.invite("sip:0312340001@a", "Content-Length: 3") + Array("v=0".utf8)
        let options = RedirectUnderTest.invite(method: "OPTIONS", "l: 0")
        for byte in invite { try client.send([byte]) }
        try client.send(options + bytes("\n\n") + invite + RedirectUnderTest.invite(method: "ACK", "l: 0") + options)
        var received: [UInt8] = []
        var framer = SIPStreamFramer()
        var statuses: [Int?] = []
        while statuses.count < 4 {
            received = try client.receive()
            framer.append(received)
            while case .success(let answer)? = try framer.next() { statuses.append(answer.message.status) }
        }
        #expect(statuses == [302, 200, 302, 200])
    }

    @Test(arguments: [
        "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "\u{16}\u{3}\u{1}\r\n\r\n",
        "INVITE sip:1@a SIP/2.0\r\nv: SIP/2.0/TCP a\r\nf: sip:1@a\r\nt: sip:2@a\r\ni: 1\r\nCSeq: 1 INVITE\r\n\r\n",
        "INVITE sip:1@a SIP/2.0\r\nX: " + String(repeating: "x", count: 9000),
    ])
    func `a connection whose bytes are no requests, or have no end, is closed`(_ text: String) throws {
        let running = try Running()
        let client = try TestSocket(running.server.port, isStream: true)
        try client.send(Array(text.utf8))
        #expect((try? client.receive()) ?? [] == [])
        // Others are served.
        let other = try TestSocket(running.server.port, isStream: true)
        try other.send(RedirectUnderTest.invite(method: "OPTIONS", "l: 0"))
        #expect(try status(other.receive()) == 200)
        #expect(running.server.counts.unreadable == 1)
    }

    @Test func `who is quiet for long, or never ends a head, goes`() throws {
        let running = try Running { ($0.idleSeconds, $0.headSeconds) = (0, 0) }
        let client = try TestSocket(running.server.port, isStream: true)
        #expect((try? client.receive()) ?? [] == [])
        let slow = try Running { $0.headSeconds = 0 }
        let other = try TestSocket(slow.server.port, isStream: true)
        try other.send(Array("INVITE ".utf8))
        #expect((try? other.receive()) ?? [] == [])
    }

    @Test func `nobody outside the networks is heard`() throws {
        let running = try Running { $0.networks = [AddressNetwork("192.0.2.0/24")].compactMap(\.self) }
        let client = try TestSocket(running.server.port, isStream: true)
        #expect((try? client.receive()) ?? [] == [])
        let datagrams = try TestSocket(running.server.port, isStream: false)
        try datagrams.send(RedirectUnderTest.invite())
        // The connection made after it has been refused too, and the loop takes things in their order.
        while running.server.counts.strangers < 2 { sched_yield() }
        #expect(running.server.counts.forwarded == 0)
    }

    @Test func `beyond its rate a source is told so over TCP and not heard over UDP`() throws {
        let running = try Running { $0.requestsPerSecond = 1 }
        let client = try TestSocket(running.server.port, isStream: true)
        let invite = RedirectUnderTest.invite("sip:0312340001@a", "l: 0")
        for _ in 0..<50 { try client.send(invite) }
        var framer = SIPStreamFramer()
        var statuses: [Int?] = []
        while statuses.count < 50 {
            framer.append(try client.receive())
            while case .success(let answer)? = try framer.next() { statuses.append(answer.message.status) }
        }
        #expect(statuses.first == 302)
        #expect(statuses.contains(503))
        #expect(Set(statuses) == [302, 503])
    }
}
