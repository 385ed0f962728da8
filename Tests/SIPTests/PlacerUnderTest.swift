import Crypto
import SIP
import Synchronization
import Testing
import Transport

/// A placer with a loop of its own, calling one port on this machine.
final class PlacerUnderTest: Sendable {
    let placer: CallPlacer
    let loop: EventLoop
    private let resolver: HostResolver
    private let seen = Mutex<[TestCallEvent]>([])

    init(
        port: UInt16, transport: CallOrigin.Transport = .udp, t1: Duration = .milliseconds(500),
        credentials: SIPCredentials? = nil, maximumOpenCalls: Int = 1000, host: String = "127.0.0.1",
        clock: LoopClock = .system, believed: CallPlacerSettings.Believed = .proxy
    ) throws {
        var settings = CallPlacerSettings(
            proxy: try #require(SIPHost(host)), proxyPort: port, transport: transport, credentials: credentials)
        settings.timers.t1 = t1
        settings.believed = believed
        settings.maximumOpenCalls = maximumOpenCalls
        loop = try EventLoop(name: "calls", clock: clock)
        resolver = try HostResolver()
        placer = CallPlacer(settings: settings, on: loop, resolver: resolver, random: Self.random)
        try loop.start()
    }

    deinit {
        loop.stop()
        resolver.stop()
    }

    /// What happened in the calls so far.
    var events: [TestCallEvent] { seen.withLock { $0 } }

    func order(
        _ number: String = "0312340005", from: String = "0312349999", patience: Duration = TestCallOrder.longestPatience
    ) throws -> TestCallOrder {
        let host = try #require(SIPHost("127.0.0.1"))
        return TestCallOrder(
            to: SIPURI(number: try #require(SIPNumber(number)), host: host),
            from: SIPURI(number: try #require(SIPNumber(from)), host: host), patience: patience)
    }

    func call(
        _ number: String = "0312340005", from: String = "0312349999", patience: Duration = TestCallOrder.longestPatience
    ) async throws -> TestCallResult {
        let order = try order(number, from: from, patience: patience)
        return await placer.place(order) { [self] event in seen.withLock { $0.append(event) } }
    }

    @Sendable static func random(_ count: Int) -> [UInt8] {
        (try? RandomBytes.make(count)) ?? []
    }
}

/// A clock that moves when it is told to, and never else: with it a machine's other work changes no time.
final class ManualClock: Sendable {
    private let nanoseconds = Atomic<UInt64>(1_000_000_000)

    var loopClock: LoopClock {
        LoopClock(monotonic: { self.nanoseconds.load(ordering: .relaxed) }, wallSeconds: { 0 })
    }

    /// Moves it, and wakes the loop that goes by it.
    func advance(milliseconds: Int, _ loop: EventLoop) {
        nanoseconds.add(UInt64(milliseconds) * 1_000_000, ordering: .relaxed)
        loop.execute {}
    }
}
