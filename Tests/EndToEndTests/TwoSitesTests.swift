import TestPrograms
import Testing

@testable import Shell

/// Two sites in one house, each on a listener of its own. Browsers send the cookies of one port to all ports of a host.
@Suite struct TwoSitesTests {
    @Test func `ACCT-4 a session of one site opens nothing of the other, under whichever name its cookie comes`() throws
    {
        let data = BuiltProgram.newFolder()
        let server = try RunningProgram("demo", data: data)
        let orderingPort = try server.port(inLine: "ordering site at")
        let settings = RunningBrowser(server)
        try settings.signInForTheFirstTime(data)
        let ofSettings = try #require(settings.cookies["__Host-session"])
        let ofOrdering = SessionToken(random: { [UInt8](repeating: 9, count: $0) })
        try OrderTorture.addSession(data, ofOrdering, account: 1)

        for (token, opensSettings, opensOrdering) in [(ofSettings, true, false), (ofOrdering.text, false, true)] {
            let browser = RunningBrowser(server, cookies: ["__Host-session": token, "__Host-order-session": token])
            let page = try browser.get("/services")
            #expect((page.status == 200) == opensSettings, "\(page)")
            browser.port = orderingPort
            let other = try browser.get("/dashboard")
            #expect((other.status == 200) == opensOrdering, "\(other)")
        }
    }
}
