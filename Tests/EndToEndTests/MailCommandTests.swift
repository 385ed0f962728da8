import Foundation
import SQLite
@testable import Shell
@testable import Telephony
import Testing
@testable import hikari

@Suite struct MailCommandTests {
    let hikari: CommandCall

    init() throws { hikari = try CommandCall() }

    /// What the outbox of the data folder holds, as a running server would have left it.
    private func prepare() async throws {
        let database = try DataFolder(hikari.data).openDatabase()
        defer { database.close() }
        let recipient = try #require(MailAddress("hikari@example.jp"))
        let written = Moment(milliseconds: 1_795_230_000_000)
        try await database.write { database in
            for kind in ["waiting", "bounced", "sent", "code"] {
                let mail = Mail(
                    kind: kind, to: recipient, subject: "秘密の件名", body: "987654",
                    worthlessAfter: kind == "code" ? written + .minutes(5) : nil)
                try OutboxStore.add(mail, of: nil, at: written, database)
            }
            let mails = try OutboxStore.due(atMost: 9, without: [], at: written, database)
            for mail in mails.sorted(by: { $0.id < $1.id }) {
                let delivery: MailDelivery =
                    switch mail.mail.kind {
                    case "sent": .accepted("250 Ok")
                    case "waiting": .deferred("450 4.2.0 greylisted\u{1B}[31m")
                    default: .refused("550 5.1.1 no such user")
                    }
                _ = try OutboxStore.note(delivery, of: mail, at: written, database)
            }
            _ = try OutboxStore.giveUp(at: written + .minutes(5), database)
        }
    }

    @Test func `OPS-2 the queue lists what waits and what has bounced, without their words`() async throws {
        try await prepare()
        let queue = await hikari("mail queue")
        #expect(queue.status == 0)
        #expect(
            queue.output == [
                "1  waiting  waiting  hikari@example.jp  written 2026-11-21T12:00:00+09:00"
                    + "  next 2026-11-21T12:00:30+09:00  450 4.2.0 greylisted [31m",
                "2  bounced  bounced  hikari@example.jp  written 2026-11-21T12:00:00+09:00"
                    + "  bounced 2026-11-21T12:00:00+09:00  550 5.1.1 no such user",
                "4  bounced  code  hikari@example.jp  written 2026-11-21T12:00:00+09:00"
                    + "  bounced 2026-11-21T12:00:00+09:00  550 5.1.1 no such user",
            ])
        struct Queue: Decodable {
            struct Mail: Decodable {
                let id: Int
                let state: String
                let canBeRetried: Bool
            }
            let mails: [Mail]
        }
        let json = await hikari("mail queue --json").output.joined()
        let mails = try JSONDecoder().decode(Queue.self, from: Data(json.utf8)).mails
        #expect(mails.map(\.id) == [1, 2, 4])
        #expect(mails.map(\.state) == ["waiting", "bounced", "bounced"])
        #expect(mails.map(\.canBeRetried) == [true, true, false])
        for secret in ["987654", "秘密"] { #expect(!(queue.output.joined() + json).contains(secret)) }
    }

    @Test func `OPS-2 a bounced mail is tried again on the operator's word, and has a whole day again`() async throws {
        try await prepare()
        let before = Moment(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        let outcome = await hikari("mail retry 2")
        #expect(outcome.output == ["1 mail is tried again now"])
        #expect(outcome.status == 0)
        #expect(await hikari("mail queue").output[1].contains("  waiting  bounced  "))
        let database = try DataFolder(hikari.data).openDatabase()
        defer { database.close() }
        let now = Moment(milliseconds: Int64(Date().timeIntervalSince1970 * 1000) + 1000)
        let due = try database.read { try OutboxStore.due(atMost: 9, without: [1], at: now, $0) }
        #expect(due.map(\.id) == [2])
        #expect(due.map(\.deferrals) == [0])
        #expect(due.allSatisfy { $0.waitingSince >= before })
        let audit = try database.read { try $0.query("SELECT event || client || subject FROM audit") { $0.text(0) } }
        #expect(audit == ["mail.retryoperator2"])
    }

    @Test func `OPS-2 all mails are tried again but those whose code has expired`() async throws {
        try await prepare()
        #expect(await hikari("mail retry --all").output == ["2 mails are tried again now"])
    }

    @Test(arguments: [
        ("mail retry 4", 1, "hikari: mail 4 cannot be sent any more: its code or link has expired"),
        ("mail retry 3", 1, "hikari: there is no mail 3 that waits or has bounced"),
        ("mail retry 99", 1, "hikari: there is no mail 99 that waits or has bounced"),
        ("mail retry", 2, "hikari: ID or --all is missing (see hikari mail retry --help)"),
        ("mail retry x", 2, "hikari: ID is a number of hikari mail queue (see hikari mail retry --help)"),
        ("mail retry 1 --all", 2, "hikari: ID and --all exclude each other (see hikari mail retry --help)"),
    ])
    func `OPS-2 what cannot be tried again is said in one line`(line: String, status: Int32, error: String)
        async throws
    {
        try await prepare()
        let outcome = await hikari(line)
        #expect(outcome.status == status)
        #expect(outcome.errors == [error])
        #expect(outcome.output == [])
    }

    @Test func `OPS-2 the queue says since when the mail server cannot be reached, and why`() async throws {
        let database = try DataFolder(hikari.data).openDatabase()
        defer { database.close() }
        let recipient = try #require(MailAddress("hikari@example.jp"))
        let written = Moment(milliseconds: 1_795_230_000_000)
        try await database.write { database in
            let mail = Mail(kind: "test", to: recipient, subject: "", body: "")
            try OutboxStore.add(mail, of: nil, at: written, database)
            for mail in try OutboxStore.due(atMost: 1, without: [], at: written, database) {
                _ = try OutboxStore.note(.unreachable("connection refused"), of: mail, at: written, database)
            }
        }
        let queue = await hikari("mail queue")
        #expect(
            queue.output.last
                == "the mail server cannot be reached since 2026-11-21T12:00:00+09:00, "
                + "next attempt 2026-11-21T12:00:05+09:00: connection refused")
        #expect(await hikari("mail queue --json").output.joined().contains("\"reply\":\"connection refused\""))
    }
}
