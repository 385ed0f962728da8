@testable import Accounts
import HTTP
import SQLite
import Shell
@testable import Telephony
import TestSite
import Testing

@Suite struct AuthenticationUnitSizeTests {
    @Test func `UNIT-4, UNIT-5, UNIT-1 a contract of 7,000 numbers is changed as a whole`() async throws {
        let site = try TestSite()
        let numbers = (0..<7000).map { "04221" + String(100_000 + $0).dropFirst(1) }
        let contract = try site.addContract(numbers[0], Array(numbers.dropFirst()), unit: .line)
        let browser = try await site.signedIn(numbers[0])
        for unit in [AuthenticationUnit.administratorAndUser, .number] {
            await browser.get(AuthenticationUnits.path(to: unit))
            await browser.post(AuthenticationUnits.path(to: unit), [("currentPassword", "hikari7days")])
            try await confirm(browser)
            #expect(try count(of: contract, site) == 7000)
        }
        await browser.get(AuthenticationUnits.path(to: .line))
        let file = "電話番号,パスワード\n" + numbers.map { "\($0),hikari7days" }.joined(separator: "\n")
        await browser.upload(
            AuthenticationUnits.path(to: .line) + "/file", file: "file", name: "passwords.csv", Array(file.utf8))
        try await PasswordJobs.duty(PasswordJobKind.all).run(site.services)
        try await confirm(browser)
        #expect(try count(of: contract, site) == 1)
    }

    private func confirm(_ browser: TestBrowser) async throws {
        let change = try #require(await browser.get("/authentication-unit/check").value(of: "change"))
        let done = await browser.post("/authentication-unit/change", [("change", change)])
        try #require(done.location == "/authentication-unit/done?change=\(change)")
        #expect(await browser.get("/authentication-unit/done?change=\(change)").status == .ok)
    }

    /// How many numbers have a password.
    private func count(of contract: Int, _ site: TestSite) throws -> Int? {
        try site.services.database.read { database in
            try database.first(
                "SELECT count(*) FROM credential c JOIN phone_number n ON n.number = c.number WHERE n.contract_id = ?1",
                contract
            ) { $0.integer(0) }
        }
    }
}
