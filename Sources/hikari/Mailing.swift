import SMTP
import Settings
import Shell
import Transport

/// The way that mails take, as configured: to the mail server, or into a folder of the data.
struct Mailing {
    let carrier: any MailCarrier
    private let server: SMTPCarrier?
    private let resolver: HostResolver?

    init(_ configuration: Configuration, isDemo: Bool, on loop: EventLoop) throws {
        let composer = try MailComposer(configuration, isDemo: isDemo)
        guard !isDemo, let endpoint = configuration.mail.server else {
            (server, resolver) = (nil, nil)
            carrier = MaildirCarrier(folder: Mailing.folder(inData: configuration.data), composer: composer)
            return
        }
        let resolver = try HostResolver()
        let server = try SMTPCarrier(configuration, server: endpoint, composer, on: loop, resolver: resolver)
        (self.resolver, self.server, carrier) = (resolver, server, server)
    }

    static func folder(inData data: String) -> Maildir { Maildir(path: data + "/mail") }

    /// A site that people use should not keep its mails to itself unnoticed.
    func tell(_ log: Log) {
        guard let folder = carrier as? MaildirCarrier else { return }
        log(.warning, "no mail server: mails stay in a folder", ["folder": folder.folder.path])
    }

    /// After the last mail.
    func stop() {
        server?.close()
        resolver?.stop()
    }
}
