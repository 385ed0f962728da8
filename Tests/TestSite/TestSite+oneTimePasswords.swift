@testable package import Accounts
import Foundation
import SQLite
@testable import Shell
@testable import Telephony
import Testing

extension TestSite {
    package static let mailAddress = "hikari@example.jp"
    package static let confirmationID = "Kakunin2026"
    package static let confirmationPassword = "kaku7nin8pw"

    /// As if the number had registered that address with the ID and the password above.
    package func useOneTimePasswords(_ digits: String, address: String = TestSite.mailAddress) throws {
        let number = try #require(PhoneNumber(digits))
        let (now, key) = (clock.now, services.key)
        let secrets = OneTimePasswordSecrets(
            idHash: ConfirmationID.hash(TestSite.confirmationID, of: number, key),
            password: try PasswordHash(
                of: TestSite.confirmationPassword, salt: [UInt8](repeating: 9, count: 16),
                parameters: services.work.hashingCost))
        let mail = try #require(MailAddress(address))
        try services.database.writeAndWait { database in
            try OneTimePasswordStore.setUsed(number, mail, at: now, database)
            try OneTimePasswordStore.setSecrets(secrets, of: number, database)
        }
    }

    package struct WrittenMail {
        package let kind: String
        package let recipient: String
        package let subject: String
        package let body: String

        /// The only line that is nothing but digits.
        package var code: String {
            body.split(separator: "\n").map(String.init).first { $0.allSatisfy(\.isNumber) } ?? ""
        }

        /// The address behind the site's origin that the mail asks to open.
        package var link: String {
            body.split(separator: "\n").first { $0.hasPrefix("https://") }.map { String($0.dropFirst(22)) } ?? ""
        }
    }

    /// What is on its way out, oldest first.
    package func mails(_ kind: String? = nil) throws -> [WrittenMail] {
        let all = try TestSite.mails(in: services)
        return kind.map { kind in all.filter { $0.kind == kind } } ?? all
    }

    /// Of any site.
    static func mails(in services: Services) throws -> [WrittenMail] {
        try services.database.read { database in
            try database.query("SELECT kind, recipient, subject, body FROM outbox_mail ORDER BY id") { row in
                let stored = Mail(
                    kind: row.text(0), to: try #require(MailAddress(row.text(1))), subject: row.text(2),
                    body: row.text(3))
                let mail = try #require(try stored.opened(under: services.key))
                return WrittenMail(
                    kind: mail.kind, recipient: mail.recipient.text, subject: mail.subject, body: mail.body)
            }
        }
    }

    package func lastMail(_ kind: String) throws -> WrittenMail { try #require(try mails(kind).last, "no \(kind)") }

    package func oneTimePassword(_ digits: String) throws -> OneTimePasswordSetting? {
        let number = try #require(PhoneNumber(digits))
        return try services.database.read { try OneTimePasswordStore.find(number, $0) }
    }
}

extension TestBrowser {
    package static let registration = [
        ("mailAddress", TestSite.mailAddress), ("confirmationID", TestSite.confirmationID),
        ("confirmationPassword", TestSite.confirmationPassword),
        ("confirmationPasswordAgain", TestSite.confirmationPassword),
    ]

    /// 利用する, the form, 登録: up to the page that waits.
    package func register(_ form: [(String, String)] = TestBrowser.registration) async {
        await get("/one-time-password/choice")
        await post("/one-time-password/choice", [("use", "yes")])
        await get("/one-time-password/registration")
        await post("/one-time-password/registration", form)
        await post("/one-time-password/registration/mail", [])
    }

    /// Opens the link of a mail and presses its button.
    @discardableResult
    package func confirm(_ link: String) async -> TestPage {
        let page = await get(link)
        return await post("/one-time-password/confirmation", [("link", page.value(of: "link") ?? "")])
    }

    @discardableResult
    package func sendCode() async -> TestPage {
        await get("/one-time-password")
        return await post("/one-time-password/sending", [])
    }

    @discardableResult
    package func enter(_ code: String) async -> TestPage {
        await get("/one-time-password")
        return await post("/one-time-password", [("oneTimePassword", code)])
    }
}
