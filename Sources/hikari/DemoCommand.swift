import Accounts
import ExchangeSimulator
import Foundation
import Ordering
import SQLite
import Settings
import Shell
import Telephony

/// `hikari demo`: the site with demonstration contracts and a telephone in the browser.
enum DemoCommand {
    static let all = [demo]

    private static let demo = Command(
        name: "demo", summary: "Serve the site with demonstration contracts and a telephone at /demo.",
        options: [
            Option(
                name: "--port", value: "N",
                summary: "the port on 127.0.0.1 (default 8443; 0: any free one); the ordering site has the next one"),
            Option(name: "--reset", value: nil, summary: "begin with fresh data"),
            Option(
                name: "--clock", value: "TIME",
                summary: "the ordering site's hours and days begin then: 2026-11-27T10:00"),
        ]
    ) { call in
        var configuration = try call.configuration()
        if call.arguments["--data"] == nil, call.arguments["--config"] == nil { configuration.data = "data/demo" }
        try setPort(call.arguments["--port"], in: &configuration)
        if call.arguments["--reset"] != nil { try reset(configuration.data) }
        let now = call.surroundings.now()
        let clock = try call.arguments["--clock"].map { try AuditTime("--clock", $0, now: now).start - now }
        try await addContracts(configuration, call.surroundings, clock: clock)
        let site = try RunningSite(
            configuration, isDemo: true, extra: routes(configuration), orderingExtra: orderingRoutes(configuration))
        call.print(welcome(site.port, data: configuration.data))
        for line in site.others { call.print(line) }
        await site.runUntilStopped()
    }

    private static func setPort(_ text: String?, in configuration: inout Configuration) throws {
        let port = text.map { UInt16($0) } ?? configuration.listen.port
        guard let port, port < UInt16.max else { throw WrongUsage("--port takes a number from 0 to 65534") }
        let next = port == 0 ? 0 : port + 1
        configuration.ordering.listen =
            configuration.ordering.listen ?? Configuration.Endpoint(host: configuration.listen.host, port: next)
        if next != 0, configuration.ordering.origin == OrderingConfiguration().origin {
            configuration.ordering.origin = "https://localhost:\(next)"
        }
        // Devices register beside the sites.
        let third = next == 0 || next == UInt16.max ? 0 : next + 1
        configuration.ordering.registrarListen =
            configuration.ordering.registrarListen ?? Configuration.Endpoint(host: "127.0.0.1", port: third)
        guard text != nil else { return }
        configuration.listen.port = port
        // Links in mails lead here too.
        if port != 0, configuration.site.origin == SiteIdentity(in: .ofSite).origin {
            configuration.site.origin = "https://localhost:\(port)"
        }
    }

    private static func routes(
        _ configuration: Configuration
    ) -> @Sendable (Services, DemoTelephones?) -> [SiteRoute<Person>] {
        let mailbox = MaildirMailbox(folder: Mailing.folder(inData: configuration.data))
        return { services, telephones in
            let exchange = TelephoneExchange(
                services, numbers: configuration.settings.accounts.accessNumbers,
                errand: SettingsSite.telephoneErrand(configuration.settings))
            return DemoTelephonePage.routes(services, calling: exchange, plugs: telephones)
                + DemoMailboxPage.routes(services, mailbox, others: [configuration.ordering.origin])
                + DemoOutsideCallPage.routes(services) + DemoTownPage.routes(services)
                + (telephones.map { DemoPlugsPage.routes($0) } ?? [])
        }
    }

    private static func orderingRoutes(
        _ configuration: Configuration
    ) -> @Sendable (Services) -> [SiteRoute<Employee>] {
        let mailbox = MaildirMailbox(folder: Mailing.folder(inData: configuration.data))
        return { DemoMailboxPage.routes($0, mailbox, others: [configuration.site.origin]) }
    }

    /// Only what the program itself has put there: the folder may hold other things, or be the wrong one.
    private static func reset(_ data: String) throws {
        for file in ["hikari.sqlite", "hikari.sqlite-wal", "hikari.sqlite-shm"] {
            let path = data + "/" + file
            if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
        }
        try Mailing.folder(inData: data).empty()
    }

    private static func addContracts(
        _ configuration: Configuration, _ surroundings: Surroundings, clock: Duration?
    ) async throws {
        let database = try DataFolder(configuration.data).openDatabase()
        defer { database.close() }
        let now = surroundings.now()
        let (mails, key) = (try configuration.orderingMails(), try DataFolder(configuration.data).serverKey())
        try await database.write { database in
            try DemoContracts.add(at: now, in: .ofSite, database)
            try DemoCompanies.add(at: now, mails, random: SiteAssembly.random, database)
            for (code, contract) in try DemoSmartPBX.add(at: now, in: .ofSite, database) {
                try ExchangeRegisterStore.add(contract, code, database)
            }
            for (code, contract) in try DemoVoice.add(at: now, in: .ofSite, database) {
                try ExchangeRegisterStore.add(contract, code, database)
            }
            try DemoCarriers.add(database)
            let today = (now + (clock ?? .zero)).day
            try DemoPrices.add(on: today, in: .ofSite, database)
            try DemoTerms.add(on: today, at: now, in: .ofSite, database)
            try DemoOutages.add(at: now + (clock ?? .zero), in: .ofSite, database)
            try DemoSmartPBX.addPasswords(key, random: SiteAssembly.random, at: now, database)
            if let clock { try DemoClockStore.set(ahead: clock, database) }
        }
    }

    private static func welcome(_ port: UInt16, data: String) -> String {
        """
        hikari: demonstration at https://localhost:\(port) (self-signed certificate: let the browser go on)
        Numbers to try: 0312340001 (5 numbers), 0312341000 (40 numbers), 0422100000 (7,000 numbers)
        First set a temporary password by telephone: in the browser at https://localhost:\(port)/demo, or
          hikari dial --data \(data) --from 0312340001 --keys "1,13572468,13572468"
        then sign in with the number and 13572468.
        People of the ordering site: kanri, pbx, ichibu, sansho (@example.jp); the links they begin with lie in /demo/mail.
        Ctrl-C stops.
        """
    }
}
