import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// 確認用ID変更 and 確認用パスワード変更: the one in force, the new one twice, and the password of the sign-in (OTP-7).
struct OneTimePasswordSecretsPage: Sendable {
    let services: Services

    static let idPath = "/one-time-password/settings/confirmation-id"
    static let passwordPath = "/one-time-password/settings/confirmation-password"

    func showID(_ visit: Visit<Person>) throws -> Response {
        try page("OneTimePasswords/confirmation-id", visit, [:], [])
    }

    func showPassword(_ visit: Visit<Person>) throws -> Response {
        try page("OneTimePasswords/confirmation-password", visit, [:], [])
    }

    func changeID(_ visit: Visit<Person>) async throws -> Response {
        try OneTimePasswordConflict.requireVersion(visit.form)
        let (current, new) = (visit.form["currentConfirmationID"] ?? "", visit.form["newConfirmationID"] ?? "")
        let again = visit.form["newConfirmationIDAgain"] ?? ""
        let kept = ["currentConfirmationID": current, "newConfirmationID": new, "newConfirmationIDAgain": again]
        let template = "OneTimePasswords/confirmation-id"
        var problems = OneTimePasswords.currentPasswordProblems(visit.form["currentPassword"] ?? "")
        if current.isEmpty { problems.append(Problem("currentConfirmationID", "現在の確認用IDを入力してください。")) }
        problems += OneTimePasswords.idProblems("newConfirmationID", "新しい確認用ID", new, again: again)
        if !new.isEmpty, new == current {
            problems.append(Problem("newConfirmationID", "新しい確認用IDは、現在の確認用IDと違うものを入力してください。"))
        }
        guard problems.isEmpty else { return try page(template, visit, kept, problems) }
        let proven: CurrentPassword
        switch try await CurrentPassword.prove(visit.form[CurrentPassword.field] ?? "", for: visit, services) {
        case .failure(let refusal): return try refusal.answer { try page(template, visit, kept, $0) }
        case .success(let password): proven = password
        }
        let hash = ConfirmationID.hash(new, of: visit.person.number, services.key)
        let proof = OneTimePasswordConfirmationProof(visit: visit, id: current, isOfVersion: true)
        let outcome = try await proof.run(services, with: proven) { [services] database in
            try OneTimePasswordStore.setIDHash(hash, of: visit.person.number, database)
            try OneTimePasswordSecretsPage.tell(
                visit, "one-time-password.id-changed", "確認用ID", services.mails, database)
        }
        return try finish(outcome, "確認用ID", at: "currentConfirmationID", template, kept, visit)
    }

    func changePassword(_ visit: Visit<Person>) async throws -> Response {
        try OneTimePasswordConflict.requireVersion(visit.form)
        let current = visit.form["currentConfirmationPassword"] ?? ""
        let new = visit.form["newConfirmationPassword"] ?? ""
        let template = "OneTimePasswords/confirmation-password"
        let problems = try passwordProblems(visit, current: current, new: new)
        guard problems.isEmpty else { return try page(template, visit, [:], problems) }
        let proven: CurrentPassword
        switch try await CurrentPassword.prove(visit.form[CurrentPassword.field] ?? "", for: visit, services) {
        case .failure(let refusal): return try refusal.answer { try page(template, visit, [:], $0) }
        case .success(let password): proven = password
        }
        let (salt, cost) = (services.random(PasswordHash.saltLength), services.work.hashingCost)
        let hash = try await services.work.hashing.run { try PasswordHash(of: new, salt: salt, parameters: cost) }
        let proof = OneTimePasswordConfirmationProof(visit: visit, password: current, isOfVersion: true)
        let outcome = try await proof.run(services, with: proven) { [services] database in
            try OneTimePasswordStore.setPassword(hash, of: visit.person.number, database)
            try OneTimePasswordSecretsPage.tell(
                visit, "one-time-password.confirmation-password-changed", "確認用パスワード", services.mails, database)
        }
        return try finish(
            outcome, "確認用パスワード", at: "currentConfirmationPassword", template, [:], visit)
    }

