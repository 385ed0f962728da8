@testable import Accounts
import Crypto
import HTTP
@testable import Ordering
import SQLite
@testable import Shell
import Telephony
import TestSite
import Testing

/// ACCT-1 to ACCT-3: how often one may be wrong, to the last allowed entry and the last millisecond.
@Suite struct EntranceLimitTests {
    private let site: TestOrderingSite
    private let company: Int
    private let account: Int
    private let address = "hanako@example.jp"
    private let password = TestOrderingSite.password

    init() throws {
        site = try TestOrderingSite()
        company = try site.addCompany()
        account = try site.addAccount(address, of: company)
    }

    private func enter(_ password: String) async -> Bool {
        let browser = site.browser()
        await browser.enterOrdering(address, password)
        return browser.page.location == "/second-factor"
    }

    // MARK: Passwords

    @Test func `ACCT-2 nine misses void nothing, and a right entry ends the row`() async throws {
        for _ in 0..<2 {
            for _ in 0..<9 { #expect(await !enter("wrong password")) }
            site.clock.advance(.minutes(1))
            #expect(await enter(password))
        }
        #expect(try site.mails("account.password-spent").isEmpty)
    }

    @Test func `ACCT-2 the tenth miss in a row voids the password for 30 minutes, and not a millisecond longer`()
        async throws
    {
        for _ in 0..<10 { #expect(await !enter("wrong password")) }
        #expect(try site.mails("account.password-spent").count == 1)
        site.clock.advance(.minutes(30) - .milliseconds(1))
        #expect(await !enter(password))
        site.clock.advance(.milliseconds(1))
        #expect(await enter(password))
    }

    /// A cost that no hash can have: who has nothing to be compared with is refused only after a hash, and that fails here.
    @Test(arguments: ["nobody@example.jp", "mada@example.jp", "mukou@example.jp", "tsukaenai@example.jp"])
    func `AUTH-7 an unknown address, one not activated, a void one and a voided password cost a hash`(
        address: String
    ) async throws {
        let site = try TestOrderingSite(cost: Scrypt(n: 48, r: 1, p: 1))
        let company = try site.addCompany()
        try site.addAccount("mada@example.jp", of: company, factor: nil, password: nil)
        let void = try site.addAccount("mukou@example.jp", of: company)
        let spent = try site.addAccount("tsukaenai@example.jp", of: company)
        let until = site.clock.now + .minutes(1)
        try await site.services.database.write { database in
            try AccountStore.setVoid(void, database)
            try AccountStore.save(PasswordStanding(failures: 0, voidUntil: until), of: spent, database)
        }
        let attempt = EntranceAttempt(
            address: try #require(MailAddress(address)), password: password,
            client: Client(Request(path: "/login", peer: "192.0.2.1")), next: "")
        await #expect(throws: (any Error).self) { _ = try await attempt.run(site.services, WorkTurn(.stranger, [])) }
    }

    // MARK: 本人確認

    private func link() throws -> String {
        let actor = Actor.operatorOfOrdering(company: company, at: site.clock.now)
        let services = site.services
        let id = try site.services.database.read {
            try AccountStore.find(try #require(MailAddress("mada@example.jp")), $0)?.id
        }
        try services.database.writeAndWait { database in
            let account = try #require(try id.flatMap { try AccountStore.find($0, database) })
            try AccountMail(account, companyName: "株式会社あおぞら", by: actor, services.mails, random: services.random)
                .send(.activation, database)
        }
        return try site.lastMail("account.activation").link
    }

    private func identify(_ link: String, telephone: String) async -> TestBrowser {
        let browser = site.browser()
        let page = await browser.get(link)
        await browser.post(
            "/activation",
            [
                ("link", page.value(of: "link") ?? ""), ("mailAddress", "mada@example.jp"), ("name", "青空花子"),
                ("telephone", telephone),
            ])
        return browser
    }

    @Test func `ACCT-1 the tenth answer may still be the right one, and ten wrong ones void this link only`()
        async throws
    {
        try site.addAccount("mada@example.jp", of: company, factor: nil, password: nil)
        let first = try link()
        for _ in 0..<9 { _ = await identify(first, telephone: "0312345679") }
        #expect(await identify(first, telephone: "0312345678").page.location?.hasPrefix("/activation/password") == true)
        let second = try link()
        for _ in 0..<10 { _ = await identify(second, telephone: "0312345679") }
        #expect(await identify(second, telephone: "0312345678").page.status == .notFound)
        let third = try link()
        #expect(await identify(third, telephone: "0312345678").page.location?.hasPrefix("/activation/password") == true)
    }

    // MARK: Second factors

    private func wrong(_ code: String) -> String { code == "000000" ? "000001" : "000000" }

    @Test func `ACCT-3 the fifth entry may still be the right one; what can be no code counts for nothing`()
        async throws
    {
        let browser = site.browser()
        await browser.enterOrdering(address, password)
        let code = try site.code()
        for typed in ["", "12345", "1234567", "abcdef"] { await browser.enterSecondFactor(typed) }
        for left in [4, 3, 2, 1] {
            let page = await browser.enterSecondFactor(wrong(code))
            #expect(page.problems.first?.contains("あと\(left)回") == true)
        }
        await browser.enterSecondFactor(code)
        #expect(browser.page.location == "/dashboard")
    }

    @Test func `ACCT-3 a mail sent again and a recovery code do not begin the five anew`() async throws {
        try await site.services.database.write { [account] in
            try AccountFactorStore.setRecoveryCodes([[1]], of: account, $0)
        }
        let browser = site.browser()
        await browser.enterOrdering(address, password)
        for _ in 0..<3 { await browser.enterSecondFactor(wrong(try site.code())) }
        await browser.post("/second-factor/sending", [])
        await browser.get("/second-factor/recovery")
        let page = await browser.post("/second-factor/recovery", [("recoveryCode", "ABCDE-FGHJK")])
        #expect(page.problems.first?.contains("あと1回") == true)
        await browser.enterSecondFactor(wrong(try site.code()))
        #expect(browser.page.location == "/second-factor/ended")
    }

    @Test func `AUTH-11 fifty misses in 24 hours close an account's entries until the first is 24 hours old`()
        async throws
    {
        let first = site.clock.now
        try await site.services.database.write { [account] database in
            for minute in 0..<49 {
                try SecondFactorStore.note(.miss, of: account, at: first + .minutes(minute), database)
            }
        }
        site.clock.advance(.hours(1))
        let browser = site.browser()
        await browser.enterOrdering(address, password)
        let code = try site.code()
        await browser.enterSecondFactor(wrong(code))
        let page = await browser.enterSecondFactor(code)
        #expect(page.problems.first?.contains("24時間に50回") == true)
        #expect(page.problems.first?.contains((first + .hours(24)).dateAndTimeText(in: .japanese)) == true)

        site.clock.advance(.hours(23) - .milliseconds(1))
        await browser.enterOrdering(address, password)
        #expect(try site.mails("second-factor.code").count == 1)
        site.clock.advance(.milliseconds(1))
        #expect(try await site.signedIn(address).get("/dashboard").status == .ok)
    }
}
