import Foundation
import SQLite
@testable import Shell
@testable import Telephony
import TestPrograms
import TestSite
import Testing
@testable import hikari

/// Mails on their way through the built program, to a server that takes them.
@Suite struct MailDeliveryTests {
    private let data = BuiltProgram.newFolder()

    private func settings(_ port: UInt16) -> [String: String] {
        [
            "HIKARI_MAIL_SERVER": "127.0.0.1:\(port)", "HIKARI_MAIL_SECURITY": "none-on-loopback",
            "HIKARI_MAIL_FROM": "settings@example.jp",
        ]
    }

    /// Puts mails into the outbox, as a feature does in the transaction of their cause.
    private func write(_ count: Int) throws {
        let database = try DataFolder(data).openDatabase()
        defer { database.close() }
        let now = Surroundings().now()
        try database.writeAndWait { database in
            for number in 1...count {
                guard let recipient = MailAddress("user\(number)@example.jp") else { continue }
                let mail = Mail(kind: "test", to: recipient, subject: "お知らせ \(number)", body: ".\n本文\n")
                try OutboxStore.add(mail, of: nil, at: now, database)
            }
        }
    }

    private func states() throws -> [String] {
        let database = try DataFolder(data).openDatabase()
        defer { database.close() }
        return try database.read { try $0.query("SELECT state FROM outbox_mail") { $0.text(0) } }
    }

    @Test func `OPS-3 over a power cut no mail is lost, and those sent twice cannot be told from each other`()
        async throws
    {
        try await onOwnThread {
            let sink = try MailSink(delay: 0.02)
            defer { sink.close() }
            try write(200)
            let before = try RunningProgram("serve", data: data, environment: settings(sink.port))
            try waitForOthers { sink.taken.count >= 40 }
            before.kill()
            #expect(try states().contains("waiting"))
            let after = try RunningProgram("serve", data: data, environment: settings(sink.port))
            try waitForOthers { try states() == Array(repeating: "sent", count: 200) }
            let taken = sink.taken
            #expect(Set(taken.map(\.recipient)).count == 200)
            // Those that were under way when the power went may have come twice, under one Message-ID.
            #expect(Set(taken.map(\.messageID)).count == 200)
            #expect(taken.count <= 200 + OutboxRound.width)
            #expect(after.terminate() == 0)
        }
    }

    @Test func `OPS-3 a stop in the middle sends nothing twice`() async throws {
        try await onOwnThread {
            let sink = try MailSink(delay: 0.1)
            defer { sink.close() }
            try write(30)
            let before = try RunningProgram("serve", data: data, environment: settings(sink.port))
            try waitForOthers { sink.taken.count >= 8 }
            #expect(before.terminate() == 0)
            let after = try RunningProgram("serve", data: data, environment: settings(sink.port))
            try waitForOthers { try states() == Array(repeating: "sent", count: 30) }
            #expect(sink.taken.count == 30)
            #expect(after.terminate() == 0)
        }
    }

    @Test func `OPS-3 two servers on one data folder send each mail once`() async throws {
        try await onOwnThread {
            let sink = try MailSink(delay: 0.05)
            defer { sink.close() }
            let one = try RunningProgram("serve", data: data, environment: settings(sink.port))
            let other = try RunningProgram("serve", data: data, environment: settings(sink.port))
            try write(30)
            try waitForOthers { sink.taken.count >= 4 }
            // The one that waits takes over from one that is no more.
            one.kill()
            try waitForOthers { try states() == Array(repeating: "sent", count: 30) }
            #expect(Set(sink.taken.map(\.messageID)).count == 30)
            #expect(sink.taken.count <= 30 + OutboxRound.width)
            #expect(other.terminate() == 0)
        }
    }

    @Test func `OPS-3 while the mail server is down pages work and mails wait, and go out when it is back`()
        async throws
    {
        try await onOwnThread {
            let gone = try MailSink()
            gone.close()
            try write(20)
            let server = try RunningProgram("serve", data: data, environment: settings(gone.port))
            let queue = ["mail", "queue", "--data", data]
            try waitForOthers { try BuiltProgram.run(queue).output.contains("the mail server cannot be reached since") }
            #expect(try RunningBrowser(server).get("/login").status == 200)
            let sink = try MailSink(port: gone.port)
            defer { sink.close() }
            #expect(try BuiltProgram.run(["mail", "retry", "--all", "--data", data]).status == 0)
            try waitForOthers { try states() == Array(repeating: "sent", count: 20) }
            #expect(Set(sink.taken.map(\.recipient)).count == 20)
            #expect(sink.taken.count == 20)
            #expect(sink.connections <= OutboxRound.width)
            #expect(try BuiltProgram.run(queue).output.isEmpty)
            #expect(server.terminate() == 0)
        }
    }

    @Test func `OPS-3 a refused mail bounces once, and is sent when the operator wants it tried again`() async throws {
        try await onOwnThread {
            let sink = try MailSink()
            defer { sink.close() }
            sink.refuses("550 5.1.1 no such user")
            try write(1)
            let server = try RunningProgram("serve", data: data, environment: settings(sink.port))
            try waitForOthers { try states() == ["bounced"] }
            let queue = try BuiltProgram.run(["mail", "queue", "--data", data]).output
            #expect(queue.contains("bounced") && queue.contains("550 5.1.1 no such user"))
            #expect(!queue.contains("お知らせ"))
            sink.refuses(nil)
            #expect(
                try BuiltProgram.run(["mail", "retry", "1", "--data", data]).output == "1 mail is tried again now\n")
            try waitForOthers { try states() == ["sent"] }
            let mail = try #require(sink.taken.first)
            #expect(mail.header("From").hasSuffix("<settings@example.jp>"))
            #expect(mail.header("To") == "user1@example.jp")
            #expect(mail.header("Auto-Submitted") == "auto-generated")
            #expect(server.terminate() == 0)
        }
    }

    @Test func `the demonstration's mails come into its mailbox and nowhere else`() async throws {
        try await onOwnThread {
            let sink = try MailSink()
            defer { sink.close() }
            let server = try RunningProgram("demo", data: data, environment: settings(sink.port))
            try write(1)
            let browser = RunningBrowser(server)
            try waitForOthers { try browser.get("/demo/mail").body.contains("【見本】お知らせ 1") }
            let list = try browser.get("/demo/mail").body
            // The people of the ordering site have been invited there too.
            let row = list.components(separatedBy: "<tr").first { $0.contains("【見本】お知らせ 1") }
            let path = try #require(
                row?.components(separatedBy: "href=\"").first { $0.hasPrefix("/demo/mail?letter=") }?
                    .components(separatedBy: "\"").first)
            let letter = try browser.get(path)
            #expect(letter.status == 200)
            #expect(letter.body.contains(".\n本文\n"))
            #expect(letter.body.contains("user1@example.jp"))
            #expect(sink.connections == 0)
            try waitForOthers { try states().allSatisfy { $0 == "sent" } }
            #expect(server.terminate() == 0)
        }
    }
}
