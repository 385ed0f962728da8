import SQLite
import Shell
import Telephony

/// A result of a test call on its way into the database.
struct LineResult: Sendable {
    let contract: Int
    /// The number that was called; another may be the monitor number by now.
    let number: PhoneNumber
    let outcome: LineCallOutcome
    let at: Moment
}

/// What some results came to, for the operator's log.
struct LineMonitorReport: Sendable {
    var faults = 0
    var recoveries = 0
    /// Faults that are not declared because the fault may be ours.
    var held = 0
    var guardTurn: MassFailureGuard.Turn?
    var suspects = 0
    var lines = 0
}

/// Writes a group of results in one transaction, with all that follows from them: states, faults, forwarding, mails. What has
/// been written once is never done again, whenever the power goes.
struct LineMonitorWriting: Sendable {
    let services: Services
    let policy: LineMonitorPolicy

    func write(_ results: [LineResult], _ database: Connection) throws -> LineMonitorReport {
        let called = try called(results, database)
        guard let last = called.last?.result.at else { return LineMonitorReport() }
        let (suspects, lines) = try counts(called.count, database)
        let round = LineMonitorRound(
            called.map { result, was in
                (LineMonitorRound.Line(contract: result.contract, state: was.state), result.outcome.reached ?? false)
            },
            suspects: suspects, others: lines,
            guard: MassFailureGuard(isOn: try LineFaultStore.heldSince(database) != nil),
            policy.massFailure)
        var report = LineMonitorReport(guardTurn: round.guardTurn, suspects: round.suspects, lines: lines)
        for (change, (result, was)) in zip(round.changes, called) {
            try MonitoredLineStore.note(
                change.state, was: was, of: change.contract, outcome: result.outcome, at: result.at, database)
            if let turn = change.turn { try carryOut(turn, result, &report, database) }
        }
        if round.guardTurn != nil { try turnGuard(round, lines: lines, at: last, database) }
        return report
    }

    /// Those of lines that are still watched by that number: meanwhile the service may have been stopped.
    private func called(
        _ results: [LineResult], _ database: Connection
    ) throws -> [(result: LineResult, was: MonitoredLineStore.Stored)] {
        try results.compactMap { result in
            guard result.outcome.reached != nil, let was = try MonitoredLineStore.find(result.contract, database),
                was.number == result.number
            else { return nil }
            return (result, was)
        }
    }

    /// All lines are counted only where that can matter: there may be very many.
    private func counts(_ calls: Int, _ database: Connection) throws -> (suspects: Int, lines: Int) {
        let suspects = try MonitoredLineStore.countOfSuspects(database)
        let matters =
            try suspects + calls >= policy.guardLeast
            || LineFaultStore.heldSince(database) != nil
        return (suspects, matters ? try MonitoredLineStore.countOfOthers(database) : 0)
    }

    private func carryOut(
        _ turn: LineState.Turn, _ result: LineResult, _ report: inout LineMonitorReport, _ database: Connection
    ) throws {
        switch turn {
        case .fault:
            report.faults += 1
            try FaultNotificationCause(result, services, policy).tellFault(database)
        case .recovery:
            report.recoveries += 1
            try FaultNotificationCause(result, services, policy).tellRecovery(database)
        case .heldFault: report.held += 1
        }
    }

    /// FAULT-7: the operator is told, once each way.
    private func turnGuard(_ round: LineMonitorRound, lines: Int, at now: Moment, _ database: Connection) throws {
        try LineFaultStore.keep(round.massFailure, suspects: round.suspects, lines: lines, at: now, database)
        guard let address = policy.operatorAddress else { return }
        let view = MassFailureMail(isOn: round.massFailure.isOn, suspects: round.suspects, lines: lines, at: now)
        let mail = try services.mails.mail("line-monitor.guard", to: address, "FaultNotification/guard-mail", view)
        try OutboxStore.add(mail, of: nil, at: now, database)
    }
}
