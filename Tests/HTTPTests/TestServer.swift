import Foundation
import Synchronization
import Transport

@testable import HTTP

/// A clock that moves when told to, and never else.
final class TestClock: Sendable {
    private let seconds = Mutex(1000.0)

    var loopClock: LoopClock {
        LoopClock(
            monotonic: { [self] in UInt64(seconds.withLock { $0 } * 1e9) },
            wallSeconds: { [self] in 784_111_777 - 1000 + Int64(seconds.withLock { $0 }) })
    }

    func advance(_ by: Double) { seconds.withLock { $0 += by } }
}

/// A server on a port of its own, with one loop, until it goes out of scope.
final class TestServer: Sendable {
    let clock = TestClock()
    let port: UInt16
    private let loops: LoopGroup
    private let log = EventLog()

    /// What the log was told so far, the reply a client has just read included.
    var events: [ServerEvent] {
        settle()
        return log.events.withLock { $0 }
    }

    init(
        _ responder: any Responder, isSecure: Bool = false,
        settings: ServerSettings = ServerSettings(hostNames: ["localhost"])
    ) throws {
        loops = try LoopGroup(count: 1, clock: clock.loopClock)
        let log = self.log
        var settings = settings
        settings.onReply = { event in log.events.withLock { $0.append(event) } }
        let server = Server(responder, settings: settings)
        let tls = isSecure ? try TLSContext(TestCertificate.identity()) : nil
        let listeners = try loops.listen(address: "127.0.0.1", port: 0, tls: tls) { server.open($0) }
        port = listeners[0].port
        try loops.start()
    }

    deinit {
        loops.stop()
        loops.join()
    }

    private final class EventLog: Sendable {
        let events = Mutex<[ServerEvent]>([])
    }

    /// Lets the time pass, and the loop see it.
    func advance(_ seconds: Double) {
        clock.advance(seconds)
        // The first wakes the loop, which then answers deadlines; the second runs a turn later.
        for _ in 0..<2 { settle() }
    }

    /// How many connections are open.
    var connectionCount: Int {
        let count = Atomic(0)
        let done = DispatchSemaphore(value: 0)
        loops.loops[0].execute { [loop = loops.loops[0]] in
            count.store(loop.streamCount, ordering: .relaxed)
            done.signal()
        }
        done.wait()
        return count.load(ordering: .relaxed)
    }

    /// Returns when the loop has been through what it had to do.
    func settle() {
        let done = DispatchSemaphore(value: 0)
        loops.loops[0].execute { done.signal() }
        done.wait()
    }

    /// Begins to stop; it has, when this returns, so that time that passes from now on is time of the stop.
    func stop() {
        loops.stop(within: 60)
        settle()
    }

    /// Lets the time pass for a loop that may end by it.
    func lapse(_ seconds: Double) {
        clock.advance(seconds)
        loops.loops[0].execute {}
    }
}
