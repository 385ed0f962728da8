import Crypto
import HTTP
import SQLite
import Telephony

/// Stands before every handler: finds the session, keeps strangers and forged forms out, and only then lets the feature see the request.
struct Gate<Person: Visitor>: Sendable {
    let services: Services
    private let sessions: Sessions<Person>
    /// The paths that a browser can be sent to.
    private let pages: Set<String>
    private let sessionUse = SessionUse()
    private let formsUnderWay = FormsUnderWay()
    private let answers = AnsweredPages(capacity: 24 * 1024 * 1024)
    /// Of who is not signed in: strangers must not be able to push out the previews of those who are.
    private let openAnswers = AnsweredPages(capacity: 8 * 1024 * 1024)
    private let banners: [Banner.Source<Person>]

    init(
        services: Services, sessions: Sessions<Person>, banners: [Banner.Source<Person>], pages: Set<String>
    ) {
        self.services = services
        self.sessions = sessions
        self.banners = banners
        self.pages = pages
    }

    func admit(_ request: Request, to route: SiteRoute<Person>) async throws -> Response {
        guard route.isUrgent else { return try await answer(request, by: route) }
        return try await Urgency.urgently { try await answer(request, by: route) }
    }

    private func answer(_ request: Request, by route: SiteRoute<Person>) async throws -> Response {
        let now = services.now()
        switch route.access {
        case .open(let handler):
            let visit = try openVisit(request, at: now)
            return answer(try await handler(visit), visit.visitorSecret, request, in: openAnswers, at: now)
        case .signingIn(let steps, let handler):
            return try await signedIn(request, to: route, at: now, steps: steps, { _ in true }, handler)
        case .signedIn(let allowed, let handler):
            return try await signedIn(request, to: route, at: now, steps: nil, allowed, handler)
        }
    }

    /// Whether the head of a request is that of somebody who may use the route: nobody else's file is taken in.
    func expects(_ head: Request, at route: SiteRoute<Person>) -> Bool {
        guard case .signedIn(let allowed, _) = route.access, let session = try? find(head) else { return false }
        return !session.hasExpired(at: services.now(), policy: services.sessions) && session.step.isLast
            && allowed(session.person)
    }

    // MARK: Open pages

    private func openVisit(_ request: Request, at now: Moment) throws -> OpenVisit {
        let secret = request.cookie(OpenVisit.cookieName)
        let visit = OpenVisit(
            request: request, now: now,
            visitorSecret: secret ?? OpenVisit.newSecret(random: services.random), isNewVisitor: secret == nil,
            form: try postedForm(request), query: request.queryForm(), language: services.language)
        if request.method == .post {
            guard secret != nil else { throw PageRefusal.forgedForm(comesFromThisSite(request) ? .noCookie : .foreign) }
            try check(visit.formToken, of: visit.form, request)
        }
        return visit
    }

    // MARK: Signed-in pages

    private func signedIn(
        _ request: Request, to route: SiteRoute<Person>, at now: Moment, steps: Set<SignInStep>?,
        _ allowed: (Person) -> Bool, _ handler: (Visit<Person>) async throws -> Response
    ) async throws -> Response {
        guard let session = try find(request) else { return toSignIn(request) }
        guard !session.hasExpired(at: now, policy: services.sessions) else {
            return try await ended(session, request, keepsForm: route.keepsForms, at: now)
        }
        guard steps?.contains(session.step) ?? session.step.isLast else {
            return Response.redirect(to: session.step.home)
        }
        guard allowed(session.person) else { throw PageRefusal.notAllowed }
        let visit = Visit(
            request: request, now: now, session: session, form: try postedForm(request), query: request.queryForm(),
            language: services.language, banners: banners)
        if request.method == .post {
            try check(session.token.formToken, of: visit.form, request)
        }
        keepAlive(session, at: now)
        var response = try await answer(visit, isKept: route.isKept, handler)
        response.isPrivate = true
        return answer(response, session.token.text, request, in: answers, at: now)
    }

    /// A form is never answered by a page itself.
    /// - Parameter secret: of the cookie that the visitor has sent.
    private func answer(
        _ response: Response, _ secret: String, _ request: Request, in pages: AnsweredPages, at now: Moment
    ) -> Response {
        guard request.method == .post else { return response }
        let name = services.random(16)
        return pages.redirection(to: response, of: owner(secret), named: name, at: now) ?? response
    }

    private func owner(_ secret: String) -> [UInt8] { SHA256.hash(Array(secret.utf8)) }

    /// The head of a refusal's page, for who is signed in.
    func shell(for request: Request) -> ShellView? {
        let now = services.now()
        guard let session = try? find(request), !session.hasExpired(at: now, policy: services.sessions) else {
            return nil
        }
        return try? services.shell(of: session, banners, at: now, in: services.language)
    }

