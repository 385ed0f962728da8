import Foundation
import SIP
import Settings
import Telephony
import Transport

/// Test calls as configured, through the proxy: what the monitor and `hikari monitor test` place them with.
struct TestCalls: LineCaller {
    let placer: CallPlacer
    private let resolver: HostResolver
    private let domain: SIPHost
    private let port: UInt16?
    private let from: SIPURI
    private let patience: Duration

    /// - Parameters:
    ///   - proxy: another than the configured one.
    ///   - unreadable: hears of every answer that had to be dropped.
    init(
        _ configuration: Configuration, proxy: Configuration.Endpoint, on loop: EventLoop,
        unreadable: @escaping @Sendable (SIPSyntaxError) -> Void = { _ in }
    ) throws {
        let sip = configuration.sip
        var settings = try TestCalls.settings(configuration, proxy: proxy)
        let domain = sip.domain.isEmpty ? settings.proxy : SIPHost(sip.domain)
        guard let domain else { throw ConfigurationError(description: "sip.domain must be a host name") }
        guard let caller = SIPNumber(sip.caller) else {
            throw ConfigurationError(
                description: "sip.proxy needs monitor.caller-number: the number test calls come from")
        }
        settings.unreadable = unreadable
        // Calls that are being closed are open too.
        settings.maximumOpenCalls = max(20_000, configuration.settings.monitor.callsAtATime * 2)
        resolver = try HostResolver()
        placer = CallPlacer(settings: settings, on: loop, resolver: resolver, random: SiteAssembly.random)
        self.domain = domain
        port = sip.domain.isEmpty ? proxy.port : nil
        from = SIPURI(number: caller, host: domain)
        // The next call of a line is not to find this one still going on.
        let most = max(configuration.settings.monitor.interval - .seconds(1), .seconds(1))
        patience = min(.seconds(sip.patience), most)
    }

    /// The way to the proxy.
    static func settings(_ configuration: Configuration, proxy: Configuration.Endpoint) throws -> CallPlacerSettings {
        let sip = configuration.sip
        guard let host = SIPHost(proxy.host) else {
            throw ConfigurationError(description: "sip.proxy must be HOST:PORT")
        }
        var settings = CallPlacerSettings(
            proxy: host, proxyPort: proxy.port, transport: sip.transport,
            localAddress: sip.localAddress.isEmpty ? nil : sip.localAddress, localPort: sip.localPort,
            publicHost: sip.publicHost.isEmpty ? nil : SIPHost(sip.publicHost),
            credentials: try TestCalls.credentials(sip))
        settings.believed = sip.believed
        return settings
    }

    private static func credentials(_ sip: SIPSettings) throws -> SIPCredentials? {
        guard !sip.user.isEmpty else { return nil }
        guard !sip.passwordFile.isEmpty else {
            throw ConfigurationError(description: "sip.user needs sip.password-file")
        }
        return SIPCredentials(
            user: sip.user, password: try SecretFile(sip.passwordFile).text(),
            realm: sip.realm.isEmpty ? nil : sip.realm)
    }

    func call(_ number: PhoneNumber, answer: @escaping @Sendable (LineCallOutcome) -> Void) {
        guard let order = order(number) else { return answer(.abandoned("not a number")) }
        placer.place(order) { answer(LineCallOutcome($0.outcome)) }
    }

    func order(_ number: PhoneNumber) -> TestCallOrder? {
        SIPNumber(number.digits).map { number in
            TestCallOrder(to: SIPURI(number: number, host: domain, port: port), from: from, patience: patience)
        }
    }

    /// Closes what is open at the other side; while the loop still runs.
    func stop() async {
        await placer.stop()
        resolver.stop()
    }
}

extension LineCallOutcome {
    init(_ outcome: TestCallOutcome) {
        switch outcome {
        case .rang(let status), .answered(let status), .deviceAnswered(let status): self = .reached("\(status)")
        case .failed(let status): self = .failed("\(status)")
        case .timedOut: self = .failed("no answer")
        case .transportError(let words): self = .failed(words)
        case .unreadable(let reason): self = .unreadable("unreadable: \(reason)")
        case .abandoned(let words): self = .abandoned(words)
        }
    }
}
