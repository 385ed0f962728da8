import Accounts
import ExchangeInterface
import Foundation
import HTTP
import SIP
import SQLite
import Settings
import Shell
import Telephony
import Transport

extension Setting {
    static let operatorListener: [Setting] = [
        Setting(key: "operator.listen", shape: "ADDRESS:PORT") { configuration, value in
            configuration.operatorListen = Configuration.Endpoint(value)
            return configuration.operatorListen != nil
        },
        text("operator.token-file", \.operatorTokenFile),
        Setting(key: "operator.hosts", shape: "host names with commas between") { configuration, value in
            configuration.operatorHosts = Configuration.names(value)
            return !configuration.operatorHosts.isEmpty
        },
    ]
}

/// The port for the operator's own programs: is the site well, and the telephone menu for call servers. Plain HTTP, so it
/// belongs on the loopback address or on a network of its own.
enum OperatorListener {
    /// Listens if that is set; returns lines for the operator.
    static func listen(
        _ configuration: Configuration, _ services: Services, _ loops: LoopGroup, _ extensions: ExtensionCallServing,
        open: OpenExchange?, health: @escaping @Sendable () -> HealthReport, onReply: (@Sendable (ServerEvent) -> Void)?
    ) throws -> [String] {
        let token = try OperatorToken(file: configuration.operatorTokenFile, of: "operator.token-file")
        guard open == nil || configuration.operatorListen != nil && token != nil else {
            throw ConfigurationError(
                description: "exchange.adapter = interface: operator.listen and operator.token-file must be set")
        }
        guard let endpoint = configuration.operatorListen else { return [] }
        guard endpoint.isLoopback || token != nil else {
            throw ConfigurationError(
                description: "operator.listen is open to others than this machine: operator.token-file must be set")
        }
        var settings = ServerSettings(hostNames: hostNames(configuration, endpoint), onReply: onReply)
        settings.refusalPage = { status, _ in TelephoneMenuInterface.refusal(status, status.reason.lowercased()) }
        let server = Server(
            router(configuration, services, extensions, token, health, open), settings: settings)
        let listeners = try loops.listen(
            address: endpoint.host, port: endpoint.port, limits: limits(open),
            handler: server.open)
        return ["hikari: operator's listener at http://\(endpoint.host):\(listeners.first?.port ?? endpoint.port)"]
    }

    /// Programs of a real exchange wait for orders, and may all be of one address; others still get in beside them.
    private static func limits(_ open: OpenExchange?) -> ConnectionLimits {
        let waiting = open == nil ? 0 : OrderBell.mostWaiting
        return ConnectionLimits(total: 1_000 + waiting, perAddress: 200 + waiting)
    }

    /// Its own names only: a page elsewhere must not reach it through a browser in the operator's network, under a name that its
    /// owner lets point here.
    static func hostNames(_ configuration: Configuration, _ endpoint: Configuration.Endpoint) -> Set<String> {
        Set(["localhost", "127.0.0.1", "::1", endpoint.host] + configuration.operatorHosts).reduce(into: []) {
            $0.insert($1.lowercased())
        }
    }

    private static func router(
        _ configuration: Configuration, _ services: Services, _ extensions: ExtensionCallServing,
        _ token: OperatorToken?, _ health: @escaping @Sendable () -> HealthReport, _ open: OpenExchange?
    ) -> Router {
        let exchange = TelephoneExchange(
            services, numbers: configuration.settings.accounts.accessNumbers,
            errand: SettingsSite.telephoneErrand(configuration.settings))
        let menu = TelephoneMenuInterface(exchange, token: token, log: services.log)
        let redirect = configuration.redirect
        let calls = CallServerInterface(
            services, token: token, testCallNumber: configuration.settings.testCallNumber,
            domain: redirect.settings.domain?.text ?? "localhost", write: redirect.format.text,
            readers: SettingsSite.callEventReaders(services, configuration.settings),
            neighbour: configuration.ordering.listen == nil
                ? nil : ExtensionCallInterface(extensions, services).neighbour,
            facts: configuration.ordering.listen == nil ? .none : OrderingWiring.callFacts,
            refusal: TelephoneMenuInterface.refusal)
        return Router(
            routes: [.get("/healthz") { _ in answer(health()) }] + menu.routes + calls.routes
                + (open.map { ExchangeInterface($0, token: token, log: services.log).routes } ?? []),
            errorPage: { status, request in
                open != nil && ExchangeInterface.isHere(request.path)
                    ? ExchangeInterface.refusal(status)
                    : TelephoneMenuInterface.refusal(status, status.reason.lowercased())
            })
    }

    /// The first line says whether, or why not; what follows is for people.
    static func answer(_ report: HealthReport) -> Response {
        .text(
            report.lines.map { "\($0)\n" }.joined(), status: report.isWell ? .ok : .serviceUnavailable)
    }
}
