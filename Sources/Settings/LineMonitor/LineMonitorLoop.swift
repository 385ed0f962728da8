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
    fileprivate static let writingPace: Duration = .milliseconds(500)
    /// How often changed settings, and the operator's word, are looked for.
    private static let lookingPace: Duration = .seconds(1)
    /// So many changed settings are taken in one transaction.
    private static let mostChanges = 500

    let services: Services
    private let writing: LineMonitorWriting
    private let caller: any LineCaller
    private let uptime: @Sendable () -> Duration
    private let state: Mutex<State>
    /// What calls have come to since the last step.
    private let arrivals = Mutex<[Arrival]>([])

    private struct Arrival: Sendable {
        let call: LineWatch.Call
        let outcome: LineCallOutcome
        let at: Moment
    }

    fileprivate struct State: Sendable {
        var watch: LineWatch
        var isLoaded = false
        var looksAt: Duration = .zero
        var writesAt: Duration = .zero
        var tally = LineMonitorTally()
        /// What is to be written.
        var results: [LineResult] = []
        var turns: [LineMonitorWriting.GuardTurn] = []
        var written = MassFailureStore.Stored()
    }

    /// - Parameter uptime: a clock that nobody can set.
    init(
        _ services: Services, _ policy: LineMonitorPolicy, for client: any LineMonitorClient, caller: any LineCaller,
        uptime: @escaping @Sendable () -> Duration
    ) {
        (self.services, self.caller, self.uptime) = (services, caller, uptime)
        writing = LineMonitorWriting(policy: policy, client: client)
        state = Mutex(State(watch: LineWatch(policy)))
    }

    var duty: Duty {
        Duty("line monitor", every: Self.pace, isUrgent: true) { [self] _ in try await step() }
    }

    /// One step: takes over changed settings and what calls have come to, places the calls that are due, writes the results.
    func step() async throws {
        let time = uptime()
        try await look(at: time)
        for call in takeCalls(at: time) { place(call) }
        try await write(at: time)
        if let tally = state.withLock({ $0.tally.report(at: time) }) { tell(tally) }
    }

    private func takeCalls(at time: Duration) -> [LineWatch.Call] {
        let arrived = arrivals.withLock { arrivals in
            defer { arrivals = [] }
            return arrivals
        }
        let now = services.now()
        return state.withLock { state in
            for arrival in arrived { state.note(arrival.call, arrival.outcome, at: arrival.at) }
            let (calls, turn) = state.watch.take(at: time)
            if let turn { state.turns.append(.init(turn: turn, counts: state.watch.schedule.counts, at: now)) }
            state.tally.note(calls, state.watch.schedule)
            return calls
        }
    }

    private func place(_ call: LineWatch.Call) {
        let (number, patience) =
            switch call {
            case .line(let call): (call.number, call.patience)
            case .reference(let number, let patience): (number, patience)
            }
        caller.call(number, patience: patience) { [self] outcome in
            let arrival = Arrival(call: call, outcome: outcome, at: services.now())
            arrivals.withLock { $0.append(arrival) }
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
        if !isLoaded { try load() }
        let said = try services.database.read(MassFailureStore.stored).said
        state.withLock { state in
            state.looksAt = time + Self.lookingPace
            guard said != state.written.said else { return }
            state.written.said = said
            state.watch.say(said)
        }
    }

    private func load() throws {
        let (lines, stored) = try services.database.read { database in
            (try MonitoredLineStore.all(database), try MassFailureStore.stored(database))
        }
        let policy = writing.policy
        state.withLock { state in
            state.watch = LineWatch(
                policy, guard: MassFailureGuard(policy.massFailure, state: stored.state, override: stored.said))
            for line in lines { state.watch.set(line.number, for: line.contract, line.state) }
            state.written = stored
            state.isLoaded = true
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
                if let number { state.watch.set(number, for: contract) } else { state.watch.remove(contract) }
            }
        }
    }

    // MARK: Results

    private func write(at time: Duration) async throws {
        guard let group = state.withLock({ $0.takeGroup(at: time) }) else { return }
        do {
            let report = try await services.database.write { [writing] in try writing.write(group, $0) }
            state.withLock { state in
                state.written = group.massFailure
                for (contract, turn) in report.turns { state.watch.note(turn, of: contract) }
            }
            tell(report)
            for turn in group.turns { tell(turn) }
        } catch {
            // A full disk passes: what the calls have found is not lost by it.
            state.withLock { state in
                state.results.insert(contentsOf: group.results, at: 0)
                state.turns.insert(contentsOf: group.turns, at: 0)
            }
            throw error
        }
    }
}

extension LineMonitorLoop.State {
    fileprivate mutating func note(_ call: LineWatch.Call, _ outcome: LineCallOutcome, at now: Moment) {
        switch call {
        case .reference: watch.noteReference(outcome)
        case .line(let call):
            tally.note(outcome)
            guard let isWitnessed = watch.note(call, outcome) else { return }
            results.append(
                LineResult(
                    contract: call.contract, number: call.number, outcome: outcome, isWitnessed: isWitnessed, at: now))
        }
    }

    /// What is to be written now, if anything. Each line once: its next result rests on what this one makes of it.
    fileprivate mutating func takeGroup(at time: Duration) -> LineMonitorWriting.Group? {
        guard isLoaded, writesAt <= time else { return nil }
        var present = written
        (present.state, present.said) = (watch.massFailure.state, watch.massFailure.override)
        guard !results.isEmpty || !turns.isEmpty || present != written else { return nil }
        writesAt = time + LineMonitorLoop.writingPace
        var (group, rest, seen): ([LineResult], [LineResult], Set<Int>) = ([], [], [])
        for result in results {
            if seen.insert(result.contract).inserted { group.append(result) } else { rest.append(result) }
        }
        results = rest
        defer { turns = [] }
        return LineMonitorWriting.Group(
            results: group, turns: turns, massFailure: present, wasSaid: written.said,
            counts: watch.schedule.counts, holdsFaults: watch.massFailure.holdsFaults)
    }
}