    /// A page that answered a form, for who sent it; for everybody else the way to begin.
    func answered(_ request: Request) throws -> Response {
        let now = services.now()
        let session = try find(request)
        if let session {
            guard !session.hasExpired(at: now, policy: services.sessions) else {
                return SessionEnd(.expired).response()
            }
            if let page = answers.page(request, of: owner(session.token.text), at: now) { return page }
        }
        if let secret = request.cookie(OpenVisit.cookieName),
            let page = openAnswers.page(request, of: owner(secret), at: now)
        {
            return page
        }
        return session.map { Response.redirect(to: $0.step.home) } ?? toSignIn(request)
    }

    private func answer(
        _ visit: Visit<Person>, isKept: Bool, _ handler: (Visit<Person>) async throws -> Response
    ) async throws -> Response {
        if visit.request.method == .post {
            return try await formsUnderWay.run(for: visit.person.account) { try await handler(visit) }
        }
        guard isKept, let place = DrawnPages.Place(of: visit, policy: services.sessions) else {
            return try await handler(visit)
        }
        if let page = services.pages.drawn[place] { return page }
        let page = try await handler(visit)
        services.pages.drawn.keep(page, at: place)
        return page
    }

    func find(_ request: Request) throws -> Session<Person>? {
        guard let cookie = request.cookie(SessionToken.cookieName), let token = SessionToken(cookie: cookie) else {
            return nil
        }
        if services.endedSessions.has(token.hash) { return nil }
        return try services.database.read { database in try sessions.find(token, database) }
    }

    /// Of somebody without a session: a stranger, or one whose session has ended otherwise than by time.
    private func toSignIn(_ request: Request) -> Response {
        let isPost = request.method == .post
        // Signing out in another tab has taken the cookie along; only somebody who was signed in has a form to send.
        guard !isPost, request.cookie(SessionToken.cookieName) == nil else {
            return SessionEnd(.elsewhere, isPost ? .lost : nil).response(next: next(after: request))
        }
        let query = next(after: request).map { "?" + PercentEncoding.query([("next", $0)]) }
        return Response.redirect(to: "/login" + (query ?? ""))
    }

    /// Where the browser goes after signing in again: the page that was asked for, or the one that the form was on.
    private func next(after request: Request) -> String? {
        guard pages.contains(request.path) else { return nil }
        return request.path + (request.query.isEmpty || request.method == .post ? "" : "?" + request.query)
    }

    /// AUTH-10: what was typed is kept until the same browser has signed in again; a file is chosen anew.
    private func ended(
        _ session: Session<Person>, _ request: Request, keepsForm: Bool, at now: Moment
    ) async throws -> Response {
        guard request.method == .post else { return SessionEnd(.expired).response(next: next(after: request)) }
        if keepsForm, session.step.isLast, comesFromThisSite(request), let form = try? request.form(),
            session.token.formToken.matches(form[FormToken.field]),
            let kept = KeptForm(request, form)
        {
            try await services.database.write { [sessions] database in
                try sessions.keep(kept, session, now, database)
            }
            return SessionEnd(.expired, .kept).response()
        }
        return SessionEnd(.expired, .lost).response(next: keepsForm ? next(after: request) : nil)
    }

    /// A session's last use is written at most twice a minute; it may so live half a minute longer, never shorter.
    private func keepAlive(_ session: Session<Person>, at now: Moment) {
        guard now - session.seenAt >= .seconds(30), sessionUse.add(session.token, at: now) else { return }
        Task { [services, sessionUse, touch = sessions.touch] in
            await services.pause(.seconds(1))
            try? await Urgency.urgently { try await sessionUse.write(to: services.database, touch) }
        }
    }

    // MARK: Forms

    private func postedForm(_ request: Request) throws -> Form {
        request.method == .post ? try request.form() : Form()
    }

    private func check(_ token: FormToken, of form: Form, _ request: Request) throws {
        guard comesFromThisSite(request) else { throw PageRefusal.forgedForm(.foreign) }
        guard token.matches(form[FormToken.field]) else { throw PageRefusal.forgedForm(.stale) }
    }

    /// Browsers say where a form comes from; what says nothing, or declines to say it ("null"), has the form token alone to show.
    private func comesFromThisSite(_ request: Request) -> Bool {
        if let origin = request.origin, origin != "null",
            origin != "https://" + (request.fields["host"] ?? request.host)
        {
            return false
        }
        if let site = request.secFetchSite, site != "same-origin", site != "none" { return false }
        return true
    }
}
