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
    /// Of a call placed by hand.
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
        patience = configuration.settings.monitor.patience
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

    func call(
        _ number: PhoneNumber, patience: Duration, answer: @escaping @Sendable (LineCallOutcome) -> Void
    ) {
        guard let order = order(number, patience: patience) else { return answer(.abandoned("not a number")) }
        placer.place(order) { answer(LineCallOutcome($0.outcome)) }
    }

    func order(_ number: PhoneNumber, patience: Duration? = nil) -> TestCallOrder? {
        SIPNumber(number.digits).map { number in
            TestCallOrder(
                to: SIPURI(number: number, host: domain, port: port), from: from, patience: patience ?? self.patience)
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
        case .failed(let status): self = .failed("\(status)", isInDoubt: Self.isOfProxy(status))
        case .timedOut: self = .failed("no answer", isInDoubt: true)
        case .transportError(let words): self = .failed(words, isInDoubt: true)
        case .unreadable(let reason): self = .unreadable("unreadable: \(reason)")
        case .abandoned(let words): self = .abandoned(words)
        }
    }

    /// FAULT-7: what a proxy says by itself, of its own errors or of us (a password that is not taken, a caller that may not call),
    /// tells nothing about the line.
    private static func isOfProxy(_ status: Int) -> Bool {
        switch status {
        case 401, 403, 407, 408, 500..<600: true
        default: false
        }
    }
}
