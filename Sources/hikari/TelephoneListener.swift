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
    /// Calls at a time.
    var calls = 200
    var menu = TelephoneMenuFastAGI.Settings()
}

extension Setting {
    static let telephone: [Setting] = [
        Setting(key: "telephone-menu.fastagi-listen", shape: "ADDRESS:PORT") { configuration, value in
            configuration.telephone.listen = Configuration.Endpoint(value)
            return configuration.telephone.listen != nil
        },
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
        // Who reaches the port sets passwords for every number that he names as the caller's.
        guard endpoint.isLoopback || !telephone.peers.isEmpty else {
            throw ConfigurationError(
                description: "telephone-menu.fastagi-listen is open to others than this machine: "
                    + "telephone-menu.fastagi-peers must name the addresses of the Asterisk servers")
        }
        let menu = TelephoneMenuFastAGI(
            TelephoneExchange(services, numbers: configuration.settings.accounts.accessNumbers),
            settings: telephone.menu, log: services.log)
        let server = menu.server(peers: telephone.peers)
        let limits = ConnectionLimits(total: telephone.calls, perAddress: telephone.calls)
        let listeners = try loops.listen(
            address: endpoint.host, port: endpoint.port, limits: limits, handler: server.open)
        return ["hikari: calls from Asterisk at \(endpoint.host):\(listeners.first?.port ?? endpoint.port)"]
    }
}
