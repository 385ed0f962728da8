import ExchangeInterface
import ExchangeSimulator
import Foundation
import Ordering
import SIP
import Settings
import Shell
import Telephony

/// Which exchange carries orders out (EXCH-1).
enum ExchangeAdapter: String, Sendable, CaseIterable {
    case simulator
    /// A real one, whose programs fetch and report at the operator's listener.
    case interface
}

/// What the operator sets for the ordering site.
struct OrderingConfiguration: Sendable {
    /// Where it is served; nowhere unless set.
    var listen: Configuration.Endpoint?
    /// Its own address, for redirects and links in mails.
    var origin = "https://localhost:8444"
    /// Empty: the usual one.
    var name = ""
    var policy = OrderingPolicy()
    /// EXCH-1: who carries orders out.
    var exchange = ExchangeAdapter.simulator
    /// EXCH-4: of the simulated exchange; a demonstration has its own.
    var simulator = SimulatorPolicy()
    /// EXCH-7: where devices register; nowhere unless set.
    var registrarListen: Configuration.Endpoint?
    /// Nil: the host of the site's address.
    var registrarRealm: SIPHost?

    /// SHA-256 beside MD5.
    var registrarAsksForSHA256 = true
    /// Nil: what a registrar allows by itself.
    var registrarRequestsPerSecond: Int?

    /// What passwords of devices are for.
    var realm: String { registrarRealm?.text ?? URLComponents(string: origin)?.host ?? "localhost" }

    var hostNames: Set<String> {
        var names: Set<String> = []
        if let host = URLComponents(string: origin)?.host { names.insert(host.lowercased()) }
        if listen?.isLoopback == true { names.formUnion(["localhost", "127.0.0.1", "::1"]) }
        return names
    }

    /// Nil where the exchange is simulated, as a demonstration's always is.
    func openExchange(_ services: Services, isDemo: Bool) -> OpenExchange? {
        guard exchange == .interface, listen != nil, !isDemo else { return nil }
        return OpenExchange(services.database, now: services.now, pause: services.pause)
    }

    /// Nil where it is not to be served.
    func served(
        _ assembly: SiteAssembly, isDemo: Bool, open: OpenExchange?, extra: (Services) -> [SiteRoute<Employee>]
    ) -> ServedProduct? {
        guard listen != nil else { return nil }
        let services = assembly.orderingServices
        let movable = isDemo ? DemoClock.restored(services) : nil
        let clock = movable?.clock ?? OrderingClock(services.now)
        let wiring = OrderingWiring(services, policy.orders, isDemo ? .demo : simulator, clock: clock, open: open)
        return ServedProduct(
            OrderingSite.product(services, policy, clock: clock), hostNames: hostNames, services, files: assembly.files,
            extra: extra(services) + (movable.map { DemoClockPage.routes(services, $0) } ?? []), duties: wiring.duties)
    }
}

