import Encodings
import Mustache
package import SQLite
package import Shell
import Telephony

/// The mails with a link: 利用開始のご案内, and the one of a forgotten password. They are worth nothing after its end.
package struct AccountMail: Sendable {
    package let account: Account
    package let companyName: String
    package let actor: Actor
    package let mails: MailTemplates
    package let random: @Sendable (Int) -> [UInt8]

    package init(
        _ account: Account, companyName: String, by actor: Actor, _ mails: MailTemplates,
        random: @escaping @Sendable (Int) -> [UInt8]
    ) {
        self.account = account
        self.companyName = companyName
        self.actor = actor
        self.mails = mails
        self.random = random
    }

    /// Writes a mail with a new link, in the transaction of its cause; the link before it is dead.
    package func send(_ purpose: AccountLink.Purpose, _ database: Connection) throws {
        let link = Base64URL.encode(random(LinkText.byteCount))
        let end = actor.at + purpose.lifetime
        let view = AccountMailView(
            mail: self, linkPath: purpose.path(link), end: end.dateAndTimeText(in: mails.language),
            at: actor.at.dateAndTimeText(in: mails.language))
        let mail = try mails.mail(
            purpose.mailKind, to: account.mailAddress, purpose.template, view, worthlessAfter: end)
        try AccountLinkStore.set(link, purpose, of: account.id, at: actor.at, database)
        try OutboxStore.add(mail, of: nil, at: actor.at, database)
        try actor.audit(purpose.event, subject: account.mailAddress.text, database)
    }
}

extension AccountLink.Purpose {
    /// The page behind the link.
    package func path(_ link: String) -> String { "\(pagePath)?link=\(link)" }

    package var pagePath: String {
        switch self {
        case .activation: "/activation"
        case .password: "/forgotten-password/new"
        }
    }

    fileprivate var mailKind: StaticString {
        switch self {
        case .activation: "account.activation"
        case .password: "account.password-link"
        }
    }

    fileprivate var template: String {
        switch self {
        case .activation: "CompanyAccounts/activation-mail"
        case .password: "Entrance/password-mail"
        }
    }

    fileprivate var event: AuditEvent {
        switch self {
        case .activation: "account.invited"
        case .password: "account.password-link"
        }
    }
}

private struct AccountMailView: ViewModel {
    let mail: AccountMail
    let linkPath: String
    let end: String
    let at: String

    static let fields: ViewFields<AccountMailView> = [
        "company": { .text($0.mail.companyName) },
        "name": { .text($0.mail.account.name) },
        "mailAddress": { .text($0.mail.account.mailAddress.text) },
        "linkPath": { .text($0.linkPath) },
        "end": { .text($0.end) },
        "at": { .text($0.at) },
        "client": { .text($0.mail.actor.client) },
    ]
}
