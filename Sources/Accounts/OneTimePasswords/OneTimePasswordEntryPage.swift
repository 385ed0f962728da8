import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// ワンタイムパスワードの送信と入力, the last step of a sign-in (OTP-5).
struct OneTimePasswordEntryPage: Sendable {
    let services: Services
    let age: PasswordAge

    static let path = SignInStep.enterOneTimePassword.home

    func show(_ visit: Visit<Person>) throws -> Response { try page(visit) }

    func send(_ visit: Visit<Person>) async throws -> Response {
        switch try await OneTimePasswordSending(visit: visit).run(services) {
        case .sent:
            .done(OneTimePasswordEffect.codeSent.notice(in: visit.language), at: OneTimePasswordEntryPage.path)
        case .refused(let problem): try page(visit, [problem])
        case .gone: .redirect(to: OneTimePasswordEntryPage.path)
        }
    }

    func enter(_ visit: Visit<Person>) async throws -> Response {
        switch OneTimePasswordCode.Typed.read(visit.form.typed(.oneTimePassword)) {
        case .failure(let problem): return try page(visit, [.code(problem)])
        case .success(let typed): return try await enter(typed, visit)
        }
    }

    private func enter(_ typed: OneTimePasswordCode.Typed, _ visit: Visit<Person>) async throws -> Response {
        switch try await OneTimePasswordEntry(visit: visit, typed: typed, age: age).run(services) {
        case .right(let token, let landing):
            var response = Response.redirect(to: landing)
            response.setCookie(token.cookie)
            return response
        case .wrong(let problem): return try page(visit, [problem])
        case .ended:
            var response = Response.redirect(to: OneTimePasswordEndedPage.path)
            response.setCookie(.forgetting(SessionToken.cookieName))
            return response
        case .gone: return try page(visit)
        }
    }

    /// All ways end here: not sent, sent, or expired.
    private func page(_ visit: Visit<Person>, _ wrong: [OneTimePasswordProblem] = []) throws -> Response {
        let number = visit.person.number
        let (setting, challenge, delay) = try services.database.read { database in
            (
                try OneTimePasswordStore.find(number, database),
                try OneTimePasswordChallengeStore.find(visit.session.token, database),
                try Outbox.delayNotice(in: visit.language, database, visit.now)
            )
        }
        guard let setting, let address = setting.address else { return .redirect(to: "/login") }
        let hasExpired = challenge?.hasExpired(at: services.steady.now) == true
        let shown = hasExpired && visit.request.method == .post ? [.codeExpired] : wrong
        let problems = shown.problems(in: visit.language)
        let sent =
            hasExpired
            ? nil
            : challenge.map {
                SentView(
                    challenge: $0, key: services.key, end: visit.now + $0.timeLeft(at: services.steady.now),
                    now: visit.now, language: visit.language)
            }
        let view = OneTimePasswordEntryView(
            address: address, canChangeAddress: setting.secrets != nil, sent: sent, delay: delay,
            next: visit.session.next, hasExpired: hasExpired, problems: problems)
        return try services.page("OneTimePasswords/entry", view, for: visit, problems: problems)
    }
}

private struct OneTimePasswordEntryView: ViewModel {
    let address: MailAddress
    let canChangeAddress: Bool
    let sent: SentView?
    let delay: String?
    let next: String
    let hasExpired: Bool
    let problems: [Problem]

    static let fields: ViewFields<OneTimePasswordEntryView> = [
        "address": { .text($0.address.masked) },
        "canChangeAddress": { .flag($0.canChangeAddress) },
        "sent": { .object(ifAny: $0.sent) },
        "delay": { .text(ifAny: $0.delay) },
        "hasExpired": { .flag($0.hasExpired) },
        "loginPath": { .text("/login" + ($0.next.isEmpty ? "" : "?" + PercentEncoding.query([("next", $0.next)]))) },
        "send": { .object(FieldView(.send, "", $0.problems)) },
        "oneTimePassword": { .object(FieldView(.oneTimePassword, "", $0.problems)) },
    ]
}

private struct SentView: ViewModel {
    let challenge: OneTimePasswordChallenge
    let key: ServerKey
    let end: Moment
    let now: Moment
    let language: Language

    private var secondsLeft: Int { (end - now).inSeconds }

    static let fields: ViewFields<SentView> = [
        "reference": { .text($0.challenge.reference($0.key)) },
        "left": { .text(OneTimePasswords.timeText($0.secondsLeft, in: $0.language)) },
        "secondsLeft": { .integer($0.secondsLeft) },
        "until": { .text($0.end.dateAndTimeText(in: $0.language)) },
        "untilISO": { .text($0.end.machineText) },
    ]
}

/// What is left of a sign-in after too many wrong entries: why it has ended, and the way to a new one.
struct OneTimePasswordEndedPage: Sendable {
    let services: Services

    static let path = "/one-time-password/ended"

    func show(_ visit: OpenVisit) throws -> Response {
        try services.page("OneTimePasswords/ended", PlainView(), for: visit)
    }
}
