import Accounts
import ExchangeInterface
import Foundation
import HTTP
import Ordering
import SQLite
import Settings
import Shell
import Transport

/// The site on its sockets, from the first connection to the last.
struct RunningSite {
    private let assembly: SiteAssembly
    private let loops: LoopGroup
    private let tls: TLSContext
    private let data: String
    private let products: [ServedProduct]
    /// Nil where no line is called.
    private let monitoring: LineMonitoring?
    /// Where calls are decided and devices register, beside the pages' loops.
    private let calls: EventLoop
    /// Nil where no exchange asks.
    private let redirect: RedirectServing?
    /// Nil where no device registers.
    private let registrar: RegistrarServing?
    /// Nil where the exchange is simulated.
    private let open: OpenExchange?
    private let watch: HealthWatch
    private let requests = RequestLog(write: StandardStream.error.write)
    let port: UInt16
    /// That of the ordering site; nil where it is not served.
    let orderingPort: UInt16?
    /// Where else it listens, a line each for the operator.
    let others: [String]

    /// Listens when this returns; `extra` are routes of a surrounding such as the demonstration.
    init(
        _ configuration: Configuration, isDemo: Bool = false,
        extra: (Services, DemoTelephones?) -> [SiteRoute<Person>] = { _, _ in [] },
        orderingExtra: (Services) -> [SiteRoute<Employee>] = { _ in [] }
    ) throws {
        data = configuration.data
        loops = try LoopGroup()
        var configuration = configuration
        let telephones = try isDemo ? DemoTelephones(on: loops.loops[0], called: &configuration) : nil
        assembly = try SiteAssembly(configuration, isDemo: isDemo, mailLoop: loops.loops[0])
        monitoring = try LineMonitoring(configuration, assembly.services, on: loops.loops[0])
        calls = try EventLoop(name: "calls")
        let extensions = ExtensionCallServing(assembly.services, configuration.redirect, on: calls)
        registrar = try RegistrarServing(
            configuration.ordering, assembly.services, on: calls,
            password: OrderingWiring.devicePassword(assembly.services.key), decide: extensions.answer)
        extensions.registrar = registrar?.server
        redirect = try RedirectServing(
            configuration, assembly.services, configuration.ordering.listen == nil ? nil : extensions, on: calls)
        let softphones = try DemoExtensionPhones(
            isDemo ? registrar?.port : nil, extensions, assembly.services, on: loops.loops[0])
        tls = try TLSContext(try DataFolder(configuration.data).identity(configuration))
        watch = HealthWatch(
            assembly.services, assembly.health, tls: tls, data: configuration.data,
            operator: configuration.settings.faultNotification.operatorAddress,
            others: { [redirect, registrar] in
                [redirect?.counts.healthLine, registrar?.healthLine].compactMap(\.self)
            })
        let settingsSite = ServedProduct(
            SettingsSite.product(assembly.services, configuration.settings),
            hostNames: RunningSite.hostNames(configuration), assembly.services, files: assembly.files,
            extra: extra(assembly.services, telephones))
        // One operator for the house.
        configuration.ordering.policy.orders.operatorAddress =
            configuration.settings.faultNotification.operatorAddress
        if let registrar, configuration.ordering.policy.sipServer == nil {
            configuration.ordering.policy.sipServer = "\(configuration.ordering.realm):\(registrar.port)"
        }
        open = configuration.ordering.openExchange(assembly.orderingServices, isDemo: isDemo)
        let orderingSite = configuration.ordering.served(assembly, isDemo: isDemo, open: open) { services in
            orderingExtra(services) + (softphones.map { DemoSoftphonesPage.routes(services, $0) } ?? [])
        }
        products = [settingsSite] + (orderingSite.map { [$0] } ?? [])
        let limits = ConnectionLimits(total: 10_000, perAddress: configuration.connectionsPerAddress)
        let settings = RunningSite.settings(settingsSite, logsRequests: configuration.logsRequests, requests)
        let server = Server(settingsSite.router, settings: settings)
        port = try RunningSite.listen(
            configuration.listen, loops, tls, limits, server, origin: configuration.site.origin)
        if let orderingSite, let endpoint = configuration.ordering.listen {
            let own = RunningSite.settings(orderingSite, logsRequests: configuration.logsRequests, requests)
            let server = Server(orderingSite.router, settings: own)
            orderingPort = try RunningSite.listen(
                endpoint, loops, tls, limits, server, origin: configuration.ordering.origin)
        } else {
            orderingPort = nil
        }
        if let plain = configuration.redirectListen {
            let redirect = Server(HTTPSRedirect(origin: configuration.site.origin), settings: settings)
            _ = try RunningSite.listen(
                plain, loops, nil, limits, redirect, origin: configuration.site.origin)
        }
        others =
            try
            (orderingPort.map { ["hikari: ordering site at \(RunningSite.address($0, configuration.ordering))"] } ?? [])
            + TelephoneListener.listen(configuration, assembly.services, loops)
            + OperatorListener.listen(
                configuration, assembly.services, loops, extensions, open: open, health: watch.report,
                onReply: settings.onReply)
            + [redirect?.line, registrar?.line].compactMap(\.self)
        RunningSite.shareReads(of: assembly.database, on: loops.loops)
        // Passwords of a hundred thousand devices are read there.
        RunningSite.shareReads(of: assembly.database, on: [calls], hasLargeCache: true)
        for loop in loops.loops { loop.onEndOfTurn { [requests] in requests.flush() } }
        try loops.start()
        try calls.start()
    }

