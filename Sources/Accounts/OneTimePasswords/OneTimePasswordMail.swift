import HTTP
import Mustache
import SQLite
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
    let language: Language

    static let fields: ViewFields<OneTimePasswordMail> = [
        "number": { .text($0.number.display) },
        "at": { .text($0.at.dateAndTimeText(in: $0.language)) },
        "client": { .text($0.client) },
        "linkPath": { .text($0.linkPath) },
        "code": { .text($0.code?.digits ?? "") },
        "reference": { .text($0.reference) },
        "end": { .text($0.end.dateAndTimeText(in: $0.language)) },
    ]
}

extension Services {
    func codeMail(_ challenge: OneTimePasswordChallenge, asked visit: Visit<Person>) throws -> Mail {
        let end = visit.now + challenge.timeLeft(at: steady.now)
        let view = OneTimePasswordMail(
            number: challenge.number, at: visit.now, client: visit.request.peer, code: challenge.code(key),
            reference: challenge.reference(key), end: end, language: mails.language)
        return try mails.mail(
            "one-time-password.code", to: challenge.address, "OneTimePasswords/code-mail", view,
            worthlessAfter: end)
    }

    /// Sends a new link to the address of the number's registration; the one before it is dead. For a page or a file, in its
    /// transaction.
    func sendLink(
        _ link: String, to address: MailAddress, of number: PhoneNumber, by actor: Actor, _ database: Connection
    ) throws {
        let view = OneTimePasswordMail(
            number: number, at: actor.at, client: actor.client, linkPath: OneTimePasswordLinkPage.path(link),
            end: actor.at + OneTimePasswords.linkLifetime, language: mails.language)
        let mail = try mails.mail(
            "one-time-password.link", to: address, "OneTimePasswords/link-mail", view, worthlessAfter: view.end)
        try OneTimePasswordRegistrationStore.setLink(link, of: number, at: actor.at, database)
        try OneTimePasswordStore.noteSending(.link, of: number, at: actor.at, database)
        try OutboxStore.add(mail, of: actor.contract, at: actor.at, database)
    }
}
