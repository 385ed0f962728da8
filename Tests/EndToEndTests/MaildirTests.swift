import Foundation
@testable import Settings
@testable import Shell
@testable import Telephony
import Testing
@testable import hikari

@Suite struct MaildirTests {
    private let folder = Maildir(
        path: FileManager.default.temporaryDirectory.appending(path: "maildir-\(UUID().uuidString)").path)
    private let written = Moment(milliseconds: 1_795_230_000_000)

    private func carrier(isDemo: Bool) throws -> MaildirCarrier {
        MaildirCarrier(folder: folder, composer: try MailComposer(Configuration(), isDemo: isDemo))
    }

    private func mail(_ subject: String, _ body: String, to address: String = "hikari@example.jp") throws -> Mail {
        Mail(kind: "test", to: try #require(MailAddress(address)), subject: subject, body: body)
    }

    private func remove() throws { try FileManager.default.removeItem(atPath: folder.path) }

    @Test func `a mail is stored as a whole message, for its owner's eyes only`() async throws {
        let delivery = try await carrier(isDemo: false).carry(
            try mail("件名", "本文"), reference: "abc.1", writtenAt: written)
        #expect(delivery == .accepted("stored as 1795230000.abc.1.hikari"))
        let path = folder.path + "/new/1795230000.abc.1.hikari"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.contains("To: hikari@example.jp\n"))
        #expect(text.contains("Date: Sat, 21 Nov 2026 12:00:00 +0900\n"))
        #expect(text.contains("Message-ID: <abc.1@localhost>\n"))
        #expect(text.contains("Auto-Submitted: auto-generated\n"))
        #expect(!text.utf8.contains(UInt8(ascii: "\r")))
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/tmp") == [])
        try remove()
    }

    @Test func `a mail stored again replaces itself, so that a crash in between makes no second one`() async throws {
        let carrier = try carrier(isDemo: false)
        for _ in 1...2 { _ = await carrier.carry(try mail("件名", "本文"), reference: "abc.1", writtenAt: written) }
        #expect(folder.names() == ["new/1795230000.abc.1.hikari"])
        try remove()
    }

    @Test func `the demonstration's mails say that they are samples, and are read back as they were written`()
        async throws
    {
        let carrier = try carrier(isDemo: true)
        let subject = "ひかり電話設定サイト ワンタイムパスワードのお知らせ（参照番号 A1 B2）"
        let body = "ワンタイムパスワード\n\n123456\n\nhttps://localhost:8443/x?link=a\n.\n心当たりがない場合は\n"
        _ = await carrier.carry(try mail(subject, body), reference: "mhyz1234.9", writtenAt: written)
        _ = await carrier.carry(try mail("later", "x"), reference: "mhyz1234.10", writtenAt: written)
        let mailbox = MaildirMailbox(folder: folder)
        let letters = try mailbox.letters(atMost: 5)
        #expect(letters.map(\.subject) == ["【見本】later", "【見本】" + subject])
        #expect(letters.last?.text == body)
        #expect(letters.last?.recipient == "hikari@example.jp")
        #expect(try mailbox.letters(atMost: 1).map(\.subject) == ["【見本】later"])
        #expect(try mailbox.letter(try #require(letters.last).name) == letters.last)
        for name in ["../hikari.sqlite", "new/../../x", "new", ""] { #expect(try mailbox.letter(name) == nil) }
        try folder.empty()
        #expect(folder.names() == [])
        try remove()
    }

    @Test func `a folder that cannot be written is a trouble of all mails, not a refusal of one`() async throws {
        let carrier = try carrier(isDemo: false)
        try Data().write(to: URL(fileURLWithPath: folder.path))
        let delivery = await carrier.carry(try mail("件名", "本文"), reference: "abc.1", writtenAt: written)
        guard case .unreachable = delivery else {
            Issue.record("\(delivery)")
            return
        }
        try remove()
    }

    @Test(arguments: ["a b", "件名\r\nBcc: x@example.com", "件名\u{2028}x"])
    func `a subject adds no header`(subject: String) async throws {
        let delivery = await (try carrier(isDemo: false)).carry(
            try mail(subject, "本文"), reference: "abc.1", writtenAt: written)
        #expect((delivery == MailComposer.refusal) == (subject != "a b"))
        try? remove()
    }
}
