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
    /// Those that a file is sent to.
    private let uploads: Set<String>
    private let sessionUse = SessionUse()
    private let formsUnderWay = FormsUnderWay()
    private let refusals = RefusalTrail()
    private let answers: AnsweredPages
    /// Of who is not signed in: strangers must not be able to push out the previews of those who are.
    private let openAnswers: AnsweredPages
    private let banners: [Banner.Source<Person>]

    init(
        services: Services, sessions: Sessions<Person>, banners: [Banner.Source<Person>], routes: [SiteRoute<Person>]
    ) {
        self.services = services
        self.sessions = sessions
        self.banners = banners
        answers = AnsweredPages(capacity: 24 * 1024 * 1024, session: services.site.cookies.session)
        openAnswers = AnsweredPages(capacity: 8 * 1024 * 1024, session: services.site.cookies.session)
        pages = Set(routes.filter { $0.method == .get }.map(\.path))
        uploads = Set(routes.filter { $0.bodyLimit > Route.usualBodyLimit }.map(\.path))
    }

    func admit(_ request: Request, to route: SiteRoute<Person>) async throws -> Response {
        guard route.isUrgent else { return try await answer(request, by: route) }
        return try await Urgency.urgently { try await answer(request, by: route) }
    }

    private func answer(_ request: Request, by route: SiteRoute<Person>) async throws -> Response {
        let now = services.now()
        switch route.access {
        case .open(let handler, let again):
            let visit = try openVisit(request, at: now)
            let response = try await respond(to: visit, handler, again)
            return answer(response, visit.visitorSecret, request, in: openAnswers, at: now)
        case .everybody(let open, let handler):
            guard try isSignedIn(request, at: now) else { return try await open(try openVisit(request, at: now)) }
            return try await signedIn(request, to: route, at: now, steps: nil, { _ in true }, handler)
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

    private func isSignedIn(_ request: Request, at now: Moment) throws -> Bool {
        guard let session = try find(request) else { return false }
        return session.step.isLast && !session.hasExpired(at: now, policy: services.sessions)
    }

    // MARK: Open pages

    private func openVisit(_ request: Request, at now: Moment) throws -> OpenVisit {
        let secret = request.cookie(cookies.visit)
        return OpenVisit(
            request: request, now: now,
            visitorSecret: secret ?? OpenVisit.newSecret(random: services.random), isNewVisitor: secret == nil,
            form: try postedForm(request), query: request.queryForm(), language: services.language)
    }

    /// Cookies go while a page is open: with a sign-out in another tab, with what a browser deletes by itself. Nothing is wrong then with
    /// who sends the form, who is given it back with a new cookie.
    private func respond(
        to visit: OpenVisit, _ handler: (OpenVisit) async throws -> Response,
        _ again: ((OpenVisit) async throws -> Response)?
    ) async throws -> Response {
        guard visit.request.method == .post else { return try await handler(visit) }
        do {
            try check(visit.formToken, of: visit.form, visit.request)
        } catch PageRefusal.forgedForm(.stale) {
            if let again { return try await again(visit) }
            throw PageRefusal.forgedForm(visit.isNewVisitor ? .noCookie : .stale)
        }
        return try await handler(visit)
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
        let visit = Visit(
            request: request, now: now, session: session, form: try postedForm(request), query: request.queryForm(),
            language: services.language, banners: banners)
        do {
            guard allowed(session.person) else { throw PageRefusal.notAllowed }
            if request.method == .post { try check(session.token.formToken, of: visit.form, request) }
        } catch let refusal as PageRefusal {
            await refusals.tell(refusal, visit, services, sessions)
            throw refusal
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

    /// The page of a refusal: with the head of who is signed in, and for a form at an address of its own.
    func refusal(_ request: Request, _ draw: (ErrorPage.Place) -> Response) -> Response {
        let now = services.now()
        let session = (try? find(request)).flatMap { $0.hasExpired(at: now, policy: services.sessions) ? nil : $0 }
        var place = ErrorPage.Place(back: request.method == .post ? page(of: request) : nil)
        place.isUpload = request.method == .post && uploads.contains(request.path)
        place.shell = session.flatMap { try? services.shell(of: $0, banners, at: now, in: services.language) }
        let response = draw(place)
        // What may go well another time is sent once more by a reload.
        guard response.status.code < 500, ![.tooManyRequests, .methodNotAllowed].contains(response.status) else {
            return response
        }
        if let session { return answer(response, session.token.text, request, in: answers, at: now) }
        guard let secret = request.cookie(cookies.visit) else { return response }
        return answer(response, secret, request, in: openAnswers, at: now)
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
        let secret = request.cookie(cookies.visit)
        if let secret, let page = openAnswers.page(request, of: owner(secret), at: now) { return page }
        // It was sent here with a cookie and comes without it: this browser takes none.
        if secret == nil, openAnswers.isAwaited(request, at: now) { throw PageRefusal.forgedForm(.noCookie) }
        return session.map { Response.redirect(to: $0.step.home) } ?? toSignIn(request)
    }

    private func answer(
        _ visit: Visit<Person>, isKept: Bool, _ handler: (Visit<Person>) async throws -> Response
    ) async throws -> Response {
        if visit.request.method == .post {
            return try await formsUnderWay.run(for: visit.person.account) { try await handler(visit) }
        }
        let page = try await handler(visit)
        if isKept, visit.request.cookie(cookies.notice) == nil {
            services.pages.drawn.keep(page, at: place(of: visit.session, visit.request, at: visit.now))
        }
        return page
    }

    /// A page as it was drawn last, for who may see it: at hand without a task. Nil where more is to be done: `admit` draws it, or says
    /// why not.
    func kept(_ request: Request, at route: SiteRoute<Person>) -> Response? {
        guard case .signedIn(let allowed, _) = route.access, request.cookie(cookies.notice) == nil,
            let session = try? find(request)
        else { return nil }
        let now = services.now()
        guard session.step.isLast, !session.hasExpired(at: now, policy: services.sessions), allowed(session.person),
            let page = services.pages.drawn[place(of: session, request, at: now)]
        else { return nil }
        keepAlive(session, at: now)
        return page
    }

    private func place(of session: Session<Person>, _ request: Request, at now: Moment) -> DrawnPages.Place {
        DrawnPages.Place(
            of: session.person, request, services.language, session.token.formToken,
            timeLeft: session.timeLeft(at: now, policy: services.sessions))
    }

    private var cookies: SiteCookies { services.site.cookies }

    func find(_ request: Request) throws -> Session<Person>? {
        guard let token = cookies.token(in: request), !services.endedSessions.has(token.hash) else { return nil }
        let session = try services.database.read { database in try sessions.find(token, database) }
        // Elsewhere the cookie is worth nothing, and the session lives on where it may be used.
        return session.flatMap { $0.person.isAdmitted(from: request.peer) ? $0 : nil }
    }

    /// Of somebody without a session: a stranger, or one whose session has ended otherwise than by time.
    private func toSignIn(_ request: Request) -> Response {
        let isPost = request.method == .post
        // Signing out in another tab has taken the cookie along; only somebody who was signed in has a form to send.
        guard !isPost, request.cookie(cookies.session) == nil else {
            return SessionEnd(.elsewhere, isPost ? .lost : nil).response(next: next(after: request))
        }
        let query = next(after: request).map { "?" + PercentEncoding.query([("next", $0)]) }
        return Response.redirect(to: "/login" + (query ?? ""))
    }

    /// Where the browser goes after signing in again: the page that was asked for, or the one that the form was on.
    private func next(after request: Request) -> String? {
        guard isPage(request.path) else { return nil }
        return request.path + (request.query.isEmpty || request.method == .post ? "" : "?" + request.query)
    }

    private func isPage(_ path: String) -> Bool {
        pages.contains(path) || Route.families(of: path).contains(where: pages.contains)
    }

    /// The page that a form was on: of the same path, or the one above.
    private func page(of request: Request) -> String? {
        if isPage(request.path) { return request.path }
        let above = request.path.split(separator: "/").dropLast().map { "/" + $0 }.joined()
        return isPage(above) ? above : nil
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
