import Foundation
import Testing
import Transport

@testable import hikari

@Suite struct MailSettingsTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "mail-settings-\(UUID().uuidString)")

    /// The way mails take under these settings; throws what stops the start.
    private func mailing(_ settings: [String: String]) throws -> Mailing {
        let environment = Dictionary(uniqueKeysWithValues: settings.map { ("HIKARI_MAIL_" + $0, $1) })
        let configuration = try Configuration.read(file: nil, environment: environment)
        return try Mailing(configuration, isDemo: false, on: try EventLoop(name: "mail"))
    }

    private func secret(_ text: String, mode: Int) throws -> String {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: UUID().uuidString).path
        #expect(
            FileManager.default.createFile(
                atPath: file, contents: Data(text.utf8), attributes: [.posixPermissions: mode]))
        return file
    }

    private func fault(_ settings: [String: String]) -> String {
        do {
            _ = try mailing(settings)
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test func `without a server mails stay in a folder, and the log says so`() throws {
        #expect(try mailing([:]).carrier is MaildirCarrier)
    }

    @Test func `a server takes the mails`() throws {
        let file = try secret("s3cret\n", mode: 0o600)
        let settings = [
            "SERVER": "mail.example.jp:587", "FROM": "hikari@example.jp", "USER": "hikari", "PASSWORD_FILE": file,
        ]
        let mailing = try mailing(settings)
        #expect(mailing.carrier is SMTPCarrier)
        mailing.stop()
        try FileManager.default.removeItem(at: folder)
    }

    @Test func `a secret that others can read stops the start`() throws {
        let file = try secret("s3cret\n", mode: 0o640)
        let settings = [
            "SERVER": "mail.example.jp:587", "FROM": "hikari@example.jp", "USER": "hikari", "PASSWORD_FILE": file,
        ]
        #expect(fault(settings) == "others can read the file \(file), which holds a secret: chmod 600 \(file)")
        try FileManager.default.removeItem(at: folder)
    }

    @Test(arguments: [
        (["SERVER": "mail.example.jp:587"], "mail.server is set, but not mail.from: the site's own mail address"),
        (["SERVER": "mail.example.jp"], "HIKARI_MAIL_SERVER: mail.server must be HOST:PORT"),
        (["SECURITY": "none"], "HIKARI_MAIL_SECURITY: mail.security must be starttls, tls or none-on-loopback"),
        (["FROM": "a@b\r\nBcc: c@d"], "HIKARI_MAIL_FROM: mail.from must be a mail address"),
        (
            ["SERVER": "mail.example.jp:25", "FROM": "a@example.jp", "SECURITY": "none-on-loopback"],
            "without TLS mail can only be handed to this machine (localhost, 127.0.0.1, ::1)"
        ),
        (
            ["SERVER": "mail.example.jp:25", "FROM": "a@example.jp", "USER": "a", "PASSWORD_FILE": "/nowhere"],
            "cannot read the file /nowhere"
        ),
        (
            ["SERVER": "mail.example.jp:25", "FROM": "a@example.jp", "USER": "a"],
            "there is a mail user but no mail password"
        ),
    ])
    func `settings that cannot work stop the start with one sentence`(settings: [String: String], sentence: String) {
        #expect(fault(settings) == sentence)
    }
}
