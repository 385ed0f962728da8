import Foundation
import Testing

@testable import hikari

/// The demonstration's mailbox in a browser.
@Suite(.serialized, .needsBrowser, .timeLimit(.minutes(BrowserPrograms.patience))) struct MailboxTests {
    private static let letter = """
        From: =?UTF-8?B?44Gy44GL44KK6Zu76Kmx6Kit5a6a44K144Kk44OI?= <hikari@localhost>\r
        To: taro.yamada.with-a-long-name@settings-of-the-office.example.jp\r
        Subject: =?UTF-8?B?44CQ6KaL5pys44CR44Oh44O844Or44Ki44OJ44Os44K544Gu56K66KqN?=\r
        Content-Transfer-Encoding: base64\r
        \r

        """

    @Test(arguments: Browser.Manner.all)
    func `a mail of the demonstration is found, read, and its link followed`(manner: Browser.Manner) async throws {
        try await SiteUnderTest.use { site in
            try await Browser.use(manner) { browser in
                // The people of the ordering site have been invited.
                try await browser.mail("kanri@example.jp", at: site)
                let text = "次のページを開いてください。\n\nhttps://localhost:8443/login\n\n心当たりがない場合は、このメールを捨ててください。\n"
                let body = Data(text.utf8).base64EncodedString()
                try Maildir(path: site.data + "/mail").write(
                    Array((Self.letter + body + "\r\n").utf8),
                    as: Maildir.name(reference: "mhyz1234.1", secondsSince1970: 0))
                try await browser.open(site.origin + "/demo/mail")
                try await browser.look("34-mailbox", h1: "デモの受信箱")
                try await browser.follow("【見本】メールアドレスの確認")
                try await browser.look("35-letter", h1: "デモのメール")
                try await browser.follow("https://localhost:8443/login")
                try await browser.heading("ログイン")
            }
        }
    }
}
