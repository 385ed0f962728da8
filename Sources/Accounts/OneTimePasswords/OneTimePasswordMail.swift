import HTTP
import Mustache
import Shell
import Telephony

/// The two mails that carry a secret: a code, or the link that makes an address count. They are worth nothing after its end.
struct OneTimePasswordMail: ViewModel {
    let number: PhoneNumber
    let at: Moment
    /// From where; an address of the network.
    let client: String
    /// The path behind the site's origin.
    var linkPath = ""
    var code: OneTimePasswordCode?
    var reference = ""
    let end: Moment

    static let fields: ViewFields<OneTimePasswordMail> = [
        "number": { .text($0.number.display) },
        "at": { .text($0.at.dateAndTimeText) },
        "client": { .text($0.client) },
        "linkPath": { .text($0.linkPath) },
        "code": { .text($0.code?.digits ?? "") },
        "reference": { .text($0.reference) },
        "end": { .text($0.end.dateAndTimeText) },
    ]
}

extension Services {
    func codeMail(_ challenge: OneTimePasswordChallenge, asked visit: Visit<Person>) throws -> Mail {
        let view = OneTimePasswordMail(
            number: challenge.number, at: visit.now, client: visit.request.peer, code: challenge.code(key),
            reference: challenge.reference(key), end: challenge.end)
        return try mails.mail(
            "one-time-password.code", to: challenge.address, "OneTimePasswords/code-mail", view,
            worthlessAfter: challenge.end)
    }

    func linkMail(
        _ link: String, to address: MailAddress, of number: PhoneNumber, client: String, at now: Moment
    ) throws -> Mail {
        let view = OneTimePasswordMail(
            number: number, at: now, client: client, linkPath: OneTimePasswordLinkPage.path(link),
            end: now + OneTimePasswords.linkLifetime)
        return try mails.mail(
            "one-time-password.link", to: address, "OneTimePasswords/link-mail", view, worthlessAfter: view.end)
    }
}

/// What the owner of a number hears of changes that another person may have made (AUTH-12).
enum OneTimePasswordNotice {
    static func registered(_ address: MailAddress, of number: PhoneNumber, _ cause: Cause) -> SecurityNotice {
        cause.notice(
            "one-time-password.registered", "ワンタイムパスワードの受信用メールアドレスが登録されました",
            ["受信用メールアドレス：\(address.masked)", "次回のログインから、このメールアドレスに届くワンタイムパスワードの入力が必要です。"], number)
    }

    /// For the old address.
    static func addressChanged(to address: MailAddress, of number: PhoneNumber, _ cause: Cause) -> SecurityNotice {
        cause.notice(
            "one-time-password.address-changed", "ワンタイムパスワードの受信用メールアドレスが変更されました",
            ["新しいメールアドレス：\(address.masked)（一部を伏せています）", "今後、このメールアドレスにワンタイムパスワードは届きません。"], number)
    }

    static func stopped(_ number: PhoneNumber, _ cause: Cause) -> SecurityNotice {
        cause.notice(
            "one-time-password.stopped", "ワンタイムパスワードを利用しない設定に変更されました",
            ["今後は、電話番号とパスワードだけでログインできます。登録されていたメールアドレス、確認用ID、確認用パスワードは削除しました。"], number)
    }

    static func reset(_ number: PhoneNumber, _ cause: Cause) -> SecurityNotice {
        cause.notice(
            "one-time-password.reset", "ワンタイムパスワードの登録が取り消されました",
            ["次回のログインで、ワンタイムパスワードの利用をもう一度選択してください。"], number)
    }

    static func secretsChanged(_ what: String, of number: PhoneNumber, _ cause: Cause) -> SecurityNotice {
        cause.notice("one-time-password.secrets-changed", "\(what)が変更されました", [], number)
    }

    static func blocked(until end: Moment, of number: PhoneNumber, _ cause: Cause) -> SecurityNotice {
        cause.notice(
            "one-time-password.blocked", "確認用IDまたは確認用パスワードが続けて5回間違えられました",
            ["\(end.dateAndTimeText)まで使えなくしました。受信用メールアドレスは変わっていません。"], number)
    }

    static func missed(_ number: PhoneNumber, _ cause: Cause) -> SecurityNotice {
        cause.notice(
            "one-time-password.missed", "ワンタイムパスワードが5回間違えられました",
            ["そのワンタイムパスワードを無効にして、ログインを終了しました。"], number)
    }

    /// Whose contract it is, from where it was done, and when.
    struct Cause: Sendable {
        let contract: Int
        let client: String
        let at: Moment

        fileprivate func notice(
            _ kind: StaticString, _ happening: String, _ details: [String], _ number: PhoneNumber
        ) -> SecurityNotice {
            SecurityNotice(
                kind: kind, happening: happening, details: details, number: number, contract: contract,
                client: client, at: at)
        }
    }
}

extension Visit<Person> {
    var cause: OneTimePasswordNotice.Cause {
        OneTimePasswordNotice.Cause(contract: person.contractID, client: request.peer, at: now)
    }

    /// A line of the audit trail about the visitor's own number.
    func entry(_ event: AuditEvent, subject: String = "", before: String? = nil, after: String? = nil) -> AuditEntry {
        AuditEntry(
            at: now, contract: person.contractID, number: person.number, client: request.peer, event: event,
            subject: subject, before: before, after: after)
    }
}
