import HTTP
import Mustache
package import SQLite
package import Shell
package import Telephony

extension SignIn {
    /// Where a number of a contract comes first that asks for no page; nil for where everybody comes.
    package typealias FirstPage = @Sendable (PhoneNumber, _ contract: Int, Connection) throws -> String?

    /// - Parameter operator: who is told when many passwords are voided.
    package static func feature(
        _ services: Services, age: PasswordAge, attemptsPerMinute: Int, operator: MailAddress?,
        firstPage: @escaping FirstPage
    ) -> Feature<Person> {
        let page = SignInPage(
            services: services, age: age, attemptsPerMinute: attemptsPerMinute, firstPage: firstPage)
        let waiting = SignInWaitingPage(page: page)
        return Feature(
            routes: [
                .open(.get, "/", page.entry),
                .open(.get, "/login", page.show),
                .open(.post, "/login", again: page.showAgain, page.signIn).urgent,
                .open(.get, SignInWaitingPage.path, waiting.show).urgent,
                .open(.post, SignInWaitingPage.path, waiting.leave),
                .signingIn(Set(SignInStep.all), .post, "/logout", page.signOut).urgent,
                .page(.get, "/kept-form", page.showKeptForm),
                .page(.post, "/kept-form", page.dropKeptForm).unkept,
            ],
            vocabulary: vocabulary, duties: [GuessingAlarm.duty(operator: `operator`)], forgetOld: forgetOld)
    }

    /// Ends a session by the hash of its token, or all that there are: what a program could not write before it ended.
    @Sendable
    package static func end(_ session: [UInt8]?, _ database: Connection) throws {
        if let session {
            try SessionStore.end(hash: session, database)
        } else {
            try SessionStore.endEverybodys(database)
        }
    }

    private static func forgetOld(at now: Moment, _ database: Connection) throws {
        try SessionStore.forgetOld(at: now, database)
        try SignInStore.forgetFloods(database)
    }
}

/// ログイン and ログアウト.
struct SignInPage: Sendable {
    let services: Services
    private let age: PasswordAge
    private let firstPage: SignIn.FirstPage
    private let throttle: SignInThrottle
    let places = SignInPlaces()

    init(services: Services, age: PasswordAge, attemptsPerMinute: Int, firstPage: @escaping SignIn.FirstPage) {
        self.services = services
        self.age = age
        self.firstPage = firstPage
        throttle = SignInThrottle(attemptsPerMinute: attemptsPerMinute)
    }

    func entry(_ visit: OpenVisit) throws -> Response {
        if let home = try home(visit) { return .redirect(to: home) }
        return try services.page("SignIn/entry", PlainView(), for: visit)
    }

    func show(_ visit: OpenVisit) throws -> Response {
        if let home = try home(visit) { return .redirect(to: home) }
        if places.find(visit.visitor, at: visit.now)?.isWaiting == true { return .redirect(to: SignInWaitingPage.path) }
        return try page(visit, number: "", next: visit.query["next"] ?? "", [])
    }

    /// The form that came without its cookie, or with an old token: nothing of it is lost but the password.
    func showAgain(_ visit: OpenVisit) throws -> Response {
        try page(
            visit, number: visit.form["telephoneNumber"] ?? "", next: SignInPage.next(visit.form["next"] ?? ""),
            [.stale])
    }

    /// Where somebody goes on who is signed in; nil for everybody else. Who is on the way may begin anew.
    func home(_ visit: OpenVisit) throws -> String? {
        guard let token = visit.request.cookie(SessionToken.cookieName).flatMap(SessionToken.init(cookie:)),
            !services.endedSessions.has(token.hash),
            let session = try services.database.read({ try SessionStore.find(token, $0) }),
            session.step.isLast, !session.hasExpired(at: visit.now, policy: services.sessions)
        else { return nil }
        return session.step.home
    }

