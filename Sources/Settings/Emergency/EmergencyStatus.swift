import Accounts
import Mustache
import SQLite
import Shell
import Telephony

/// Line and forwarding in one: the head of サービス選択 and of 緊急の操作.
struct EmergencyStatus: ViewModel {
    let forwarding: EmergencyForwarding?
    let line: FaultNotificationStateView?

    /// Nil for whom neither is (AUTH-3).
    static func read(
        for visit: Visit<Person>, _ monitor: LineMonitorPolicy, _ database: Connection
    ) throws -> EmergencyStatus? {
        let hasForwarding = BulkForwarding.isOpen(to: visit.person)
        guard hasForwarding || FaultNotification.isOpen(to: visit.person) else { return nil }
        let facts =
            FaultNotification.isOpen(to: visit.person)
            ? try FaultNotificationFacts.read(visit.person.contractID, monitor, at: visit.now, database) : nil
        return EmergencyStatus(
            forwarding: hasForwarding ? try .read(for: visit, line: facts?.condition, database) : nil,
            line: facts.map { FaultNotificationStateView(facts: $0, language: visit.language) })
    }

    static let fields: ViewFields<EmergencyStatus> = [
        "isOn": { .flag($0.forwarding?.state.service.isOn == true) },
        "isFaulty": { .flag($0.line?.facts.condition == .faulty) },
        "forwarding": { .object(ifAny: $0.forwarding) },
        "line": { .object(ifAny: $0.line) },
    ]
}

/// Forwarding, what callers hear, and where the first numbers go.
struct EmergencyForwarding: ViewModel {
    let state: BulkForwardingState
    let rows: [BulkForwarding.Row]
    let outlook: BulkForwardingOutlook
    let line: LineCondition?

    fileprivate static func read(
        for visit: Visit<Person>, line: LineCondition?, _ database: Connection
    ) throws -> EmergencyForwarding {
        let contract = visit.person.contractID
        let rows = try BulkForwardingStore.firstRows(Emergency.numbersShown, of: contract, database)
        var outlook = try BulkForwardingStore.outlook(of: contract, database)
        let state = BulkForwardingState(
            service: try BulkForwardingStore.service(of: contract, database),
            contractNumber: visit.person.contractNumber,
            tally: try BulkForwardingStore.tally(of: contract, outlook, database), language: visit.language)
        outlook.add(rows)
        return EmergencyForwarding(state: state, rows: rows, outlook: outlook, line: line)
    }

    static let fields: ViewFields<EmergencyForwarding> = [
        "state": { .object($0.state) },
        "hears": { view in
            .text(
                Emergency.hears(
                    view.state.tally, isOn: view.state.service.isOn, line: view.line, in: view.state.language))
        },
        "numbers": { view in
            .list(
                view.rows.map {
                    EmergencyNumberView(
                        number: $0.number, fate: view.outlook.way(of: $0.number).words(in: view.state.language))
                })
        },
        "more": { .object(ifAny: CountView($0.state.tally.numbers - $0.rows.count)) },
    ]
}

private struct EmergencyNumberView: ViewModel {
    let number: PhoneNumber
    let fate: String

    static let fields: ViewFields<EmergencyNumberView> = [
        "number": { .text($0.number.display) }, "fate": { .text($0.fate) },
    ]
}
