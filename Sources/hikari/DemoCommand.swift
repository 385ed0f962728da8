import Accounts
import Foundation
import SQLite
import Settings
import Shell

/// `hikari demo`: the site with demonstration contracts and a telephone in the browser.
enum DemoCommand {
    static let all = [demo]

    private static let demo = Command(
        name: "demo", summary: "Serve the site with demonstration contracts and a telephone at /demo.",
        options: [
            Option(name: "--port", value: "N", summary: "the port on 127.0.0.1 (default 8443; 0: any free one)"),
            Option(name: "--reset", value: nil, summary: "begin with fresh data"),
        ]
    ) { call in
        var configuration = try call.configuration()
        if call.arguments["--data"] == nil, call.arguments["--config"] == nil { configuration.data = "data/demo" }
        try setPort(call.arguments["--port"], in: &configuration)
        if call.arguments["--reset"] != nil { try reset(configuration.data) }
        try await addContracts(configuration.data, call.surroundings)
        let site = try RunningSite(configuration, isDemo: true, extra: routes(configuration))
        call.print(welcome(site.port, data: configuration.data))
        for line in site.others { call.print(line) }
        await site.runUntilStopped()
    }

    private static func setPort(_ text: String?, in configuration: inout Configuration) throws {
        guard let text else { return }
        guard let port = UInt16(text) else { throw WrongUsage("--port takes a number from 0 to 65535") }
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
            DemoTelephonePage.routes(services, configuration.settings, plugs: telephones)
                + DemoMailboxPage.routes(services, mailbox)
                + DemoOutsideCallPage.routes(services) + DemoTownPage.routes(services)
                + (telephones.map { DemoPlugsPage.routes($0) } ?? [])
        }
    }

    /// Only what the program itself has put there: the folder may hold other things, or be the wrong one.
    private static func reset(_ data: String) throws {
        for file in ["hikari.sqlite", "hikari.sqlite-wal", "hikari.sqlite-shm"] {
            let path = data + "/" + file
            if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
        }
        try Mailing.folder(inData: data).empty()
    }

    private static func addContracts(_ data: String, _ surroundings: Surroundings) async throws {
        let database = try DataFolder(data).openDatabase()
        defer { database.close() }
        let now = surroundings.now()
        try await database.write { try DemoContracts.add(at: now, in: .ofSite, $0) }
    }

    private static func welcome(_ port: UInt16, data: String) -> String {
        """
        hikari: demonstration at https://localhost:\(port) (self-signed certificate: let the browser go on)
        Numbers to try: 0312340001 (5 numbers), 0312341000 (40 numbers), 0422100000 (7,000 numbers)
        First set a temporary password by telephone: in the browser at https://localhost:\(port)/demo, or
          hikari dial --data \(data) --from 0312340001 --keys "1,13572468,13572468"
        then sign in with the number and 13572468. Ctrl-C stops.
        """
    }
}
