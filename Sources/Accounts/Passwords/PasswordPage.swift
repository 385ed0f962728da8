import HTTP
import Mustache
import SQLite
package import Shell
import Telephony

extension Passwords {
    package static func feature(_ services: Services, age: PasswordAge) -> Feature<Person> {
        let page = PasswordPage(services: services, age: age)
        let own: [SiteRoute<Person>] = [
            .signingIn([.changePassword, .signedIn], .get, PasswordPage.path, page.show),
            .signingIn([.changePassword, .signedIn], .post, PasswordPage.path, page.save).urgent,
        ]
        // Where a password manager looks for it (W3C, "A Well-Known URL for Changing Passwords").
        let wellKnown = SiteRoute<Person>.open(.get, "/.well-known/change-password") { _ in
            .redirect(to: PasswordPage.path)
        }
        return Feature(
            routes: own + [wellKnown] + PasswordNumbersPage.routes(services, age)
                + ImportPage(PasswordImportKind(services: services, age: age)).routes,
            vocabulary: vocabulary)
    }
}

/// パスワード変更, of one's own accord or because it must be (AUTH-8).
struct PasswordPage: Sendable {
    let services: Services
    let age: PasswordAge

    static let path = SignInStep.changePassword.home

    func show(_ visit: Visit<Person>) throws -> Response {
        try page(visit, [])
    }

    func save(_ visit: Visit<Person>) async throws -> Response {
        let current = PastedText(visit.form[CurrentPassword.field] ?? "").text
        switch try read(visit, current) {
        case .failure(let problems): return try page(visit, problems.list)
        case .success(let password):
            let change = PasswordChange(visit: visit, current: current, new: password)
            return try await finish(change, visit)
        }
    }

    private func finish(_ change: PasswordChange, _ visit: Visit<Person>) async throws -> Response {
        switch try await change.run(services) {
        case .changed(let token, let landing):
            var response = Response.done(PasswordHappening.changed.notice(in: visit.language), at: landing)
            response.setCookie(token.cookie)
            return response
        case .refused(let refusal): return try refusal.answer(in: visit.language) { try page(visit, $0) }
        }
    }

    private func read(_ visit: Visit<Person>, _ current: String) throws -> Result<Password, PasswordProblems> {
        let read = try services.newPassword(visit, current: current)
        guard case .failure(let problem) = EnteredPassword.read(current) else { return read }
        let missing = CurrentPassword.Refusal.entry(problem).problem(in: visit.language)
        guard case .failure(let problems) = read else { return .failure(PasswordProblems(list: [missing])) }
        return .failure(PasswordProblems(list: [missing] + problems.list))
    }

    private func page(_ visit: Visit<Person>, _ problems: [Problem]) throws -> Response {
        let stored = try services.database.read { try CredentialStore.find(visit.person.number, $0) }
        let view = PasswordView(
            person: visit.person,
            isForced: visit.session.step == .changePassword,
            isAfterTemporary: CurrentPassword.kind(stored) == .temporary,
            isOthers: stored.state.regular?.mustChange ?? false,
            lifetimeDays: age.lifetimeDays, problems: problems)
        return try services.page("Passwords/change", view, for: visit, problems: problems)
    }
}

extension Services {
    /// What was typed twice into a form for a new password (PW-1 to PW-4).
    func newPassword(_ visit: Visit<Person>, current: String?) throws -> Result<Password, PasswordProblems> {
        let contract = visit.person.contractID
        return try database.read { database in
            Passwords.read(
                new: .new(visit.form["newPassword"] ?? "", in: visit.language),
                confirmation: .confirmation(visit.form["confirmation"] ?? "", in: visit.language),
                current: current, in: visit.language,
                isNumberOfContract: { (try? CredentialStore.isNumber($0, of: contract, database)) ?? true })
        }
    }
}

private struct PasswordView: ViewModel {
    let person: Person
    let isForced: Bool
    let isAfterTemporary: Bool
    /// The administrator has set the password that was entered (PW-6).
    let isOthers: Bool
    let lifetimeDays: Int
    let problems: [Problem]

    static let fields: ViewFields<PasswordView> = [
        "forced": { view in
            view.isForced
                ? .object(ForcedView(isAfterTemporary: view.isAfterTemporary, isOthers: view.isOthers)) : .absent
        },
        "number": { .text($0.person.number.display) },
        "digits": { .text($0.person.number.digits) },
        "lifetimeDays": { .integer($0.lifetimeDays) },
        "currentPassword": { .object(FieldView("currentPassword", "", $0.problems)) },
        "newPassword": { .object(FieldView("newPassword", "", $0.problems)) },
        "confirmation": { .object(FieldView("confirmation", "", $0.problems)) },
    ]
}

private struct ForcedView: ViewModel {
    let isAfterTemporary: Bool
    let isOthers: Bool

    static let fields: ViewFields<ForcedView> = [
        "afterTemporary": { .flag($0.isAfterTemporary) },
        "others": { .flag(!$0.isAfterTemporary && $0.isOthers) },
        "expired": { .flag(!$0.isAfterTemporary && !$0.isOthers) },
    ]
}
