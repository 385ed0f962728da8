import SQLite
import Telephony

/// What some results came to, for the operator's log.
struct LineMonitorReport: Sendable {
    var faults = 0
    var recoveries = 0
    var guardTurn: MassFailureGuard.Turn?
    var counts = LineCounts()
    /// FAULT-10: lines whose answers cannot be read any more, with the reason; and those whose can be again.
    var unreadable: [LineResult] = []
    var readable: [LineResult] = []
}

/// Writes a group of results in one transaction, with all that follows from them. What has been written once is never done
/// again, whenever the power goes.
struct LineMonitorWriting: Sendable {
    let policy: LineMonitorPolicy
    let client: any LineMonitorClient

    func write(_ results: [LineResult], _ database: Connection) throws -> LineMonitorReport {
        let unreadable = try noteUnreadable(results, database)
        let called = try called(results, database)
        guard let last = called.last?.result.at else { return LineMonitorReport(unreadable: unreadable) }
        let isOn = try MassFailureStore.heldSince(database) != nil
        let counts = try counts(called.count, isOn: isOn, database)
        let round = LineMonitorRound(
            called.map {
                LineMonitorRound.Line(contract: $0.result.contract, state: $0.was.state, reached: $0.reached)
            },
            counts, guard: MassFailureGuard(isOn: isOn), policy.massFailure)
        var report = LineMonitorReport(
            guardTurn: round.guardTurn, counts: round.counts, unreadable: unreadable,
            readable: called.filter { $0.was.isUnreadable }.map(\.result))
        for (change, call) in zip(round.changes, called) {
            try MonitoredLineStore.note(
                change.state, was: call.was, after: call.result, reached: call.reached, database)
            switch change.turn {
            case .fault:
                report.faults += 1
                try client.tellFault(call.result, database)
            case .recovery:
                report.recoveries += 1
                try client.tellRecovery(call.result, database)
            case .held, nil: break
            }
        }
        if let turn = round.guardTurn {
            try MassFailureStore.keep(round.massFailure, round.counts, at: last, database)
            try client.tellGuardTurn(turn, round.counts, at: last, database)
        }
        return report
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

    /// All lines are counted only where that can matter: there may be very many.
    private func counts(_ calls: Int, isOn: Bool, _ database: Connection) throws -> LineCounts {
        let suspects = try MonitoredLineStore.countOfSuspects(database)
        let matters = isOn || suspects + calls >= policy.guardLeast
        return LineCounts(suspects: suspects, lines: matters ? try MonitoredLineStore.countOfOthers(database) : 0)
    }
}
