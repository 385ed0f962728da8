import Accounts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// パスワードの変更 of who is signed in (ACCT-2).
struct OwnPasswordPage: Sendable {
    let services: Services

    static let path = OwnAccountPage.path + "/password"

    var routes: [SiteRoute<Employee>] {
        [
            .page(.get, Self.path) { try page($0) },
            .page(.post, Self.path, save).unkept.urgent,
            // Where a password manager looks for it (W3C, "A Well-Known URL for Changing Passwords").
            .open(.get, "/.well-known/change-password") { _ in .redirect(to: Self.path) },
        ]
    }

    /// Everything wrong with the form at once; whether the present password is right costs a hash, and is asked last.
    func save(_ visit: Visit<Employee>) async throws -> Response {
        let present = visit.form[PresentPassword.field] ?? ""
        let password: EmployeePassword
        switch read(visit, present) {
        case .failure(let problems): return try page(visit, problems.all)
        case .success(let read): password = read
        }
        switch try await PresentPassword.prove(present, for: visit, services) {
        case .failure(let refusal): return try answer(refusal, visit)
        case .success(let proven): return try await set(password, proven, visit)
        }
    }

    private func set(
        _ password: EmployeePassword, _ proven: PresentPassword, _ visit: Visit<Employee>
    ) async throws -> Response {
        let (salt, cost) = (services.random(PasswordHash.saltLength), services.work.hashingCost)
        let hash = try await services.work.hashing.run(visit.turn) {
            try PasswordHash(of: password.text, salt: salt, parameters: cost)
        }
        let change = OwnAccountChange(visit: visit, token: SessionToken(random: services.random))
        let refusal = try await services.database.write { [services] database in
            try change.set(hash, proven, services.mails, database)
        }
        if let refusal { return try answer(refusal, visit) }
        return services.changed(.passwordSet(in: visit.language), change, at: OwnAccountPage.path)
    }

    private struct Problems: Error {
        let all: [Problem]
    }

    private func read(_ visit: Visit<Employee>, _ present: String) -> Result<EmployeePassword, Problems> {
        let typed = visit.form["newPassword"] ?? ""
        var wrong = EmployeePassword.problems(in: typed, of: visit.person.mailAddress)
        if EmployeePassword.written(visit.form["confirmation"] ?? "") != EmployeePassword.written(typed) {
            wrong.append(.notRepeated)
        }
        let isEmpty = EmployeePassword.written(present).isEmpty
        if !isEmpty, EmployeePassword.written(present) == EmployeePassword.written(typed) { wrong.append(.unchanged) }
        let missing = isEmpty ? [PresentPassword.Refusal.empty.problem(in: visit.language)] : []
        let problems = missing + wrong.map { $0.problem(in: visit.language) }
        guard problems.isEmpty, let password = EmployeePassword(typed, of: visit.person.mailAddress) else {
            return .failure(Problems(all: problems))
        }
        return .success(password)
    }

    private func answer(_ refusal: PresentPassword.Refusal, _ visit: Visit<Employee>) throws -> Response {
        try refusal.answer(services.site.cookies, in: visit.language) { try page(visit, $0) }
    }

    private func page(_ visit: Visit<Employee>, _ problems: [Problem] = []) throws -> Response {
        let view = OwnPasswordView(mailAddress: visit.person.mailAddress.text, problems: problems)
        return try services.page("OwnAccount/password", view, for: visit, problems: problems)
    }
}

private struct OwnPasswordView: ViewModel {
    let mailAddress: String
    let problems: [Problem]

    static let fields: ViewFields<OwnPasswordView> = [
        "mailAddress": { .text($0.mailAddress) },
        "currentPassword": { .object(FieldView(PresentPassword.field, "", $0.problems)) },
        "newPassword": { .object(FieldView("newPassword", "", $0.problems)) },
        "confirmation": { .object(FieldView("confirmation", "", $0.problems)) },
    ]
}
