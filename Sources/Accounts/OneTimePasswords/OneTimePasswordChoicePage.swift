import HTTP
import Mustache
import SQLite
import Shell

/// ワンタイムパスワードの利用選択 at the first sign-in, and the page on which 利用しない is confirmed (OTP-1).
struct OneTimePasswordChoicePage: Sendable {
    let services: Services

    static let path = "/one-time-password/choice"
    static let consentPath = "/one-time-password/consent"

    func show(_ visit: Visit<Person>) throws -> Response { try page(visit, []) }

    func choose(_ visit: Visit<Person>) throws -> Response {
        switch visit.form[OneTimePasswordField.use.rawValue] {
        case "yes": .redirect(to: OneTimePasswordRegistrationPage.path)
        case "no": .redirect(to: OneTimePasswordChoicePage.consentPath)
        default:
            try page(visit, [OneTimePasswordProblem.useNotChosen.problem(in: visit.language)])
        }
    }

    func showConsent(_ visit: Visit<Person>) throws -> Response {
        try services.page("OneTimePasswords/consent", PlainView(), for: visit)
    }

    /// 同意する: signed in without one-time passwords.
    func consent(_ visit: Visit<Person>) async throws -> Response {
        let (old, new) = (visit.session.token, SessionToken(random: services.random))
        let landing: String? = try await services.database.write { database in
            // Meanwhile the link of a registration may have been used elsewhere.
            guard try visit.isStillAtStep(database),
                try OneTimePasswordStore.standing(of: visit.person.number, database) == .notChosen,
                try SessionStore.rise(old, to: .signedIn, as: new, at: visit.now, database)
            else { return nil }
            try OneTimePasswordStore.setNotUsed(visit.person.number, at: visit.now, database)
            try visit.actor.audit("one-time-password.not-used", database)
            return try SignIn.landing(new, database)
        }
        guard let landing else { return .redirect(to: OneTimePasswordChoicePage.path) }
        var response = Response.redirect(to: landing)
        response.setCookie(new.cookie)
        return response
    }

    private func page(_ visit: Visit<Person>, _ problems: [Problem]) throws -> Response {
        let registration = try services.database.read {
            try OneTimePasswordRegistrationStore.find(visit.person.number, $0)
        }
        let view = ChoiceView(
            isWaiting: registration?.isWaiting(at: visit.now) ?? false,
            use: FieldView(.use, "", problems))
        return try services.page("OneTimePasswords/choice", view, for: visit, problems: problems)
    }
}

private struct ChoiceView: ViewModel {
    let isWaiting: Bool
    let use: FieldView

    static let fields: ViewFields<ChoiceView> = [
        "isWaiting": { .flag($0.isWaiting) },
        "use": { .object($0.use) },
    ]
}
