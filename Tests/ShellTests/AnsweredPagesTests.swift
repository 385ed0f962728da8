import HTTP
@testable import Shell
import Telephony
import TestSite
import Testing

/// Back and reload never show the browser's own question.
@Suite struct AnsweredPagesTests {
    private let now = Moment(milliseconds: 1_800_000_000_000)
    private let mine: [UInt8] = [1]

    private func request(_ redirection: Response?) -> Request { Request(path: redirection?.fields["location"] ?? "/") }

    private func page(_ text: String) -> Response { .html(Array(text.utf8), status: .unprocessableContent) }

    @Test func `a form that ends in a page is answered 303 to it, and it can be fetched again`() async throws {
        let site = try TestSite()
        try site.addContract("0312340001")
        let browser = try await site.signedIn("0312340001")
        await browser.get("/bulk-forwarding")
        let form = [("destination-0312340001", "110"), ("version-0312340001", "0")]
        let cookies = browser.cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        let token = browser.page.value(of: "token") ?? ""
        let type = ("Content-Type", "application/x-www-form-urlencoded")
        let answer = await site.router.respond(
            to: Request(
                method: .post, path: "/bulk-forwarding", fields: [("Host", "localhost"), ("Cookie", cookies), type],
                body: Array(PercentEncoding.query(form + [("token", token)]).utf8), peer: "192.0.2.1"))
        #expect(answer.status == .seeOther)
        let address = try #require(answer.fields["location"])
        for _ in 1...2 {
            let page = await browser.get(address)
            #expect(page.status == .unprocessableContent && page.problems.count == 1)
            #expect(page.value(of: "destination-0312340001") == "110")
            #expect(page.response.isPrivate)
        }
        let stranger = try await site.signedIn("0312340001")
        #expect(await stranger.get(address).location == "/services")
        #expect(await site.browser().get(address).location == "/login")
        await browser.post("/logout", [])
        #expect(await browser.get(address).location == "/login")
    }

    @Test func `a refused sign-in is a page of its own too, for the browser that tried`() async throws {
        let site = try TestSite()
        let browser = site.browser()
        let page = try await browser.signIn("0312340001", "wrong7days")
        #expect(page.status == .unprocessableContent && page.value(of: "telephoneNumber") == "0312340001")
        #expect(page.value(of: "token") != nil)
    }

    @Test func `only its owner is shown a page, and for a while only`() {
        let pages = AnsweredPages()
        let asked = request(pages.redirection(to: page("a"), of: mine, named: [7], at: now))
        #expect(pages.page(asked, of: mine, at: now + .minutes(29))?.body == Array("a".utf8))
        #expect(pages.page(asked, of: [2], at: now) == nil)
        #expect(pages.page(Request(path: "/answer?page=x"), of: mine, at: now) == nil)
        #expect(pages.page(asked, of: mine, at: now + .minutes(30)) == nil)
    }

    @Test func `what is no page, or ends a session, is given at once`() {
        let pages = AnsweredPages()
        #expect(pages.redirection(to: .redirect(to: "/"), of: mine, named: [7], at: now) == nil)
        #expect(pages.redirection(to: .json([]), of: mine, named: [7], at: now) == nil)
        var ended = page("a")
        ended.setCookie(.forgetting(SessionToken.cookieName))
        #expect(pages.redirection(to: ended, of: mine, named: [7], at: now) == nil)
    }

    @Test func `one visitor keeps a few, all together keep so many bytes, and the oldest go`() {
        let pages = AnsweredPages(capacity: 8_000)
        let mineFirst = request(pages.redirection(to: page("a"), of: mine, named: [0], at: now))
        for name in 1...8 { _ = pages.redirection(to: page("b"), of: mine, named: [UInt8(name)], at: now) }
        #expect(pages.page(mineFirst, of: mine, at: now) == nil)
        let large = String(repeating: "x", count: 1_000)
        let others = (1...12).map { owner in
            (
                request(pages.redirection(to: page(large), of: [9, UInt8(owner)], named: [9, UInt8(owner)], at: now)),
                owner
            )
        }
        #expect(pages.page(others[0].0, of: [9, 1], at: now) == nil)
        #expect(others.suffix(7).allSatisfy { pages.page($0.0, of: [9, UInt8($0.1)], at: now) != nil })
        #expect(pages.redirection(to: page(large + "x"), of: mine, named: [50], at: now) == nil)
    }
}
