import Synchronization
import Testing
import Transport

@testable import SIP

/// A proxy that answers from another port than the one it is called at.
private final class TwoPortProxy: DatagramHandler, Sendable {
    private let other = Mutex<DatagramSocket?>(nil)

    func answer(from socket: DatagramSocket) { other.withLock { $0 = socket } }

    func received(_ bytes: UnsafeRawBufferPointer, from peer: PeerAddress, on socket: DatagramSocket) {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
        guard lines.first?.hasPrefix("INVITE") == true else { return }
        let kept = lines.filter { line in ["Via:", "From:", "To:", "Call-ID:", "CSeq:"].contains { line.hasPrefix($0) }
        }
        let answer = (["SIP/2.0 180 Ringing"] + kept + ["", ""]).joined(separator: "\r\n")
        other.withLock { $0 }?.send(Array(answer.utf8), to: peer)
    }

    func undelivered(
        _ bytes: UnsafeRawBufferPointer, to peer: PeerAddress, reason: String, on socket: DatagramSocket
    ) {}
    func closed(_ socket: DatagramSocket) {}
}

@Suite struct BelievedTests {
    @Test(arguments: CallPlacerSettings.Believed.allCases)
    func `security an answer is believed from the proxy's address and port, unless a setting says otherwise`(
        believed: CallPlacerSettings.Believed
    ) async throws {
        let loop = try EventLoop(name: "proxy")
        let proxy = TwoPortProxy()
        let socket = try DatagramSocket(address: "127.0.0.1", port: 0, on: loop, handler: proxy)
        // Another port of the same machine, or another address of it.
        let address = believed == .anybody ? "127.0.0.2" : "127.0.0.1"
        proxy.answer(from: try DatagramSocket(address: address, port: 0, on: loop, handler: proxy))
        try loop.start()
        defer { loop.stop() }
        let clock = ManualClock()
        let placer = try PlacerUnderTest(port: socket.port, clock: clock.loopClock, believed: believed)
        let order = try placer.order(patience: .seconds(5))
        let (events, happened) = AsyncStream.makeStream(of: TestCallEvent.self)
        async let result = placer.placer.place(order) { happened.yield($0) }
        for await event in events {
            switch event {
            // FAULT-10: it is not silence either.
            case .unreadable: clock.advance(milliseconds: 6000, placer.loop)
            case .decided: happened.finish()
            default: continue
            }
        }
        let outcome = await result.outcome
        switch believed {
        case .proxy:
            guard case .unreadable(.stranger(let place)) = outcome else { return #expect(outcome == .timedOut) }
            #expect(place.hasPrefix("127.0.0.1 port "))
        case .proxyHost, .anybody: #expect(outcome == .rang(180))
        }
    }
}
