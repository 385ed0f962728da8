import Site

/// Mails into a folder instead of out of the house: what a demonstration and a site without a mail server have.
struct MailFolder: MailCarrier {
    let path: String

    func carry(_ mail: Mail, reference: String, writtenAt: Moment) async -> MailDelivery {
        .deferred("no mail server is configured")
    }
}
