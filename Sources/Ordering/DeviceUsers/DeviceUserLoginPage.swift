import Accounts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// ログイン and ログアウト of device users (DEVUSER-1).
struct DeviceUserLoginPage: Sendable {
    let desk: DeviceUserDesk
    let throttle: SignInThrottle

    static let path = "/device/login"
    static let home = "/device/absence"
    static let logoutPath = "/device/logout"
    private var services: Services { desk.services }

    var routes: [SiteRoute<Employee>] {
        [
            .open(.get, Self.path, show),
            .open(.post, Self.path, again: { try page($0, $0.form["loginID"] ?? "", [.stale]) }, signIn),
            SiteRoute.open(.post, Self.logoutPath, signOut).urgent,
        ]
    }

    func show(_ visit: OpenVisit) async throws -> Response {
        if try await desk.signedIn(visit) != nil { return .redirect(to: Self.home) }
        return try page(visit, "", [])
    }

    /// All that can be wrong with both is answered alike, in text and in time (AUTH-7).
    func signIn(_ visit: OpenVisit) async throws -> Response {
        let typed = visit.form["loginID"] ?? ""
        let password = EmployeePassword.written(visit.form["password"] ?? "")
        var problems: [DeviceUserProblem] = []
        if PastedText(typed).text.isEmpty { problems.append(.noLoginID) }
        if password.isEmpty { problems.append(.noPassword) }
        guard problems.isEmpty else { return try page(visit, typed, problems) }
        guard let id = LoginID(typed: typed) else { return try page(visit, typed, [.notLoginID]) }
        try await throttle.hold(id.text, visit, services)
        let attempt = DeviceUserAttempt(id: id, password: password, client: Client(visit.request))
        let turn = WorkTurn(.stranger, [Client.household(of: visit.request.peer), id.text])
        guard let token = try await attempt.run(services, turn) else {
            throttle.failed(id.text, at: services.now())
            return try page(visit, typed, [.refused])
        }
        throttle.succeeded(id.text)
        if let old = desk.session(visit) { try await services.database.write { try DeviceUserStore.end(old, $0) } }
        var response = Response.redirect(to: Self.home)
        response.setCookie(Cookie(DeviceUserDesk.cookie, token.text))
        return response
    }

    func signOut(_ visit: OpenVisit) async throws -> Response {
        if let session = desk.session(visit) {
            try await services.database.write { database in
                guard let user = try DeviceUserStore.user(session, database) else { return }
                try DeviceUserStore.end(session, database)
                try user.actor(visit).audit("device-user.signed-out", database)
            }
        }
        var response = Response.redirect(to: Self.path + "?signed-out=1")
        // The visit's too: pages that answered forms are found by it.
        for name in [DeviceUserDesk.cookie, services.site.cookies.visit, services.site.cookies.notice] {
            response.setCookie(.forgetting(name))
        }
        response.fields.append("Clear-Site-Data", "\"cache\", \"storage\"")
        return response
    }

    private func page(_ visit: OpenVisit, _ typed: String, _ wrong: [DeviceUserProblem]) throws -> Response {
        let problems = wrong.map { $0.problem(in: visit.language) }
        let view = DeviceUserLoginView(
            loginID: FieldView("loginID", typed, problems), password: FieldView("password", "", problems),
            hasSignedOut: visit.query["signed-out"] != nil, hasEnded: visit.query["ended"] != nil)
        return try services.page("DeviceUsers/login", view, for: visit, problems: problems)
    }
}

enum DeviceUserProblem: Sendable, Equatable {
    case noLoginID, notLoginID, noPassword
    /// The form has outlived its cookie or its token.
    case stale
    /// AUTH-7: one text for every cause.
    case refused
}

private struct DeviceUserLoginView: ViewModel {
    let loginID: FieldView
    let password: FieldView
    let hasSignedOut: Bool
    let hasEnded: Bool

    static let fields: ViewFields<DeviceUserLoginView> = [
        "loginID": { .object($0.loginID) },
        "password": { .object($0.password) },
        "hasSignedOut": { .flag($0.hasSignedOut) },
        "hasEnded": { .flag($0.hasEnded) },
    ]
}
