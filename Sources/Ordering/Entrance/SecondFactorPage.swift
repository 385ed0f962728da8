import Accounts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// 確認コードの入力, the step behind the password (ACCT-3).
struct SecondFactorPage: Sendable {
    let services: Services

    static let path = EmployeeSteps.enterSecondFactor.home
    static let sendingPath = path + "/sending"
    static let recoveryPath = path + "/recovery"
    static let endedPath = path + "/ended"
    private static let step: Set = [EmployeeSteps.enterSecondFactor]

    var routes: [SiteRoute<Employee>] {
        [
            .signingIn(Self.step, .get, Self.path, { try page($0) }),
            .signingIn(Self.step, .post, Self.path, enter),
            .signingIn(Self.step, .post, Self.sendingPath, send),
            .signingIn(Self.step, .get, Self.recoveryPath, { try recoveryPage($0) }),
            .signingIn(Self.step, .post, Self.recoveryPath, recover),
            .open(.get, Self.endedPath) { try services.page("Entrance/ended", PlainView(), for: $0) },
        ]
    }

    func send(_ visit: Visit<Employee>) async throws -> Response {
        let nonce = services.random(SecondFactorChallenge.nonceLength)
        let (actor, session, id) = (visit.actor, visit.session.token.hash, visit.person.id)
        let outcome = try await services.database.write { [services] database in
            guard let account = try AccountStore.find(id, database) else {
                return SecondFactorSending.Outcome.gone
            }
            let sending = SecondFactorSending(
                account: account, session: session, nonce: nonce, client: actor.client, actor: actor)
            return try sending.send(services, database)
        }
        switch outcome {
        case .sent: return services.done(.secondFactorSent(in: visit.language), at: Self.path)
        case .refused(let problem): return try page(visit, problem)
        case .gone, .notByMail: return .redirect(to: Self.path)
        }
    }

    func enter(_ visit: Visit<Employee>) async throws -> Response {
        switch OneTimePasswordCode.Typed.read(visit.form["code"] ?? "") {
        case .failure(let problem): return try page(visit, .code(problem))
        case .success(let typed): return try await judge(.code(typed), visit) { try page(visit, $0) }
        }
    }

    func recover(_ visit: Visit<Employee>) async throws -> Response {
        guard let code = RecoveryCode(typed: visit.form["recoveryCode"] ?? "") else {
            return try recoveryPage(visit, .noRecoveryCode)
        }
        return try await judge(.recovery(code), visit) { try recoveryPage(visit, $0) }
    }

    private func judge(
        _ typed: SecondFactorCheck.Typed, _ visit: Visit<Employee>,
        _ page: (SecondFactorProblem) throws -> Response
    ) async throws -> Response {
        switch try await SecondFactorEntry(visit: visit, typed: typed).run(services) {
        case .right(let token, let landing):
            var response = Response.redirect(to: landing)
            response.setCookie(services.site.cookies.cookie(of: token))
            response.setCookie(try visit.device(services).cookie(with: visit.person.account))
            return response
        case .wrong(let problem): return try page(problem)
        case .ended:
            var response = Response.redirect(to: Self.endedPath)
            response.setCookie(.forgetting(services.site.cookies.session))
            return response
        case .gone: return .redirect(to: Self.path)
        }
    }

    /// All ways end here: not sent, sent, or expired; or a code of the app.
    private func page(_ visit: Visit<Employee>, _ wrong: SecondFactorProblem? = nil) throws -> Response {
        let (account, challenge, delay, codes) = try services.database.read { database in
            (
                try AccountStore.find(visit.person.id, database),
                try SecondFactorStore.challenge(visit.session.token.hash, account: visit.person.id, database),
                try Outbox.delayNotice(in: visit.language, database, visit.now),
                try AccountFactorStore.recoveryCodesLeft(of: visit.person.id, database)
            )
        }
        guard let account else { return .redirect(to: EntrancePage.path) }
        let problems = wrong.map { [$0.problem(in: visit.language)] } ?? []
        let view = SecondFactorView(
            account: account, challenge: challenge, delay: delay, hasRecoveryCodes: codes > 0,
            next: visit.session.next, problems: problems, key: services.key, steady: services.steady.now,
            now: visit.now, language: visit.language)
        return try services.page("Entrance/second-factor", view, for: visit, problems: problems)
    }

    private func recoveryPage(_ visit: Visit<Employee>, _ wrong: SecondFactorProblem? = nil) throws -> Response {
        let problems = wrong.map { [$0.problem(in: visit.language, field: "recoveryCode")] } ?? []
        let view = RecoveryView(field: FieldView("recoveryCode", "", problems))
        return try services.page("Entrance/recovery", view, for: visit, problems: problems)
    }
}

private struct SecondFactorView: ViewModel {
    let account: Account
    let challenge: SecondFactorChallenge?
    let delay: String?
    let hasRecoveryCodes: Bool
    let next: String
    let problems: [Problem]
    let key: ServerKey
    let steady: Moment
    let now: Moment
    let language: Language

    private var isByApp: Bool { account.secondFactor == .app }
    private var hasExpired: Bool { !isByApp && challenge?.hasExpired(at: steady) == true }

    static let fields: ViewFields<SecondFactorView> = [
        "isByApp": { .flag($0.isByApp) },
        "hasExpired": { .flag($0.hasExpired) },
        "address": { .text($0.account.mailAddress.masked) },
        "delay": { .text(ifAny: $0.delay) },
        "hasRecoveryCodes": { .flag($0.hasRecoveryCodes) },
        "loginPath": { view in
            let query = PercentEncoding.query([("next", view.next)])
            return .text(view.next.isEmpty ? EntrancePage.path : "\(EntrancePage.path)?\(query)")
        },
        "code": { .object(FieldView("code", "", $0.problems)) },
        "send": { .object(FieldView("send", "", $0.problems)) },
        "sent": { view in
            guard !view.isByApp else { return .absent }
            return .object(
                ifAny: SentCodeView(
                    view.challenge, view.key, steady: view.steady, at: view.now, in: view.language))
        },
    ]
}

/// The mail that has been sent, for as long as its code serves.
struct SentCodeView: ViewModel {
    let reference: String
    let left: Duration
    let end: Moment
    let language: Language

    /// nil where nothing serves.
    init?(_ challenge: SecondFactorChallenge?, _ key: ServerKey, steady: Moment, at now: Moment, in language: Language)
    {
        guard let challenge, let left = challenge.timeLeft(at: steady), left > .zero else { return nil }
        self.left = left
        self.language = language
        reference = challenge.reference(key)
        end = now + left
    }

    static let fields: ViewFields<SentCodeView> = [
        "reference": { .text($0.reference) },
        "left": { .text(OneTimePasswords.timeText($0.left.inSeconds, in: $0.language)) },
        "secondsLeft": { .integer($0.left.inSeconds) },
        "until": { .text($0.end.dateAndTimeText(in: $0.language)) },
        "untilISO": { .text($0.end.machineText) },
    ]
}

private struct RecoveryView: ViewModel {
    let field: FieldView

    static let fields: ViewFields<RecoveryView> = ["recoveryCode": { .object($0.field) }]
}