    /// Number and password in, a session out. All that can be wrong with them is answered alike, in text and in time (AUTH-7).
    func signIn(_ visit: OpenVisit) async throws -> Response {
        let typed = visit.form["telephoneNumber"] ?? ""
        let password = visit.form["password"] ?? ""
        let next = visit.form["next"] ?? ""
        let (number, entered): (PhoneNumber, EnteredPassword)
        switch SignIn.read(number: typed, password: password) {
        case .success(let read): (number, entered) = read
        case .failure(let problems): return try page(visit, number: typed, next: next, problems.all)
        }
        switch throttle.attempt(from: visit.request.peer, on: number.digits, at: visit.now) {
        case .refuse(let seconds, let isTold, let refusedBefore):
            if isTold { try await tellFlood(refusedBefore, visit) }
            throw PageRefusal.tooManyAttempts(retryAfter: seconds)
        case .proceed(let delay): await services.pause(delay)
        }
        let isKnown = KnownDevice(visit.request, of: services.site, services.key, at: visit.now)
            .knows(number.digits)
        let attempt = SignInAttempt(
            number: number, password: entered.text, client: Client(visit.request), next: SignInPage.next(next),
            isKnownDevice: isKnown, age: age, firstPage: firstPage)
        let turn = turn(of: number, isKnown: isKnown, next: next, visit)
        if services.work.hashing.wait(of: turn) > SignInWaitingPage.patience {
            return await wait(attempt, turn, typed: typed, next: next, visit)
        }
        guard let success = try await run(attempt, turn) else {
            return try page(visit, number: typed, next: next, [.refused])
        }
        return try await welcome(success, visit)
    }

    /// Known devices and who is in a hurry go first, a few times a minute.
    private func turn(of number: PhoneNumber, isKnown: Bool, next: String, _ visit: OpenVisit) -> WorkTurn {
        let household = Client.household(of: visit.request.peer)
        if isKnown, throttle.goesFirst(number.digits, at: visit.now) {
            return WorkTurn(.known, [number.digits])
        }
        let isUrgent = SignIn.isUrgent(next) && throttle.goesFirst(household, at: visit.now)
        return WorkTurn(isUrgent ? .urgent : .stranger, [household, number.digits])
    }

    private func run(_ attempt: SignInAttempt, _ turn: WorkTurn) async throws -> SignInAttempt.Success? {
        let success = try await attempt.run(services, turn)
        note(success, of: attempt)
        return success
    }

    private func note(_ success: SignInAttempt.Success?, of attempt: SignInAttempt) {
        if success == nil {
            throttle.failed(attempt.number.digits, at: services.now())
        } else {
            throttle.succeeded(attempt.number.digits)
        }
    }

    /// A place in the queue, which the browser asks after from now on; pressed twice, the same one.
    private func wait(
        _ attempt: SignInAttempt, _ turn: WorkTurn, typed: String, next: String, _ visit: OpenVisit
    ) async -> Response {
        let visitor = visit.visitor
        let turn = turn.named(visitor)
        let place = SignInPlaces.Place(turn: turn, number: typed, next: next, changedAt: visit.now)
        let (isNew, unclaimed) = places.open(visitor, place, at: visit.now)
        for success in unclaimed { await end(success) }
        guard isNew else { return .redirect(to: SignInWaitingPage.path) }
        // Not the visit: thousands wait, and each would keep his whole request.
        attempt.wait(services, turn) { [self] outcome in
            if case .success(let success) = outcome { note(success, of: attempt) }
            let isAwaited = places.conclude(visitor, outcome, at: services.now())
            if !isAwaited, case .success(let success?) = outcome { await end(success) }
        }
        return .redirect(to: SignInWaitingPage.path)
    }

    /// A sign-in that nobody waits for any more: nobody has its session, and nobody is to find it among the devices.
    func end(_ success: SignInAttempt.Success) async {
        await services.endedSessions.end(success.token.hash, in: services.database) { database in
            try SessionStore.end(success.token, database)
        }
    }

    /// AUTH-11: one line a minute and address, however many attempts there are, and no more than the throttle has to tell in
    /// a minute: nobody fills the disk with refusals.
    private func tellFlood(_ refusedBefore: Int, _ visit: OpenVisit) async throws {
        let actor = Actor(contract: nil, number: nil, client: visit.request.peer, at: visit.now)
        let before = refusedBefore > 0 ? "\(refusedBefore) in the minute before" : nil
        try await services.database.write { try actor.audit("sign-in.throttled", after: before, $0) }
    }

