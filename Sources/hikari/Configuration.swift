import Accounts
import Crypto
import Foundation
import Settings
import Shell

/// What the operator sets: one file of `key = value` lines, each key also as an environment variable (`HIKARI_…`).
struct Configuration {
    var listen = Endpoint(host: "127.0.0.1", port: 8443)
    /// Plain HTTP that only redirects to https; none unless set.
    var redirectListen: Endpoint?
    var data = "data"
    /// Bytes kept for urgent saves on the day when the disk is full.
    var diskReserve = 16 << 20
    /// Empty: a self-signed development certificate in the data folder.
    var certificate = ""
    var certificateKey = ""
    /// Host names the site answers to beside the origin's.
    var hosts: [String] = []
    /// The folder that holds `Templates` and `Public`.
    var home = Configuration.installedHome()
    var site = SiteIdentity(in: .ofSite)
    var sessions = SessionPolicy()
    /// PW-5.
    var hashingCost = Scrypt.usual
    var settings = SettingsPolicy()
    var mail = MailSettings()
    var sip = SIPSettings()
    var redirect = RedirectConfiguration()
    var ordering = OrderingConfiguration()
    /// Connections of one client address at a time.
    var connectionsPerAddress = 100
    /// Whether each request is logged.
    var logsRequests = true
    var telephone = TelephoneConfiguration()
    /// Plain HTTP for the operator's own programs; none unless set.
    var operatorListen: Endpoint?
    /// Further names its listener is called by.
    var operatorHosts: [String] = []
    /// Empty: no program may set passwords through it.
    var operatorTokenFile = ""

    struct Endpoint: Equatable {
        var host: String
        var port: UInt16

        init(host: String, port: UInt16) {
            self.host = host
            self.port = port
        }

        var isLoopback: Bool { host.hasPrefix("127.") || host == "::1" || isLocalSocket }

        /// A socket in the file system, `unix:/PATH`.
        var isLocalSocket: Bool { host.hasPrefix("unix:/") }

        /// `unix:/run/hikari/fastagi`, or an address and port.
        init?(localOrNumeric text: String) {
            if text.hasPrefix("unix:/") { self.init(host: text, port: 0) } else { self.init(text) }
        }

        /// `127.0.0.1:8443` or `[::1]:8443`.
        init?(_ text: String) {
            guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
                return nil
            }
            host = text[..<colon].trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
            self.port = port
            guard !host.isEmpty else { return nil }
        }
    }

    /// What the site calls itself, with the number that its pages name.
    var identity: SiteIdentity {
        var identity = site
        identity.accessNumber = settings.accounts.accessNumbers.namedText
        identity.mailAddress = mail.from
        return identity
    }

    /// The file's keys, then the environment's on top; an unknown key is an error, so that a typing mistake cannot
    /// leave a setting at its default unnoticed.
    static func read(file: String?, environment: [String: String]) throws -> Configuration {
        var configuration = Configuration()
        if let file {
            guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
                throw ConfigurationError(description: "cannot read the configuration file \(file)")
            }
            for (key, value) in try pairs(text, file) { try configuration.set(key, value, from: file) }
        }
        let byVariable = Dictionary(uniqueKeysWithValues: Setting.all.map { ($0.variable, $0.key) })
        for (variable, value) in environment.sorted(by: { $0.key < $1.key }) where variable.hasPrefix("HIKARI_") {
            guard let key = byVariable[variable] else {
                throw ConfigurationError(
                    description: "\(variable) is not a setting (see deploy/hikari.conf for all of them)")
            }
            try configuration.set(key, value, from: variable)
        }
        return configuration
    }

    /// The names of a list.
    static func names(_ text: String) -> [String] {
        text.split(separator: ",").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
    }

    private static func pairs(_ text: String, _ file: String) throws -> [(String, String)] {
        try text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
            let line = line.trimmingCharacters(in: .whitespaces)
            guard !line.isEmpty, !line.hasPrefix("#") else { return nil }
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                throw ConfigurationError(description: "\(file) line \(index + 1): expected \"key = value\"")
            }
            return (
                parts[0].trimmingCharacters(in: .whitespaces), parts[1].trimmingCharacters(in: .whitespaces)
            )
        }
    }

    private mutating func set(_ key: String, _ value: String, from source: String) throws {
        guard let setting = Setting.all.first(where: { $0.key == key }) else {
            throw ConfigurationError(
                description: "\(source): \"\(key)\" is not a setting (see deploy/hikari.conf for all of them)")
        }
        guard setting.apply(&self, value) else {
            throw ConfigurationError(description: "\(source): \(key) must be \(setting.shape)")
        }
    }

    /// The nearest folder above the program that holds the templates, or whose share/hikari does, so that a build and an installation
    /// both run as they are.
    private static func installedHome() -> String {
        var folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        while folder.pathComponents.count > 1 {
            folder.deleteLastPathComponent()
            for place in [folder, folder.appendingPathComponent("share/hikari")]
            where FileManager.default.fileExists(atPath: place.appendingPathComponent("Templates").path) {
                return place.path
            }
        }
        return FileManager.default.currentDirectoryPath
    }
}

/// What is wrong with the configuration: one sentence for the operator.
struct ConfigurationError: Error, CustomStringConvertible {
    let description: String
}
