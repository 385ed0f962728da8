import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// 利用開始, behind the link of the mail (ACCT-1): 本人確認, then a password, then the second factor. Opening a page changes nothing,
/// for mail scanners open links too.
struct ActivationPage: Sendable {
    let services: Services

    static let path = AccountLink.Purpose.activation.pagePath
    static let passwordPath = path + "/password"

    var routes: [SiteRoute<Employee>] {
        [
            .open(.get, Self.path, show),
            .open(.post, Self.path, again: showAgain, identify),
            .open(.get, Self.passwordPath, { try passwords.show($0) }),
            .open(.post, Self.passwordPath, again: { try passwords.showAgain($0) }, setPassword),
        ]
    }

    private var passwords: NewPasswordPage {
        NewPasswordPage(
            services: services, purpose: .activation, path: Self.passwordPath, template: "Entrance/activation-password",
            start: { link in link.map(AccountLink.Purpose.activation.path) ?? EntrancePage.path })
    }

    func show(_ visit: OpenVisit) throws -> Response {
        try page(visit, link: visit.query["link"] ?? "")
    }

    /// The button was pressed on a page that has outlived its cookie or its token.
    func showAgain(_ visit: OpenVisit) throws -> Response {
        try page(visit, link: visit.form["link"] ?? "", [.stale])
    }

    func identify(_ visit: OpenVisit) async throws -> Response {
        let text = visit.form["link"] ?? ""
        guard case .whole(let link) = LinkText(text) else { return try page(visit, link: text) }
        switch Identity.read(visit.form.identity) {
        case .failure(let problems): return try page(visit, link: text, problems.all)
        case .success(let identity):
            let check = IdentityCheck(link: link, identity: identity, visit: visit)
            switch try await services.database.write({ try check.run($0) }) {
            case .right:
                let query = PercentEncoding.query([("link", link)])
                return .redirect(to: "\(Self.passwordPath)?\(query)")
            case .wrong(let left): return try page(visit, link: text, left > 0 ? [.wrong(left: left)] : [])
            case .dead: return try page(visit, link: text)
            }
        }
    }

    func setPassword(_ visit: OpenVisit) async throws -> Response {
        try await passwords.set(visit, next: EmployeeSteps.chooseSecondFactor)
    }

    private func page(_ visit: OpenVisit, link text: String, _ wrong: [Identity.Problem] = []) throws -> Response {
        guard case .whole(let link) = LinkText(text) else { return try services.deadLink(.damaged, visit) }
        let found = try services.database.read { try AccountLinkStore.find(link, .activation, $0) }
        if let cause = DeadLink(found, at: visit.now) { return try services.deadLink(cause, visit) }
        let problems = wrong.map { $0.problem(in: visit.language) }
        let view = IdentityView(link: link, typed: visit.form.identity, problems: problems)
        return try services.page("Entrance/activation", view, for: visit, problems: problems)
    }
}

/// The answers to 本人確認, judged in one transaction.
private struct IdentityCheck: Sendable {
    let link: String
    let identity: Identity
    let visit: OpenVisit

    enum Outcome: Sendable {
        case right
        case wrong(left: Int)
        case dead
    }

    func run(_ database: Connection) throws -> Outcome {
        guard let found = try AccountLinkStore.find(link, .activation, database),
            DeadLink(found, at: visit.now) == nil, let account = try AccountStore.find(found.account, database)
        else { return .dead }
        guard identity.fits(account) else {
            try AccountLinkStore.countMiss(found, database)
            let actor = Actor(
                site: .ordering, tenant: account.company, account: nil, client: visit.request.peer, at: visit.now)
            try actor.audit("account.identity-missed", subject: account.mailAddress.text, database)
            return .wrong(left: Account.allowedIdentityMisses - found.misses - 1)
        }
        try AccountLinkStore.setProven(found, by: visit.visitor, database)
        return .right
    }
}

extension Form {
    fileprivate var identity: Identity.Typed {
        func typed(_ field: Identity.Field) -> String { self[field.rawValue] ?? "" }
        return Identity.Typed(address: typed(.mailAddress), name: typed(.name), telephone: typed(.telephone))
    }
}

private struct IdentityView: ViewModel {
    let link: String
    let typed: Identity.Typed
    let problems: [Problem]

    static let fields: ViewFields<IdentityView> = [
        "link": { .text($0.link) },
        "mailAddress": { .object(FieldView("mailAddress", $0.typed.address, $0.problems)) },
        "name": { .object(FieldView("name", $0.typed.name, $0.problems)) },
        "telephone": { .object(FieldView("telephone", $0.typed.telephone, $0.problems)) },
    ]
}

/// Why a link of a mail leads no further.
enum DeadLink: Sendable {
    /// Used, replaced by a newer one, or never sent.
    case unknown
    case expired
    /// Misses have voided it.
    case spent
    /// Cut off on its way.
    case damaged

    /// nil for one that serves.
    init?(_ link: AccountLink?, at now: Moment) {
        guard let link else {
            self = .unknown
            return
        }
        if link.isSpent { self = .spent } else if link.hasExpired(at: now) { self = .expired } else { return nil }
    }
}

extension Services {
    func deadLink(_ cause: DeadLink, _ visit: OpenVisit) throws -> Response {
        try page("Entrance/link-dead", DeadLinkView(cause: cause), for: visit, status: .notFound)
    }
}

private struct DeadLinkView: ViewModel {
    let cause: DeadLink

    static let fields: ViewFields<DeadLinkView> = [
        "isUnknown": { .flag($0.cause == .unknown) },
        "hasExpired": { .flag($0.cause == .expired) },
        "isSpent": { .flag($0.cause == .spent) },
        "isDamaged": { .flag($0.cause == .damaged) },
    ]
}
