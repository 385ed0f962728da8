import HTTP
import SQLite
import Synchronization
import TestSite
import Testing

@testable import Shell
@testable import hikari

/// Two sites in one house: each is met under its own host name, and neither knows of the other.
@Suite struct ProductsByHostTests {
    private let site: TestSite
    private let house: ProductsByHost

    init() throws {
        site = try TestSite()
        let files = try StaticFiles(directory: TestSite.root + "/Public")
        let settings = ServedProduct(site.product, hostNames: ["settings.example.jp"], site.services, files: files)
        let orders = ServedProduct(Clerk.product, hostNames: ["orders.example.jp"], site.services, files: files)
        house = ProductsByHost(settings, [orders])
    }

    private func get(_ path: String, host: String, cookie: String = "") async -> TestPage {
        TestPage(
            await house.respond(
                to: Request(path: path, fields: [("Host", host), ("Cookie", cookie)], host: host, peer: "192.0.2.1")))
    }

    @Test func `a request is answered by the product whose host it names`() async {
        #expect(await get("/orders", host: "orders.example.jp").status == .seeOther)
        #expect(await get("/orders", host: "settings.example.jp").status == .notFound)
        #expect(await get("/login", host: "settings.example.jp").text.contains("電話番号"))
        #expect(await get("/login", host: "orders.example.jp").status == .notFound)
    }

    @Test func `each product says who a person is, and a session of the one opens nothing of the other`() async {
        let cookie = SessionToken.cookieName + "=" + Clerk.token
        #expect(await get("/orders", host: "orders.example.jp", cookie: cookie).text == "Sato")
        #expect(
            await get("/services", host: "settings.example.jp", cookie: cookie).location?.hasPrefix("/login") == true)
    }

    @Test func `the duties of all products are one roster`() {
        #expect(site.product.duties.contains { "\($0.name)" == "mail delivery" })
        #expect(Clerk.product.duties.map { "\($0.name)" } == ["housekeeping", "orders"])
    }
}

/// The visitors of another site: no telephone numbers, no units, one step.
private final class Clerk: Visitor {
    let account: String

    init(account: String) { self.account = account }

    var tenant: Int { 7 }
    var revision: Int { 0 }
    var label: VisitorLabel { VisitorLabel(account: account, tenantName: "Orders", isSpecimen: false) }

    static let token = String(repeating: "a", count: 43)

    static let product = Product<Clerk>(
        features: [
            Feature(
                routes: [.page(.get, "/orders") { visit in Response.text(visit.person.account) }],
                duties: [Duty("orders", every: .seconds(1)) { _ in }])
        ],
        steps: [SignInStep("here", home: "/orders", isLast: true)],
        sessions: Sessions(
            find: { token, _ in
                guard token.text == Clerk.token else { return nil }
                return Session(
                    token: token, person: Clerk(account: "Sato"),
                    step: SignInStep("here", home: "/orders", isLast: true), next: "",
                    createdAt: TestClock().now, seenAt: TestClock().now)
            },
            touch: { _, _ in }, keep: { _, _, _, _ in }, refused: { _, _, _ in }))
}
