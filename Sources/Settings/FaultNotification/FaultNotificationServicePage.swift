import Accounts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// サービス開始／停止 of the fault notification.
struct FaultNotificationServicePage: Sendable {
    let services: Services
    let monitor: LineMonitorPolicy

    private static let path = "/fault-notification/service"

    func show(_ visit: Visit<Person>) throws -> Response { try page(visit) }

    func save(_ visit: Visit<Person>) async throws -> Response {
        guard let version = visit.form["version"].flatMap({ Int($0) }) else { throw FormProblem.malformed }
        let isOn: Bool
        switch visit.form["service"] {
        case "on": isOn = true
        case "off": isOn = false
        default: return try page(visit, [Problem("service", "「開始」または「停止」を選択してください。")])
        }
        let actor = visit.forwardingActor
        let outcome = try await services.database.write { database in
            try FaultNotificationChangeStore.turn(on: isOn, shownVersion: version, by: actor, database)
        }
        switch outcome {
        case .saved: return .done(.changed(effect(isOn)), at: Self.path)
        case .unchanged: return .done(.unchanged, at: Self.path)
        case .conflict:
            let sentence = "このページを開いている間に、ほかの操作で状態が変わりました。現在の状態を確かめてから、もう一度「設定」を押してください。"
            return try page(visit, [Problem("service", sentence)], status: .conflict)
        case .refused(let problem): return try page(visit, [problem], chosen: isOn)
        }
    }

    private func effect(_ isOn: Bool) -> [String] {
        guard isOn else { return ["故障・回復通知を停止しました。試験呼は発信しません。一括転送の状態は変わりません。"] }
        let interval = monitor.interval.words
        return ["故障・回復通知を開始しました。監視用電話番号へ、\(interval)ごとに試験呼を発信します。"]
    }

    private func page(
        _ visit: Visit<Person>, _ problems: [Problem] = [], chosen: Bool? = nil, status: Status? = nil
    ) throws -> Response {
        let view = try services.database.read { database in
            let contract = visit.person.contractID
            let settings = try FaultNotificationStore.settings(of: contract, database)
            return FaultNotificationServiceView(
                service: FaultNotificationSwitchView("service", chosen ?? settings.isOn, problems), isOn: settings.isOn,
                version: settings.serviceVersion,
                hasRecipient: try FaultNotificationStore.recipients(of: contract, database).contains(where: \.isTicked),
                monitorNumber: try BulkForwardingStore.monitorNumber(of: contract, database),
                interval: monitor.interval)
        }
        return try services.page(
            "FaultNotification/service", view, for: visit, problems: problems, status: status)
    }
}

private struct FaultNotificationServiceView: ViewModel {
    let service: FaultNotificationSwitchView
    let isOn: Bool
    let version: Int
    let hasRecipient: Bool
    let monitorNumber: PhoneNumber?
    let interval: Duration

    static let fields: ViewFields<FaultNotificationServiceView> = [
        "service": { .object($0.service) },
        "isRunning": { .flag($0.isOn) },
        "version": { .text("\($0.version)") },
        "hasRecipient": { .flag($0.hasRecipient) },
        "monitorNumber": { .text(ifAny: $0.monitorNumber?.display) },
        "interval": { .text($0.interval.words) },
    ]
}
