import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// ワンタイムパスワードの送信と入力, the last step of a sign-in (OTP-5).
struct OneTimePasswordEntryPage: Sendable {
    let services: Services

    static let path = "/one-time-password"

    func show(_ visit: Visit<Person>) throws -> Response { try page(visit) }

    func send(_ visit: Visit<Person>) async throws -> Response {
        switch try await OneTimePasswordSending(visit: visit).run(services) {
        case .sent:
            let notice = Notice(
                "ワンタイムパスワードを送信しました", ["届いたメールの照合番号が、この画面の照合番号と同じであることを確かめてから入力してください。"])
            return .done(notice, at: OneTimePasswordEntryPage.path)
        case .tooMany(let until):
            return try page(
                visit, [Problem("send", "15分間に送信できるのは5回までです。\(until.dateAndTimeText)より後に、もう一度お試しください。")])
        case .closed(let until):
            let sentence =
                "ワンタイムパスワードの間違いが24時間に50回あったため、\(until.dateAndTimeText)まで送信できません。パスワードをほかの方に知られているおそれがあります。"
            return try page(visit, [Problem("send", sentence)])
        case .expired, .gone:
            return Response.redirect(to: OneTimePasswordEntryPage.path)
        }
    }

    func enter(_ visit: Visit<Person>) async throws -> Response {
        switch OneTimePasswordCode.Typed.read(visit.form["oneTimePassword"] ?? "") {
        case .failure(let fault): return try page(visit, [Problem("oneTimePassword", fault.sentence)])
        case .success(let typed): return try await enter(typed, visit)
        }
    }

    private func enter(_ typed: OneTimePasswordCode.Typed, _ visit: Visit<Person>) async throws -> Response {
        switch try await OneTimePasswordEntry(visit: visit, typed: typed).run(services) {
        case .right(let token, let landing):
            var response = Response.redirect(to: landing)
            response.setCookie(token.cookie)
            return response
        case .wrong(let left):
            let sentence = "ワンタイムパスワードが正しくありません。照合番号が同じメールに書かれた数字6桁を入力してください（あと\(left)回間違えると、ログインを終了します）。"
            return try page(visit, [Problem("oneTimePassword", sentence)])
        case .ended:
            var response = Response.redirect(to: OneTimePasswordEndedPage.path)
            response.setCookie(.forgetting(SessionToken.cookieName))
            return response
        case .notSent:
            return try page(visit, [Problem("send", "先に「ワンタイムパスワードを送信」を押してください。")])
        case .expired, .gone:
            return try page(visit)
        }
    }

    /// All ways end here: not sent, sent, or expired.
    private func page(_ visit: Visit<Person>, _ problems: [Problem] = []) throws -> Response {
        let number = visit.person.number
        let (setting, challenge, delay) = try services.database.read { database in
            (
                try OneTimePasswordStore.find(number, database),
                try OneTimePasswordChallengeStore.find(visit.session.token, database),
                try Outbox.delayNotice(in: visit.language, database, visit.now)
            )
        }
        guard let setting, let address = setting.address else { return Response.redirect(to: "/login") }
        let hasExpired = challenge?.hasExpired(at: visit.now) == true
        let expiry = Problem(
            "main", "ワンタイムパスワードの有効時間（300秒）が過ぎました。もう一度ログインして、新しいワンタイムパスワードを受け取ってください。")
        let shown = hasExpired && visit.request.method == .post ? [expiry] : problems
        let view = OneTimePasswordEntryView(
            address: address, canChangeAddress: setting.secrets != nil,
            sent: hasExpired ? nil : challenge.map { SentView(challenge: $0, key: services.key, now: visit.now) },
            delay: delay, next: visit.session.next, hasExpired: hasExpired, problems: shown)
        return try services.page("OneTimePasswords/entry", view, for: visit, problems: shown)
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
        "send": { .object(FieldView("send", "", $0.problems)) },
        "oneTimePassword": { .object(FieldView("oneTimePassword", "", $0.problems)) },
    ]
}

private struct SentView: ViewModel {
    let challenge: OneTimePasswordChallenge
    let key: ServerKey
    let now: Moment

    private var secondsLeft: Int { Int((challenge.end - now).components.seconds) }

    static let fields: ViewFields<SentView> = [
        "reference": { .text($0.challenge.reference($0.key)) },
        "left": { .text(OneTimePasswords.timeText($0.secondsLeft)) },
        "secondsLeft": { .integer($0.secondsLeft) },
        "until": { .text($0.challenge.end.dateAndTimeText) },
        "untilISO": { .text($0.challenge.end.machineText) },
    ]
}

extension OneTimePasswords {
    /// 「4分32秒」
    static func timeText(_ seconds: Int) -> String {
        seconds < 60 ? "\(seconds)秒" : "\(seconds / 60)分\(seconds % 60)秒"
    }
}

/// What is left of a sign-in after too many wrong entries: why it has ended, and the way to a new one.
struct OneTimePasswordEndedPage: Sendable {
    let services: Services

    static let path = "/one-time-password/ended"

    func show(_ visit: OpenVisit) throws -> Response {
        try services.page("OneTimePasswords/ended", PlainView(), for: visit)
    }
}