    private func passwordProblems(_ visit: Visit<Person>, current: String, new: String) throws -> [Problem] {
        var problems = OneTimePasswords.currentPasswordProblems(visit.form["currentPassword"] ?? "")
        if current.isEmpty {
            problems.append(Problem("currentConfirmationPassword", "現在の確認用パスワードを入力してください。"))
        }
        let contract = visit.person.contractID
        return try services.database.read { database in
            problems
                + OneTimePasswords.passwordProblems(
                    "newConfirmationPassword", "新しい確認用パスワード", new,
                    again: visit.form["newConfirmationPasswordAgain"] ?? "", current: ("現在の確認用パスワード", current),
                    isNumberOfContract: { (try? CredentialStore.isNumber($0, of: contract, database)) ?? true })
        }
    }

    // MARK: What both have in common

    /// The audit trail, the registered address, and the number's other sessions.
    private static func tell(
        _ visit: Visit<Person>, _ event: AuditEvent, _ what: String, _ mails: MailTemplates, _ database: Connection
    ) throws {
        try AuditStore.write(visit.entry(event), database)
        try SessionStore.endAll(of: visit.person.number, but: visit.session.token, database)
        let notice = OneTimePasswordNotice.secretsChanged(what, of: visit.person.number, visit.cause)
        try notice.write(mails, database)
    }

    private func finish(
        _ outcome: OneTimePasswordConfirmationProof.Outcome, _ what: String, at field: String, _ template: String,
        _ kept: [String: String], _ visit: Visit<Person>
    ) throws -> Response {
        switch outcome {
        case .right: return .done(.changed(["\(what)を変更しました。"]), at: OneTimePasswordSettingsPage.path)
        case .overtaken:
            return try OneTimePasswordConflict.page(
                (what, Conflict.secret(in: visit.language)), sent: nil, path: visit.request.path, for: visit, services)
        case .gone: return Response.redirect(to: OneTimePasswordSettingsPage.path)
        case .refused(let refusal): return try refusal.answer { try page(template, visit, kept, $0) }
        case .wrong, .blocked:
            let sentence = OneTimePasswordConfirmationProof.sentence(outcome, naming: "現在の\(what)")
            return try page(template, visit, kept, [Problem(field, sentence)])
        }
    }

    private func page(
        _ template: String, _ visit: Visit<Person>, _ kept: [String: String], _ problems: [Problem]
    ) throws -> Response {
        let setting = try services.database.read { try OneTimePasswordStore.find(visit.person.number, $0) }
        guard let setting, setting.isUsed, setting.secrets != nil else {
            return Response.redirect(to: OneTimePasswordSettingsPage.path)
        }
        let view = SecretsFormView(
            version: visit.version(of: setting, services), digits: visit.person.number.digits, kept: kept,
            problems: problems)
        return try services.page(template, view, for: visit, problems: problems)
    }
}

private struct SecretsFormView: ViewModel {
    let version: String
    let digits: String
    let kept: [String: String]
    let problems: [Problem]

    private func field(_ name: String) -> TemplateValue { .object(FieldView(name, kept[name] ?? "", problems)) }

    static let fields: ViewFields<SecretsFormView> = [
        "version": { .text($0.version) },
        "digits": { .text($0.digits) },
        "currentPassword": { $0.field("currentPassword") },
        "currentConfirmationID": { $0.field("currentConfirmationID") },
        "newConfirmationID": { $0.field("newConfirmationID") },
        "newConfirmationIDAgain": { $0.field("newConfirmationIDAgain") },
        "currentConfirmationPassword": { $0.field("currentConfirmationPassword") },
        "newConfirmationPassword": { $0.field("newConfirmationPassword") },
        "newConfirmationPasswordAgain": { $0.field("newConfirmationPasswordAgain") },
    ]
}
