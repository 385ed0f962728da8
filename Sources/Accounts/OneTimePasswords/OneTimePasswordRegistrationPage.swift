import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// ワンタイムパスワード利用情報の仮登録: address, 確認用ID and 確認用パスワード, then the check page (OTP-2).
struct OneTimePasswordRegistrationPage: Sendable {
    let services: Services

    static let path = "/one-time-password/registration"

    func show(_ visit: Visit<Person>) throws -> Response {
        let (isUsed, registration) = try services.database.read { database in
            (
                try SignInStepStore.oneTimePasswords(of: visit.person.number, database) == .used,
                try OneTimePasswordRegistrationStore.find(visit.person.number, database)
            )
        }
        if isUsed { return .redirect(to: visit.session.step.oneTimePasswordHome) }
        return try page(visit, address: registration?.address?.text ?? "", [])
    }

    /// Judges the form and, if nothing is wrong with it, shows it once more. Nothing is sent yet.
    func check(_ visit: Visit<Person>) async throws -> Response {
        let form = OneTimePasswordRegistrationForm(visit.form, asksForCurrent: visit.session.step == .signedIn)
        let again = { (problems: [Problem]) in try page(visit, address: form.address, problems) }
        let (read, problems) = try services.database.read { database in
            form.read(isNumberOfContract: visit.isNumberOfContract(database))
        }
        guard let content = read else { return try again(problems.problems(in: visit.language)) }
        var current: CurrentPassword?
        if let typed = form.current {
            switch try await CurrentPassword.prove(typed, for: visit, services) {
            case .failure(let refusal): return try refusal.answer(in: visit.language, again)
            case .success(let proven): current = proven
            }
        }
        switch try await keep(content, current, visit) {
        case .kept: break
        case .gone: return .redirect(to: OneTimePasswordRegistrationPage.path)
        case .refused(let refusal): return try refusal.answer(in: visit.language, again)
        }
        let view = OneTimePasswordCheckView(
            address: content.address, id: content.id, changePath: OneTimePasswordRegistrationPage.path)
        return try services.page("OneTimePasswords/check", view, for: visit)
    }

    private enum Keeping: Sendable {
        case kept
        /// The sign-in has come to its end, or the number has been registered, meanwhile.
        case gone
        case refused(CurrentPassword.Refusal)
    }

    private func keep(
        _ content: OneTimePasswordRegistrationForm.Content, _ current: CurrentPassword?, _ visit: Visit<Person>
    ) async throws -> Keeping {
        let (number, key) = (visit.person.number, services.key)
        let (salt, cost) = (services.random(PasswordHash.saltLength), services.work.hashingCost)
        let secrets = try await services.work.hashing.run {
            try OneTimePasswordSecrets(content.id, content.password, of: number, salt: salt, parameters: cost, key)
        }
        let registration = OneTimePasswordRegistration(of: visit, content.address, secrets)
        return try await services.database.write { database in
            if let refusal = try current?.refusal(at: visit.now, database) { return .refused(refusal) }
            guard try visit.isStillAtStep(database),
                try SignInStepStore.oneTimePasswords(of: number, database) != .used
            else { return .gone }
            try OneTimePasswordRegistrationStore.begin(registration, database)
            return .kept
        }
    }

    private func page(_ visit: Visit<Person>, address: String, _ problems: [Problem]) throws -> Response {
        let view = RegistrationView(
            isSignedIn: visit.session.step == .signedIn, digits: visit.person.number.digits, address: address,
            id: visit.form.typed(.confirmationID), problems: problems)
        return try services.page("OneTimePasswords/registration", view, for: visit, problems: problems)
    }
}

extension SignInStep {
    /// Where the pages of this feature send somebody who has nothing to do on them.
    var oneTimePasswordHome: String { self == .signedIn ? OneTimePasswordSettingsPage.path : home }
}

private struct RegistrationView: ViewModel {
    let isSignedIn: Bool
    let digits: String
    let address: String
    let id: String
    let problems: [Problem]

    static let fields: ViewFields<RegistrationView> = [
        "settings": { .flag($0.isSignedIn) },
        "digits": { .text($0.digits) },
        "mailAddress": { .object(FieldView(.mailAddress, $0.address, $0.problems)) },
        "confirmationID": { .object(FieldView(.confirmationID, $0.id, $0.problems)) },
        "confirmationPassword": { .object(FieldView(.confirmationPassword, "", $0.problems)) },
        "confirmationPasswordAgain": { .object(FieldView(.confirmationPasswordAgain, "", $0.problems)) },
        "currentPassword": { .object(FieldView(.currentPassword, "", $0.problems)) },
    ]
}

/// 入力内容の確認, before 登録. The ID is shown this once, to whom has just typed it.
struct OneTimePasswordCheckView: ViewModel {
    let address: MailAddress
    var id: ConfirmationID?
    /// Back to the form.
    let changePath: String

    static let fields: ViewFields<OneTimePasswordCheckView> = [
        "address": { .text($0.address.text) },
        "isDoubtful": { .flag(!$0.address.canReceiveMail) },
        "secrets": { view in view.id.map { .object(SecretsView(id: $0, changePath: view.changePath)) } ?? .absent },
        "changePath": { .text($0.changePath) },
    ]
}

private struct SecretsView: ViewModel {
    let id: ConfirmationID
    let changePath: String

    static let fields: ViewFields<SecretsView> = [
        "id": { .text($0.id.text) },
        "changePath": { .text($0.changePath) },
    ]
}
