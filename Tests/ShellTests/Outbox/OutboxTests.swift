import SQLite
@testable import Shell
@testable import Telephony
import TestSite
import Testing

@Suite struct OutboxTests {
    let site: TestSite

    init() throws { site = try TestSite() }

    /// Runs the site's duty once, as the program does every half second.
    private func deliver() async throws {
        for duty in Outbox.duties { try await duty.run(site.services) }
    }

    private func rows(_ column: StaticString) throws -> [String] {
        try site.services.database.read { try $0.query(column) { $0.optionalText(0) ?? "-" } }
    }

    private func states() throws -> [String] { try rows("SELECT state FROM outbox_mail ORDER BY id") }

    @Test func `OPS-3 a mail leaves once, and its words are erased`() async throws {
        try site.write(.init("用件"))
        try await deliver()
        try await deliver()
        #expect(site.mail.taken.map(\.subject) == ["用件"])
        #expect(try states() == ["sent"])
        #expect(try rows("SELECT subject FROM outbox_mail") == ["-"])
        #expect(try rows("SELECT body FROM outbox_mail") == ["-"])
        #expect(try rows("SELECT recipient FROM outbox_mail") == ["hikari@example.jp"])
        #expect(try rows("SELECT last_reply FROM outbox_mail") == ["250 2.0.0 Ok"])
    }

