import Mustache
package import SQLite
package import Shell
package import Telephony

/// What the owner of an account is told because somebody else may have done it.
package enum AccountNotice: Sendable {
    case passwordSpent, passwordChanged, secondFactorMissed, recoveryCodeUsed(left: Int)
    case secondFactorChanged(SecondFactor), secondFactorReset, madeVoid, recoveryCodesMade
    /// Signed in with in a browser where the account was not known; with what the browser says of itself.
    case newDevice(agent: String)

    var kind: StaticString {
        switch self {
        case .passwordSpent: "account.password-spent"
        case .passwordChanged: "account.password-changed"
        case .secondFactorMissed: "account.second-factor-missed"
        case .recoveryCodeUsed: "account.recovery-code-used"
        case .secondFactorChanged: "account.second-factor-changed"
        case .secondFactorReset: "account.second-factor-reset"
        case .madeVoid: "account.void"
        case .recoveryCodesMade: "account.recovery-codes-made"
        case .newDevice: "account.new-device"
        }
    }

    /// Writes the mail to the account's address, in the transaction of what it tells about.
    package func write(
        to address: MailAddress, by actor: Actor, _ mails: MailTemplates, _ database: Connection
    ) throws {
        let view = AccountNoticeView(notice: self, address: address, actor: actor, language: mails.language)
        try OutboxStore.add(
            try mails.mail(kind, to: address, "CompanyAccounts/notice-mail", view), of: nil, at: actor.at, database)
    }
}

private struct AccountNoticeView: ViewModel {
    let notice: AccountNotice
    let address: MailAddress
    let actor: Actor
    let language: Language

    static let fields: ViewFields<AccountNoticeView> = [
        "happening": { .text($0.notice.happening(in: $0.language)) },
        "details": { .list($0.notice.details(in: $0.language)) },
        "mailAddress": { .text($0.address.text) },
        "at": { .text($0.actor.at.dateAndTimeText(in: $0.language)) },
        "client": { .text(ClientWords.text(for: $0.actor.client, in: $0.language)) },
    ]
}
