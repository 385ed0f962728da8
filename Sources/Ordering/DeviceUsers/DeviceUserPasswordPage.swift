import Accounts
import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// The password that was given out is replaced by one's own, before anything else (SET-6).
struct DeviceUserPasswordPage: Sendable {
    let desk: DeviceUserDesk

    static let path = "/device/password"
    private var services: Services { desk.services }

    var routes: [SiteRoute<Employee>] {
        [
            desk.page(.get, Self.path) { visit, user in try page(visit, user) },
            desk.page(.post, Self.path, again: { visit, user in try page(visit, user, [.stale]) }, save),
        ]
    }

    func save(_ visit: OpenVisit, _ user: DeviceUser) async throws -> Response {
        guard user.mustChange, let session = desk.session(visit) else { return .redirect(to: DeviceUserLoginPage.home) }
        let typed = visit.form["newPassword"] ?? ""
        var problems = EmployeePassword.problems(in: typed, of: user.loginID)
        if EmployeePassword.written(visit.form["confirmation"] ?? "") != EmployeePassword.written(typed) {
            problems.append(.notRepeated)
        }
        guard problems.isEmpty else { return try page(visit, user, problems) }
        guard let hash = try await hash(EmployeePassword.written(typed), user) else {
            return try page(visit, user, [.unchanged])
        }
        let (token, actor) = (SessionToken(random: services.random), user.actor(visit))
        let isDone = try await services.database.write { database in
            // It may have been given out anew meanwhile, which has ended this session.
            guard try DeviceUserStore.user(session, database)?.mustChange == true else { return false }
            try DeviceUserStore.set(hash, isTemporary: false, for: user.number, of: user.code, database)
            try DeviceUserStore.start(token.hash, of: user.number, user.code, at: actor.at, database)
            try actor.audit("device-user.password", database)
            return true
        }
        guard isDone else { return .redirect(to: DeviceUserLoginPage.path) }
        var response = services.done(.ownPasswordSet(in: visit.language), at: DeviceUserLoginPage.home)
        response.setCookie(Cookie(DeviceUserDesk.cookie, token.text))
        return response
    }

    /// Nil when it is the present one.
    private func hash(_ password: String, _ user: DeviceUser) async throws -> PasswordHash? {
        let (salt, cost) = (services.random(PasswordHash.saltLength), services.work.hashingCost)
        let present = try services.database.read { try DeviceUserStore.stored(user.loginID, $0)?.hash }
        return try await services.work.hashing.run(WorkTurn(.known, [user.loginID.text])) {
            if try present?.matches(password) == true { return nil }
            return try PasswordHash(of: password, salt: salt, parameters: cost)
        }
    }

    private func page(
        _ visit: OpenVisit, _ user: DeviceUser, _ wrong: [EmployeePasswordProblem] = []
    ) throws -> Response {
        guard user.mustChange else { return .redirect(to: DeviceUserLoginPage.home) }
        let problems = wrong.map { $0.problem(in: visit.language) }
        let view = DeviceUserPasswordView(user: user, problems: problems)
        return try services.page("DeviceUsers/password", view, for: visit, problems: problems)
    }
}

extension EmployeePassword {
    /// ACCT-2 for device users.
    static func problems(in typed: String, of id: LoginID) -> [EmployeePasswordProblem] {
        problems(in: typed, notOneOf: [id.text, id.digits, id.contract.text], .loginID)
    }
}

private struct DeviceUserPasswordView: ViewModel {
    let user: DeviceUser
    let problems: [Problem]

    static let fields: ViewFields<DeviceUserPasswordView> = [
        "loginID": { .text($0.user.loginID.text) },
        "mailAddress": { .text($0.user.loginID.text) },
        "newPassword": { .object(FieldView("newPassword", "", $0.problems)) },
        "confirmation": { .object(FieldView("confirmation", "", $0.problems)) },
    ]
}
