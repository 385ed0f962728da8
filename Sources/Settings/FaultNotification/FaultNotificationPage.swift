import Accounts
import Contracts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

extension FaultNotification {
    static let serviceName = "faultNotification"

    /// AUTH-3, for contracts that have the service.
    static func isOpen(to person: Person) -> Bool {
        person.actsForContract && person.has(serviceName)
    }

    static func feature(
        _ services: Services, _ policy: FaultNotificationPolicy, monitor: LineMonitorPolicy
    ) -> Feature<Person> {
        Feature(
            routes: routes(services, policy, monitor), vocabulary: vocabulary,
            duties: [FaultNotificationTeller(mails: services.mails, policy: policy).duty],
            forgetOld: FaultNotificationRecordStore.forgetOld)
    }

    private static func routes(
        _ services: Services, _ policy: FaultNotificationPolicy, _ monitor: LineMonitorPolicy
    ) -> [SiteRoute<Person>] {
        let state = FaultNotificationPage(services: services, monitor: monitor)
        let mail = FaultNotificationMailPage(services: services)
        let addresses = FaultNotificationAddressesPage(services: services, policy: policy)
        let automatic = FaultNotificationAutomaticPage(services: services)
        let service = FaultNotificationServicePage(services: services, monitor: monitor)
        return [
            page(.get, "/fault-notification", state.show),
            page(.get, "/fault-notification/mail", mail.show),
            page(.post, "/fault-notification/mail", mail.save),
            page(.get, "/fault-notification/addresses", addresses.show),
            page(.post, "/fault-notification/addresses", addresses.save),
            page(.get, "/fault-notification/automatic", automatic.show),
            page(.post, "/fault-notification/automatic", automatic.save),
            page(.get, "/fault-notification/service", service.show),
            page(.post, "/fault-notification/service", service.save),
        ]
    }

    private static func page(
        _ method: Method, _ path: String, _ handler: @escaping @Sendable (Visit<Person>) async throws -> Response
    ) -> SiteRoute<Person> {
        .page(method, path, allowed: isOpen, handler)
    }
}

/// The state of the line, its last day, and the faults so far (FAULT-8).
struct FaultNotificationPage: Sendable {
    let services: Services
    let monitor: LineMonitorPolicy

    func show(_ visit: Visit<Person>) throws -> Response {
        let view = try services.database.read { database in
            let contract = visit.person.contractID
            let facts = try FaultNotificationFacts.read(contract, monitor, at: visit.now, database)
            let records = try FaultNotificationRecordStore.list(
                of: contract, atMost: FaultNotification.recordsListed, database)
            return FaultNotificationView(
                state: FaultNotificationStateView(facts: facts, language: visit.language),
                strip: FaultNotificationStripView(
                    strip: facts.line?.strip ?? TestCallStrip(), now: visit.now, language: visit.language),
                records: records.map {
                    FaultNotificationRecordView(record: $0, now: visit.now, language: visit.language)
                })
        }
        return try services.page("FaultNotification/state", view, for: visit)
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

    /// Of a contract that has the service.
    static func read(
        _ contract: Int, _ monitor: LineMonitorPolicy, at now: Moment, _ database: Connection
    ) throws -> FaultNotificationFacts {
        let settings = try FaultNotificationStore.settings(of: contract, database)
        let number = try ContractsStore.monitorNumber(of: contract, database)
        let line = settings.isOn ? try MonitoredLineStore.find(contract, database) : nil
        return FaultNotificationFacts(
            settings: settings, monitorNumber: number, line: line?.number == number ? line : nil,
            heldSince: try MassFailureStore.heldSince(database), interval: monitor.interval, now: now)
    }

    /// 停止中 unless the line is watched.
    var isWatched: Bool { settings.isOn && monitorNumber != nil }
    /// No call has been noted for so long that something must be wrong on our side.
    var isStale: Bool {
        guard isWatched, let line else { return false }
        return now - (line.calledAt ?? line.since) > interval * 3
    }
    /// Nil while it is not watched.
    var condition: LineCondition? { isWatched ? line?.state.condition ?? .undecided : nil }
}

private struct FaultNotificationView: ViewModel {
    let state: FaultNotificationStateView
    let strip: FaultNotificationStripView
    let records: [FaultNotificationRecordView]

    static let fields: ViewFields<FaultNotificationView> = [
        "state": { .object($0.state) },
        "strip": { .object($0.strip) },
        "faults": { .list($0.records) },
        "hasFaults": { .flag(!$0.records.isEmpty) },
    ]
}
