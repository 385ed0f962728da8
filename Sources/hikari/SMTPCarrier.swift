import Foundation
import SMTP
import Settings
import Shell
import Telephony
import Transport

/// Mails to the operator's mail server.
struct SMTPCarrier: MailCarrier {
    private let client: SMTPClient
    private let composer: MailComposer

    init(
        _ configuration: Configuration, server: Configuration.Endpoint, _ composer: MailComposer, on loop: EventLoop,
        resolver: HostResolver
    ) throws {
        client = try SMTPClient(
            settings: try SMTPCarrier.settings(configuration, server), on: loop, resolver: resolver)
        self.composer = composer
    }

    func carry(
        _ mail: Mail, reference: String, writtenAt: Moment
    ) async throws(CancellationError) -> MailDelivery {
        guard let message = composer.message(of: mail, reference: reference, writtenAt: writtenAt) else {
            return MailComposer.refusal
        }
        switch await client.send(message, isUrgent: mail.isAwaited) {
        case .accepted(let reply): return .accepted(reply)
        case .deferred(let reply): return .deferred(reply)
        case .refused(let reply): return .refused(reply)
        case .unreachable(let reply): return .unreachable(reply)
        case .dropped: throw CancellationError()
        }
    }

    /// Ends all connections; no mail is under way that could still be waited for.
    func close() { client.abandon() }

    static func settings(
        _ configuration: Configuration, _ server: Configuration.Endpoint
    ) throws -> SMTPSettings {
        let mail = configuration.mail
        let host = URLComponents(string: configuration.site.origin)?.host ?? "localhost"
        return try SMTPSettings(
            host: server.host, port: server.port, security: mail.security,
            user: mail.user.isEmpty ? nil : mail.user,
            password: mail.passwordFile.isEmpty ? nil : SMTPSecret(try SecretFile(mail.passwordFile).text()),
            helloName: mail.helloName.isEmpty ? host : mail.helloName,
            caFile: mail.caFile.isEmpty ? nil : mail.caFile)
    }
}