    /// Runs until SIGTERM or SIGINT, then lets what is under way finish; SIGHUP reads the certificate again.
    func runUntilStopped() async {
        let log = assembly.services.log
        assembly.tellOfMailing()
        assembly.measureHashing()
        if monitoring == nil { log(.warning, "no SIP proxy: no line is called") }
        let duties = DutyRoster(
            products.map { ($0.duties, $0.services) } + (monitoring.map { [([$0.duty], assembly.services)] } ?? []),
            data: data, log, health: assembly.health, now: assembly.services.now)
        let watching = watch.begin()
        let reloading = CertificateReload(tls, log)
        for await signal in Signals.received([SIGTERM, SIGINT, SIGHUP]) {
            if signal != SIGHUP { break }
            reloading.begin()
        }
        log(.information, "stopping")
        open?.stop()
        await duties.stop(within: .seconds(20))
        watching.cancel()
        await monitoring?.stop()
        assembly.stopMailing()
        await registrar?.stop()
        calls.stop()
        calls.join()
        loops.stop(within: 30)
        loops.join()
        requests.flush()
        assembly.stop()
    }

    private static func address(_ port: UInt16, _ ordering: OrderingConfiguration) -> String {
        "https://\(ordering.listen?.host ?? ""):\(port)"
    }

    private static func hostNames(_ configuration: Configuration) -> Set<String> {
        var names: Set<String> = Set(configuration.hosts.map { $0.lowercased() })
        if let host = URLComponents(string: configuration.site.origin)?.host { names.insert(host.lowercased()) }
        if configuration.listen.isLoopback { names.formUnion(["localhost", "127.0.0.1", "::1"]) }
        return names
    }

    private static func settings(
        _ product: ServedProduct, logsRequests: Bool, _ requests: RequestLog
    ) -> ServerSettings {
        var settings = ServerSettings(hostNames: product.hostNames)
        let services = product.services
        settings.refusalPage = services.refusalPage()
        guard logsRequests else { return settings }
        settings.onReply = { event in requests.add(event, at: services.now()) }
        return settings
    }

    private static func listen(
        _ endpoint: Configuration.Endpoint, _ loops: LoopGroup, _ tls: TLSContext?, _ limits: ConnectionLimits,
        _ server: Server, origin: String
    ) throws -> UInt16 {
        let listeners = try loops.listen(
            address: endpoint.host, port: endpoint.port, tls: tls, limits: limits,
            clearTextReply: { server.clearTextReply(on: $0, origin: origin) }, handler: server.open)
        return listeners.first?.port ?? endpoint.port
    }

    /// All reads of one turn of a loop share one transaction, which ends with the turn.
    static func shareReads(of database: Database, on loops: [EventLoop], hasLargeCache: Bool = false) {
        for loop in loops {
            loop.execute { try? database.keepReadsOpenUntilEndOfTurn(hasLargeCache: hasLargeCache) }
            loop.onEndOfTurn { database.endTurn() }
        }
    }
}
