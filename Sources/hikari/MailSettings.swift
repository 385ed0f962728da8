import SMTP

/// How mails leave the house. Without a server they stay in a folder.
struct MailSettings: Sendable {
    var server: Configuration.Endpoint?
    var security = SMTPSettings.Security.startTLS
    var user = ""
    /// The file that holds the password, for its owner's eyes only.
    var passwordFile = ""
    /// The site's own address.
    var from = ""
    /// The name beside it; empty: the site's.
    var fromName = ""
    /// PEM file of the only issuers trusted; empty: the system's.
    var caFile = ""
    /// What the site calls itself before the server; empty: its origin's host.
    var helloName = ""
}

extension Setting {
    static let mail: [Setting] = [
        Setting(key: "mail.server", shape: "HOST:PORT") { configuration, value in
            configuration.mail.server = Configuration.Endpoint(value)
            return configuration.mail.server != nil
        },
        Setting(key: "mail.security", shape: "starttls, tls or none-on-loopback") { configuration, value in
            guard let security = securities[value] else { return false }
            configuration.mail.security = security
            return true
        },
        text("mail.user", \.mail.user),
        text("mail.password-file", \.mail.passwordFile),
        Setting(key: "mail.from", shape: "a mail address") { configuration, value in
            configuration.mail.from = value
            return SMTPAddress(value) != nil
        },
        text("mail.from-name", \.mail.fromName),
        text("mail.ca-file", \.mail.caFile),
        text("mail.hello-name", \.mail.helloName),
    ]

    private static let securities: [String: SMTPSettings.Security] = [
        "starttls": .startTLS, "tls": .implicitTLS, "none-on-loopback": .plainOnLoopback,
    ]
}
