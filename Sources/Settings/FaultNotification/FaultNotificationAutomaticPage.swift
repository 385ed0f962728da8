import Accounts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// 一括転送自動開始設定 and 一括転送自動停止設定 (FAULT-3).
struct FaultNotificationAutomaticPage: Sendable {
    let services: Services

    private static let form = FaultNotificationForm.automatic

    func show(_ visit: Visit<Person>) throws -> Response {
        let settings = try settings(visit)
        return try page(
            visit, starts: settings.startsForwarding, stops: settings.stopsForwarding,
            version: settings.automaticVersion)
    }

    func save(_ visit: Visit<Person>) async throws -> Response {
        let version = try FaultNotificationForm.version(in: visit.form)
        let stored = try settings(visit)
        let chosen = (
            FaultNotification.Switch.start.chosen(in: visit.form, stored: stored.startsForwarding),
            FaultNotification.Switch.stop.chosen(in: visit.form, stored: stored.stopsForwarding)
        )
        guard let (start, stop) = both(chosen) else {
            let problems: [FaultNotificationProblem] =
                (chosen.0 == nil ? [.notChosen(.start)] : []) + (chosen.1 == nil ? [.notChosen(.stop)] : [])
            return try page(
                visit, starts: chosen.0, stops: chosen.1, version: version,
                problems.map { $0.problem(in: visit.language) })
        }
        func refuse(_ refusal: FaultNotificationRefusal) throws -> Response {
            try page(visit, starts: start, stops: stop, version: version, [refusal.problem(in: visit.language)])
        }
        if (start || stop) && !visit.person.has(BulkForwarding.serviceName) { return try refuse(.noBulkForwarding) }
        let (contract, actor) = (visit.person.contractID, visit.actor)
        let outcome = try await services.database.write { database in
            try FaultNotificationChangeStore.saveAutomatic(
                starts: start, stops: stop, of: contract, shownVersion: version, by: actor, database)
        }
        switch outcome {
        case .saved:
            let effects: [FaultNotificationEffect] =
                [.automaticStart(start), .automaticStop(stop)] + (stored.isOn ? [] : [.serviceIsOff])
            return .done(.changed(effects.map { $0.sentence(in: visit.language) }), at: Self.form.path)
        case .unchanged: return Self.form.unchanged(visit.form, in: visit.language)
        case .conflict: return try conflict(visit, start, stop)
        case .refused(let refusal): return try refuse(refusal)
        }
    }

    private func both(_ chosen: (Bool?, Bool?)) -> (Bool, Bool)? {
        guard let start = chosen.0, let stop = chosen.1 else { return nil }
        return (start, stop)
    }

    private func settings(_ visit: Visit<Person>) throws -> FaultNotification.Settings {
        try services.database.read { try FaultNotificationStore.settings(of: visit.person.contractID, $0) }
    }

    private func page(
        _ visit: Visit<Person>, starts: Bool?, stops: Bool?, version: Int, _ problems: [Problem] = []
    ) throws -> Response {
        let view = try services.database.read { database in
            FaultNotificationAutomaticView(
                start: FaultNotificationSwitchView(.start, starts, problems),
                stop: FaultNotificationSwitchView(.stop, stops, problems), version: version,
                hasDestination: BulkForwarding.canStart(
                    try BulkForwardingStore.tally(of: visit.person.contractID, database)),
                hasBulkForwarding: visit.person.has(BulkForwarding.serviceName))
        }
        return try services.page("FaultNotification/automatic", view, for: visit, problems: problems)
    }

    private func conflict(_ visit: Visit<Person>, _ start: Bool, _ stop: Bool) throws -> Response {
        let (contract, language) = (visit.person.contractID, visit.language)
        let conflict = try services.database.read { database in
            let stored = try FaultNotificationStore.settings(of: contract, database)
            return try Self.form.conflict(
                [
                    FaultNotification.Switch.start.setting(stored.startsForwarding, typed: start, in: language),
                    FaultNotification.Switch.stop.setting(stored.stopsForwarding, typed: stop, in: language),
                ], version: stored.automaticVersion, of: contract, in: language, database)
        }
        return try services.conflictPage(conflict, for: visit)
    }
}

extension FaultNotification.Switch {
    /// What a form says; nil for neither 開始 nor 停止.
    func chosen(in form: Form, stored: Bool) -> Bool? {
        if FaultNotificationForm.keepsStored(rawValue, in: form) { return stored }
        return switch form[rawValue] {
        case "on": true
        case "off": false
        default: nil
        }
    }

    func setting(_ stored: Bool, typed: Bool, in language: Language) -> FaultNotificationForm.Setting {
        FaultNotificationForm.Setting(
            name: rawValue, label: label(in: language), stored: state(stored, in: language),
            typed: state(typed, in: language), sent: [(rawValue, typed ? "on" : "off")])
    }
}

/// 開始 or 停止, as two radio buttons.
struct FaultNotificationSwitchView: ViewModel {
    let isOn: Bool?
    let field: FieldView

    init(_ choice: FaultNotification.Switch, _ isOn: Bool?, _ problems: [Problem]) {
        self.isOn = isOn
        field = FieldView(choice.rawValue, "", problems)
    }

    static let fields: ViewFields<FaultNotificationSwitchView> = [
        "isOn": { .flag($0.isOn == true) },
        "isOff": { .flag($0.isOn == false) },
        "error": { $0.field.problems.isEmpty ? .absent : .text($0.field.problems.map(\.sentence).joined()) },
    ]
}

private struct FaultNotificationAutomaticView: ViewModel {
    let start: FaultNotificationSwitchView
    let stop: FaultNotificationSwitchView
    let version: Int
    let hasDestination: Bool
    let hasBulkForwarding: Bool

    static let fields: ViewFields<FaultNotificationAutomaticView> = [
        "start": { .object($0.start) },
        "stop": { .object($0.stop) },
        "version": { .text("\($0.version)") },
        "hasDestination": { .flag($0.hasDestination) },
        "hasBulkForwarding": { .flag($0.hasBulkForwarding) },
    ]
}
