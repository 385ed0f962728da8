import Accounts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// 確認コード before a change of what signs somebody in (ACCT-3): of the mail or the app as at a sign-in, or a recovery code, by which
/// somebody comes to a new app whose old one is lost.
struct PresentCode: Sendable {
    static let field = "code"

    let services: Services

    enum Outcome<Value: Sendable>: Sendable {
        case right(Value)
        case refused(SecondFactorProblem)
        /// The last allowed miss, or the session has ended meanwhile.
        case ended
    }

    /// What was typed into its control.
    static func read(_ form: Form) -> Result<SecondFactorCheck.Typed, SecondFactorProblem> {
        let typed = form[field] ?? ""
        if let code = RecoveryCode(typed: typed) { return .success(.recovery(code)) }
        return OneTimePasswordCode.Typed.read(typed).map { .code($0) }.mapError { .code($0) }
    }

    /// Judges the code and, when it is right, does what it was asked for, in one transaction.
    func proven<Value: Sendable>(
        _ visit: Visit<Employee>, _ act: @escaping @Sendable (Account, Connection) throws -> Value
    ) async throws -> Outcome<Value> {
        let typed: SecondFactorCheck.Typed
        switch Self.read(visit.form) {
        case .failure(let problem): return .refused(problem)
        case .success(let read): typed = read
        }
        let check = SecondFactorCheck(
            visit: visit, typed: typed, nonce: services.random(SecondFactorChallenge.nonceLength))
        return try await services.database.write { [services] database in
            guard let session = try EmployeeSessionStore.find(visit.session.token, database), session.step.isLast,
                let account = try AccountStore.find(session.person.id, database)
            else { return .ended }
            switch try check.verdict(on: account, services, database) {
            case .right: return .right(try act(account, database))
            case .wrong(let problem): return .refused(problem)
            case .expired: return .refused(.expired)
            case .ended: return .ended
            }
        }
    }

    /// The mail with a code; the page that asks for it says whether one has been sent.
    func send(
        _ visit: Visit<Employee>, from path: String, _ page: (SecondFactorProblem) throws -> Response
    ) async throws -> Response {
        let nonce = services.random(SecondFactorChallenge.nonceLength)
        let outcome = try await services.database.write { [services] database in
            guard let account = try AccountStore.find(visit.person.id, database) else {
                return SecondFactorSending.Outcome.gone
            }
            let actor = visit.actor
            let sending = SecondFactorSending(
                account: account, session: visit.session.token.hash, nonce: nonce, client: actor.client, actor: actor,
                isForChange: true)
            return try sending.send(services, database)
        }
        switch outcome {
        case .sent: return services.done(.secondFactorSent(in: visit.language), at: path)
        case .refused(let problem): return try page(problem)
        case .gone, .notByMail: return .redirect(to: path)
        }
    }

    /// The session has ended: the way to sign in again.
    func ended() -> Response {
        var response = Response.redirect(to: SecondFactorPage.endedPath)
        response.setCookie(.forgetting(services.site.cookies.session))
        return response
    }

    func view(_ visit: Visit<Employee>, _ problems: [Problem]) throws -> PresentCodeView? {
        let id = visit.person.id
        let (account, challenge, delay) = try services.database.read { database in
            (
                try AccountStore.find(id, database),
                try SecondFactorStore.challenge(visit.session.token.hash, account: id, database),
                try Outbox.delayNotice(in: visit.language, database, visit.now)
            )
        }
        return account.map { account in
            PresentCodeView(
                account: account, delay: delay,
                sent: SentCodeView(
                    challenge, services.key, steady: services.steady.now, at: visit.now, in: visit.language),
                problems: problems)
        }
    }
}

/// As `OwnAccount/present-code` and `OwnAccount/send-code` draw it.
struct PresentCodeView: ViewModel {
    let account: Account
    let delay: String?
    let sent: SentCodeView?
    let problems: [Problem]

    var isByApp: Bool { account.secondFactor == .app }

    static let fields: ViewFields<PresentCodeView> = [
        "isByApp": { .flag($0.isByApp) },
        "address": { .text($0.account.mailAddress.masked) },
        "delay": { .text(ifAny: $0.delay) },
        "sent": { .object(ifAny: $0.isByApp ? nil : $0.sent) },
        "send": { .object(FieldView("send", "", $0.problems)) },
        "code": { .object(FieldView(PresentCode.field, "", $0.problems)) },
    ]
}
