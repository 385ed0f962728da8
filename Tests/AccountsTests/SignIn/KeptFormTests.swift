@testable import Accounts
import Foundation
import HTTP
import SQLite
import Shell
import Telephony
import TestSite
import Testing

@Suite struct KeptFormTests {
    let site: TestSite

    init() throws {
        site = try TestSite()
        try site.addContract("0312340001", ["0312340002"])
    }

    private let form = [
        ("destination-0312340001", "090-1234-5678"), ("version-0312340001", "0-"), ("destination-0312340002", ""),
        ("version-0312340002", "3-0612345678"), ("currentPassword", "hikari7days"), ("confirmation", "s3cret77"),
        ("code", "998877"), ("action", "save"), ("note", "会議のため"),
    ]

    /// A browser whose session has ended over this form.
    private func late() async throws -> TestBrowser {
        let browser = try await site.signedIn("0312340001")
        await browser.get("/services")
        site.clock.advance(.minutes(16))
        #expect(await browser.post("/bulk-forwarding", form).location == "/login?ended=expired&input=kept")
        return browser
    }

    @Test func `AUTH-10 the page shows what was kept, and secrets are neither shown nor stored`() async throws {
        let browser = try await late()
        try await browser.signIn("0312340001", "hikari7days")
        let page = await browser.get("/kept-form")
        let list = try #require(page.text.between("change-lines", "</ul>"))
        #expect(list.contains("03-1234-0001</span>：090-1234-5678"))
        #expect(list.contains("03-1234-0002</span>：空欄にする"))
        #expect(list.contains("会議のため"))
        #expect(!list.contains("save"))
        for secret in ["hikari7days", "s3cret77", "998877"] { #expect(!page.text.contains(secret)) }
        let stored = try site.services.database.read { database in
            try database.query("SELECT body FROM kept_form") { String(decoding: $0.bytes(0), as: UTF8.self) }
        }
        #expect(stored.count == 1)
        for secret in ["hikari7days", "s3cret77", "998877"] { #expect(!stored.joined().contains(secret)) }
    }

    @Test func `AUTH-10 a kept form is offered again also when the new sign-in leads through パスワード変更`() async throws {
        let browser = try await late()
        try site.setPassword("13572468", of: "0312340001", kind: .temporary)
        #expect(try await browser.signIn("0312340001", "13572468").location == "/password")
        #expect(await browser.get("/kept-form").location == "/password")
        await browser.get("/password")
        let change = [("currentPassword", "13572468"), ("newPassword", "asagao77x"), ("confirmation", "asagao77x")]
        #expect(await browser.post("/password", change).location == "/kept-form")
        let page = await browser.get("/kept-form")
        #expect(page.value(of: "destination-0312340001") == "090-1234-5678")
    }

    @Test func `AUTH-10 a kept form is offered again also when a one-time password stands in between`() async throws {
        try site.useOneTimePasswords("0312340001")
        try site.setPassword("hikari7days", of: "0312340001")
        let browser = site.browser()
        func enter() async throws -> TestPage {
            try await browser.signIn("0312340001", "hikari7days")
            await browser.sendCode()
            return await browser.enter(try site.lastMail("one-time-password.code").code)
        }
        #expect(try await enter().location == "/services")
        await browser.get("/services")
        site.clock.advance(.minutes(16))
        #expect(await browser.post("/bulk-forwarding", form).location == "/login?ended=expired&input=kept")
        #expect(try await enter().location == "/kept-form")
        #expect(await browser.get("/kept-form").value(of: "destination-0312340001") == "090-1234-5678")
    }

    @Test(arguments: [
        "/password", "/password/numbers/set", "/password/import", "/password/import/apply", "/authentication-unit/line",
        "/authentication-unit/line/file", "/authentication-unit/change", "/one-time-password/settings/use",
        "/one-time-password/settings/mail-address", "/one-time-password/registration", "/sessions/end", "/kept-form",
        "/logout",
    ])
    func `AUTH-10 a form about what a sign-in rests on is not kept`(path: String) async throws {
        let browser = try await site.signedIn("0312340001")
        await browser.get("/services")
        site.clock.advance(.minutes(16))
        #expect(await browser.post(path, form).location == "/login?ended=expired&input=lost")
        let count = try site.services.database.read { try $0.first("SELECT count(*) FROM kept_form") { $0.integer(0) } }
        #expect(count == 0)
    }

    @Test func `AUTH-10 a kept form that others have overtaken leads to the page that shows both`() async throws {
        let browser = try await late()
        let other = try await site.signedIn("0312340001")
        await other.get("/bulk-forwarding")
        await other.post(
            "/bulk-forwarding",
            [
                ("destination-0312340001", "0611112222"),
                ("version-0312340001", other.page.value(of: "version-0312340001") ?? ""),
            ])
        try await browser.signIn("0312340001", "hikari7days")
        await browser.get("/kept-form")
        let page = await browser.post("/bulk-forwarding", Array(form.prefix(2)))
        #expect(page.status == .conflict)
        #expect(page.text.contains("06-1111-2222") && page.text.contains("090-1234-5678"))
    }

    @Test func `AUTH-10 a kept form that is sent on does what it would have done`() async throws {
        let browser = try await late()
        try await browser.signIn("0312340001", "hikari7days")
        let page = await browser.get("/kept-form")
        let kept = form.filter { page.value(of: $0.0) != nil }
        #expect(kept.count == form.count - 3)
        #expect(await browser.post("/bulk-forwarding", kept).status == .seeOther)
        #expect(try site.auditEvents().last == "bulk-forwarding.destination")
    }

    @Test func `AUTH-10 who sends a file too late comes back to where it is chosen`() async throws {
        let browser = try await site.signedIn("0312340001")
        await browser.get("/bulk-forwarding/import")
        site.clock.advance(.minutes(16))
        let page = await browser.upload(
            "/bulk-forwarding/import", file: "file", name: "numbers.csv", Array("0312340001,09012345678".utf8))
        #expect(page.location == "/login?ended=expired&input=lost&next=%2Fbulk-forwarding%2Fimport")
        let answer = try await browser.signIn("0312340001", "hikari7days", next: "/bulk-forwarding/import")
        #expect(answer.location == "/bulk-forwarding/import")
    }

    @Test func `AUTH-10 a form of a sign-in that is not through is not kept`() async throws {
        try site.setPassword("13572468", of: "0312340001", kind: .temporary)
        let browser = site.browser()
        #expect(try await browser.signIn("0312340001", "13572468").location == "/password")
        await browser.get("/password")
        site.clock.advance(.minutes(16))
        #expect(
            await browser.post("/bulk-forwarding", form).location
                == "/login?ended=expired&input=lost&next=%2Fbulk-forwarding")
        let count = try site.services.database.read { try $0.first("SELECT count(*) FROM kept_form") { $0.integer(0) } }
        #expect(count == 0)
    }
}
