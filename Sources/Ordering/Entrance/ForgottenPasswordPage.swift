import Accounts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// パスワードを忘れたとき (ACCT-2): a mail with a link, a new password, then the second factor. Whether there is such an account is
/// told to nobody (AUTH-7).
struct ForgottenPasswordPage: Sendable {
    let services: Services
    let throttle: SignInThrottle

    static let path = "/forgotten-password"
    static let sentPath = path + "/sent"

    var routes: [SiteRoute<Employee>] {
        [
            .open(.get, Self.path) { try page($0, "", []) },
            .open(.post, Self.path, again: { try page($0, $0.form["mailAddress"] ?? "", [.staleAddress]) }, ask),
            .open(.get, Self.sentPath) { try services.page("Entrance/forgotten-sent", PlainView(), for: $0) },
            .open(.get, passwords.path, { try passwords.show($0) }),
            .open(.post, passwords.path, again: { try passwords.showAgain($0) }) {
                try await passwords.set($0, next: EmployeeSteps.enterSecondFactor)
            },
        ]
    }

    private var passwords: NewPasswordPage {
        NewPasswordPage(
            services: services, purpose: .password, path: AccountLink.Purpose.password.pagePath,
            template: "Entrance/forgotten-new", start: { _ in Self.path })
    }

    func ask(_ visit: OpenVisit) async throws -> Response {
        let typed = visit.form["mailAddress"] ?? ""
        switch MailAddress.read(typed) {
        case .failure(let problems): return try page(visit, typed, problems.all.map { .address($0) })
        case .success(let address):
            let verdict = throttle.attempt(from: visit.request.peer, on: address.signInName, at: visit.now)
            if case .refuse(let seconds, _, _) = verdict { throw PageRefusal.tooManyAttempts(retryAfter: seconds) }
            let asking = ForgottenPassword(address: address, client: visit.request.peer, now: visit.now)
            try await services.database.write { [services] in try asking.run(services, $0) }
            return .redirect(to: Self.sentPath)
        }
    }

    private func page(_ visit: OpenVisit, _ typed: String, _ wrong: [EntranceProblem]) throws -> Response {
        let problems = wrong.map { $0.problem(in: visit.language) }
        let view = ForgottenView(field: FieldView("mailAddress", typed, problems))
        return try services.page("Entrance/forgotten", view, for: visit, problems: problems)
    }
}

private struct ForgottenPassword: Sendable {
    let address: MailAddress
    let client: String
    let now: Moment

    /// A line of the trail is written whatever comes of it; mails go to active accounts only, and not many.
    func run(_ services: Services, _ database: Connection) throws {
        let account = try AccountStore.find(address, database)
        let actor = Actor(
            site: .ordering, tenant: account?.company, account: address.signInName, client: client, at: now)
        guard let account, account.standing == .active,
            let company = try CompanyStore.find(account.company, database)
        else { return try actor.audit("sign-in.refused", database) }
        let sendings = try SecondFactorStore.moments(
            of: .link, of: account.id, since: now - OneTimePasswords.sendingWindow, database)
        guard OneTimePasswords.nextSending(after: sendings, at: now) == nil else {
            return try actor.audit("sign-in.refused", database)
        }
        try SecondFactorStore.note(.link, of: account.id, at: now, database)
        try AccountMail(account, companyName: company.name, by: actor, services.mails, random: services.random)
            .send(.password, database)
    }
}

private struct ForgottenView: ViewModel {
    let field: FieldView

    static let fields: ViewFields<ForgottenView> = ["mailAddress": { .object($0.field) }]
}
