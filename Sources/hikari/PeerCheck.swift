import SIP
import SMTP
import Settings
import Transport

/// Whether those the site speaks to are there: the mail server and the SIP proxy, as configured (OPS-2).
struct PeerCheck {
    /// One line for the operator.
    struct Finding: Sendable, Equatable {
        let line: String
        let isWell: Bool
    }

    /// For each of them, and all of it: somebody waits at the terminal.
    private static let patience = 10.0

    /// Those that are configured, asked at the same time. Comes back within the patience, whatever they do.
    static func findings(_ configuration: Configuration, within patience: Double = patience) async throws -> [Finding] {
        let loop = try EventLoop(name: "check")
        // A look-up that hangs is left behind: the command ends without it.
        let resolver = try HostResolver(threads: 2)
        try loop.start()
        async let mail = mailServer(configuration, patience, loop, resolver)
        async let proxy = proxy(configuration, patience, loop, resolver)
        let findings = try await [mail, proxy].compactMap(\.self)
        loop.stop(within: 1)
        loop.join()
        return findings
    }

    private static func mailServer(
        _ configuration: Configuration, _ patience: Double, _ loop: EventLoop, _ resolver: HostResolver
    ) async throws -> Finding? {
        guard let endpoint = configuration.mail.server else { return nil }
        let settings = try SMTPCarrier.settings(configuration, endpoint)
        let name = "the mail server \(endpoint.host):\(endpoint.port)"
        guard let reason = try await SMTPProbe.ask(settings, within: patience, on: loop, resolver: resolver) else {
            return Finding(line: "\(name) answers", isWell: true)
        }
        return Finding(line: "\(name) takes no mail: \(reason)", isWell: false)
    }

    private static func proxy(
        _ configuration: Configuration, _ patience: Double, _ loop: EventLoop, _ resolver: HostResolver
    ) async throws -> Finding? {
        guard let endpoint = configuration.sip.proxy else { return nil }
        let settings = try TestCalls.settings(configuration, proxy: endpoint)
        let name = "the SIP proxy \(endpoint.host):\(endpoint.port)"
        let finding = await ProxyProbe.ask(
            settings, within: patience, on: loop, resolver: resolver, random: SiteAssembly.random)
        return switch finding {
        case .answered(let status): Finding(line: "\(name) answers (\(status))", isWell: true)
        case .unreadable(let reason): Finding(line: "\(name) answers, but cannot be read: \(reason)", isWell: false)
        case .failed(let reason): Finding(line: "\(name) does not answer: \(reason)", isWell: false)
        }
    }
}
