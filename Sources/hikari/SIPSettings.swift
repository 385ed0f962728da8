import Contracts
import SIP
import Settings
import Telephony

/// The way of test calls into the network. Without a proxy no line is called.
struct SIPSettings: Sendable {
    var proxy: Configuration.Endpoint?
    var transport = CallOrigin.Transport.udp
    /// What stands behind the "@" of numbers; empty: the proxy's host.
    var domain = ""
    /// Numeric; empty: the system chooses.
    var localAddress = ""
    var localPort: UInt16 = 0
    /// Whose answers are believed.
    var believed = CallPlacerSettings.Believed.proxy
    /// What the proxy sees as our address; empty: the one we send from.
    var publicHost = ""
    var user = ""
    /// The file that holds the password, for its owner's eyes only.
    var passwordFile = ""
    /// The only realm to which the password is shown; empty: whoever asks on the way to the proxy.
    var realm = ""
    /// The number that test calls come from.
    var caller = ""
}

extension Setting {
    static let testCalls: [Setting] = [
        Setting(key: "sip.proxy", shape: "HOST:PORT") { configuration, value in
            configuration.sip.proxy = Configuration.Endpoint(value)
            return configuration.sip.proxy.flatMap { SIPHost($0.host) } != nil
        },
        Setting(key: "sip.transport", shape: "udp or tcp") { configuration, value in
            guard let transport = CallOrigin.Transport(rawValue: value) else { return false }
            configuration.sip.transport = transport
            return true
        },
        Setting(
            key: "sip.answers-from",
            shape: CallPlacerSettings.Believed.allCases.map(\.rawValue).joined(separator: ", ")
        ) { configuration, value in
            guard let believed = CallPlacerSettings.Believed(rawValue: value) else { return false }
            configuration.sip.believed = believed
            return true
        },
        host("sip.domain", \.sip.domain),
        host("sip.public-host", \.sip.publicHost),
        text("sip.local-address", \.sip.localAddress),
        number("sip.local-port", 0...65_535) { $0.sip.localPort = UInt16($1) },
        text("sip.user", \.sip.user),
        text("sip.password-file", \.sip.passwordFile),
        text("sip.realm", \.sip.realm),
        Setting(key: "monitor.caller-number", shape: "a telephone number, digits only") { configuration, value in
            configuration.sip.caller = value
            configuration.settings.testCallNumber = PhoneNumber(clean: value)
            return SIPNumber(value) != nil
        },
        number("monitor.interval-seconds", 2...3600) { $0.settings.monitor.interval = .seconds($1) },
        number("monitor.patience-seconds", 1...60) { $0.settings.monitor.patience = .seconds($1) },
        number("monitor.confirming-patience-seconds", 1...60) {
            $0.settings.monitor.confirmingPatience = .seconds($1)
        },
        number("monitor.confirming-calls-a-second", 1...10_000) { $0.settings.monitor.confirmingCallsASecond = $1 },
        number("monitor.calls-at-a-time", 1...20_000) { $0.settings.monitor.callsAtATime = $1 },
        number("monitor.mail-after-seconds", 0...3600) { $0.settings.faultNotification.mailAfter = .seconds($1) },
        number("monitor.guard-share", 1...100) { $0.settings.monitor.guardShare = $1 },
        number("monitor.guard-least", 1...1_000_000) { $0.settings.monitor.guardLeast = $1 },
        Setting(key: "monitor.reference-numbers", shape: "telephone numbers with commas between, at most 20") {
            configuration, value in
            let words = Configuration.names(value)
            let numbers = words.compactMap { PhoneNumber($0) }
            configuration.settings.monitor.referenceNumbers = Set(numbers).sorted()
            return (1...20).contains(numbers.count) && numbers.count == words.count
        },
        Setting(key: "monitor.operator-address", shape: "a mail address") { configuration, value in
            configuration.settings.faultNotification.operatorAddress = MailAddress(value)
            return configuration.settings.faultNotification.operatorAddress != nil
        },
        productName("product-name.hikari", .hikari),
        productName("product-name.office-a", .officeA),
        productName("product-name.office-type", .officeType),
    ]

    private static func host(
        _ key: String, _ path: any WritableKeyPath<Configuration, String> & Sendable
    ) -> Setting {
        Setting(key: key, shape: "a host name or an address") { configuration, value in
            configuration[keyPath: path] = value
            return SIPHost(value) != nil
        }
    }

    private static func productName(_ key: String, _ kind: ContractKind) -> Setting {
        Setting(key: key, shape: "a text that is not empty") { configuration, value in
            configuration.settings.faultNotification.productNames[kind] = value
            return !value.isEmpty
        }
    }
}
