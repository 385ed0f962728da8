import Mustache
package import SQLite
package import Shell
package import Telephony

/// Something that may have been somebody else's doing: a password that is void or new, another unit, forwarding that starts or
/// goes elsewhere. A feature's words file words its own.
package protocol SecurityHappening: Sendable {
    /// For the outbox: "security.password-changed".
    var kind: StaticString { get }
    /// What was done, for the mail's subject and its first sentence, without 「。」: 「パスワードが変更されました」.
    func happening(in language: Language) -> String
    /// More about it, a sentence or 「項目：値」 each. Never a secret.
    func details(in language: Language) -> [String]
}

extension SecurityHappening {
    package func details(in language: Language) -> [String] { [] }
}

/// What the owner of a number is told by mail because somebody else may have done it (AUTH-12).
package struct SecurityNotice: Sendable {
    let happening: any SecurityHappening
    /// Whose it is: its one-time passwords' address gets the mail.
    let number: PhoneNumber
    /// Who did it.
    let actor: Actor

    package init(_ happening: any SecurityHappening, of number: PhoneNumber, by actor: Actor) {
        self.happening = happening
        self.number = number
        self.actor = actor
    }

    /// Writes the mail for the address that the number's one-time passwords go to, in the transaction of what it tells
    /// about. False when the number has no such address.
    @discardableResult
    package func write(_ mails: MailTemplates, _ database: Connection) throws -> Bool {
        guard let address = try SecurityNoticeStore.mailAddress(of: number, database) else { return false }
        try write(to: address, mails, database)
        return true
    }

    /// Whether somebody would hear of what happens to the number.
    package static func hasAddress(_ number: PhoneNumber, _ database: Connection) throws -> Bool {
        try SecurityNoticeStore.mailAddress(of: number, database) != nil
    }

    /// The same for an address that the number had, or will have.
    func write(to address: MailAddress, _ mails: MailTemplates, _ database: Connection) throws {
        let view = SecurityNoticeView(
            happening: happening.happening(in: mails.language), details: happening.details(in: mails.language),
            notice: self, language: mails.language)
        try OutboxStore.add(
            try mails.mail(happening.kind, to: address, "SecurityNotices/notice-mail", view), of: actor.contract,
            at: actor.at, database)
    }
}

private struct SecurityNoticeView: ViewModel {
    let happening: String
    let details: [String]
    let notice: SecurityNotice
    let language: Language

    static let fields: ViewFields<SecurityNoticeView> = [
        "happening": { .text($0.happening) },
        "details": { .list($0.details) },
        "number": { .text($0.notice.number.display) },
        "at": { .text($0.notice.actor.at.dateAndTimeText(in: $0.language)) },
        "client": { .text($0.notice.actor.place(in: $0.language)) },
    ]
}
