import Accounts
import FastAGI
import Foundation
import Settings
import Shell
import Transport

/// What the operator sets for exchanges.
struct TelephoneConfiguration: Equatable {
    /// Where Asterisk hands calls over; nowhere unless set.
    var listen: Configuration.Endpoint?
    /// The addresses of the Asterisk servers, as the transport writes them.
    var peers: Set<String> = []
    /// The file that holds what must stand last in the script's address; empty: nothing must.
    var secretFile = ""
    /// Calls at a time, of all servers together.
    var calls = 200
    var menu = TelephoneMenuFastAGI.Settings()

    /// Each server has its share, which no other can take: one that has lost its mind must not close the telephone way to the
    /// customers of the others.
    ///
    /// Of one alone it is no limit: when all places are taken, who has said nothing yet must make room for a call from the same
    /// address.
    var callsOfOneServer: Int { peers.count < 2 ? calls * 2 : max(1, calls / peers.count) }
}

extension Setting {
    static let telephone: [Setting] = [
        Setting(key: "telephone-menu.fastagi-listen", shape: "ADDRESS:PORT or unix:/PATH") { configuration, value in
            configuration.telephone.listen = Configuration.Endpoint(localOrNumeric: value)
            return configuration.telephone.listen != nil
        },
        text("telephone-menu.fastagi-secret-file", \.telephone.secretFile),
        Setting(key: "telephone-menu.fastagi-peers", shape: "numeric addresses with commas between") {
            configuration, value in
            let peers = value.split(separator: ",").map { address($0.filter { $0 != " " }) }
            configuration.telephone.peers = Set(peers.compactMap(\.self))
            return !peers.isEmpty && !peers.contains(nil)
        },
        number("telephone-menu.fastagi-calls", 1...10_000) { $0.telephone.calls = $1 },
        Setting(key: "telephone-menu.fastagi-caller", shape: "the name of a variable, agi_…") { configuration, value in
            configuration.telephone.menu.callerVariable = value
            return value.hasPrefix("agi_")
        },
        Setting(key: "telephone-menu.fastagi-sounds", shape: "a folder: letters, digits, - _ . and /") {
            configuration, value in
            configuration.telephone.menu.sounds = value
            return FastAGICommand.stream(file: value) != nil
        },
    ]

    /// The one way of writing an address that connections are compared with.
    private static func address(_ text: String) -> String? {
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &bytes) == 1 { return PeerAddress(bytes: Array(bytes[..<4]))?.text }
        return inet_pton(AF_INET6, text, &bytes) == 1 ? PeerAddress(bytes: bytes)?.text : nil
    }
}

/// The port where Asterisk hands calls over.
enum TelephoneListener {
    /// Listens if that is set; returns lines for the operator.
    static func listen(_ configuration: Configuration, _ services: Services, _ loops: LoopGroup) throws -> [String] {
        let telephone = configuration.telephone
        guard let endpoint = telephone.listen else { return [] }
        let secret = try OperatorToken(file: telephone.secretFile, of: "telephone-menu.fastagi-secret-file")
        // Who reaches the port sets passwords for every number that he names as the caller's.
        guard endpoint.isLoopback || !telephone.peers.isEmpty else {
            throw ConfigurationError(
                description: "telephone-menu.fastagi-listen is open to others than this machine: "
                    + "telephone-menu.fastagi-peers must name the addresses of the Asterisk servers")
        }
        let menu = TelephoneMenuFastAGI(
            TelephoneExchange(
                services, numbers: configuration.settings.accounts.accessNumbers,
                errand: SettingsSite.telephoneErrand(configuration.settings)),
            settings: telephone.menu, log: services.log)
        let server = menu.server(peers: endpoint.isLocalSocket ? [] : telephone.peers, secret: secret)
        let limits = ConnectionLimits(total: telephone.calls, perAddress: telephone.callsOfOneServer)
        let listeners = try loops.listen(
            address: endpoint.host, port: endpoint.port, limits: limits, handler: server.open)
        let place =
            endpoint.isLocalSocket ? endpoint.host : "\(endpoint.host):\(listeners.first?.port ?? endpoint.port)"
        return ["hikari: calls from Asterisk at \(place)"]
    }
}
