@testable import Accounts
import Foundation
import HTTP
import SQLite
@testable import Settings
import Shell
@testable import Telephony
import TestSite
import Testing

@Suite struct SecurityNoticeTests {
    let site: TestSite
    let contract: Int

    init() throws {
        site = try TestSite()
        contract = try site.addContract("0312340001", ["0312340002"], monitor: "0312340002")
        try site.services.database.writeAndWait { database in
            try database.run(
                "UPDATE one_time_password SET mail_address = 'owner@example.jp', is_used = 1 WHERE number = '0312340001'"
            )
        }
    }

    private struct Waiting: Equatable {
        let kind: String
        let recipient: String
        let subject: String
        let body: String
    }

    private func outbox() throws -> [Waiting] {
        try site.services.database.read { database in
            try database.query("SELECT kind, recipient, subject, body FROM outbox_mail ORDER BY id") { row in
                Waiting(kind: row.text(0), recipient: row.text(1), subject: row.text(2), body: row.text(3))
            }
        }
    }

    @Test func `AUTH-12 a password voided by misses is told by mail, once, with what to do`() async throws {
        try site.setPassword("hikari7days", of: "0312340001")
        for _ in 1...12 { try await site.browser(address: "198.51.100.4").signIn("0312340001", "wrong7days") }
        let mails = try outbox()
        #expect(mails.map(\.kind) == ["security.password-voided"])
        let mail = try #require(mails.first)
        #expect(mail.recipient == "owner@example.jp")
        #expect(mail.subject == "【ひかり電話設定サイト】パスワードが無効になりました")
        for words in [
            "03-1234-0001", "198.51.100.4", "\(CredentialKind.regular.allowedMisses)回", "03-6304-4747", "心当たりがない場合は",
            site.clock.now.dateAndTimeText(in: .japanese),
        ] {
            #expect(mail.body.contains(words), "\(words)")
        }
        #expect(!mail.body.contains("wrong7days"))
        #expect(mail.body.contains("https://localhost:8443/\n"))
    }

    @Test func `AUTH-12 a temporary password voided by misses, and one that signs in, are told`() async throws {
        try site.setPassword("hikari7days", of: "0312340001")
        try site.setPassword("13572468", of: "0312340001", kind: .temporary)
        for _ in 1...3 { try await site.browser().signIn("0312340001", "wrong7days") }
        #expect(try outbox().map(\.subject) == ["【ひかり電話設定サイト】仮パスワードが無効になりました"])
        try site.setPassword("24681357", of: "0312340001", kind: .temporary)
        try await site.browser().signIn("0312340001", "24681357")
        let last = try #require(try outbox().last)
        #expect(last.subject == "【ひかり電話設定サイト】パスワードが無効になりました")
        #expect(last.body.contains("仮パスワードでログインがあったため"))
    }

    @Test func `AUTH-12 a temporary password set by telephone is told to whoever owns the number`() throws {
        let number = try #require(PhoneNumber("0312340001"))
        let order = TelephoneMenu.Order(
            contract: contract, caller: number, target: TelephoneMenu.Target(number: number, unit: .line),
            password: try #require(TemporaryPassword("13572468")))
        let (now, mails) = (site.clock.now, site.services.mails)
        let hash = try PasswordHash(
            of: "13572468", salt: [UInt8](repeating: 1, count: 16), parameters: site.services.work.hashingCost)
        try site.services.database.writeAndWait { database in
            _ = try TelephoneMenuStore.store(order, hash: hash, at: now, mails: mails, database)
        }
        let mail = try #require(try outbox().first)
        #expect(mail.kind == "security.temporary-password")
        #expect(mail.body.contains("■操作元：電話"))
        #expect(!mail.body.contains("13572468"))
    }

    @Test func `AUTH-12 forwarding that starts, stops or goes elsewhere is told once a change, whatever it touches`()
        async throws
    {
        try site.services.database.writeAndWait { database in
            for place in 10...40 {
                try database.run(
                    "INSERT INTO phone_number (number, contract_id) VALUES (?1, 1)", "03123400\(place)")
            }
        }
        let contract = contract
        let lines = try (10...40).map { place in
            BulkForwarding.Edit(
                number: try #require(PhoneNumber("03123400\(place)")), destination: PhoneNumber("09012345678"),
                shownVersion: 0)
        }
        let actor = Actor(
            contract: contract, number: PhoneNumber("0312340001"), client: "192.0.2.1",
            at: site.clock.now)
        let mails = site.services.mails
        try site.services.database.writeAndWait { database in
            _ = try BulkForwardingChangeStore.save(lines, of: contract, by: actor, telling: mails, database)
            _ = try BulkForwardingServiceStore.turn(
                on: true, shownVersion: nil, of: contract, by: actor, telling: mails, database)
            _ = try BulkForwardingServiceStore.turn(
                on: false, shownVersion: nil, reason: "お申し出による", of: contract,
                by: .operator(contract: contract, at: actor.at), telling: mails, database)
        }
        let written = try outbox()
        #expect(
            written.map(\.kind) == [
                "security.forwarding-changed", "security.forwarding-started", "security.forwarding-stopped",
            ])
        #expect(written[0].body.contains("（31番号）") && written[0].body.contains("ほか21番号"))
        #expect(written[0].body.contains("03-1234-0010：未登録から090-1234-5678へ"))
        #expect(written[2].body.contains("理由：お申し出による") && written[2].body.contains("■操作元：運用者"))
    }

    @Test func `AUTH-12 who has no address for one-time passwords gets no mail, and nothing else changes`() async throws
    {
        try site.services.database.writeAndWait { try $0.run("UPDATE one_time_password SET is_used = 0") }
        try site.setPassword("hikari7days", of: "0312340001")
        for _ in 1...CredentialKind.regular.allowedMisses {
            try await site.browser().signIn("0312340001", "wrong7days")
        }
        #expect(try outbox().isEmpty)
        #expect(try site.auditEvents().contains("password.voided"))
    }
}
