@testable import Accounts
import SQLite
import Shell
import Telephony
import TestSite
import Testing

@Suite struct GuessingAlarmTests {
    private let site: TestSite

    init() throws { site = try TestSite() }

    /// Passwords of that many contracts, voided by misses just now.
    private func voidPasswords(of numbers: ClosedRange<Int>) async throws {
        for number in numbers {
            let digits = "03123\(40000 + number)"
            try site.addContract(digits)
            try site.setPassword("hikari7days", of: digits)
            for _ in 1...CredentialKind.regular.allowedMisses {
                try await site.browser(address: "192.0.2.\(number)").signIn(digits, "wrong7days")
            }
        }
    }

    private var told: [String] { site.log.all.filter { $0.contains("being voided") } }

    @Test func `The operator is told once when many passwords are voided, and once when it is over`() async throws {
        let duty = GuessingAlarm.duty(operator: MailAddress("operator@example.jp"))
        try await voidPasswords(of: 1...19)
        try await duty.run(site.services)
        #expect(told.isEmpty)
        try await voidPasswords(of: 20...21)
        // A restart in between tells nobody again.
        for duty in [duty, duty, GuessingAlarm.duty(operator: MailAddress("operator@example.jp"))] {
            try await duty.run(site.services)
        }
        #expect(told.count == 1)
        #expect(
            try notices() == [
                "many passwords are being voided by wrong entries: 21 of 21 contracts in 10 minutes"
            ])
        #expect(try mails().map(\.subject) == ["【ひかり電話設定サイト】多くのパスワードが無効になっています"])
        #expect(try mails()[0].body.contains("21契約の21件"))
        #expect(told[0].contains(#""level":"failure""#) && told[0].contains(#""passwords":"21","contracts":"21""#))
        site.clock.advance(.minutes(11))
        for _ in 1...2 { try await duty.run(site.services) }
        #expect(told.count == 2)
        #expect(told[1].contains(#""level":"information""#))
        #expect(try notices().isEmpty)
        #expect(try mails().count == 2)
        #expect(try mails()[1].subject.contains("収まりました"))
    }

    @Test func `FWD-12 PINs that are voided count among the passwords`() async throws {
        for number in 1...20 {
            let contract = try site.addContract("03123\(40000 + number)")
            let hash = try PasswordHash(
                of: "739164", salt: [UInt8](repeating: 1, count: 16), parameters: site.services.work.hashingCost)
            let now = site.clock.now
            try site.services.database.writeAndWait { database in
                try TelephonePINStore.set(hash, callers: [], of: contract, at: now, database)
                try TelephonePINStore.save(
                    Credential(setAt: now, failures: TelephonePIN.allowedMisses, voidedAt: now), of: contract, database)
            }
        }
        try await GuessingAlarm.duty(operator: MailAddress("operator@example.jp")).run(site.services)
        #expect(told.count == 1 && told[0].contains(#""passwords":"20","contracts":"20""#))
    }

    private func notices() throws -> [String] {
        try site.services.database.read { try HealthStore.notices($0).map(\.line) }
    }

    private func mails() throws -> [(subject: String, body: String)] {
        try site.services.database.read { database in
            try database.query(
                "SELECT subject, body FROM outbox_mail WHERE kind = 'operator.guessing' ORDER BY id"
            ) { ($0.text(0), $0.text(1)) }
        }
    }

    @Test func `OPS-2 after an attack all that was voided from a moment on serves again, of one contract or of all`()
        async throws
    {
        try await voidPasswords(of: 1...2)
        site.clock.advance(.hours(1))
        let since = site.clock.now
        try await voidPasswords(of: 3...4)
        let numbers = try (1...4).map { try #require(PhoneNumber("031234000\($0)")) }
        let now = site.clock.now
        func locked(_ since: Moment?, _ contract: PhoneNumber?) throws -> [PhoneNumber] {
            try site.services.database.read {
                try SignInUnlock.locked(since: since, ofContract: contract, at: now, $0)
            }
        }
        #expect(try locked(nil, nil) == numbers)
        #expect(try locked(since, nil) == Array(numbers[2...]))
        #expect(try locked(nil, numbers[0]) == [numbers[0]])
        #expect(try locked(since, numbers[0]).isEmpty)
        #expect(throws: SignInUnlock.Unknown.self) { try locked(nil, PhoneNumber("0399999999")) }
        let mails = site.services.mails
        try await site.services.database.write { _ = try SignInUnlock.run(numbers[0], at: now, mails, $0) }
        #expect(try locked(nil, nil) == Array(numbers[1...]))
        #expect(try await site.browser().signIn("0312340001", "hikari7days").location == "/services")
    }
}
