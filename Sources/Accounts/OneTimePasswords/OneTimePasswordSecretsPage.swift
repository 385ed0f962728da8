import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// One of the two that can be changed after sign-in.
enum ConfirmationSecret: Sendable, CaseIterable {
    case id, password

    var field: OneTimePasswordField { self == .id ? .confirmationID : .confirmationPassword }
    var current: OneTimePasswordField { self == .id ? .currentConfirmationID : .currentConfirmationPassword }
    var new: OneTimePasswordField { self == .id ? .newConfirmationID : .newConfirmationPassword }
    var again: OneTimePasswordField { self == .id ? .newConfirmationIDAgain : .newConfirmationPasswordAgain }

    /// Of its page, and of that page's template.
    private var name: String { self == .id ? "confirmation-id" : "confirmation-password" }
    var path: String { "\(OneTimePasswordSettingsPage.path)/\(name)" }
    var template: String { "OneTimePasswords/\(name)" }

    var event: AuditEvent {
        self == .id ? "one-time-password.id-changed" : "one-time-password.confirmation-password-changed"
    }
}

/// 確認用ID変更 and 確認用パスワード変更: the one in force, the new one twice, and the password of the sign-in (OTP-7).
struct OneTimePasswordSecretsPage: Sendable {
    let services: Services

    func show(_ secret: ConfirmationSecret, _ visit: Visit<Person>) throws -> Response { try page(secret, visit, []) }

    func change(_ secret: ConfirmationSecret, _ visit: Visit<Person>) async throws -> Response {
        try OneTimePasswordConflict.requireVersion(visit.form)
        let again = { (problems: [Problem]) in try page(secret, visit, problems) }
        let problems = try problems(secret, visit)
        guard problems.isEmpty else { return try again(problems.problems(in: visit.language)) }
        let proven: CurrentPassword
        switch try await CurrentPassword.prove(visit.form[CurrentPassword.field] ?? "", for: visit, services) {
        case .failure(let refusal): return try refusal.answer(in: visit.language, again)
        case .success(let password): proven = password
        }
        let current = visit.form.typed(secret.current)
        let proof = OneTimePasswordConfirmationProof(
            visit: visit, fields: [secret.current], id: secret == .id ? current : nil,
            password: secret == .password ? current : nil, isOfVersion: true)
        let store = try await storing(secret, visit)
        let outcome = try await proof.run(services, with: proven) { [services] database in
            try store(database)
            try visit.actor.audit(secret.event, database)
            try SessionStore.endAll(of: visit.person.number, but: visit.session.token, database)
            try SecurityNotice(
                OneTimePasswordNotice.secretsChanged([secret.field]), of: visit.person.number, by: visit.actor
            ).write(services.mails, database)
        }
        let settings = OneTimePasswordSettingsPage.path
        switch outcome {
        case .right:
            return .done(OneTimePasswordEffect.secretChanged(secret.field).notice(in: visit.language), at: settings)
        case .overtaken:
            return try OneTimePasswordConflict.page(
                over: secret.field, typed: .secret, path: visit.request.path, for: visit, services)
        case .gone: return .redirect(to: settings)
        case .refused(let refusal): return try refusal.answer(in: visit.language, again)
        case .wrong(let problem): return try again([problem.problem(in: visit.language)])
        }
    }

    private func problems(_ secret: ConfirmationSecret, _ visit: Visit<Person>) throws -> [OneTimePasswordProblem] {
        let form = visit.form
        let (current, new, again) = (form.typed(secret.current), form.typed(secret.new), form.typed(secret.again))
        var problems = OneTimePasswords.currentPasswordProblems(form.typed(.currentPassword))
        if current.isEmpty { problems.append(.missing(secret.current)) }
        switch secret {
        case .id:
            problems += ConfirmationID.problems(in: new).map { .id($0, secret.new) }
            problems += OneTimePasswordProblem.repetition(secret.again, again, of: secret.new, new)
            if !new.isEmpty, new == current { problems.append(.sameAsCurrent(secret.new, current: secret.current)) }
        case .password:
            problems += try services.database.read { database in
                OneTimePasswords.passwordProblems(
                    secret.new, new, secret.again, again, unlike: secret.current, current,
                    isNumberOfContract: visit.isNumberOfContract(database))
            }
        }
        return problems
    }

    /// What puts the new one in force; a password is hashed before the transaction.
    private func storing(
        _ secret: ConfirmationSecret, _ visit: Visit<Person>
    ) async throws -> @Sendable (Connection) throws -> Void {
        let (number, new) = (visit.person.number, visit.form.typed(secret.new))
        switch secret {
        case .id:
            let hash = ConfirmationID.hash(new, of: number, services.key)
            return { try OneTimePasswordStore.setIDHash(hash, of: number, $0) }
        case .password:
            let (salt, cost) = (services.random(PasswordHash.saltLength), services.work.hashingCost)
            let hash = try await services.work.hashing.run { try PasswordHash(of: new, salt: salt, parameters: cost) }
            return { try OneTimePasswordStore.setPassword(hash, of: number, $0) }
        }
    }

    private func page(_ secret: ConfirmationSecret, _ visit: Visit<Person>, _ problems: [Problem]) throws -> Response {
        let setting = try services.database.read { try OneTimePasswordStore.find(visit.person.number, $0) }
        guard let setting, setting.isUsed, setting.secrets != nil else {
            return .redirect(to: OneTimePasswordSettingsPage.path)
        }
        let view = SecretsFormView(
            version: visit.version(of: setting, services), digits: visit.person.number.digits, form: visit.form,
            problems: problems)
        return try services.page(secret.template, view, for: visit, problems: problems)
    }
}

private struct SecretsFormView: ViewModel {
    let version: String
    let digits: String
    let form: Form
    let problems: [Problem]

    /// IDs are shown again as they were typed.
    private func id(_ field: OneTimePasswordField) -> TemplateValue {
        .object(FieldView(field, form.typed(field), problems))
    }

    private func password(_ field: OneTimePasswordField) -> TemplateValue { .object(FieldView(field, "", problems)) }

    static let fields: ViewFields<SecretsFormView> = [
        "version": { .text($0.version) },
        "digits": { .text($0.digits) },
        "currentPassword": { $0.password(.currentPassword) },
        "currentConfirmationID": { $0.id(.currentConfirmationID) },
        "newConfirmationID": { $0.id(.newConfirmationID) },
        "newConfirmationIDAgain": { $0.id(.newConfirmationIDAgain) },
        "currentConfirmationPassword": { $0.password(.currentConfirmationPassword) },
        "newConfirmationPassword": { $0.password(.newConfirmationPassword) },
        "newConfirmationPasswordAgain": { $0.password(.newConfirmationPasswordAgain) },
    ]
}
