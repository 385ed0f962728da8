import Glibc
import Testing
import Transport

@testable import SIP

/// The registrar on its sockets.
@Suite(.timeLimit(.minutes(Patience.minutes))) struct RegistrarServerTests {
    private final class Running {
        let server: RegistrarServer
        let loop: EventLoop

        init(_ change: (inout RegistrarSettings) -> Void = { _ in }) throws {
            var settings = RegistrarSettings(realm: RegistrarUnderTest.realm)
            change(&settings)
            loop = try EventLoop(name: "registrar")
            server = try RegistrarServer(
                address: "127.0.0.1", port: 0, settings: settings, key: Array(0..<32), on: loop
            ) { ["\(RegistrarUnderTest.user)": "secret", "\(RegistrarUnderTest.other)": "other secret"][$0] }
            try loop.start()
        }

        deinit {
            loop.stop()
            loop.join()
        }

        /// Where a user is reached, as the loop's thread sees it.
        func contacts(of user: String = RegistrarUnderTest.user) async -> [RegisteredContact] {
            await withCheckedContinuation { continuation in
                loop.execute { [server] in continuation.resume(returning: server.contacts(of: user)) }
            }
        }
    }

    private func message(_ bytes: [UInt8]) throws -> SIPMessage { try SIPArrival(datagram: bytes).message }

    private func register(_ device: inout RegisteringDevice, _ lines: String, over client: TestSocket) throws -> Int? {
        device.forget()
        try client.send(device.request(lines))
        device.hear(try message(client.receive()))
        try client.send(device.request(lines))
        return try message(client.receive()).status
    }

    @Test(arguments: [false, true])
    func `EXCH-7 a device registers and is reached, over UDP and over TCP`(_ isStream: Bool) async throws {
        let running = try Running()
        let client = try TestSocket(running.server.port, isStream: isStream)
        var device = RegisteringDevice()
        #expect(try register(&device, "Contact: <sip:a@10.0.0.5>", over: client) == 200)
        let contact = try #require(await running.contacts().first)
        #expect(contact.isStream == isStream && contact.source.isLoopback)
        #expect(contact.reachableURI == (isStream ? "sip:a@10.0.0.5" : "sip:a@127.0.0.1:\(contact.source.port)"))
        #expect(try register(&device, "Contact: *\nExpires: 0", over: client) == 200)
        #expect(await running.contacts().isEmpty)
    }

    @Test func `EXCH-7 over TCP requests that come close behind each other are answered in their order`() throws {
        let running = try Running()
        let client = try TestSocket(running.server.port, isStream: true)
        var device = RegisteringDevice()
        #expect(try register(&device, "Contact: <sip:a@h>", over: client) == 200)
        var all: [UInt8] = []
        for number in 0..<20 { all += device.request("Contact: <sip:\(number % 12)@h>") }
        for start in stride(from: 0, to: all.count, by: 700) {
            try client.send(Array(all[start..<min(start + 700, all.count)]))
        }
        var framer = SIPStreamFramer()
        var statuses: [Int?] = []
        while statuses.count < 20 {
            framer.append(try client.receive())
            while case .success(let answer)? = try framer.next() { statuses.append(answer.message.status) }
        }
        // One is there already, so that nine more fit.
        #expect(statuses == (0..<20).map { number in (9..<12).contains(number % 12) ? 403 : 200 })
    }

    @Test func `EXCH-7 datagrams as large as there are do no harm`() throws {
        let running = try Running()
        let client = try TestSocket(running.server.port, isStream: false)
        var device = RegisteringDevice()
        try client.send([UInt8](repeating: 0x41, count: 65_507))
        try client.send(device.request("X: " + String(repeating: "x", count: 60_000)))
        try client.send(device.request("Contact: " + String(repeating: "<sip:a@h>,", count: 6_000)))
        #expect(try register(&device, "Contact: <sip:a@h>", over: client) == 200)
        #expect(running.server.counts.unreadable == 3)
    }

    @Test func `EXCH-7 a flood from one address gets silence, and its rate counts for nobody else`() throws {
        let running = try Running { $0.requests.requestsPerSecond = 5 }
        let client = try TestSocket(running.server.port, isStream: false)
        var device = RegisteringDevice()
        for _ in 0..<200 { try client.send(device.request("Contact: <sip:a@h>")) }
        while running.server.counts.tooMany + running.server.counts.challenged < 200 { sched_yield() }
        #expect(running.server.counts.tooMany > 100)
        // From another address of this machine.
        let other = try TestSocket(running.server.port, isStream: false, from: "127.0.0.2")
        var second = RegisteringDevice(RegistrarUnderTest.other, password: "other secret")
        #expect(try register(&second, "Contact: <sip:b@h>", over: other) == 200)
    }

    @Test func `EXCH-7 what was kept is there again, and what changes is told`() async throws {
        let running = try Running()
        let source = try #require(PeerAddress(numeric: "127.0.0.1", port: 40_000))
        let kept = try #require(
            RegisteredContact(
                uri: "sip:a@h", callID: "1@device", source: source, isStream: false, until: running.server.now + 60,
                sequence: 9))
        running.loop.execute { [server = running.server] in server.restore([kept], of: RegistrarUnderTest.user) }
        #expect(await running.contacts() == [kept])
        // Its Call-ID and number count still.
        let client = try TestSocket(running.server.port, isStream: false)
        var device = RegisteringDevice()
        #expect(try register(&device, "Contact: <sip:a@h>", over: client) == 500)
        device.sequence = 20
        #expect(try register(&device, "Contact: <sip:a@h>", over: client) == 200)
        let changes = await withCheckedContinuation { continuation in
            running.loop.execute { [server = running.server] in continuation.resume(returning: server.takeChanges()) }
        }
        #expect(changes[RegistrarUnderTest.user]?.map(\.sequence) == [22])
    }
}
