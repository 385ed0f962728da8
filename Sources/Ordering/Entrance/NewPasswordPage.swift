import Accounts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// A password typed twice behind the link of a mail: at 利用開始, and when it was forgotten (ACCT-1, ACCT-2).
struct NewPasswordPage: Sendable {
    let services: Services
    let purpose: AccountLink.Purpose
    let path: String
    let template: String
    /// Where the way begins of which this page is a later step.
    let start: @Sendable (String?) -> String

    func show(_ visit: OpenVisit) throws -> Response { try page(visit, link: visit.query["link"] ?? "") }

    /// The button was pressed on a page that has outlived its cookie or its token.
    func showAgain(_ visit: OpenVisit) throws -> Response {
        try page(visit, link: visit.form["link"] ?? "", [.stale])
    }

    /// - Parameter next: the step of the sign-in with which it goes on.
    func set(_ visit: OpenVisit, next: SignInStep) async throws -> Response {
        let text = visit.form["link"] ?? ""
        guard case .found(let link, let account) = try look(text, visit) else { return try page(visit, link: text) }
        let typed = visit.form["newPassword"] ?? ""
        var problems = EmployeePassword.problems(in: typed, of: account.mailAddress)
        if EmployeePassword.written(visit.form["confirmation"] ?? "") != EmployeePassword.written(typed) {
            problems.append(.notRepeated)
        }
        guard problems.isEmpty, let password = EmployeePassword(typed, of: account.mailAddress) else {
            return try page(visit, link: text, problems)
        }
        let hash = try await hash(password, visit)
        let token = SessionToken(random: services.random)
        let change = NewPassword(
            link: link, purpose: purpose, visitor: visit.visitor, client: Client(visit.request), now: visit.now)
        let nonce = services.random(SecondFactorChallenge.nonceLength)
        guard
            try await services.database.write({ [services] in
                try change.set(hash, token, nonce, next: next, services, $0)
            })
        else { return try page(visit, link: text) }
        var response = services.done(.passwordSet(in: visit.language), at: next.home)
        response.setCookie(services.site.cookies.cookie(of: token))
        return response
    }

    private func hash(_ password: EmployeePassword, _ visit: OpenVisit) async throws -> PasswordHash {
        let (salt, cost) = (services.random(PasswordHash.saltLength), services.work.hashingCost)
        return try await services.work.hashing.run(WorkTurn(.stranger, [Client.household(of: visit.request.peer)])) {
            try PasswordHash(of: password.text, salt: salt, parameters: cost)
        }
    }

    private enum Found {
        case found(String, Account)
        /// The step before this one has not been done in this browser.
        case notProven
        case dead(DeadLink)
    }

    private func look(_ text: String, _ visit: OpenVisit) throws -> Found {
        guard case .whole(let link) = LinkText(text) else { return .dead(.damaged) }
        let (found, account) = try services.database.read { database in
            let found = try AccountLinkStore.find(link, purpose, database)
            return (found, try found.flatMap { try AccountStore.find($0.account, database) })
        }
        if let cause = DeadLink(found, at: visit.now) { return .dead(cause) }
        guard let found, let account else { return .dead(.unknown) }
        guard purpose == .password || found.provenBy == visit.visitor else { return .notProven }
        return .found(link, account)
    }

    private func page(
        _ visit: OpenVisit, link text: String, _ wrong: [EmployeePasswordProblem] = []
    ) throws -> Response {
        switch try look(text, visit) {
        case .dead(let cause): return try services.deadLink(cause, visit)
        case .notProven:
            guard case .whole(let link) = LinkText(text) else { return .redirect(to: start(nil)) }
            return .redirect(to: start(link))
        case .found(let link, let account):
            let problems = wrong.map { $0.problem(in: visit.language) }
            let view = NewPasswordView(link: link, account: account, problems: problems)
            return try services.page(template, view, for: visit, problems: problems)
        }
    }
}

/// A new password behind a link, in one transaction: every other session ends, and this browser goes on with its sign-in.
private struct NewPassword: Sendable {
    let link: String
    let purpose: AccountLink.Purpose
    let visitor: [UInt8]
    let client: Client
    let now: Moment

    /// False when the link has died meanwhile: it is used once.
    func set(
        _ hash: PasswordHash, _ token: SessionToken, _ nonce: [UInt8], next: SignInStep, _ services: Services,
        _ database: Connection
    ) throws -> Bool {
        guard let found = try AccountLinkStore.find(link, purpose, database), DeadLink(found, at: now) == nil,
            purpose == .password || found.provenBy == visitor,
            let account = try AccountStore.find(found.account, database), account.standing != .void
        else { return false }
        let actor = Actor(
            site: .ordering, tenant: account.company, account: account.mailAddress.signInName, client: client.address,
            at: now)
        try AccountLinkStore.forget(.activation, of: account.id, database)
        try AccountLinkStore.forget(.password, of: account.id, database)
        try AccountStore.set(hash, of: account.id, database)
        try EmployeeSessionStore.endAll(of: account.id, database)
        try EmployeeSessionStore.start(token, account: account.id, step: next, by: client, at: now, database)
        try actor.audit(purpose == .activation ? "account.activated" : "password.set", database)
        try AccountNotice.passwordChanged.write(to: account.mailAddress, by: actor, services.mails, database)
        guard next == EmployeeSteps.enterSecondFactor else { return true }
        let sending = SecondFactorSending(
            account: account, session: token.hash, nonce: nonce, client: client.address, actor: actor)
        _ = try sending.send(services, database)
        return true
    }
}

private struct NewPasswordView: ViewModel {
    let link: String
    let account: Account
    let problems: [Problem]

    static let fields: ViewFields<NewPasswordView> = [
        "link": { .text($0.link) },
        "mailAddress": { .text($0.account.mailAddress.text) },
        "newPassword": { .object(FieldView("newPassword", "", $0.problems)) },
        "confirmation": { .object(FieldView("confirmation", "", $0.problems)) },
    ]
}
