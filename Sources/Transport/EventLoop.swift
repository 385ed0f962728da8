internal import CLinux
internal import Glibc
internal import Synchronization
internal import Threads

/// One thread that waits for sockets, runs the tasks that prefer it, and watches the clock.
///
/// `Task(executorPreference: loop) { … }` runs its nonisolated async functions here and comes back here after each
/// `await`, whoever resumed it. A turn is: wait; what other threads posted; what the sockets have; deadlines that
/// passed; streams that ended; the hooks. Tasks made runnable in a turn run in it, before the hooks.
///
/// Everything but `execute`, `enqueue`, `start`, `stop` and `join` belongs to the loop's thread: the state is unlocked
/// because no other thread touches it, and that is what `@unchecked` vouches for; debug builds see to it.
public final class EventLoop: TaskExecutor, @unchecked Sendable {
    /// The thread's name.
    public let name: String
    /// Nanoseconds of the loop's clock, read once a turn.
    public internal(set) var now: UInt64
    /// Seconds since 1970 UTC, read once a turn.
    public internal(set) var wallSeconds: Int64

    let clock: LoopClock
    let poller: Poller
    let inbox = LoopInbox()
    /// Where a turn's bytes are read into; a handler sees it during its call.
    let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 64)
    /// Where a head and the start of its body are put side by side for one write.
    let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 16 * 1024, alignment: 64)

    var slots = SlotTable()
    var deadlines = DeadlineLists()
    var localJobs: [UnownedJob] = []
    var readAgain: [Stream] = []
    var dead: [Stream] = []
    var hooks: [@Sendable () -> Void] = []
    var resumeListeningAt: UInt64?
    var stopAt: UInt64?
    var endedSinceTrim = 0
    var bytesSinceTrim = 0

    private let threadID = Atomic<UInt>(0)
    private let confinement = ThreadConfinement()
    private let thread = Guarded<NamedThread?>(nil)

    /// A loop that does not run yet; posts wait for `start`.
    /// - Throws: `TransportError` when the system has no descriptors left.
    public init(name: String, clock: LoopClock = .system) throws {
        linux_ignore_broken_pipes()
        self.name = name
        self.clock = clock
        now = clock.monotonic()
        wallSeconds = clock.wallSeconds()
        let wake = slots.insert(.wakeUp)
        poller = try Poller(wakeData: wake.data)
    }

    deinit {
        poller.close()
        input.deallocate()
        scratch.deallocate()
    }

    /// Starts the thread. To be called once.
    public func start() throws {
        let thread = try NamedThread(name: name) { [self] in
            threadID.store(pthread_self(), ordering: .relaxed)
            confinement.begin()
            run()
            confinement.end()
            threadID.store(0, ordering: .relaxed)
        }
        self.thread.withLock { $0 = thread }
    }

    /// Any thread: stop accepting, tell each stream (`StreamHandler.stopping`), end when the last is gone, and at the
    /// latest after the seconds given, when those left are aborted.
    public func stop(within seconds: Double = 0) {
        execute { [self] in beginStopping(within: seconds) }
    }

    /// Waits until a stopped loop has ended. Not from the loop itself.
    public func join() {
        let thread = self.thread.withLock { $0.take() }
        thread?.join()
    }

    /// Whether the caller runs on this loop's thread.
    public var isCurrent: Bool { threadID.load(ordering: .relaxed) == pthread_self() }

    /// Stops a debug build whose caller is on another thread while this loop's runs: said first by every method that is
    /// for the loop's thread alone. Before the loop starts and after it has ended nobody is in the wrong.
    @inlinable
    public func assertIsCurrent(_ method: StaticString = #function) {
        #if DEBUG
            checkIsCurrent(method)
        #endif
    }

    #if DEBUG
        @usableFromInline
        func checkIsCurrent(_ method: StaticString) {
            confinement.assertHere(method)
        }
    #endif

    /// Runs a closure on the loop, from any thread: soon, after what was posted before it.
    public func execute(_ work: @escaping @Sendable () -> Void) {
        post(.work(work))
    }

    /// The door of Swift's tasks; not to be called by hand.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        if isCurrent {
            localJobs.append(job)
        } else {
            post(.job(job))
        }
    }

    /// Has a closure called at the end of every turn, after all else, such as ending what the turn kept open.
    /// On the loop or before it starts.
    public func onEndOfTurn(_ hook: @escaping @Sendable () -> Void) {
        assertIsCurrent()
        hooks.append(hook)
    }

    /// How many streams live here.
    public var streamCount: Int { slots.streamCount }

    private func post(_ item: LoopInbox.Item) {
        // A task holds its executor only until it is done, and what is posted may be done before this returns.
        let kept = Unmanaged.passRetained(self)
        defer { kept.release() }
        switch inbox.post(item) {
        case .nothing: break
        case .wake: poller.wake()
        case .run: runAfterEnd()
        }
    }
}
