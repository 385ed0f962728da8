import Accounts
import HTTP
import Mustache
import SQLite
import Shell

/// 送信メール内容設定: whose mails they are (FAULT-5).
struct FaultNotificationMailPage: Sendable {
    let services: Services

    private static let path = "/fault-notification/mail"

    func show(_ visit: Visit<Person>) throws -> Response {
        let settings = try services.database.read {
            try FaultNotificationStore.settings(of: visit.person.contractID, $0)
        }
        return try page(visit, settings.customerName, settings.siteName, version: settings.mailVersion)
    }

    func save(_ visit: Visit<Person>) async throws -> Response {
        guard let version = visit.form["version"].flatMap({ Int($0) }) else { throw FormProblem.malformed }
        let typed = (visit.form["customerName"] ?? "", visit.form["placeName"] ?? "")
        let customer = FaultNotification.readName(
            typed.0, label: "契約者名", limit: FaultNotification.customerNameLimit, field: "customerName")
        let site = FaultNotification.readName(
            typed.1, label: "拠点情報", limit: FaultNotification.siteNameLimit, field: "placeName")
        guard case .success(let customerName) = customer, case .success(let siteName) = site else {
            let problems = [customer, site].compactMap { if case .failure(let problem) = $0 { problem } else { nil } }
            return try page(visit, typed.0, typed.1, version: version, problems)
        }
        let actor = visit.forwardingActor
        let outcome = try await services.database.write { database in
            try FaultNotificationChangeStore.saveMail(
                customerName: customerName, siteName: siteName, shownVersion: version, by: actor, database)
        }
        switch outcome {
        case .saved: return .done(.changed(["次に送信するメールから、この内容になります。"]), at: Self.path)
        case .unchanged: return .done(.unchanged, at: Self.path)
        case .conflict: return try conflict(visit, customerName, siteName)
        case .refused(let problem): return try page(visit, typed.0, typed.1, version: version, [problem])
        }
    }

    private func page(
        _ visit: Visit<Person>, _ customerName: String, _ siteName: String, version: Int, _ problems: [Problem] = []
    ) throws -> Response {
        let view = FaultNotificationMailView(
            customerName: FieldView("customerName", customerName, problems),
            siteName: FieldView("placeName", siteName, problems), contractName: visit.person.contractName,
            version: version)
        return try services.page("FaultNotification/mail", view, for: visit, problems: problems)
    }

    private func conflict(_ visit: Visit<Person>, _ customerName: String, _ siteName: String) throws -> Response {
        let stored = try services.database.read {
            try FaultNotificationStore.settings(of: visit.person.contractID, $0)
        }
        let view = FaultNotificationConflictView(
            name: "送信メール内容設定", action: Self.path,
            rows: [
                .init("契約者名", stored: stored.customerName, typed: customerName),
                .init("拠点情報", stored: stored.siteName, typed: siteName),
            ],
            kept: [
                ("version", "\(stored.mailVersion)"), ("customerName", customerName), ("placeName", siteName),
            ])
        return try services.page("FaultNotification/conflict", view, for: visit, status: .conflict)
    }
}

extension Notice {
    static let unchanged = Notice("変更はありません", ["入力された内容は、いまの設定と同じです。"])
}

private struct FaultNotificationMailView: ViewModel {
    let customerName: FieldView
    let siteName: FieldView
    let contractName: String
    let version: Int

    static let fields: ViewFields<FaultNotificationMailView> = [
        "customerName": { .object($0.customerName) },
        "placeName": { .object($0.siteName) },
        "contractName": { .text($0.contractName) },
        "version": { .text("\($0.version)") },
    ]
}
