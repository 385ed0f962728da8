import Foundation
import SMTP
import Settings
import Shell
import Telephony

/// Makes whole messages of the site's mails, the same on every way out of the house.
struct MailComposer: Sendable {
    private let from: Mailbox
    private let domain: String
    /// Stands before every subject.
    private let mark: String

    private static let tokyo = 540

    init(_ configuration: Configuration, isDemo: Bool) throws {
        let host = URLComponents(string: configuration.site.origin)?.host ?? ""
        let settings = configuration.mail
        if settings.from.isEmpty, settings.server != nil, !isDemo {
            throw ConfigurationError(description: "mail.server is set, but not mail.from: the site's own mail address")
        }
        let address = settings.from.isEmpty ? "hikari@\(host)" : settings.from
        let name = settings.fromName.isEmpty ? configuration.site.name : settings.fromName
        // An origin of figures makes no address.
        guard let from = Mailbox(name: name, address: address) ?? Mailbox(name: name, address: "hikari@localhost")
        else {
            throw ConfigurationError(description: "mail.from-name (or site-name) cannot be written in a mail")
        }
        self.from = from
        domain = from.address.domain
        mark = isDemo ? MailComposer.demoMark(in: .ofSite) : ""
    }

    /// Nil for an address that no mail server takes, or words that no header can hold.
    func message(of mail: Mail, reference: String, writtenAt: Moment) -> MailMessage? {
        guard let to = Mailbox(address: mail.recipient.text), let subject = MailHeaderText(mark + mail.subject),
            let id = MessageID(reference, at: domain)
        else { return nil }
        return MailMessage(
            from: from, to: to, subject: subject, body: mail.body, secondsSince1970: writtenAt.milliseconds / 1000,
            zoneMinutes: Self.tokyo, id: id)
    }

    /// What the operator reads where there is no message.
    static let refusal = MailDelivery.refused("the address or the subject cannot be written in a mail")
}
