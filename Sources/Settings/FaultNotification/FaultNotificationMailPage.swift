import Accounts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// 送信メール内容設定: whose mails they are (FAULT-5).
struct FaultNotificationMailPage: Sendable {
    let services: Services

    private static let form = FaultNotificationForm.mail

    func show(_ visit: Visit<Person>) throws -> Response {
        let settings = try settings(visit)
        return try page(visit, settings.customerName, settings.siteName, version: settings.mailVersion)
    }

    func save(_ visit: Visit<Person>) async throws -> Response {
        let version = try FaultNotificationForm.version(in: visit.form)
        let stored = try settings(visit)
        let typed = (
            Self.typed(.customer, in: visit.form) ?? stored.customerName,
            Self.typed(.site, in: visit.form) ?? stored.siteName
        )
        let names = (FaultNotification.Name.customer.read(typed.0), FaultNotification.Name.site.read(typed.1))
        guard case (.success(let customerName), .success(let siteName)) = names else {
            let problems = [names.0, names.1].compactMap { name in
                if case .failure(let problem) = name { problem.problem(in: visit.language) } else { nil }
            }
            return try page(visit, typed.0, typed.1, version: version, problems)
        }
        let (contract, actor) = (visit.person.contractID, visit.actor)
        let outcome = try await services.database.write { database in
            try FaultNotificationChangeStore.saveMail(
                customerName: customerName, siteName: siteName, of: contract, shownVersion: version, by: actor,
                database)
        }
        switch outcome {
        case .saved:
            let effect = FaultNotificationEffect.nextMail.sentence(in: visit.language)
            return .done(.changed([effect]), at: Self.form.path)
        case .unchanged: return Self.form.unchanged(visit.form, in: visit.language)
        case .conflict: return try conflict(visit, customerName, siteName)
        case .refused(let refusal):
            return try page(visit, typed.0, typed.1, version: version, [refusal.problem(in: visit.language)])
        }
    }

    /// Nil for what the person has chosen to leave as it is.
    private static func typed(_ name: FaultNotification.Name, in form: Form) -> String? {
        FaultNotificationForm.keepsStored(name.field, in: form) ? nil : form[name.field] ?? ""
    }

    private func settings(_ visit: Visit<Person>) throws -> FaultNotification.Settings {
        try services.database.read { try FaultNotificationStore.settings(of: visit.person.contractID, $0) }
    }

    private func page(
        _ visit: Visit<Person>, _ customerName: String, _ siteName: String, version: Int, _ problems: [Problem] = []
    ) throws -> Response {
        let view = FaultNotificationMailView(
            customerName: FieldView(FaultNotification.Name.customer.field, customerName, problems),
            siteName: FieldView(FaultNotification.Name.site.field, siteName, problems),
            contractName: visit.person.contractName, version: version)
        return try services.page("FaultNotification/mail", view, for: visit, problems: problems)
    }

    private func conflict(_ visit: Visit<Person>, _ customerName: String, _ siteName: String) throws -> Response {
        let (contract, language) = (visit.person.contractID, visit.language)
        func setting(
            _ name: FaultNotification.Name, stored: String, typed: String
        ) -> FaultNotificationForm.Setting {
            FaultNotificationForm.Setting(
                name: name.field, label: name.label(in: language), stored: name.text(stored, in: language),
                typed: name.text(typed, in: language), sent: [(name.field, typed)])
        }
        let conflict = try services.database.read { database in
            let stored = try FaultNotificationStore.settings(of: contract, database)
            return try Self.form.conflict(
                [
                    setting(.customer, stored: stored.customerName, typed: customerName),
                    setting(.site, stored: stored.siteName, typed: siteName),
                ], version: stored.mailVersion, of: contract, in: language, database)
        }
        return try services.conflictPage(conflict, for: visit)
    }
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
