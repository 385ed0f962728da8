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
        for visit: Visit<Person>, _ overview: BulkForwarding.Overview, _ monitor: LineMonitorPolicy,
        _ database: Connection
    ) throws -> EmergencyStatus? {
        let (person, language) = (visit.person, visit.language)
        let hasForwarding = BulkForwarding.isOpen(to: person)
        guard hasForwarding || FaultNotification.isOpen(to: person) else { return nil }
        let line =
            FaultNotification.isOpen(to: person)
            ? try FaultNotificationFacts.read(person.contractID, monitor, at: visit.now, database) : nil
        let forwarding =
            hasForwarding
            ? try EmergencyForwarding(overview.facts(for: person, database), for: person, line?.condition, in: language)
            : nil
        return EmergencyStatus(
            forwarding: forwarding, line: line.map { FaultNotificationStateView(facts: $0, language: language) })
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
    let first: [(number: PhoneNumber, way: CallWay)]
    let line: LineCondition?
    let mayWarp: Bool

    fileprivate init(
        _ facts: BulkForwardingState.Facts, for person: Person, _ line: LineCondition?, in language: Language
    ) {
        state = BulkForwardingState(facts, for: person, in: language)
        (first, self.line) = (facts.first, line)
        mayWarp = VoiceWarp.service.isOpen(to: person)
    }

    static let fields: ViewFields<EmergencyForwarding> = [
        "state": { .object($0.state) },
        "hears": { view in
            .text(
                Emergency.hears(
                    view.state.tally, isOn: view.state.service.isOn, line: view.line, mayWarp: view.mayWarp,
                    in: view.state.language))
        },
        "numbers": { view in
            .list(
                view.first.map {
                    EmergencyNumberView(number: $0.number, fate: $0.way.words(in: view.state.language))
                })
        },
        "more": { .object(ifAny: CountView($0.state.tally.numbers - $0.first.count)) },
    ]
}

private struct EmergencyNumberView: ViewModel {
    let number: PhoneNumber
    let fate: String

    static let fields: ViewFields<EmergencyNumberView> = [
        "number": { .text($0.number.display) }, "fate": { .object(SpokenText($0.fate)) },
    ]
}