extension Setting {
    static let ordering: [Setting] = [
        Setting(key: "ordering.listen", shape: "ADDRESS:PORT") { configuration, value in
            configuration.ordering.listen = Configuration.Endpoint(value)
            return configuration.ordering.listen != nil
        },
        text("ordering.origin", \.ordering.origin),
        text("ordering.site-name", \.ordering.name),
        serviceName(of: .smartPBX, "smart-pbx"),
        serviceName(of: .ipVoice, "ip-voice"),
        Setting(
            key: "ordering.sales-channel", shape: "a capital letter and \(SalesInformation.channelDigits) digits"
        ) { configuration, value in
            configuration.ordering.policy.orders.salesChannel = value
            return SalesInformation.isChannel(value)
        },
        Setting(key: "ordering.hours", shape: "FROM-UNTIL, in hours from 0 to 24") { configuration, value in
            guard let (opens, closes) = range(value, within: 0...24), opens < closes else { return false }
            (configuration.ordering.policy.orders.hours.opens, configuration.ordering.policy.orders.hours.closes) = (
                opens, closes
            )
            return true
        },
        Setting(key: "fees.tax-rounding", shape: TaxRounding.allCases.map(\.rawValue).joined(separator: ", ")) {
            configuration, value in
            guard let rounding = TaxRounding(rawValue: value) else { return false }
            configuration.ordering.policy.orders.fees.rounding = rounding
            return true
        },
        onOrOff("fees.portal-work-free", \.ordering.policy.orders.fees.isPortalWorkFree),
        number("numbers.quarantine-days", 0...3_650) { $0.ordering.policy.numbers.quarantineDays = $1 },
        number("numbers.reservation-days", 1...365) { $0.ordering.policy.numbers.reservationDays = $1 },
        Setting.onOrOff("ordering.view-only-may-set", \.ordering.policy.rights.viewOnlyMaySet),
        Setting.onOrOff("ordering.view-only-sees-secrets", \.ordering.policy.rights.viewOnlySeesSecrets),
        Setting(key: "ordering.sip-server", shape: "HOST or HOST:PORT") { configuration, value in
            configuration.ordering.policy.sipServer = value
            return SIPHost(value) != nil || Configuration.Endpoint(value).flatMap { SIPHost($0.host) } != nil
        },
        leadTime("numbers", \.numbers), leadTime("features", \.features),
        leadTime("portability-ntt", \.portabilityFromNTT), leadTime("portability-others", \.portabilityFromOthers),
        leadTime("confirmation", \.changedConfirmation),
        cutOver("windows", \.windows), cutOver("returning", \.returning),
        Setting.number("ipvoice.settled-days", 0...60) { $0.ordering.policy.dated.settlement.businessDays = $1 },
        Setting.number("ipvoice.settled-hour", 0...23) { $0.ordering.policy.dated.settlement.hour = $1 },
        Setting.number("smartpbx.settings-delay", 0...1_440) { configuration, minutes in
            configuration.ordering.policy.settingsDelay = .minutes(minutes)
        },
        onOrOff("smartpbx.office-link.orders", \.ordering.policy.orders.officeLink.takesOrders),
        Setting(
            key: "smartpbx.office-link.digits",
            shape: "LEAST-MOST, within \(OfficeLink.digitRange.lowerBound)-\(OfficeLink.digitRange.upperBound)"
        ) { configuration, value in
            guard let (least, most) = range(value, within: OfficeLink.digitRange) else { return false }
            configuration.ordering.policy.orders.officeLink.digits = least...most
            return true
        },
        Setting(key: "smartpbx.lock", shape: "whole or work") { configuration, value in
            guard let lock = ContractLock(rawValue: value) else { return false }
            configuration.ordering.policy.lock = lock
            return true
        },
        Setting(key: "exchange.adapter", shape: ExchangeAdapter.allCases.map(\.rawValue).joined(separator: " or ")) {
            configuration, value in
            guard let adapter = ExchangeAdapter(rawValue: value) else { return false }
            configuration.ordering.exchange = adapter
            return true
        },
        Setting(key: "exchange.seconds", shape: "LEAST-MOST") { configuration, value in
            guard let (least, most) = range(value, within: 0...SimulatorPolicy.most) else { return false }
            (configuration.ordering.simulator.shortest, configuration.ordering.simulator.longest) = (
                .seconds(least), .seconds(most)
            )
            return true
        },
        Setting(key: "exchange.sip-listen", shape: "ADDRESS:PORT") { configuration, value in
            configuration.ordering.registrarListen = Configuration.Endpoint(value)
            return configuration.ordering.registrarListen != nil
        },
        Setting(key: "exchange.sip-realm", shape: "a host name or an address") { configuration, value in
            configuration.ordering.registrarRealm = SIPHost(value)
            return configuration.ordering.registrarRealm != nil
        },
        Setting.onOrOff("exchange.sip-sha-256", \.ordering.registrarAsksForSHA256),
        number("exchange.sip-requests-per-second", 1...10_000_000) { $0.ordering.registrarRequestsPerSecond = $1 },
    ]
}

extension Setting {
    /// DATED-4: so many business days.
    private static func leadTime(_ word: String, _ time: any WritableKeyPath<LeadTimes, Int> & Sendable) -> Setting {
        number("ipvoice.lead-time.\(word)", LeadTimes.range) { $0.ordering.policy.dated.leadTimes[keyPath: time] = $1 }
    }

    /// PORT-4.
    private static func cutOver(
        _ word: String, _ windows: any WritableKeyPath<CutOverPolicy, CutOverWindows> & Sendable
    ) -> Setting {
        Setting(key: "ipvoice.cut-over.\(word)", shape: "FROM-UNTIL, FROM-UNTIL …, from early to late") {
            configuration, value in
            guard let typed = CutOverWindows(typed: value) else { return false }
            configuration.ordering.policy.dated.cutOver[keyPath: windows] = typed
            return true
        }
    }

    /// What subjects of mails begin with: one line that leaves room for the rest.
    private static func serviceName(of service: OrderedService, _ word: String) -> Setting {
        let most = OrderPolicy.longestServiceName
        return Setting(key: "ordering.service-name.\(word)", shape: "a name of 1 to \(most) characters") {
            configuration, value in
            let name = PlainName(value)
            configuration.ordering.policy.orders.serviceNames[service] = name.text
            return !name.text.isEmpty && name.count <= most && !name.hasControlCharacters
        }
    }
}

/// Two numbers with a hyphen between them, the first not above the second.
private func range(_ value: String, within range: ClosedRange<Int>) -> (Int, Int)? {
    let ends = value.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard ends.count == 2, let first = ends[0], let last = ends[1], first <= last, range.contains(first),
        range.contains(last)
    else { return nil }
    return (first, last)
}

extension Configuration {
    /// NUM-5: of destinations at both sites.
    var allowsMobile060: Bool {
        get { settings.destinations.allowsMobile060 }
        set {
            settings.destinations.allowsMobile060 = newValue
            ordering.policy.destinations.allowsMobile060 = newValue
        }
    }

    /// What the ordering site calls itself.
    var orderingIdentity: SiteIdentity {
        OrderingSite.identity(in: identity, name: ordering.name, origin: ordering.origin, language: .ofSite)
    }
}

extension Configuration {
    /// What the ordering site's mails are written from.
    func orderingMails() throws -> MailTemplates {
        MailTemplates(
            pages: try TemplateFolder.pages(
                inHome: home, frame: OrderingSite.templateFolder, limits: OrderingSite.limits),
            site: orderingIdentity, key: try DataFolder(data).serverKey(), language: .ofSite)
    }
}
