import SQLite
import Telephony

/// A result of a test call on its way into the database.
struct LineResult: Sendable {
    let contract: Int
    /// The number that was called; another may be the monitor number by now.
    let number: PhoneNumber
    let outcome: LineCallOutcome
    /// FAULT-7: whether somebody else was reached while this line failed, so that the fault can be its own.
    let isWitnessed: Bool
    let at: Moment
}

/// Who has lines watched: asked which, and told what was found, always in the transaction in which it is written. What follows
/// from a fault is nothing that the monitor knows.
protocol LineMonitorClient: Sendable {
    /// Brings the watch of a contract's line (`MonitoredLineStore.watch`) into agreement with what is set by now. Returns the
    /// number to call; nil for a line that is not to be watched.
    func reconcile(_ contract: Int, at now: Moment, _ database: Connection) throws -> PhoneNumber?
    func tellFault(_ result: LineResult, _ database: Connection) throws
    func tellRecovery(_ result: LineResult, _ database: Connection) throws
    /// FAULT-7: faults are held from now on, are declared again, or very many lines are dead indeed.
    func tellGuardTurn(_ turn: LineMonitorWriting.GuardTurn, _ database: Connection) throws
}
