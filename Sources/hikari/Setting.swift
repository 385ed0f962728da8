import Accounts
import Crypto
import Settings
import Shell
import Telephony

/// One key of the configuration: its name, the words for what it takes, and how it takes effect.
struct Setting: Sendable {
    let key: String
    let shape: String
    /// False when the value does not have the shape.
    let apply: @Sendable (inout Configuration, String) -> Bool

    /// `session.idle-minutes` is `HIKARI_SESSION_IDLE_MINUTES` in the environment.
    var variable: String {
        "HIKARI_" + String(key.uppercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
    }

    static let all: [Setting] =
        site + mail + telephone + operatorListener + testCalls + redirect + numberServices + ordering

    /// Voice Warp and faxes.
    private static let numberServices: [Setting] = [
        number("voice-warp.select-list", 1...1_000) { $0.settings.voiceWarp.selectLimit = $1 },
        Setting(key: "fax.spool", shape: "the path of a folder") { configuration, value in
            configuration.settings.faxMail.spool = value
            return value.hasPrefix("/")
        },
        number("fax.kept-days", 1...3_650) { $0.settings.faxMail.keptDays = $1 },
        number("fax.faxes-per-number", 1...10_000) { $0.settings.faxMail.mostFaxes = $1 },
        number("fax.mib-per-number", 1...100) { $0.settings.faxMail.mostBytes = $1 << 20 },
    ]

    private static let site: [Setting] = [
        Setting(key: "listen", shape: "ADDRESS:PORT") { configuration, value in
            guard let endpoint = Configuration.Endpoint(value) else { return false }
            configuration.listen = endpoint
            return true
        },
        Setting(key: "redirect-listen", shape: "ADDRESS:PORT") { configuration, value in
            configuration.redirectListen = Configuration.Endpoint(value)
            return configuration.redirectListen != nil
        },
        text("data", \.data),
        number("disk.reserve-mib", 0...1024) { $0.diskReserve = $1 << 20 },
        text("certificate", \.certificate),
        text("certificate-key", \.certificateKey),
        text("home", \.home),
        text("origin", \.site.origin),
        text("site-name", \.site.name),
        text("contact", \.site.contact),
        text("telephone-menu.east", \.settings.accounts.accessNumbers.east),
        text("telephone-menu.west", \.settings.accounts.accessNumbers.west),
        text("telephone-menu.shown", \.settings.accounts.accessNumbers.named),
        Setting(key: "hosts", shape: "host names with commas between") { configuration, value in
            configuration.hosts = Configuration.names(value)
            return true
        },
        number("session.idle-minutes", 1...1440) { $0.sessions.idleTime = .seconds($1 * 60) },
        number("session.longest-hours", 1...168) { $0.sessions.longestSession = .seconds($1 * 3600) },
        number("password.lifetime-days", 0...3650) { $0.settings.accounts.passwordAge.lifetimeDays = $1 },
        number("sign-in.attempts-per-minute", 1...1_000_000) { $0.settings.accounts.signInAttemptsPerMinute = $1 },
        number("connections.per-address", 1...10_000) { $0.connectionsPerAddress = $1 },
        onOrOff("log.requests", \.logsRequests),
        number("scrypt.n", 1024...1_048_576) { $0.hashingCost.n = $1 },
        number("scrypt.r", 1...32) { $0.hashingCost.r = $1 },
        number("scrypt.p", 1...32) { $0.hashingCost.p = $1 },
        onOrOff("destinations.mobile060", \.allowsMobile060),
    ]

    static func onOrOff(
        _ key: String, _ path: any WritableKeyPath<Configuration, Bool> & Sendable
    ) -> Setting {
        Setting(key: key, shape: "on or off") { configuration, value in
            configuration[keyPath: path] = value == "on"
            return value == "on" || value == "off"
        }
    }

    static func text(
        _ key: String, _ path: any WritableKeyPath<Configuration, String> & Sendable
    ) -> Setting {
        Setting(key: key, shape: "a text that is not empty") { configuration, value in
            configuration[keyPath: path] = value
            return !value.isEmpty
        }
    }

    static func number(
        _ key: String, _ range: ClosedRange<Int>, _ set: @escaping @Sendable (inout Configuration, Int) -> Void
    ) -> Setting {
        Setting(key: key, shape: "a whole number from \(range.lowerBound) to \(range.upperBound)") {
            configuration, value in
            guard let number = Int(value), range.contains(number) else { return false }
            set(&configuration, number)
            return true
        }
    }
}
