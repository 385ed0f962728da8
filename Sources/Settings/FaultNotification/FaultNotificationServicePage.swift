import Accounts
import Contracts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// サービス開始／停止 of the fault notification.
struct FaultNotificationServicePage: Sendable {
    let services: Services
    let monitor: LineMonitorPolicy

    private static let form = FaultNotificationForm.service
    private static let choice = FaultNotification.Switch.service

    func show(_ visit: Visit<Person>) throws -> Response { try page(visit) }

    func save(_ visit: Visit<Person>) async throws -> Response {
        let version = try FaultNotificationForm.version(in: visit.form)
        let contract = visit.person.contractID
        let stored = try services.database.read { try FaultNotificationStore.settings(of: contract, $0) }
        guard let isOn = Self.choice.chosen(in: visit.form, stored: stored.isOn) else {
            return try page(visit, [FaultNotificationProblem.notChosen(Self.choice).problem(in: visit.language)])
        }
        let actor = visit.actor
        let outcome = try await services.database.write { database in
            try FaultNotificationChangeStore.turn(
                on: isOn, of: contract, shownVersion: version, by: actor, database)
        }
        switch outcome {
        case .saved:
            let effect = FaultNotificationEffect.service(isOn, interval: monitor.interval)
            return .done(effect.notice(in: visit.language), at: Self.form.path)
        case .unchanged: return Self.form.unchanged(visit.form, in: visit.language)
        case .conflict: return try conflict(visit, isOn)
        case .refused(let refusal): return try page(visit, [refusal.problem(in: visit.language)], chosen: isOn)
        }
    }

    private func page(_ visit: Visit<Person>, _ problems: [Problem] = [], chosen: Bool? = nil) throws -> Response {
        let view = try services.database.read { database in
            let contract = visit.person.contractID
            let settings = try FaultNotificationStore.settings(of: contract, database)
            return FaultNotificationServiceView(
                service: FaultNotificationSwitchView(Self.choice, chosen ?? settings.isOn, problems),
                isOn: settings.isOn, version: settings.serviceVersion,
                hasRecipient: try FaultNotificationStore.recipients(of: contract, database).contains(where: \.isTicked),
                monitorNumber: try ContractsStore.monitorNumber(of: contract, database),
                interval: monitor.interval.text(in: visit.language))
        }
        return try services.page("FaultNotification/service", view, for: visit, problems: problems)
    }

    private func conflict(_ visit: Visit<Person>, _ isOn: Bool) throws -> Response {
        let contract = visit.person.contractID
        let conflict = try services.database.read { database in
            let stored = try FaultNotificationStore.settings(of: contract, database)
            return try Self.form.conflict(
                [Self.choice.setting(stored.isOn, typed: isOn, in: visit.language)], version: stored.serviceVersion,
                of: contract, in: visit.language, database)
        }
        return try services.conflictPage(conflict, for: visit)
    }
}

private struct FaultNotificationServiceView: ViewModel {
    let service: FaultNotificationSwitchView
    let isOn: Bool
    let version: Int
    let hasRecipient: Bool
    let monitorNumber: PhoneNumber?
    let interval: String

    static let fields: ViewFields<FaultNotificationServiceView> = [
        "service": { .object($0.service) },
        "isRunning": { .flag($0.isOn) },
        "version": { .text("\($0.version)") },
        "hasRecipient": { .flag($0.hasRecipient) },
        "monitorNumber": { .text(ifAny: $0.monitorNumber?.display) },
        "interval": { .text($0.interval) },
    ]
}
