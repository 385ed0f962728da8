import HTTP
import SQLite
@testable import Shell
import TestSite
import Testing

/// Pages are kept as they were drawn; nobody must ever notice.
@Suite struct DrawnPagesTests {
    let site: TestSite
    let contract: Int

    init() throws {
        site = try TestSite()
        contract = try site.addContract("0312340001", ["0312340002", "0312340003"])
    }

    private func another() async throws -> TestBrowser {
        let browser = site.browser()
        try await browser.signIn("0312340001", "hikari7days")
        return browser
    }

    @Test func `Each session's page carries its own form token, and a form sent from it is taken`() async throws {
        let here = try await site.signedIn("0312340001")
        let there = try await another()
        let first = await here.get("/bulk-forwarding")
        let second = await there.get("/bulk-forwarding")
        let tokens = [first.value(of: "token"), second.value(of: "token")]
        #expect(tokens[0] != tokens[1])
        #expect(!second.text.contains(try #require(tokens[0])))
        #expect(second.response.isPrivate)
        let form = [("destination-0312340001", "0398765432"), ("version-0312340001", "0")]
        #expect(await there.post("/bulk-forwarding", form).status == .seeOther)
    }

    @Test func `A change by anybody shows at once to everybody`() async throws {
        let here = try await site.signedIn("0312340001")
        let there = try await another()
        for browser in [here, there] { #expect(await !browser.get("/bulk-forwarding").text.contains("03-9876-5432")) }
        let form = [("destination-0312340001", "0398765432"), ("version-0312340001", "0")]
        #expect(await here.post("/bulk-forwarding", form).status == .seeOther)
        #expect(await there.get("/bulk-forwarding").text.contains("03-9876-5432"))
        await there.get("/bulk-forwarding/service")
        let version = try #require(there.page.value(of: "version"))
        await there.post("/bulk-forwarding/service", [("action", "start"), ("version", version)])
        #expect(await here.get("/bulk-forwarding").text.contains("一括転送中です。"))
    }

    @Test func `Numbers that the operator adds and removes come and go`() async throws {
        let browser = try await site.signedIn("0312340001")
        #expect(await !browser.get("/bulk-forwarding").text.contains("03-1234-0009"))
        let contract = contract
        try site.services.database.writeAndWait { database in
            try database.run("INSERT INTO phone_number (number, contract_id) VALUES ('0312340009', ?1)", contract)
        }
        #expect(await browser.get("/bulk-forwarding").text.contains("03-1234-0009"))
        try site.services.database.writeAndWait { try $0.run("DELETE FROM phone_number WHERE number = '0312340009'") }
        #expect(await !browser.get("/bulk-forwarding").text.contains("03-1234-0009"))
        try site.services.database.writeAndWait { database in
            try database.run("UPDATE contract SET monitor_number = '0312340003' WHERE id = ?1", contract)
        }
        #expect(await browser.get("/bulk-forwarding").text.contains("編集不可"))
    }

    @Test func `What was said once is not said again`() async throws {
        let browser = try await site.signedIn("0312340001")
        await browser.get("/bulk-forwarding")
        await browser.post("/bulk-forwarding", [("destination-0312340001", "0398765432"), ("version-0312340001", "0")])
        #expect(await browser.get("/bulk-forwarding").text.contains("設定を変更しました"))
        #expect(await !browser.get("/bulk-forwarding").text.contains("設定を変更しました"))
    }
}
