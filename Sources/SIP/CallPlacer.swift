public import Transport

/// Places test calls through a proxy, many at a time, and closes what it has opened.
///
/// Any thread may call it. What it keeps belongs to its loop's thread, which is what `@unchecked` vouches for.
public final class CallPlacer: @unchecked Sendable {
    /// A call under way.
    final class Entry {
        var call: TestCall
        /// The soonest of its times among those in `due`.
        var scheduled: Duration?
        let watcher: (@Sendable (TestCallEvent) -> Void)?
        var answer: (@Sendable (TestCallResult) -> Void)?

        init(
            _ call: TestCall, watcher: (@Sendable (TestCallEvent) -> Void)?,
            answer: @escaping @Sendable (TestCallResult) -> Void
        ) {
            self.call = call
            self.watcher = watcher
            self.answer = answer
        }
    }

    /// A call that waits for the proxy's address.
    struct Waiting {
        let order: TestCallOrder
        let watcher: (@Sendable (TestCallEvent) -> Void)?
        let answer: @Sendable (TestCallResult) -> Void
    }

    let settings: CallPlacerSettings
    let loop: EventLoop
    let resolver: HostResolver
    let random: @Sendable (Int) -> [UInt8]

    var entries: [String: Entry] = [:]
    var due = DueTimes<Entry>()
    var alarm: Alarm?
    var waiting: [Waiting] = []
    var isLookingUp = false
    /// When the proxy's address was found last.
    var lookedUpAt: Duration?
    var transport: (any SIPTransport)?
    var origin: CallOrigin?
    /// The tag of answers to requests that belong to no call.
    var tag: SIPToken?
    var stopLimit: Duration?
    var whenStopped: [@Sendable () -> Void] = []
    var isOver = false
    var openCount = 0

    /// A placer that does nothing until its first call.
    /// - Parameter random: gives so many random bytes, fit for names that must not be guessed.
    public init(
        settings: CallPlacerSettings, on loop: EventLoop, resolver: HostResolver,
        random: @escaping @Sendable (Int) -> [UInt8]
    ) {
        self.settings = settings
        self.loop = loop
        self.resolver = resolver
        self.random = random
    }

    /// Places a call and returns as soon as its outcome is known. Closing it goes on by itself; `watcher` hears
    /// `TestCallEvent.closed`, and `stop` waits for it.
    /// - Parameter watcher: hears what happens as it happens, on the loop's thread; must not block.
    public func place(
        _ order: TestCallOrder, watcher: (@Sendable (TestCallEvent) -> Void)? = nil
    ) async -> TestCallResult {
        await withCheckedContinuation { continuation in
            place(order, watcher: watcher) { continuation.resume(returning: $0) }
        }
    }

    /// Places a call; `answer` is called once, on the loop's thread, as soon as the outcome is known.
    public func place(
        _ order: TestCallOrder, watcher: (@Sendable (TestCallEvent) -> Void)? = nil,
        answer: @escaping @Sendable (TestCallResult) -> Void
    ) {
        loop.execute { [self] in
            placeOnLoop(Waiting(order: order, watcher: watcher, answer: answer))
        }
    }

    /// Takes no more calls, gives up those without an outcome, and returns when all are closed at the other side, at
    /// the latest after so many seconds.
    public func stop(within seconds: Double = 5) async {
        await withCheckedContinuation { continuation in
            loop.execute { [self] in
                whenStopped.append { continuation.resume() }
                beginStopping(within: seconds)
            }
        }
    }

    /// The loop's time.
    var now: Duration { .nanoseconds(Int64(clamping: loop.now)) }

    func count(open change: Int) {
        loop.assertIsCurrent()
        openCount += change
    }
}
