import Accounts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// ログイン and ログアウト.
struct EntrancePage: Sendable {
    let services: Services
    let throttle: SignInThrottle

    static let path = "/login"

    init(services: Services, attemptsPerMinute: Int) {
        self.services = services
        throttle = SignInThrottle(attemptsPerMinute: attemptsPerMinute)
    }

    var routes: [SiteRoute<Employee>] {
        [
            .open(.get, "/", entry),
            .open(.get, EntrancePage.path, show),
            .open(.post, EntrancePage.path, again: showAgain, signIn),
            .signingIn(Set(EmployeeSteps.all), .post, "/logout", signOut).urgent,
            .page(.get, "/kept-form", showKeptForm),
            .page(.post, "/kept-form", dropKeptForm).unkept,
        ]
    }

    func entry(_ visit: OpenVisit) throws -> Response {
        .redirect(to: try home(visit) ?? EntrancePage.path)
    }

    func show(_ visit: OpenVisit) throws -> Response {
        if let home = try home(visit) { return .redirect(to: home) }
        return try page(visit, address: "", next: visit.query["next"] ?? "", [])
    }

    /// The form that came without its cookie, or with an old token: nothing of it is lost but the password.
    func showAgain(_ visit: OpenVisit) throws -> Response {
        try page(
            visit, address: visit.form["mailAddress"] ?? "", next: EntrancePage.next(visit.form["next"] ?? ""),
            [.stale])
    }

    /// Where somebody goes on who is signed in; nil for everybody else.
    private func home(_ visit: OpenVisit) throws -> String? {
        guard let token = services.site.cookies.token(in: visit.request), !services.endedSessions.has(token.hash),
            let session = try services.database.read({ try EmployeeSessionStore.find(token, $0) }),
            session.step.isLast, !session.hasExpired(at: visit.now, policy: services.sessions),
            session.person.isAdmitted(from: visit.request.peer)
        else { return nil }
        return session.step.home
    }

    /// Address and password in, a session out. All that can be wrong with them is answered alike, in text and in time (AUTH-7).
    func signIn(_ visit: OpenVisit) async throws -> Response {
        let (typed, next) = (visit.form["mailAddress"] ?? "", EntrancePage.next(visit.form["next"] ?? ""))
        let (address, password): (MailAddress, String)
        switch Entrance.read(address: typed, password: visit.form["password"] ?? "") {
        case .success(let read): (address, password) = read
        case .failure(let problems): return try page(visit, address: typed, next: next, problems.all)
        }
        try await throttle.hold(address.signInName, visit, services)
        let attempt = EntranceAttempt(
            address: address, password: password, client: Client(visit.request), next: next)
        let turn = WorkTurn(.stranger, [Client.household(of: visit.request.peer), address.signInName])
        guard let success = try await attempt.run(services, turn) else {
            throttle.failed(address.signInName, at: services.now())
            return try page(visit, address: typed, next: next, [.refused])
        }
        throttle.succeeded(address.signInName)
        return try await welcome(success, visit)
    }

    private func welcome(_ success: EntranceAttempt.Success, _ visit: OpenVisit) async throws -> Response {
        if let old = services.site.cookies.token(in: visit.request) {
            try await services.database.write { database in
                try EmployeeSessionStore.carryOver(
                    from: old, to: success.token, of: success.account, database)
                try EmployeeSessionStore.end(hash: old.hash, database)
            }
        }
        var response = Response.redirect(to: success.step.home)
        response.setCookie(services.site.cookies.cookie(of: success.token))
        return response
    }

    /// Where a step of the sign-in leads: to the next one, and from the last to a form kept over the end of a session (AUTH-10), the
    /// page asked for, or the dashboard.
    static func landing(_ token: SessionToken, _ database: Connection) throws -> String {
        guard let session = try EmployeeSessionStore.find(token, database) else { return path }
        guard session.step.isLast else { return session.step.home }
        return try EmployeeSessionStore.keptForm(token, database) == nil ? session.landing : "/kept-form"
    }

    func signOut(_ visit: Visit<Employee>) async throws -> Response {
        let (hash, actor) = (visit.session.token.hash, visit.actor)
        await services.endedSessions.end(hash, in: services.database) { database in
            try EmployeeSessionStore.end(hash: hash, database)
            try actor.audit("sign-out", database)
        }
        // The notice's cookie would be cleared with the others, so the address says it.
        var response = Response.redirect(to: EntrancePage.path + "?signed-out=1")
        let cookies = services.site.cookies
        for name in [cookies.session, cookies.visit, cookies.notice] { response.setCookie(.forgetting(name)) }
        // Not "cookies": the other site of this host has its own.
        response.fields.append("Clear-Site-Data", "\"cache\", \"storage\"")
        return response
    }

    /// The page asked for, if it is one of ours and its address is no longer than addresses are.
    private static func next(_ path: String) -> String {
        path.utf8.count <= 1000 && Response.isLocalPath(path) ? path : ""
    }

    private func page(
        _ visit: OpenVisit, address: String, next: String, _ wrong: [EntranceProblem]
    ) throws -> Response {
        let problems = wrong.map { $0.problem(in: visit.language) }
        let view = EntranceView(
            address: FieldView("mailAddress", address, problems), password: FieldView("password", "", problems),
            next: next, hasSignedOut: visit.query["signed-out"] != nil, end: SessionEnd(visit.query),
            language: visit.language)
        return try services.page("Entrance/login", view, for: visit, problems: problems)
    }

    // MARK: A form that has outlived its session (AUTH-10)

    func showKeptForm(_ visit: Visit<Employee>) throws -> Response {
        let form = try services.database.read { try EmployeeSessionStore.keptForm(visit.session.token, $0) }
        guard let form else { return .redirect(to: EmployeeSteps.signedIn.home) }
        return try services.page("Entrance/kept-form", KeptFormView(form: form, in: visit.language), for: visit)
    }

    func dropKeptForm(_ visit: Visit<Employee>) async throws -> Response {
        let token = visit.session.token
        try await services.database.write { try EmployeeSessionStore.forgetKeptForm(token, $0) }
        return .redirect(to: EmployeeSteps.signedIn.home)
    }
}

private struct EntranceView: ViewModel {
    let address: FieldView
    let password: FieldView
    let next: String
    let hasSignedOut: Bool
    let end: SessionEnd?
    let language: Language

    static let fields: ViewFields<EntranceView> = [
        "mailAddress": { .object($0.address) },
        "password": { .object($0.password) },
        "next": { .text($0.next) },
        "hasSignedOut": { .flag($0.hasSignedOut) },
        "ended": { view in .object(ifAny: view.end.flatMap { EntranceEndView($0, in: view.language) }) },
    ]
}

private struct EntranceEndView: ViewModel {
    let words: (heading: String, sentence: String)
    let input: String?

    init?(_ end: SessionEnd, in language: Language) {
        guard let words = Entrance.words(of: end.cause, in: language) else { return nil }
        self.words = words
        input = end.input.map { Entrance.sentence(of: $0, in: language) }
    }

    static let fields: ViewFields<EntranceEndView> = [
        "heading": { .text($0.words.heading) },
        "cause": { .text($0.words.sentence) },
        "input": { .text(ifAny: $0.input) },
    ]
}
