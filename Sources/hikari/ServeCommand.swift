/// `hikari serve`: the site.
enum ServeCommand {
    static let all = [serve]

    private static let serve = Command(
        name: "serve", summary: "Serve the site until SIGTERM; SIGHUP reads the certificate again.",
        details: "All settings are described in deploy/hikari.conf; each is also an environment variable HIKARI_…."
    ) { call in
        let configuration = try call.configuration()
        let site = try RunningSite(configuration)
        call.print("hikari: serving https://\(configuration.listen.host):\(site.port)")
        for line in site.others { call.print(line) }
        await site.runUntilStopped()
    }
}