    @Test func `OPS-3 a mail whose cause was not stored is not written either`() async throws {
        struct Refused: Error {}
        let (mail, now) = (try TestMail("用件").mail(at: site.clock.now), site.clock.now)
        await #expect(throws: Refused.self) {
            try await site.services.database.write { database in
                try OutboxStore.add(mail, of: nil, at: now, database)
                throw Refused()
            }
        }
        try await deliver()
        #expect(site.mail.taken.isEmpty)
        #expect(try states() == [])
    }

    @Test func `OPS-3 a mail refused for now goes out later, and holds no other back`() async throws {
        let carrier = PickyCarrier { $0.subject == "one" ? .deferred("450 4.2.0 greylisted") : .accepted("250 Ok") }
        let site = try TestSite(mailCarrier: carrier)
        try site.write(.init("one"), .init("two"), .init("three"))
        try await site.deliver()
        #expect(Set(carrier.accepted) == ["two", "three"])
        carrier.answers { _ in .accepted("250 Ok") }
        site.clock.advance(.seconds(29))
        try await site.deliver()
        #expect(carrier.accepted.count == 2)
        site.clock.advance(.seconds(1))
        try await site.deliver()
        #expect(carrier.accepted.last == "one")
        #expect(carrier.references(of: "one").count == 2)
        #expect(Set(carrier.references(of: "one")).count == 1)
    }

    @Test func `OPS-3 a mail refused for good bounces once and stays in the operator's view`() async throws {
        site.mail.answers(.refused("550 5.1.1 no such user"))
        try site.write(.init("用件"))
        try await deliver()
        site.mail.answers(.accepted("250 Ok"))
        site.clock.advance(.hours(2))
        try await deliver()
        #expect(site.mail.taken.isEmpty)
        let queue = try site.services.database.read(OutboxStore.queue)
        #expect(queue.entries.map(\.isWaiting) == [false])
        #expect(queue.entries.first?.lastReply == "550 5.1.1 no such user")
        #expect(queue.entries.first?.recipient.text == "hikari@example.jp")
    }

    @Test func `OPS-3 a mail that is refused for now for a day bounces`() async throws {
        site.mail.answers(.deferred("450 4.3.2 not now"))
        try site.write(.init("用件"))
        for _ in 0..<60 {
            try await deliver()
            site.clock.advance(.minutes(25))
        }
        #expect(try states() == ["bounced"])
        #expect(site.log.all.filter { $0.contains("mail bounced") }.count == 1)
    }

    @Test func `OPS-3 while the server is down one mail at a time asks for it, and then all go out`() async throws {
        let carrier = PickyCarrier { _ in .unreachable("connection refused") }
        let site = try TestSite(mailCarrier: carrier)
        try site.write(count: 300)
        try await site.deliver()
        #expect(carrier.attempts <= OutboxRound.width)
        let before = carrier.attempts
        for _ in 0..<60 {
            site.clock.advance(.seconds(10))
            try await site.deliver()
        }
        #expect((9...16).contains(carrier.attempts - before), "\(carrier.attempts - before) attempts in ten minutes")
        #expect(try site.isDelayed())
        carrier.answers { _ in .accepted("250 Ok") }
        site.clock.advance(.minutes(1))
        try await site.deliver()
        #expect(carrier.accepted.count == 300)
        #expect(Set(carrier.accepted).count == 300)
        #expect(try !site.isDelayed())
    }

    @Test func `OPS-3 mails that could not leave for a day bounce together`() async throws {
        site.mail.answers(.unreachable("connection refused"))
        try site.write(count: 20)
        try await deliver()
        site.clock.advance(.hours(24))
        try await deliver()
        #expect(try states() == Array(repeating: "bounced", count: 20))
    }

    @Test func `OPS-3 people are told that mail is late as soon as the server cannot be reached`() async throws {
        site.mail.answers(.unreachable("connection refused"))
        #expect(try !site.isDelayed())
        try site.write(.init("用件"))
        #expect(try !site.isDelayed())
        try await deliver()
        #expect(try site.isDelayed())
        let notice = try site.services.database.read { try Outbox.delayNotice(in: .japanese, $0, site.clock.now) }
        #expect(notice == "メールの送信が遅れています。届くまで、しばらくお待ちください。")
    }

    @Test func `OPS-3 a mail whose address cannot be read is told of and holds up no other`() async throws {
        try site.write(.init("one"), .init("two"))
        try await site.services.database.write { try $0.run("UPDATE outbox_mail SET recipient = '' WHERE id = 1") }
        await #expect(throws: StoredValueError.self) { try await Outbox.duties[0].run(site.services) }
        #expect(site.mail.taken.map(\.subject) == ["two"])
    }

    @Test func `OPS-3 mails that nobody carries are late too`() throws {
        try site.write(.init("用件"))
        site.clock.advance(.seconds(61))
        #expect(try site.isDelayed())
    }

    @Test func `OTP-5 a code is never delivered after its time, and is erased at the end of it`() async throws {
        site.mail.answers(.unreachable("connection refused"))
        try site.write(.init("ワンタイムパスワード", body: "123456", worthFor: .seconds(300)))
        try await deliver()
        #expect(try rows("SELECT body FROM outbox_mail") == ["123456"])
        site.mail.answers(.accepted("250 Ok"))
        site.clock.advance(.seconds(300))
        try await deliver()
        #expect(site.mail.taken.isEmpty)
        #expect(try states() == ["expired"])
        #expect(try rows("SELECT body FROM outbox_mail") == ["-"])
    }

    @Test func `OTP-5 a code that bounced is erased when its time is over`() async throws {
        site.mail.answers(.refused("550 no such user"))
        try site.write(.init("ワンタイムパスワード", body: "123456", worthFor: .seconds(300)))
        try await deliver()
        #expect(try states() == ["bounced"])
        site.clock.advance(.seconds(300))
        try await deliver()
        #expect(try rows("SELECT body FROM outbox_mail") == ["-"])
        #expect(try states() == ["bounced"])
    }

    @Test func `OTP-5 a code goes before mails that nobody waits for`() async throws {
        let carrier = PickyCarrier { _ in .accepted("250 Ok") }
        let site = try TestSite(mailCarrier: carrier)
        try site.write(count: 50)
        try site.write(.init("code", worthFor: .seconds(300)))
        try await site.deliver()
        #expect(carrier.accepted.prefix(OutboxRound.width).contains("code"))
    }

    @Test func `OPS-3 a mail that takes long holds one place only`() async throws {
        let door = Door()
        let carrier = PickyCarrier { _ in .accepted("250 Ok") }
        carrier.holds("slow", until: door)
        let site = try TestSite(mailCarrier: carrier)
        try site.write(.init("slow"), .init("two"))
        let round = Task { try await site.deliver() }
        try await eventually { carrier.accepted == ["two"] }
        // What is written while one is under way does not wait for its end.
        try site.write(count: 10)
        try await eventually { carrier.accepted.count == 11 }
        door.open()
        try await round.value
        #expect(carrier.accepted.last == "slow")
        #expect(carrier.references(of: "slow").count == 1)
    }

    @Test func `OPS-3 a stop lets the mail under way be noted and begins no other`() async throws {
        // The next house may have taken them: their answer is waited for.
        let door = Door(lettingGo: false)
        let carrier = PickyCarrier { _ in .accepted("250 Ok") }
        for name in ["1", "2", "3", "4"] { carrier.holds(name, until: door) }
        let site = try TestSite(mailCarrier: carrier)
        try site.write(.init("1"), .init("2"), .init("3"), .init("4"), .init("5"))
        let round = Task { try await Outbox.duties[0].run(site.services) }
        try await eventually { carrier.attempts == 4 }
        round.cancel()
        door.open()
        try await round.value
        #expect(Set(carrier.accepted) == ["1", "2", "3", "4"])
        let states = try site.services.database.read {
            try $0.query("SELECT state FROM outbox_mail ORDER BY id") { $0.text(0) }
        }
        #expect(states == ["sent", "sent", "sent", "sent", "waiting"])
    }

    @Test func `OPS-3 a mail that was taken while the disk is full is not sent again when there is room`() async throws
    {
        try await site.services.database.write { database in
            try database.run(
                """
                CREATE TRIGGER no_room BEFORE UPDATE ON outbox_mail WHEN (SELECT count(*) FROM audit) = 0
                BEGIN SELECT raise(ABORT, 'database or disk is full'); END
                """)
        }
        try site.write(.init("用件"))
        let round = Task { try await Outbox.duties[0].run(site.services) }
        try await eventually { site.log.all.contains { $0.contains("mail not noted") } }
        try await site.services.database.write { database in
            try database.run("INSERT INTO audit (at, client, event) VALUES (0, 'operator', 'room')")
        }
        try await round.value
        try await deliver()
        #expect(site.mail.taken.count == 1)
        #expect(try states() == ["sent"])
    }

    @Test func `OPS-3 the log names mails by number and holds none of their words`() async throws {
        let carrier = PickyCarrier { $0.subject == "秘密の件名" ? .deferred("450 later") : .refused("550 never") }
        let site = try TestSite(mailCarrier: carrier)
        try site.write(.init("秘密の件名", body: "987654"), .init("件名二", body: "987654"))
        try await site.deliver()
        let log = site.log.all.joined()
        #expect(log.contains("\"event\":\"mail deferred\",\"id\":\"1\",\"kind\":\"test\",\"reply\":\"450 later\""))
        #expect(log.contains("\"event\":\"mail bounced\",\"id\":\"2\",\"kind\":\"test\",\"reply\":\"550 never\""))
        for secret in ["987654", "秘密", "件名", "hikari@example.jp"] { #expect(!log.contains(secret)) }
    }

    @Test func `OPS-3 a mail that is over is forgotten after 30 days, one that waits is not`() async throws {
        try site.write(.init("用件"))
        try await deliver()
        site.clock.advance(.days(30))
        let forget: @Sendable (Moment) async throws -> Void = { [site] now in
            try await site.services.database.write { try Outbox.forgetOld(at: now, $0) }
        }
        try await forget(site.clock.now)
        #expect(try states() == ["sent"])
        site.clock.advance(.seconds(1))
        try site.write(.init("新しい用件"))
        try await forget(site.clock.now)
        #expect(try states() == ["waiting"])
    }

    @Test func `OPS-3 looking for due mails uses the index, however many wait`() throws {
        let plan = try site.services.database.read { database in
            try database.query(
                """
                EXPLAIN QUERY PLAN SELECT id FROM outbox_mail
                WHERE state = 'waiting' AND (worthless_after IS NULL) = 1 AND next_attempt_at <= 5
                ORDER BY next_attempt_at LIMIT 4
                """
            ) { $0.text(3) }
        }
        #expect(plan == ["SEARCH outbox_mail USING INDEX outbox_mail_due (<expr>=? AND next_attempt_at<?)"])
    }
}
