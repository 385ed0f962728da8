import SQLite
import Shell
import Synchronization
import Telephony

/// Calls the lines and writes down what comes of it (FAULT-1, FAULT-2): the loop around the pure steps. One program at a time
/// runs it on a data folder; what it must remember is in the database, what it may forget (calls under way) is here.
final class LineMonitorLoop: Sendable {
    /// From one step to the next.
    private static let pace: Duration = .milliseconds(100)
    /// Results wait so long at most for others to be written together with them.
    private static let writingPace: Duration = .milliseconds(500)
    /// How often changed settings are looked for.
    private static let lookingPace: Duration = .seconds(1)
    /// So many changed settings are taken in one transaction.
    private static let mostChanges = 500

    private let services: Services
    private let writing: LineMonitorWriting
    private let caller: any LineCaller
    private let uptime: @Sendable () -> Duration
    private let state: Mutex<State>
    private let results = Mutex<[LineResult]>([])

    private struct State: Sendable {
        var schedule: CallSchedule
        var isLoaded = false
        var looksAt: Duration = .zero
        var writesAt: Duration = .zero
        var tally = LineMonitorTally()

        mutating func take(at time: Duration) -> [CallSchedule.Call] {
            let calls = schedule.take(at: time)
            tally.note(calls, schedule)
            return calls
        }
    }

    /// - Parameter uptime: a clock that nobody can set.
    init(
        _ services: Services, _ policy: LineMonitorPolicy, for client: any LineMonitorClient, caller: any LineCaller,
        uptime: @escaping @Sendable () -> Duration
    ) {
        (self.services, self.caller, self.uptime) = (services, caller, uptime)
        writing = LineMonitorWriting(policy: policy, client: client)
        state = Mutex(State(schedule: CallSchedule(interval: policy.interval, limit: policy.callsAtATime)))
    }

    var duty: Duty {
        Duty("line monitor", every: Self.pace, isUrgent: true) { [self] _ in try await step() }
    }

    /// One step: takes over changed settings, places the calls that are due, writes the results that have come.
    func step() async throws {
        let time = uptime()
        try await look(at: time)
        for call in state.withLock({ $0.take(at: time) }) { place(call) }
        try await writeResults(at: time)
        if let tally = state.withLock({ $0.tally.report(at: time) }) { tell(tally) }
    }

    private func place(_ call: CallSchedule.Call) {
        caller.call(call.number) { [self] outcome in
            let result = LineResult(
                contract: call.contract, number: call.number, outcome: outcome, at: services.now())
            results.withLock { $0.append(result) }
            state.withLock { state in
                state.schedule.end(call.contract)
                state.tally.note(outcome)
            }
        }
    }

    // MARK: Settings

    private func look(at time: Duration) async throws {
        let (isDue, isLoaded) = state.withLock { ($0.looksAt <= time, $0.isLoaded) }
        guard isDue else { return }
        let now = services.now()
        while try services.database.read({ try !MonitoredLineStore.changed(atMost: 1, $0).isEmpty }) {
            let lines = try await services.database.write { [client = writing.client] in
                try Self.reconcile(for: client, at: now, $0)
            }
            if isLoaded { set(lines) }
        }
        if !isLoaded {
            set(try services.database.read { try MonitoredLineStore.all($0).map { ($0.contract, $0.number) } })
        }
        state.withLock { state in
            state.isLoaded = true
            state.looksAt = time + Self.lookingPace
        }
    }

    private static func reconcile(
        for client: any LineMonitorClient, at now: Moment, _ database: Connection
    ) throws -> [(Int, PhoneNumber?)] {
        try MonitoredLineStore.changed(atMost: mostChanges, database).map { contract in
            try MonitoredLineStore.forgetChange(of: contract, database)
            return (contract, try client.reconcile(contract, at: now, database))
        }
    }

    private func set(_ lines: [(Int, PhoneNumber?)]) {
        state.withLock { state in
            for (contract, number) in lines {
                if let number { state.schedule.set(number, for: contract) } else { state.schedule.remove(contract) }
            }
        }
    }

    // MARK: Results

    private func writeResults(at time: Duration) async throws {
        guard state.withLock({ $0.writesAt <= time }) else { return }
        let group = results.withLock { Self.takeGroup(&$0) }
        guard !group.isEmpty else { return }
        state.withLock { $0.writesAt = time + Self.writingPace }
        do {
            tell(try await services.database.write { [writing] in try writing.write(group, $0) })
        } catch {
            // A full disk passes: what the calls have found is not lost by it.
            results.withLock { $0.insert(contentsOf: group, at: 0) }
            throw error
        }
    }

    /// Each line once: its next result rests on what this one makes of it.
    private static func takeGroup(_ results: inout [LineResult]) -> [LineResult] {
        var (group, rest, seen): ([LineResult], [LineResult], Set<Int>) = ([], [], [])
        for result in results {
            if seen.insert(result.contract).inserted { group.append(result) } else { rest.append(result) }
        }
        results = rest
        return group
    }

    // MARK: The operator's log

    private func tell(_ report: LineMonitorReport) {
        let counts = (suspects: "\(report.counts.suspects)", lines: "\(report.counts.lines)")
        switch report.guardTurn {
        case .on:
            services.log(
                .failure, "very many lines fail: faults are held, look for the fault on our side",
                ["failing": counts.suspects, "of": counts.lines])
        case .off:
            services.log(.warning, "faults are declared again", ["failing": counts.suspects, "of": counts.lines])
        case nil: break
        }
        for line in report.unreadable {
            services.log(
                .warning, "the answers of a line cannot be read: it is not watched",
                ["number": line.number.digits, "because": line.outcome.word])
        }
        for line in report.readable {
            services.log(.information, "a line can be read again", ["number": line.number.digits])
        }
        if report.faults + report.recoveries > 0 {
            services.log(
                .information, "lines", ["faults": "\(report.faults)", "recoveries": "\(report.recoveries)"])
        }
    }

    private func tell(_ tally: LineMonitorTally.Report) {
        // Such as a proxy whose name cannot be looked up: nobody is called, and nobody is told.
        let isPlacingNone = tally.abandoned > 0 && tally.reached + tally.failed + tally.unreadable == 0
        let level: Log.Level = isPlacingNone ? .failure : tally.unreadable > 0 ? .warning : .information
        services.log(
            level, isPlacingNone ? "no test call can be placed" : "test calls",
            [
                "lines": "\(tally.lines)", "reached": "\(tally.reached)", "failed": "\(tally.failed)",
                "unreadable": "\(tally.unreadable)", "abandoned": "\(tally.abandoned)",
                "under way": "\(tally.underWay)", "missed": "\(tally.missed)",
                "late p99 ms": "\(tally.lateness)",
            ])
    }
}
