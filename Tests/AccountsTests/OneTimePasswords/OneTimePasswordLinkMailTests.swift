@testable import Accounts
import HTTP
import SQLite
@testable import Shell
@testable import Telephony
import TestSite
import Testing

/// What a mail with a link may not be used for.
@Suite struct OneTimePasswordLinkMailTests {
    let site: TestSite

    init() throws {
        site = try TestSite()
        try site.addContract("0312340001", ["0312340002", "0312340003"], unit: .number, oneTimePasswords: .notChosen)
        try site.setPassword("hikari7days", of: "0312340001")
    }

    /// Mails that other numbers have had sent to an address.
    private func send(_ count: Int, to address: String) throws {
        let mail = Mail(
            kind: "one-time-password.link", to: try #require(MailAddress(address)), subject: "仮登録", body: "")
        let now = site.clock.now
        try site.services.database.writeAndWait { database in
            for _ in 0..<count { try OutboxStore.add(mail, of: nil, at: now, database) }
        }
    }

    private func register() async throws -> TestBrowser {
        let browser = site.browser()
        try await browser.signIn("0312340001", "hikari7days")
        await browser.register()
        return browser
    }

    @Test func `OTP-2 nobody is flooded with links, from however many numbers`() async throws {
        try send(OneTimePasswords.allowedLinksToAddress, to: "HIKARI@example.jp")
        let browser = try await register()
        #expect(browser.page.status == .unprocessableContent)
        #expect(browser.page.problems.first?.hasPrefix("同じメールアドレスに本登録のメールを送れるのは") == true)
        #expect(try site.mails().count == OneTimePasswords.allowedLinksToAddress)
        site.clock.advance(.hours(24))
        _ = try await register()
        #expect(try site.mails().count == OneTimePasswords.allowedLinksToAddress + 1)
    }

    @Test func `OTP-8 the lines of a file that would flood an address are wrong`() throws {
        try send(OneTimePasswords.allowedLinksToAddress - 1, to: TestSite.mailAddress)
        let (contract, now) = (1, site.clock.now)
        let number = try #require(PhoneNumber("0312340001"))
        let facts = try site.services.database.read {
            try OneTimePasswordFileStore.facts(for: number, of: contract, all: true, at: now, $0)
        }
        var writer = CSVWriter()
        for digits in ["0312340001", "0312340002"] {
            writer.line(digits, "1", TestSite.mailAddress, TestSite.confirmationID, TestSite.confirmationPassword)
        }
        writer.line("0312340003", "1", "other@example.jp", TestSite.confirmationID, TestSite.confirmationPassword)
        let file = try OneTimePasswordFile.read(writer.bytes, facts, repairs: false).get()
        #expect(file.entries.map(\.number.digits) == ["0312340001", "0312340003"])
        #expect(file.wrong.map(\.line) == [2] && file.wrong.first?.problem == .tooManyToAddress)
    }

    @Test func `OTP-5 PW-5 neither a link nor a code can be read in the database, and both arrive`() async throws {
        let browser = try await register()
        let link = try site.lastMail("one-time-password.link").link
        await browser.confirm(link)
        await browser.sendCode()
        let code = try site.lastMail("one-time-password.code").code
        #expect(link.count > 40 && code.count == 6)
        let stored = try site.services.database.read { database in
            try database.query("SELECT subject || body FROM outbox_mail") { $0.text(0) }
        }
        #expect(!stored.contains { $0.contains(code) || $0.contains(link) })
        try await OutboxRound(services: site.services).run()
        #expect(site.mail.taken.contains { $0.body.contains(code) })
        #expect(site.mail.taken.contains { $0.body.contains(link) })
    }

    @Test func `OPS-3 a mail that another server's key has sealed goes to the operator, not into the world`()
        async throws
    {
        let other = try #require(ServerKey([UInt8](repeating: 5, count: ServerKey.length)))
        let plain = Mail(
            kind: "one-time-password.code", to: try #require(MailAddress("a@example.jp")), subject: "s", body: "123456")
        let mail = try plain.sealed(under: other)
        let now = site.clock.now
        try site.services.database.writeAndWait { try OutboxStore.add(mail, of: nil, at: now, $0) }
        try await OutboxRound(services: site.services).run()
        #expect(site.mail.taken.isEmpty)
        let state = try site.services.database.read { try $0.first("SELECT state FROM outbox_mail") { $0.text(0) } }
        #expect(state == "bounced")
    }
}
