internal import Transport

extension CallPlacer {
    /// The proxy's address is looked up again after so long.
    private static let lookUpSeconds = 60

    func placeOnLoop(_ call: Waiting) {
        loop.assertIsCurrent()
        guard !isOver, stopLimit == nil else { return refuse(call, "no more calls are placed") }
        guard openCount + waiting.count < settings.maximumOpenCalls else {
            return refuse(call, "too many calls are open")
        }
        let isKnown = origin != nil
        if let at = lookedUpAt, at + .seconds(Self.lookUpSeconds) > now, isKnown { return begin(call) }
        // A name that was known and is being asked for again holds no call up.
        if isKnown { begin(call) } else { waiting.append(call) }
        lookUp()
    }

    private func refuse(_ call: Waiting, _ reason: String) {
        let result = TestCallResult(outcome: .abandoned(reason), sentAt: now, decidedAt: now, inviteCount: 0)
        call.watcher?(.decided(result))
        call.watcher?(.closed)
        call.answer(result)
    }

    private func begin(_ waiting: Waiting) {
        guard let origin else { return refuse(waiting, "the proxy is not known") }
        let entry = Entry(
            TestCall(waiting.order, from: origin, random: random), watcher: waiting.watcher, answer: waiting.answer)
        entries[entry.call.id] = entry
        count(open: 1)
        run(entry) { $0.start(at: now) }
    }

    /// Lets a call act and does what it wants done.
    func run(_ entry: Entry, replyingTo arrival: SIPArrival? = nil, _ act: (inout TestCall) -> [TestCallStep]) {
        loop.assertIsCurrent()
        guard !isOver else { return }
        let wasClosed = entry.call.isClosed
        var steps = act(&entry.call)
        var index = 0
        while index < steps.count {
            if let reason = perform(steps[index], entry, arrival) {
                steps += entry.call.transportFailed(reason, at: now)
            }
            index += 1
        }
        if entry.call.isClosed, !wasClosed { count(open: -1) }
        schedule(entry)
        if stopLimit != nil, openCount == 0 { finishStopping() }
    }

    /// - Returns: why a message could not be sent.
    private func perform(_ step: TestCallStep, _ entry: Entry, _ arrival: SIPArrival?) -> String? {
        switch step {
        case .send(let bytes): return transport.map { $0.send(bytes) } ?? "there is no socket"
        case .reply(let bytes):
            if let arrival { transport?.reply(bytes, to: arrival) }
        case .tell(let event):
            entry.watcher?(event)
            if case .decided(let result) = event {
                entry.answer?(result)
                entry.answer = nil
            }
        case .forget: entries[entry.call.id] = nil
        }
        return nil
    }

    private func schedule(_ entry: Entry) {
        guard let next = entry.call.nextDeadline else { return }
        if let scheduled = entry.scheduled, scheduled <= next { return }
        entry.scheduled = next
        due.add(entry, at: next)
        setAlarm()
    }

    func setAlarm() {
        loop.assertIsCurrent()
        guard !isOver else { return }
        let alarm = self.alarm ?? Alarm(on: loop) { [weak self] in self?.ring() }
        self.alarm = alarm
        guard let soonest = [due.soonest, stopLimit].compactMap({ $0 }).min() else { return alarm.clear() }
        alarm.set(at: soonest.nanoseconds)
    }

    private func ring() {
        loop.assertIsCurrent()
        while !isOver, let entry = due.takeDue(at: now) {
            entry.scheduled = nil
            if let next = entry.call.nextDeadline, next <= now {
                run(entry) { $0.timePassed(at: now) }
            } else {
                schedule(entry)
            }
        }
        if let stopLimit, stopLimit <= now { finishStopping() }
        setAlarm()
    }

    private func lookUp() {
        guard !isLookingUp else { return }
        isLookingUp = true
        let (host, port) = (settings.proxy.name, settings.proxyPort)
        Task(executorPreference: loop) { [weak self, resolver, loop] in
            let result: Result<[PeerAddress], any Error>
            do {
                result = .success(try await resolver.addresses(of: host, port: port))
            } catch {
                result = .failure(error)
            }
            loop.execute { [weak self] in self?.lookedUp(result) }
        }
    }

    private func lookedUp(_ result: Result<[PeerAddress], any Error>) {
        loop.assertIsCurrent()
        isLookingUp = false
        guard !isOver else { return }
        // Also after a failure: while an address is known, a name server in trouble is not asked at each call.
        lookedUpAt = now
        var reason = ""
        do {
            try head(for: try result.get())
        } catch {
            reason = "\(error)"
        }
        let calls = waiting
        waiting = []
        for call in calls {
            if origin == nil { refuse(call, reason) } else { begin(call) }
        }
    }
}
