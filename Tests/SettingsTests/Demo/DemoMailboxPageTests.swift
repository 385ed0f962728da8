import HTTP
@testable import Settings
@testable import Telephony
import TestSite
import Testing

@Suite struct DemoMailboxPageTests {
    private struct Mailbox: DemoMailbox {
        let all: [DemoLetter]

        func letters(atMost count: Int) throws -> [DemoLetter] { Array(all.prefix(count)) }
        func letter(_ name: String) throws -> DemoLetter? { all.first { $0.name == name } }
    }

    private func site(_ letters: DemoLetter...) throws -> TestSite {
        try TestSite(extra: { DemoMailboxPage.routes($0, Mailbox(all: letters)) })
    }

    private func letter(_ name: String, _ subject: String, _ text: String = "本文") -> DemoLetter {
        DemoLetter(
            name: name, recipient: "hikari@example.jp", subject: subject,
            writtenAt: Moment(milliseconds: 1_795_230_000_000), text: text)
    }

    @Test func `the mailbox lists what the demonstration has sent, each to be opened`() async throws {
        let site = try site(letter("2&x", "【見本】二通目 <b>"), letter("1", "【見本】一通目"))
        let page = await site.browser().get("/demo/mail")
        #expect(page.status == .ok)
        #expect(page.heading == "デモの受信箱")
        #expect(page.text.contains("href=\"/demo/mail?letter=2%26x\">【見本】二通目 &lt;b&gt;</a>"))
        #expect(page.text.contains("hikari@example.jp"))
        #expect(page.text.contains("2026年11月21日 12:00"))
    }

    @Test func `an empty mailbox says how mails come into it`() async throws {
        let page = try await site().browser().get("/demo/mail")
        #expect(page.text.contains("まだメールはありません。"))
        #expect(!page.text.contains("<table"))
    }

    @Test func `a mail is shown as plain text, and only this site's own addresses lead anywhere`() async throws {
        let text = "<script>\nhttps://localhost:8443/one-time-password/registration?link=a-b_c\nhttps://example.com/x\n"
        let page = try await site(letter("1", "件名", text)).browser().get("/demo/mail?letter=1")
        #expect(page.status == .ok)
        #expect(
            page.text.contains(
                "&lt;script&gt;\n<a href=\"/one-time-password/registration?link=a-b_c\">https://localhost:8443/"
                    + "one-time-password/registration?link=a-b_c</a>\nhttps://example.com/x\n"))
    }

    @Test func `a mail that is not there is not found`() async throws {
        let site = try site(letter("1", "件名"))
        for name in ["2", "../../server.key", ""] {
            #expect(await site.browser().get("/demo/mail?letter=\(name)").status == .notFound)
        }
    }

    @Test func `the mailbox is part of the demonstration only`() async throws {
        #expect(try await TestSite().browser().get("/demo/mail").status == .notFound)
    }

    @Test(arguments: [
        ("words only", ["words only"]), ("", []), ("https://localhost:8443/", ["https://localhost:8443/ → /"]),
        ("a https://localhost:8443/x?y=1 b", ["a ", "https://localhost:8443/x?y=1 → /x?y=1", " b"]),
        ("https://localhost:8443.example.com/x", ["https://localhost:8443.example.com/x"]),
        ("https://localhost:8443/x。", ["https://localhost:8443/x → /x", "。"]),
    ])
    func `a text is cut at the site's addresses`(text: String, pieces: [String]) {
        let cut = letter("1", "件名", text).pieces(origin: "https://localhost:8443")
        #expect(cut.map { $0.text + ($0.path.map { " → \($0)" } ?? "") } == pieces)
    }
}
