public import SQLite

/// What the operator sees of a line.
public struct LineMonitorLine: Sendable {
    public let contract: PhoneNumber
    public let monitorNumber: PhoneNumber?
    /// Whether the customer has the service on.
    public let isOn: Bool
    /// Nil while it is not watched.
    public let condition: LineCondition?
    public let since: Moment?
    public let successes: Int
    public let failures: Int
    public let calledAt: Moment?
    public let outcome: String?
}

/// What the operator sees of all lines.
public struct LineMonitorSummary: Sendable {
    public let conditions: [LineCondition: Int]
    /// Lines that fail and are not known to be faulty.
    public let failing: Int
    /// FAULT-7: since when faults are held.
    public let heldSince: Moment?
}

public enum LineMonitorOperator {
    /// A contract by any of its numbers; nil when it has the number of none.
    public static func line(of number: PhoneNumber, _ database: Connection) throws -> LineMonitorLine? {
        guard let contract = try ContractsStore.contract(of: number, database) else { return nil }
        let settings = try FaultNotificationStore.settings(of: contract.id, database)
        let stored =
            try MonitoredLineStore.wanted(contract.id, database) == nil
            ? nil : try MonitoredLineStore.find(contract.id, database)
        return LineMonitorLine(
            contract: contract.number, monitorNumber: contract.monitorNumber, isOn: settings.isOn,
            condition: stored?.state.condition, since: stored?.since, successes: stored?.state.successes ?? 0,
            failures: stored?.state.failures ?? 0, calledAt: stored?.calledAt, outcome: stored?.outcome)
    }

    public static func summary(_ database: Connection) throws -> LineMonitorSummary {
        LineMonitorSummary(
            conditions: try MonitoredLineStore.counts(database),
            failing: try MonitoredLineStore.countOfSuspects(database),
            heldSince: try LineFaultStore.heldSince(database))
    }
}
