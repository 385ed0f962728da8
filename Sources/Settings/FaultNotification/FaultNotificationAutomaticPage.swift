import Accounts
import HTTP
import Mustache
import SQLite
import Shell

/// 一括転送自動開始設定 and 一括転送自動停止設定 (FAULT-3).
struct FaultNotificationAutomaticPage: Sendable {
    let services: Services

    private static let path = "/fault-notification/automatic"

    func show(_ visit: Visit<Person>) throws -> Response {
        let settings = try settings(visit)
        return try page(
            visit, starts: settings.startsForwarding, stops: settings.stopsForwarding,
            version: settings.automaticVersion)
    }

    func save(_ visit: Visit<Person>) async throws -> Response {
        guard let version = visit.form["version"].flatMap({ Int($0) }) else { throw FormProblem.malformed }
        let (start, stop) = (Self.choice(visit.form["start"]), Self.choice(visit.form["stop"]))
        guard let start, let stop else {
            let problems = [
                start == nil ? Problem("start", "一括転送自動開始の「開始」または「停止」を選択してください。") : nil,
                stop == nil ? Problem("stop", "一括転送自動停止の「開始」または「停止」を選択してください。") : nil,
            ].compactMap(\.self)
            return try page(visit, starts: start, stops: stop, version: version, problems)
        }
        if (start || stop) && !visit.person.has(BulkForwarding.serviceName) {
            let problem = Problem("start", "一括転送のご契約がないため、自動開始・自動停止は設定できません。")
            return try page(visit, starts: start, stops: stop, version: version, [problem])
        }
        let actor = visit.forwardingActor
        let outcome = try await services.database.write { database in
            try FaultNotificationChangeStore.saveAutomatic(
                starts: start, stops: stop, shownVersion: version, by: actor, database)
        }
        switch outcome {
        case .saved: return .done(.changed(try effect(start, stop, visit)), at: Self.path)
        case .unchanged: return .done(.unchanged, at: Self.path)
        case .conflict: return try conflict(visit, start, stop)
        case .refused(let problem): return try page(visit, starts: start, stops: stop, version: version, [problem])
        }
    }

    private static func choice(_ value: String?) -> Bool? {
        switch value {
        case "on": true
        case "off": false
        default: nil
        }
    }

    private func settings(_ visit: Visit<Person>) throws -> FaultNotification.Settings {
        try services.database.read { try FaultNotificationStore.settings(of: visit.person.contractID, $0) }
    }

    private func effect(_ start: Bool, _ stop: Bool, _ visit: Visit<Person>) throws -> [String] {
        [
            start ? "故障を検知すると、一括転送を自動で開始します。" : "故障を検知しても、一括転送は自動で開始しません。",
            stop ? "回復を検知すると、一括転送を自動で停止します。" : "回復を検知しても、一括転送は自動で停止しません。",
        ] + (try settings(visit).isOn ? [] : ["故障・回復通知のサービスは停止しています。自動開始・自動停止は、サービスを開始してから働きます。"])
    }

    private func page(
        _ visit: Visit<Person>, starts: Bool?, stops: Bool?, version: Int, _ problems: [Problem] = []
    ) throws -> Response {
        let view = try services.database.read { database in
            FaultNotificationAutomaticView(
                start: FaultNotificationSwitchView("start", starts, problems),
                stop: FaultNotificationSwitchView("stop", stops, problems), version: version,
                hasDestination: try BulkForwardingStore.countOfDestinations(of: visit.person.contractID, database) > 0,
                hasBulkForwarding: visit.person.has(BulkForwarding.serviceName))
        }
        return try services.page("FaultNotification/automatic", view, for: visit, problems: problems)
    }

    private func conflict(_ visit: Visit<Person>, _ start: Bool, _ stop: Bool) throws -> Response {
        let stored = try settings(visit)
        let view = FaultNotificationConflictView(
            name: "一括転送自動開始・自動停止設定", action: Self.path,
            rows: [
                .init("一括転送自動開始", stored: Self.word(stored.startsForwarding), typed: Self.word(start)),
                .init("一括転送自動停止", stored: Self.word(stored.stopsForwarding), typed: Self.word(stop)),
            ],
            kept: [
                ("version", "\(stored.automaticVersion)"), ("start", start ? "on" : "off"),
                ("stop", stop ? "on" : "off"),
            ])
        return try services.page("FaultNotification/conflict", view, for: visit, status: .conflict)
    }

    private static func word(_ isOn: Bool) -> String { isOn ? "開始" : "停止" }
}

/// 開始 or 停止, as two radio buttons.
struct FaultNotificationSwitchView: ViewModel {
    let isOn: Bool?
    let field: FieldView

    init(_ name: String, _ isOn: Bool?, _ problems: [Problem]) {
        self.isOn = isOn
        field = FieldView(name, "", problems)
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