    func welcome(_ success: SignInAttempt.Success, _ visit: OpenVisit) async throws -> Response {
        let old = visit.request.cookie(SessionToken.cookieName).flatMap(SessionToken.init(cookie:))
        let landing = try await services.database.write { database in
            if let old {
                try KeptFormStore.carryOver(from: old, to: success.token, number: success.number, database)
                try SessionStore.end(old, database)
            }
            return try SignInStep.landing(success.token, database)
        }
        return try response(to: visit, with: success, landing: landing)
    }

    /// For a browser that was given the session and comes back without it, or from another tab with it.
    func welcomeAgain(_ success: SignInAttempt.Success, _ visit: OpenVisit) throws -> Response {
        let token = visit.request.cookie(SessionToken.cookieName).flatMap(SessionToken.init(cookie:))
        let (own, given) = try services.database.read { database in
            (try token.flatMap { try SessionStore.find($0, database) }, try SessionStore.find(success.token, database))
        }
        // A session that has risen meanwhile goes on under another token.
        if let own { return .redirect(to: own.step.home) }
        guard let given, !services.endedSessions.has(success.token.hash) else { return .redirect(to: "/login") }
        return try response(to: visit, with: success, landing: given.step.home)
    }

    private func response(
        to visit: OpenVisit, with success: SignInAttempt.Success, landing: String
    ) throws -> Response {
        var response = Response.redirect(to: landing)
        response.setCookie(success.token.cookie)
        let device = KnownDevice(visit.request, of: services.site, services.key, at: visit.now)
        response.setCookie(try device.cookie(with: success.number.digits))
        return response
    }

    func signOut(_ visit: Visit<Person>) async throws -> Response {
        await services.endedSessions.end(visit.session.token.hash, in: services.database) { database in
            try SessionStore.end(visit.session.token, database)
            try visit.actor.audit("sign-out", database)
        }
        // The notice's cookie would be cleared with the others, so the address says it.
        var response = Response.redirect(to: "/login?signed-out=1")
        response.setCookie(.forgetting(SessionToken.cookieName))
        // Not "cookies": the device stays known (AUTH-16), and all others are forgotten by name.
        response.setCookie(.forgetting(OpenVisit.cookieName))
        response.setCookie(Notice.spent)
        response.fields.append("Clear-Site-Data", "\"cache\", \"storage\"")
        return response
    }

    /// The page asked for, if it is one of ours and its address is no longer than addresses are.
    private static func next(_ path: String) -> String {
        path.utf8.count <= 1000 && Response.isLocalPath(path) ? path : ""
    }

    func page(_ visit: OpenVisit, number: String, next: String, _ wrong: [SignInProblem]) throws -> Response {
        let problems = wrong.map { $0.problem(in: visit.language) }
        let view = SignInView(
            telephoneNumber: FieldView("telephoneNumber", number, problems),
            password: FieldView("password", "", problems), next: next,
            hasSignedOut: visit.query["signed-out"] != nil, end: SessionEnd(visit.query), language: visit.language)
        return try services.page("SignIn/login", view, for: visit, problems: problems)
    }
}

private struct SignInView: ViewModel {
    let telephoneNumber: FieldView
    let password: FieldView
    let next: String
    let hasSignedOut: Bool
    let end: SessionEnd?
    let language: Language

    static let fields: ViewFields<SignInView> = [
        "telephoneNumber": { .object($0.telephoneNumber) },
        "password": { .object($0.password) },
        "next": { .text($0.next) },
        "hasSignedOut": { .flag($0.hasSignedOut) },
        "ended": { view in .object(ifAny: view.end.flatMap { SessionEndView($0, in: view.language) }) },
    ]
}

private struct SessionEndView: ViewModel {
    let words: (heading: String, sentence: String)
    let input: String?

    init?(_ end: SessionEnd, in language: Language) {
        guard let words = end.cause.words(in: language) else { return nil }
        self.words = words
        input = end.input?.sentence(in: language)
    }

    static let fields: ViewFields<SessionEndView> = [
        "heading": { .text($0.words.heading) },
        "cause": { .text($0.words.sentence) },
        "input": { .text(ifAny: $0.input) },
    ]
}
