internal import CLinux
internal import Glibc

extension EventLoop {
    /// Nanoseconds of so many seconds from the turn's time; seconds beyond a century are as good as one.
    func time(after seconds: Double) -> UInt64 {
        now + UInt64(min(max(0, seconds), 3e9) * 1e9)
    }

    /// The thread's life.
    func run() {
        while !hasStopped { turn() }
        for case .stream(let stream) in slots.all { stream.abort() }
        buryDead()
        runLocalJobs()
        runHooks()
        inbox.close()
        runAfterEnd()
    }

    private var hasStopped: Bool {
        guard let stopAt else { return false }
        return slots.streamCount == 0 || now >= stopAt
    }

    private func turn() {
        let count = poller.wait(milliseconds: patience())
        now = max(now, clock.monotonic())
        wallSeconds = clock.wallSeconds()
        // What the bound of the turn before has left over, then what others want.
        runLocalJobs()
        runInbox()
        readBuffered()
        for index in 0..<count {
            let event = poller.event(index)
            dispatch(event.bits, data: event.data)
            runLocalJobs()
        }
        answerDeadlines()
        buryDead()
        runHooks()
        if count == 0 { trimMemory() }
    }

    /// How long the next wait may last, in milliseconds: not at all when there is work, until the next deadline, or
    /// for ever.
    private func patience() -> Int32 {
        guard localJobs.isEmpty, readAgain.isEmpty, dead.isEmpty, inbox.prepareToSleep() else { return 0 }
        var next = min(deadlines.soonest ?? .max, resumeListeningAt ?? .max, stopAt ?? .max)
        if isWorthTrimming { next = min(next, now + 1_000_000_000) }
        guard next < .max else { return -1 }
        return next <= now ? 0 : Int32(min((next - now) / 1_000_000 + 1, 60_000))
    }

    private func dispatch(_ bits: UInt32, data: UInt64) {
        switch slots.source(data: data) {
        case .stream(let stream): stream.ready(bits)
        case .listener(let listener): listener.ready()
        case .datagrams(let socket): socket.ready(bits)
        case .wakeUp: poller.acknowledgeWake()
        case .alarm, nil: break
        }
    }

    private func runInbox() {
        for item in inbox.take() {
            run(item)
            runLocalJobs()
        }
    }

    private func run(_ item: LoopInbox.Item) {
        switch item {
        case .job(let job): job.runSynchronously(on: asUnownedTaskExecutor())
        case .work(let work): work()
        }
    }

    /// Runs what is runnable now and what that makes runnable, up to a bound: tasks that only yield to each other must
    /// not keep the sockets waiting for ever.
    func runLocalJobs() {
        assertIsCurrent()
        var index = 0
        while index < localJobs.count, index < 4096 {
            localJobs[index].runSynchronously(on: asUnownedTaskExecutor())
            index += 1
        }
        if index == localJobs.count {
            localJobs.removeAll(keepingCapacity: true)
        } else {
            localJobs.removeFirst(index)
        }
    }

    /// After the end: run what was posted late, on whatever thread has posted it.
    func runAfterEnd() {
        while let items = inbox.takeAfterEnd() {
            for item in items { run(item) }
        }
    }

    /// Streams whose bytes were already taken from the socket have no event coming.
    private func readBuffered() {
        guard !readAgain.isEmpty else { return }
        var streams: [Stream] = []
        swap(&streams, &readAgain)
        for stream in streams {
            stream.readBuffered()
            runLocalJobs()
        }
    }

    private func runHooks() {
        for hook in hooks { hook() }
    }

    private func answerDeadlines() {
        for kind in DeadlineKind.allCases {
            while let slot = deadlines.takePassed(kind, now: now) {
                if kind == .alarm {
                    slots.alarm(at: slot)?.ring()
                } else {
                    slots.stream(at: slot)?.deadlinePassed(kind)
                }
                runLocalJobs()
            }
        }
        if let time = resumeListeningAt, time <= now { resumeListening() }
    }

    /// Streams that ended in this turn may have had further events in its batch; now these have passed.
    private func buryDead() {
        while !dead.isEmpty {
            var streams: [Stream] = []
            swap(&streams, &dead)
            for stream in streams { stream.bury() }
            endedSinceTrim += streams.count
            runLocalJobs()
        }
    }

    /// So many ended streams leave enough freed memory behind to be given back.
    private static let worthTrimming = 256
    /// So do few that carried much: uploads of a megabyte grow the heap as thousands of pages do.
    private static let bytesWorthTrimming = 16 * 1024 * 1024

    private var isWorthTrimming: Bool {
        endedSinceTrim >= Self.worthTrimming || endedSinceTrim > 0 && bytesSinceTrim >= Self.bytesWorthTrimming
    }

    /// glibc keeps what is freed; in a quiet moment after much coming and going it is returned to the system.
    private func trimMemory() {
        guard isWorthTrimming else { return }
        endedSinceTrim = 0
        bytesSinceTrim = 0
        malloc_trim(0)
    }
}
