@testable import Accounts
import Foundation
import HTTP
import Telephony
import TestSite
import Testing

@Suite struct DevicePageTests {
    let site: TestSite

    init() throws {
        site = try TestSite()
        try site.addContract("0312340001", ["0312340002", "0312340003"], unit: .administratorAndUser)
    }

    private func ends(_ page: TestPage) -> [String] {
        page.text.components(separatedBy: "href=\"/sessions/end?session=").dropFirst()
            .compactMap { $0.components(separatedBy: "\"").first }.filter { $0 != "others" }
    }

    @Test func `AUTH-10 one sees where one is signed in, and which is this one`() async throws {
        let one = try await site.signedIn("0312340002")
        site.clock.advance(.minutes(2))
        let other = try await site.signedIn("0312340002")
        let page = await other.get("/sessions")
        #expect(page.heading == "ログイン中の端末")
        #expect(page.text.components(separatedBy: "この端末</span>").count == 2)
        #expect(ends(page).count == 1)
        #expect(page.text.contains("192.0.2.1") && page.text.contains("名前のわからないプログラム"))
        for token in [one, other].compactMap({ $0.cookies["__Host-session"] }) { #expect(!page.text.contains(token)) }
        #expect(!page.text.contains("ユーザのログイン"))
    }

    @Test func `AUTH-10 another sign-in is ended with the current password, and its cookie gives the login page`()
        async throws
    {
        let lost = try await site.signedIn("0312340002")
        let browser = try await site.signedIn("0312340002")
        let handle = try #require(ends(await browser.get("/sessions")).first)
        await browser.get("/sessions/end?session=\(handle)")
        let wrong = await browser.post("/sessions/end", [("session", handle), ("currentPassword", "wrong7days")])
        #expect(wrong.status == .unprocessableContent)
        #expect(wrong.problems.count == 1)
        #expect(await lost.get("/services").status == .ok)
        let before = browser.cookies["__Host-session"]
        let page = await browser.post("/sessions/end", [("session", handle), ("currentPassword", "hikari7days")])
        #expect(page.location == "/sessions")
        // Who has proved the password anew goes on under a new id.
        #expect(browser.cookies["__Host-session"] != before)
        #expect(ends(await browser.get("/sessions")).isEmpty)
        #expect(await lost.get("/services").location == "/login?ended=elsewhere&next=%2Fservices")
        #expect(try site.auditEvents().contains("session.ended"))
        await browser.get("/sessions/end?session=others")
        let again = await browser.post("/sessions/end", [("session", handle), ("currentPassword", "hikari7days")])
        #expect(again.location == "/sessions")
        #expect(await browser.get("/sessions").text.contains("すでにログアウトしています"))
    }

    @Test func `AUTH-10 all others are ended at once, and nobody else's`() async throws {
        let foreign = try await site.signedIn("0312340003")
        let lost = [try await site.signedIn("0312340002"), try await site.signedIn("0312340002")]
        let browser = try await site.signedIn("0312340002")
        #expect(await browser.get("/sessions").text.contains("ほかをすべてログアウトさせる"))
        await browser.get("/sessions/end?session=others")
        await browser.post("/sessions/end", [("session", "others"), ("currentPassword", "hikari7days")])
        #expect(await browser.get("/sessions").text.contains("2件のログインを、ログアウトさせました"))
        for each in lost { #expect(await each.get("/services").status == .seeOther) }
        #expect(await foreign.get("/services").status == .ok)
    }

    @Test func `AUTH-10 the administrator ends a user's sign-in, a user nobody else's`() async throws {
        let administrator = try await site.signedIn("0312340001")
        let user = try await site.signedIn("0312340002")
        let other = try await site.signedIn("0312340003")
        let page = await administrator.get("/sessions")
        #expect(page.text.contains("ユーザのログイン"))
        #expect(ends(page).count == 2)
        // A user who has learned the address of another's sign-in gets nothing by it.
        for handle in ends(page) {
            #expect(await other.get("/sessions/end?session=\(handle)").location == "/sessions")
            await other.post("/sessions/end", [("session", handle), ("currentPassword", "hikari7days")])
        }
        #expect(await user.get("/services").status == .ok)
        for handle in ends(page) {
            await administrator.get("/sessions/end?session=\(handle)")
            await administrator.post("/sessions/end", [("session", handle), ("currentPassword", "hikari7days")])
        }
        #expect(await user.get("/services").status == .seeOther)
        #expect(await administrator.get("/services").status == .ok)
    }

    @Test func `Sign-ins that have ended by themselves are not listed`() async throws {
        _ = try await site.signedIn("0312340002")
        site.clock.advance(.minutes(16))
        let browser = try await site.signedIn("0312340002")
        #expect(ends(await browser.get("/sessions")).isEmpty)
    }

    @Test(arguments: [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0",
            "Microsoft Edge（Windows）"
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
            "Safari（iPhone）"
        ),
        (
            "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
            "Google Chrome（Android）"
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0", "Firefox（Linux）"),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
            "Safari（Mac）"
        ),
        ("curl/8.14.1", "curl"), ("<script>", "名前のわからないプログラム"), ("", "名前のわからないプログラム"),
    ])
    func `The program is named in plain words`(agent: String, words: String) {
        #expect(DeviceProgram(agent).words(in: .japanese) == words)
    }
}
