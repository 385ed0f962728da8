import Contracts
package import SQLite
package import Telephony

/// What the operator sees of lines.
package enum FaultNotificationOperator {
    package struct Line: Sendable {
        package let contract: PhoneNumber
        package let monitorNumber: PhoneNumber?
        /// Whether the customer has the service on.
        package let isOn: Bool
        /// Nil while it is not watched.
        package let condition: LineCondition?
        package let since: Moment?
        package let successes: Int
        package let failures: Int
        package let calledAt: Moment?
        package let outcome: String?
        /// FAULT-10: since when its answers cannot be read; nil while they can.
        package let unreadableSince: Moment?
    }

    package struct Summary: Sendable {
        package let conditions: [LineCondition: Int]
        /// Lines that fail and are not known to be faulty.
        package let failing: Int
        /// FAULT-7: since when faults are held.
        package let heldSince: Moment?
        /// FAULT-11: where at least some lines are dead or failing, most first.
        package let districts: [District]
        /// FAULT-10: lines whose answers cannot be read.
        package let unreadable: Int
        /// The first of them, the longest first.
        package let firstUnreadable: [MonitoredLineStore.Unreadable]

        /// So many are named.
        package static let mostNamed = 20
    }

    /// Lines of one exchange.
    package struct District: Sendable {
        /// The digits before the last four.
        package let district: String
        /// Dead or failing.
        package let dark: Int
        package let lines: Int
    }

    /// Of a contract by any of its numbers; nil when it has the number of none.
    package static func line(of number: PhoneNumber, _ database: Connection) throws -> Line? {
        guard let contract = try ContractsStore.contract(of: number, database) else { return nil }
        let settings = try FaultNotificationStore.settings(of: contract.id, database)
        let stored =
            try FaultNotificationStore.watchedNumber(of: contract.id, database) == nil
            ? nil : try MonitoredLineStore.find(contract.id, database)
        return Line(
            contract: contract.number, monitorNumber: contract.monitorNumber, isOn: settings.isOn,
            condition: stored?.state.condition, since: stored?.since, successes: stored?.state.successes ?? 0,
            failures: stored?.state.failures ?? 0, calledAt: stored?.calledAt, outcome: stored?.outcome,
            unreadableSince: stored?.isUnreadable == true ? stored?.unreadableSince : nil)
    }

    /// A fault of a line, by the number that was watched.
    package struct Fault: Sendable {
        package let number: PhoneNumber
        package let beganAt: Moment
        package let endedAt: Moment?
    }

    /// Those that began from the one to the other moment, the oldest first.
    package static func faults(
        from begin: Moment, to end: Moment, _ database: Connection
    ) throws -> [Fault] {
        try FaultNotificationRecordStore.list(from: begin, to: end, database).map {
            Fault(number: $0.number, beganAt: $0.beganAt, endedAt: $0.endedAt)
        }
    }

    package static func summary(_ database: Connection) throws -> Summary {
        Summary(
            conditions: try MonitoredLineStore.counts(database),
            failing: try MonitoredLineStore.countOfSuspects(database),
            heldSince: try MassFailureStore.heldSince(database),
            districts: try DarkDistrict.all(database).map {
                District(district: $0.district, dark: $0.dark, lines: $0.lines)
            },
            unreadable: try MonitoredLineStore.countOfUnreadable(database),
            firstUnreadable: try MonitoredLineStore.unreadable(atMost: Summary.mostNamed, database))
    }
}
