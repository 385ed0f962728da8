@testable import Accounts
@testable import Contracts
import HTTP
import SQLite
@testable import Shell
@testable import Telephony
import TestSite
import Testing

/// AUTH-13: two tabs of one sign-in, and the link in a mail that is opened while a form is open.
@Suite struct OneTimePasswordConflictTests {
    let site: TestSite

    init() throws {
        site = try TestSite()
        try site.addContract("0312340001", unit: .number, oneTimePasswords: .used)
        try site.setPassword("hikari7days", of: "0312340001")
    }

    private func signedIn() async throws -> TestBrowser {
        let browser = site.browser()
        try await browser.signIn("0312340001", "hikari7days")
        await browser.sendCode()
        await browser.enter(try site.lastMail("one-time-password.code").code)
        try #require(browser.page.location == "/services")
        return browser
    }

    /// As the link in a mail does it.
    private func somebodyElseRegisters(_ address: String) throws {
        let (mail, now) = (try #require(MailAddress(address)), site.clock.now)
        let number = try #require(PhoneNumber("0312340001"))
        try site.services.database.writeAndWait { database in
            try OneTimePasswordStore.setUsed(number, mail, at: now, database)
            let contract = try #require(try ContractsStore.contract(of: number, database)).id
            try AuditStore.write(
                AuditEntry(
                    at: now, contract: contract, number: number, client: "192.0.2.9",
                    event: "one-time-password.address-changed"), database)
        }
    }

    private func used() throws -> OneTimePasswordSetting { try #require(try site.oneTimePassword("0312340001")) }

    @Test func `AUTH-13 利用しない does not sweep away an address that was registered meanwhile`() async throws {
        let browser = try await signedIn()
        await browser.get("/one-time-password/settings/use")
        try somebodyElseRegisters("other@example.jp")
        let page = await browser.post("/one-time-password/settings/use", [("currentPassword", "hikari7days")])
        #expect(page.status == .conflict)
        #expect(page.text.contains("利用する（o****@e****.jp）") && page.text.contains("利用しない"))
        #expect(page.text.contains("03-1234-0001でログインした方"))
        #expect(try used().isUsed)
        #expect(
            await browser.post("/one-time-password/settings/use", [("choice", "stored")]).location
                == "/one-time-password/settings")
        #expect(try used().isUsed)
        await browser.get("/one-time-password/settings/use")
        let answer = await browser.post(
            "/one-time-password/settings/use", [("choice", "typed"), ("currentPassword", "hikari7days")])
        #expect(answer.status == .seeOther)
        #expect(try !used().isUsed)
    }

    @Test func `AUTH-13 of two new addresses the second is kept and waits for the person's choice`() async throws {
        let browser = try await signedIn()
        await browser.get("/one-time-password/settings/mail-address")
        try somebodyElseRegisters("other@example.jp")
        let path = "/one-time-password/settings/mail-address"
        let form = [("mailAddress", "mine@example.jp"), ("currentPassword", "hikari7days")]
        let page = await browser.post(path, form)
        #expect(page.status == .conflict)
        #expect(page.text.contains("o****@e****.jp") && page.value(of: "mailAddress") == "mine@example.jp")
        #expect(!page.text.contains("hikari7days"))
        let answer = await browser.post(path, form + [("choice", "typed")])
        #expect(answer.heading == "入力内容の確認")
    }

    @Test(arguments: ["confirmation-id", "confirmation-password"])
    func `AUTH-13 a secret changed in another tab is no miss of the old one, and is never shown`(what: String)
        async throws
    {
        let (one, path) = (try await signedIn(), "/one-time-password/settings/\(what)")
        await one.get(path)
        let stale = one.page.value(of: "version") ?? ""
        func form(_ new: String) -> [(String, String)] {
            [
                ("currentConfirmationID", TestSite.confirmationID), ("newConfirmationID", new),
                ("newConfirmationIDAgain", new), ("currentConfirmationPassword", TestSite.confirmationPassword),
                ("newConfirmationPassword", new), ("newConfirmationPasswordAgain", new),
                ("currentPassword", "hikari7days"),
            ]
        }
        #expect(await one.post(path, form("Asagao77x")).status == .seeOther)
        await one.get(path)
        let page = await one.post(path, form("Botan88yz") + [("version", stale)])
        #expect(page.status == .conflict)
        #expect(page.text.contains("href=\"\(path)\""))
        #expect(!page.text.contains("Botan88yz") && !page.text.contains("Asagao77x"))
        #expect(try used().misses == 0)
    }

    @Test(arguments: ["use", "mail-address", "confirmation-id", "confirmation-password"])
    func `AUTH-13 a settings form without the version of what it showed is none of ours`(what: String) async throws {
        let browser = try await signedIn()
        await browser.get("/services")
        let page = await browser.post("/one-time-password/settings/\(what)", [("currentPassword", "hikari7days")])
        #expect(page.status == .badRequest)
    }
}
