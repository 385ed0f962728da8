import Accounts
import Crypto
import Foundation
@testable import Ordering
import SQLite
import Telephony
import TestSite
import Testing

@testable import hikari

/// EXCH-3: the operator gives and takes tokens.
@Suite struct CompanyTokenCommandTests {
    let hikari: CommandCall

    init() throws { hikari = try CommandCall() }

    @Test func `EXCH-3 a token is shown once, listed without itself, and taken back`() async throws {
        let database = try DataFolder(hikari.data).openDatabase()
        defer { database.close() }
        let (mail, number) = (try #require(MailAddress("erp@example.jp")), try #require(PhoneNumber("0312345678")))
        let hash = try PasswordHash(
            of: TestOrderingSite.password, salt: [UInt8](repeating: 7, count: 16), parameters: TestOrderingSite.cost)
        try database.writeAndWait { database in
            let now = Moment(milliseconds: 0)
            let company = try CompanyStore.add("あおぞら", Company.Address(), at: now, database)
            let account = try AccountStore.add(
                company: company, mail, name: "連携", telephone: number, isAdministrator: false, at: now, database)
            try AccountStore.set(hash, of: account, database)
        }
        #expect(await hikari("ordering token add あおぞら").status != 0)
        #expect(await hikari("ordering token add あおぞら --account x").status == 2)
        #expect(await hikari("ordering token add あおぞら --account nobody@example.jp").status == 1)
        #expect(await hikari("ordering token add みどり --account erp@example.jp").status == 1)
        let added = await hikari("ordering token add あおぞら --account erp@example.jp --label ERP")
        #expect(added.status == 0 && added.output.first == "token 1 of erp@example.jp, shown this once:")
        let token = try #require(added.output.last)
        #expect(token.hasPrefix(CompanyToken.beginning) && token.utf8.count > 50)
        let found = try database.read { try CompanyTokenStore.find(CompanyToken(shown: token), $0)?.id }
        #expect(found == 1)
        let listed = await hikari("ordering token list")
        #expect(listed.output.count == 1 && listed.output[0].hasPrefix("1  erp@example.jp  "))
        let json = await hikari("ordering token list --json").output.joined()
        #expect(json.contains("\"label\":\"ERP\"") && !json.contains(token))
        #expect(await hikari("ordering token remove x").status == 2)
        #expect(await hikari("ordering token remove 2").status == 1)
        #expect(await hikari("ordering token remove 1").status == 0)
        #expect(await hikari("ordering token list").output.isEmpty)
        let events = try database.read { database in
            try database.query("SELECT event FROM audit WHERE event LIKE 'token.%' ORDER BY id") { $0.text(0) }
        }
        #expect(events == ["token.added", "token.removed"])
    }
}
