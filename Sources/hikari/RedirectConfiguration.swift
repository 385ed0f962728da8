import SIP
import Settings
import Telephony
import Transport

/// What the operator sets for exchanges that ask where calls go.
struct RedirectConfiguration: Sendable {
    /// How a number is written in an answer.
    enum Format: String, CaseIterable, Sendable {
        /// 0312340001
        case national
        /// +81312340001
        case e164

        func text(_ number: PhoneNumber) -> String {
            self == .national ? number.digits : "+81" + number.digits.dropFirst()
        }
    }

    /// Where they ask; nowhere unless set.
    var listen: Configuration.Endpoint?
    var format = Format.national
    /// Empty: this machine.
    var networks: [AddressNetwork] = []
    var settings = RedirectSettings()
}

extension Setting {
    static let redirect: [Setting] = [
        Setting(key: "sip.redirect-listen", shape: "ADDRESS:PORT") { configuration, value in
            configuration.redirect.listen = Configuration.Endpoint(value)
            return configuration.redirect.listen != nil
        },
        Setting(key: "sip.redirect-networks", shape: "networks as 192.0.2.0/24 with commas between") {
            configuration, value in
            let networks = Configuration.names(value).map { AddressNetwork($0) }
            configuration.redirect.networks = networks.compactMap(\.self)
            return !networks.isEmpty && !networks.contains(nil)
        },
        Setting(key: "sip.redirect-domain", shape: "a host name or an address") { configuration, value in
            configuration.redirect.settings.domain = SIPHost(value)
            return configuration.redirect.settings.domain != nil
        },
        Setting(
            key: "sip.redirect-format",
            shape: RedirectConfiguration.Format.allCases.map(\.rawValue).joined(separator: " or ")
        ) {
            configuration, value in
            guard let format = RedirectConfiguration.Format(rawValue: value) else { return false }
            configuration.redirect.format = format
            return true
        },
        number("sip.redirect-requests-per-second", 1...10_000_000) { $0.redirect.settings.requestsPerSecond = $1 },
        number("sip.redirect-connections", 1...10_000) { $0.redirect.settings.connections = $1 },
    ]
}
