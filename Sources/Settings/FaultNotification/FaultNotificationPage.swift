import Accounts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// The state of the line, its last day, and the faults so far (FAULT-8).
struct FaultNotificationPage: Sendable {
    let services: Services
    let monitor: LineMonitorPolicy

    /// Older ones are not listed.
    private static let mostFaults = 50

    func show(_ visit: Visit<Person>) throws -> Response {
        let view = try services.database.read { database in
            let contract = visit.person.contractID
            let facts = try FaultNotificationFacts.read(contract, monitor, at: visit.now, database)
            return FaultNotificationView(
                state: FaultNotificationStateView(facts: facts),
                strip: FaultNotificationStripView(strip: facts.line?.strip ?? TestCallStrip(), now: visit.now),
                faults: try LineFaultStore.list(of: contract, atMost: Self.mostFaults, database).map { fault in
                    FaultNotificationFaultView(fault: fault, now: visit.now)
                })
        }
        return try services.page("FaultNotification/state", view, for: visit)
    }
}

extension FaultNotification {
    /// Its part of サービス選択; nil for whom it is not (AUTH-3).
    static func overview(
        for person: Person, _ monitor: LineMonitorPolicy, at now: Moment, _ database: Connection
    ) throws -> (any ViewModel)? {
        guard isOpen(to: person) else { return nil }
        return FaultNotificationStateView(
            facts: try FaultNotificationFacts.read(person.contractID, monitor, at: now, database))
    }
}

/// What the database says of the line now.
struct FaultNotificationFacts: Sendable {
    let settings: FaultNotification.Settings
    let monitorNumber: PhoneNumber?
    /// Nil while it is not watched, and until the monitor has taken notice of a change.
    let line: MonitoredLineStore.Stored?
    let heldSince: Moment?
    let interval: Duration
    let now: Moment

    static func read(
        _ contract: Int, _ monitor: LineMonitorPolicy, at now: Moment, _ database: Connection
    ) throws -> FaultNotificationFacts {
        let number = try MonitoredLineStore.wanted(contract, database)
        let line = try MonitoredLineStore.find(contract, database)
        return FaultNotificationFacts(
            settings: try FaultNotificationStore.settings(of: contract, database),
            monitorNumber: try BulkForwardingStore.monitorNumber(of: contract, database),
            line: line?.number == number ? line : nil, heldSince: try LineFaultStore.heldSince(database),
            interval: monitor.interval, now: now)
    }

    /// 停止中 unless the line is watched.
    var isWatched: Bool { settings.isOn && monitorNumber != nil }
    /// No call has been noted for so long that something must be wrong on our side.
    var isStale: Bool {
        guard isWatched, let line else { return false }
        return now - (line.calledAt ?? line.since) > interval * 3
    }
    var condition: LineCondition { line?.state.condition ?? .undecided }
}

private struct FaultNotificationView: ViewModel {
    let state: FaultNotificationStateView
    let strip: FaultNotificationStripView
    let faults: [FaultNotificationFaultView]

    static let fields: ViewFields<FaultNotificationView> = [
        "state": { .object($0.state) },
        "strip": { .object($0.strip) },
        "faults": { .list($0.faults) },
        "hasFaults": { .flag(!$0.faults.isEmpty) },
    ]
}
