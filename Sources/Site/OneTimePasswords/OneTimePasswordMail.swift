import HTTP
import Mustache

/// What the mails of this feature say: what has been done, when, from where, and what to do if it was somebody else.
struct OneTimePasswordMail: ViewModel {
    let number: PhoneNumber
    let at: Moment
    /// From where; an address of the network.
    let client: String
    var address: MailAddress?
    /// The path behind the site's origin.
    var linkPath = ""
    var code: OneTimePasswordCode?
    var reference = ""
    var end: Moment?

    init(_ number: PhoneNumber, at: Moment, client: String) {
        self.number = number
        self.at = at
        self.client = client
    }

    init(_ visit: Visit) { self.init(visit.person.number, at: visit.now, client: visit.request.peer) }

    static let fields: ViewFields<OneTimePasswordMail> = [
        "number": { .text($0.number.display) },
        "at": { .text($0.at.dateAndTimeText) },
        "client": { .text($0.client) },
        "address": { .text($0.address?.masked ?? "") },
        "linkPath": { .text($0.linkPath) },
        "code": { .text($0.code?.digits ?? "") },
        "reference": { .text($0.reference) },
        "end": { .text($0.end?.dateAndTimeText ?? "") },
    ]

    func linking(_ link: String, to address: MailAddress) -> OneTimePasswordMail {
        var mail = self
        mail.address = address
        mail.linkPath = OneTimePasswordLinkPage.path(link)
        mail.end = at + OneTimePasswords.linkLifetime
        return mail
    }

    func telling(_ challenge: OneTimePasswordChallenge, _ key: ServerKey) -> OneTimePasswordMail {
        var mail = self
        mail.code = challenge.code(key)
        mail.reference = challenge.reference(key)
        mail.end = challenge.end
        return mail
    }

    func naming(_ address: MailAddress) -> OneTimePasswordMail {
        var mail = self
        mail.address = address
        return mail
    }
}

extension Services {
    func codeMail(_ view: OneTimePasswordMail, to address: MailAddress) throws -> Mail {
        try mail("one-time-password.code", to: address, "OneTimePasswords/code-mail", view)
    }

    func linkMail(_ view: OneTimePasswordMail, to address: MailAddress) throws -> Mail {
        try mail("one-time-password.link", to: address, "OneTimePasswords/link-mail", view)
    }

    func registeredMail(_ view: OneTimePasswordMail, to address: MailAddress) throws -> Mail {
        try mail("one-time-password.registered", to: address, "OneTimePasswords/registered-mail", view)
    }

    /// To the old address: where the codes go now.
    func addressChangedMail(_ view: OneTimePasswordMail, to address: MailAddress) throws -> Mail {
        try mail("one-time-password.address-changed", to: address, "OneTimePasswords/address-changed-mail", view)
    }

    func stoppedMail(_ view: OneTimePasswordMail, to address: MailAddress) throws -> Mail {
        try mail("one-time-password.stopped", to: address, "OneTimePasswords/stopped-mail", view)
    }

    func secretsChangedMail(_ view: OneTimePasswordMail, to address: MailAddress) throws -> Mail {
        try mail("one-time-password.secrets-changed", to: address, "OneTimePasswords/secrets-changed-mail", view)
    }

    func blockedMail(_ view: OneTimePasswordMail, to address: MailAddress) throws -> Mail {
        try mail("one-time-password.blocked", to: address, "OneTimePasswords/blocked-mail", view)
    }

    func missedMail(_ view: OneTimePasswordMail, to address: MailAddress) throws -> Mail {
        try mail("one-time-password.missed", to: address, "OneTimePasswords/missed-mail", view)
    }
}
