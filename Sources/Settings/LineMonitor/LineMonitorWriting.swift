import SQLite
import Telephony

/// What some results came to.
struct LineMonitorReport: Sendable {
    /// Faults and recoveries, by contract.
    var turns: [(contract: Int, turn: LineState.Turn)] = []
    /// FAULT-10: lines whose answers cannot be read any more, with the reason; and those whose can be again.
    var unreadable: [LineResult] = []
    var readable: [LineResult] = []
}

/// Writes a group of results in one transaction, with all that follows from them. What has been written once is never done
/// again, whenever the power goes.
struct LineMonitorWriting: Sendable {
    /// A turn of the guard that is to be told.
    struct GuardTurn: Sendable {
        let turn: MassFailureGuard.Turn
        let counts: LineCounts
        let at: Moment
    }

    /// What is written in one transaction.
    struct Group: Sendable {
        let results: [LineResult]
        let turns: [GuardTurn]
        let massFailure: MassFailureStore.Stored
        /// The operator's word, as the guard had it: another one has been said meanwhile if it is not this.
        let wasSaid: MassFailureGuard.Override?
        let counts: LineCounts
        let holdsFaults: Bool
    }

    let policy: LineMonitorPolicy
    let client: any LineMonitorClient

    func write(_ group: Group, _ database: Connection) throws -> LineMonitorReport {
        // Before the results: what comes now is no longer theirs to forget.
        for turn in group.turns {
            if turn.turn.forgetsFailures { try MonitoredLineStore.forgetFailures(database) }
            try client.tellGuardTurn(turn, database)
        }
        let unreadable = try noteUnreadable(group.results, database)
        let called = try called(group.results, database)
        let round = LineMonitorRound(
            called.map {
                LineMonitorRound.Line(
                    contract: $0.result.contract, state: $0.was.state, reached: $0.reached,
                    isWitnessed: $0.result.isWitnessed)
            }, holdingFaults: group.holdsFaults)
        var report = LineMonitorReport(
            unreadable: unreadable, readable: called.filter { $0.was.isUnreadable }.map(\.result))
        for (change, call) in zip(round.changes, called) {
            try note(change, call, database)
            if let turn = change.turn, turn != .held { report.turns.append((change.contract, turn)) }
        }
        if let last = group.turns.last?.at ?? group.results.last?.at {
            try MassFailureStore.keep(group.massFailure, was: group.wasSaid, group.counts, at: last, database)
        }
        return report
    }

    private func note(_ change: LineMonitorRound.Change, _ call: Called, _ database: Connection) throws {
        try MonitoredLineStore.note(change.state, was: call.was, after: call.result, reached: call.reached, database)
        switch change.turn {
        case .fault: try client.tellFault(call.result, database)
        case .recovery: try client.tellRecovery(call.result, database)
        case .held, nil: break
        }
    }

    /// The lines that are not watched any more by what has come now: told once each.
    private func noteUnreadable(_ results: [LineResult], _ database: Connection) throws -> [LineResult] {
        try results.filter { result in
            guard case .unreadable = result.outcome,
                let was = try MonitoredLineStore.find(result.contract, database), was.number == result.number,
                !was.isUnreadable
            else { return false }
            return try MonitoredLineStore.noteUnreadable(result, after: was.unreadable, database)
        }
    }

    private struct Called {
        let result: LineResult
        let reached: Bool
        let was: MonitoredLineStore.Stored
    }

    /// Those of lines that are still watched by that number: meanwhile the service may have been stopped.
    private func called(_ results: [LineResult], _ database: Connection) throws -> [Called] {
        try results.compactMap { result in
            guard let reached = result.outcome.reached,
                let was = try MonitoredLineStore.find(result.contract, database), was.number == result.number
            else { return nil }
            return Called(result: result, reached: reached, was: was)
        }
    }
}
