@testable import Accounts
import Foundation
import HTTP
import SQLite
@testable import Shell
@testable import Telephony
import TestSite
import Testing

/// Pages are kept as they were drawn, until the revision of their tenant says that they show something else. A walk through
/// every form of the site proves it of every kept page, those that will be added included.
@Suite struct KeptPageTests {
    /// What a walk has seen.
    private struct Walk {
        /// Kept pages that were shown other than a server that keeps nothing shows them, and after which form.
        var stale: Set<String> = []
        /// Kept pages that a form has changed.
        var changed: Set<String> = []
        /// The paths of the forms that were taken (303).
        var taken: Set<String> = []
    }

    @Test(arguments: AccessRole.signedIn)
    func `No form changes what a kept page shows without a new revision`(role: AccessRole) async throws {
        let site = try role.site()
        let walk = try await walk(site, role, site.product.routes)
        #expect(walk.stale.isEmpty)
        if role.number == AccessRole.contractNumber {
            #expect(walk.changed == Set(site.product.routes.filter(\.isKept).map(\.path)))
            // What the product's only kept page shows is changed by these.
            let writers: Set = ["", "/service", "/import/apply", "/undo"]
            #expect(walk.taken.isSuperset(of: writers.map { "/bulk-forwarding" + $0 }), "\(walk.taken.sorted())")
        }
    }

    @Test func `A kept page that shows what raises no revision is found`() async throws {
        let role = try #require(AccessRole.signedIn.first)
        let careless: @Sendable (Services) -> SiteRoute<Person> = { services in
            .page(.get, "/careless") { _ in
                let lines = try services.database.read { database in
                    try database.first("SELECT count(*) FROM audit") { $0.integer(0) }
                }
                return .text("\(lines ?? 0)")
            }.kept
        }
        let site = try role.site { [careless($0)] }
        let walk = try await walk(site, role, site.product.routes + [careless(site.services)])
        #expect(walk.stale.contains { $0.hasPrefix("/careless after ") })
        #expect(walk.stale.allSatisfy { $0.hasPrefix("/careless after ") })
    }

    @Test func `A kept page is at hand for those who may see it, and for nobody else`() async throws {
        let site = try TestSite()
        try site.addContract("0312340001", ["0312340002"], unit: .line)
        let browser = try await site.signedIn("0312340001")
        func atHand(_ cookies: String) -> Response? {
            site.router.respondAtOnce(
                to: Request(
                    path: "/bulk-forwarding", fields: [("Host", "localhost"), ("Cookie", cookies)], peer: "192.0.2.1"))
        }
        let cookie = "\(SessionToken.cookieName)=\(try #require(browser.cookies[SessionToken.cookieName]))"
        #expect(atHand(cookie) == nil, "nobody has drawn it yet")
        let drawn = await browser.get("/bulk-forwarding")
        #expect(atHand(cookie)?.body == drawn.response.body && atHand(cookie)?.isPrivate == true)
        // Nobody, somebody else's guess, and who is to be told something once.
        #expect(atHand("") == nil && atHand(cookie + "x") == nil && atHand(cookie + "; __Host-notice=x") == nil)
        await browser.get("/bulk-forwarding")
        await browser.post("/bulk-forwarding", browser.page.row(1, "09011112222"))
        #expect(atHand(cookie) == nil, "it has changed")
        await browser.get("/bulk-forwarding")
        site.clock.advance(.minutes(20))
        #expect(atHand(cookie) == nil, "the session has ended")
    }

    // MARK: The walk

    /// Sends every form of every page, and those of the pages that answer, twice: what the first round starts, the second
    /// can stop.
    private func walk(_ site: TestSite, _ role: AccessRole, _ routes: [SiteRoute<Person>]) async throws -> Walk {
        var walk = Walk()
        let kept = routes.filter(\.isKept).map(\.path)
        for _ in 1...2 {
            var sent: Set<String> = []
            for page in routes where page.method == .get {
                var browser = try await role.browser(site).browser
                var forms = PostedForm.all(on: await browser.get(page.path))
                while let form = forms.popLast() {
                    guard sent.insert(form.signature).inserted else { continue }
                    let before = try await drawn(kept, by: site.router, browser)
                    let answer = try await send(form, browser, from: page.path)
                    if answer.status == .seeOther { walk.taken.insert(String(form.action.prefix { $0 != "?" })) }
                    if answer.status == .ok { forms += PostedForm.all(on: answer) }
                    if browser.cookies[SessionToken.cookieName] == nil || answer.location?.hasPrefix("/login") == true {
                        browser = try await role.browser(site).browser
                    }
                    let now = try await drawn(kept, by: site.router, browser)
                    let fresh = try await drawn(kept, by: try site.anotherRouter(), browser)
                    for path in kept {
                        if now[path] != fresh[path] { walk.stale.insert("\(path) after \(form.action)") }
                        if now[path] != before[path] { walk.changed.insert(path) }
                    }
                }
            }
        }
        return walk
    }

    private func send(_ form: PostedForm, _ browser: TestBrowser, from path: String) async throws -> TestPage {
        guard let file = form.file else { return await browser.post(form.action, form.fields, token: false) }
        var sample: [UInt8] = []
        if let path = form.sample {
            // The sample speaks of numbers that end like the contract's.
            sample = Array(await browser.get(path).text.replacing("03123400", with: "03555500").utf8)
        }
        await browser.get(path)
        let fields = form.fields.filter { $0.name != "token" }
        return await browser.upload(form.action, fields, file: file, name: "sample.csv", sample)
    }

    /// What the session sees, without the notices of this browser; the form token is the same in both.
    private func drawn(
        _ paths: [String], by router: Router, _ browser: TestBrowser
    ) async throws -> [String: [UInt8]] {
        let session = browser.cookies[SessionToken.cookieName] ?? ""
        let cookie = ("Cookie", "\(SessionToken.cookieName)=\(session)")
        var pages: [String: [UInt8]] = [:]
        for path in paths {
            let request = Request(path: path, fields: [("Host", "localhost"), cookie], peer: "192.0.2.1")
            let response = await router.reply(to: request)
            let token = session.isEmpty ? "" : SessionToken(cookie: session)?.formToken.text ?? ""
            // Another session has another token; nothing else of the page is the session's.
            pages[path] = Array(
                String(decoding: response.body, as: UTF8.self).replacing(token.isEmpty ? "\u{0}" : token, with: "").utf8
            )
        }
        return pages
    }
}
