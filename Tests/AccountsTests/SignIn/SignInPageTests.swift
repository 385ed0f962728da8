@testable import Accounts
import Foundation
import HTTP
import SQLite
import Shell
import Telephony
import TestSite
import Testing

@Suite struct SignInPageTests {
    let site: TestSite

    init() throws {
        site = try TestSite()
        try site.addContract("0312340001", ["0312340002"])
    }

    @Test func `AUTH-1 a number and its password lead to サービス選択, however the number is written`() async throws {
        try site.setPassword("hikari7days", of: "0312340001")
        for typed in ["0312340001", "03-1234-0001", "０３（１２３４）０００１", "+81 3 1234 0001"] {
            let page = try await site.browser().signIn(typed, "hikari7days")
            #expect(page.status == .seeOther)
            #expect(page.location == "/services")
        }
    }

    @Test func `AUTH-2 in 回線単位 only the contract number signs in`() async throws {
        try site.setPassword("hikari7days", of: "0312340002")
        let page = try await site.browser().signIn("0312340002", "hikari7days")
        #expect(page.status == .unprocessableContent)
        #expect(page.problems == ["電話番号またはパスワードが正しくありません。"])
    }

    @Test func `AUTH-4 ten wrong entries void the regular password, also with a pause between them`() async throws {
        try site.setPassword("hikari7days", of: "0312340001")
        for _ in 1...CredentialKind.regular.allowedMisses {
            try await site.browser().signIn("0312340001", "wrong7days")
            site.clock.advance(.minutes(20))
        }
        let page = try await site.browser().signIn("0312340001", "hikari7days")
        #expect(page.status == .unprocessableContent)
        #expect(try site.auditEvents().contains("password.voided"))
    }

    @Test func `AUTH-4 a success after nine wrong entries resets the count`() async throws {
        try site.setPassword("hikari7days", of: "0312340001")
        for _ in 1...2 {
            for _ in 1..<CredentialKind.regular.allowedMisses {
                try await site.browser().signIn("0312340001", "wrong7days")
                site.clock.advance(.minutes(1))
            }
            #expect(try await site.browser().signIn("0312340001", "hikari7days").status == .seeOther)
        }
    }

    @Test(arguments: [" hikari7days\n", "ｈｉｋａｒｉ７ｄａｙｓ", "\u{3000}hikari7days\u{200B}", "hikari7days\r\n"])
    func `AUTH-14 what a mail or a table brings along around a password is dropped`(typed: String) async throws {
        try site.setPassword("hikari7days", of: "0312340001")
        #expect(try await site.browser().signIn("0312340001", typed).status == .seeOther)
    }

    @Test(arguments: ["1357 2468", "1357-2468", "１３５７２４６８", "1357　2468 "])
    func `AUTH-14 a temporary password may be written in groups`(typed: String) async throws {
        try site.setPassword("13572468", of: "0312340001", kind: .temporary)
        #expect(try await site.browser().signIn("0312340001", typed).location == "/password")
    }

    @Test(arguments: ["hikari", "hikari-7days", "ひかり7days", "123456789", "hikari7days2026x", "1357 246"])
    func `AUTH-14 AUTH-7 what can be no password is told so for every number, and is no miss`(typed: String)
        async throws
    {
        try site.setPassword("13572468", of: "0312340001", kind: .temporary)
        let browser = site.browser()
        for number in ["0312340001", "0399999999"] {
            for _ in 1...CredentialKind.temporary.allowedMisses {
                let page = try await browser.signIn(number, typed)
                #expect(page.problems == [EnteredPasswordProblem.form.sentence(naming: "パスワード", in: .japanese)])
            }
        }
        #expect(try await browser.signIn("0312340001", "13572468").location == "/password")
    }

    @Test func `AUTH-10 wrong entries at the sign-in throw nobody out, and new sign-ins need the telephone`()
        async throws
    {
        let inside = try await site.signedIn("0312340001")
        for _ in 1...CredentialKind.regular.allowedMisses {
            try await site.browser().signIn("0312340001", "wrong7days")
            site.clock.advance(.seconds(30))
        }
        #expect(await inside.get("/bulk-forwarding").status == .ok)
        #expect(try await site.browser().signIn("0312340001", "hikari7days").status == .unprocessableContent)
    }

    @Test func `AUTH-10 the login page says why the sign-in is over and what became of the input`() async throws {
        let browser = site.browser()
        let page = await browser.get("/login?ended=expired&input=kept")
        #expect(page.text.contains("操作のない時間が続いたか") && page.text.contains("保存してあります"))
        let void = await browser.get("/login?ended=passwordVoid&input=lost")
        #expect(void.text.contains("パスワードが無効になりました") && void.text.contains("仮パスワードを設定して"))
        #expect(await browser.get("/login?ended=nonsense&input=x").text.contains("ログアウトしました") == false)
    }

    @Test func `the first page and the login page lead who is signed in to サービス選択`() async throws {
        let browser = try await site.signedIn("0312340001")
        for path in ["/", "/login", "/login?next=%2Fhistory"] {
            #expect(await browser.get(path).location == "/services")
        }
        site.clock.advance(.hours(1))
        #expect(await browser.get("/login").status == .ok)
    }

    @Test(arguments: [false, true])
    func `a login form whose cookie or token is gone is shown again with its number, and the next press signs in`(
        hasCookie: Bool
    ) async throws {
        try site.setPassword("hikari7days", of: "0312340001")
        let browser = site.browser()
        await browser.get("/login")
        let old = [("telephoneNumber", "03-1234-0001"), ("password", "hikari7days"), ("next", "/history")]
        if !hasCookie { browser.cookies = [:] }
        let page = await browser.post("/login", old + [("token", "of another cookie")], token: false)
        #expect(page.status == .unprocessableContent && page.problems.first?.contains("もう一度「ログイン」") == true)
        #expect(page.value(of: "telephoneNumber") == "03-1234-0001" && page.value(of: "next") == "/history")
        #expect(page.value(of: "password") == "" || page.value(of: "password") == nil)
        #expect(!page.text.contains("hikari7days"))
        #expect(await browser.post("/login", old).location == "/history")
    }

    @Test func `the page asked for keeps its query`() async throws {
        #expect(
            await site.browser().get("/history?kind=sign-in").location == "/login?next=%2Fhistory%3Fkind%3Dsign-in")
    }

    @Test func `AUTH-5 a third wrong temporary password voids it`() async throws {
        try site.setPassword("13572468", of: "0312340001", kind: .temporary)
        for _ in 1...3 { try await site.browser().signIn("0312340001", "00000000") }
        #expect(try await site.browser().signIn("0312340001", "13572468").status == .unprocessableContent)
    }

    @Test func `AUTH-5 a temporary password is void after 24 hours`() async throws {
        try site.setPassword("13572468", of: "0312340001", kind: .temporary)
        site.clock.advance(.hours(24))
        #expect(try await site.browser().signIn("0312340001", "13572468").status == .unprocessableContent)
    }

    @Test func `IVR-6 a temporary password that somebody set locks nobody out until it is used`() async throws {
        try site.setPassword("hikari7days", of: "0312340001")
        try site.setPassword("13572468", of: "0312340001", kind: .temporary)
        #expect(try await site.browser().signIn("0312340001", "hikari7days").location == "/services")
        #expect(try await site.browser().signIn("0312340001", "13572468").location == "/password")
        #expect(try await site.browser().signIn("0312340001", "hikari7days").status == .unprocessableContent)
    }

    @Test func `AUTH-7 every cause of a refusal gets the same page`() async throws {
        try site.setPassword("hikari7days", of: "0312340001")
        func page(_ number: String, _ password: String) async throws -> String {
            let browser = site.browser()
            let text = try await browser.signIn(number, password).text
            return text.replacingOccurrences(of: browser.page.value(of: "token") ?? "-", with: "")
                .replacingOccurrences(of: number, with: "")
        }
        let wrong = try await page("0312340001", "wrong7days")
        #expect(try await page("0399999999", "hikari7days") == wrong)
        #expect(try await page("0312340002", "hikari7days") == wrong)
        #expect(
            wrong.contains("\(CredentialKind.regular.allowedMisses)回")
                && wrong.contains("\(CredentialKind.temporary.allowedMisses)回")
                && wrong.contains("\(CredentialKind.temporaryHours)時間") && wrong.contains("03-6304-4747"))
    }

    @Test func `AUTH-8 a temporary password leads to パスワード変更 and nowhere else`() async throws {
        try site.setPassword("13572468", of: "0312340001", kind: .temporary)
        let browser = site.browser()
        #expect(try await browser.signIn("0312340001", "13572468").location == "/password")
        #expect(await browser.get("/services").location == "/password")
        #expect(await browser.get("/password").status == .ok)
    }

    @Test func `AUTH-8 a regular password of 60 days must be changed, one of a minute less need not`() async throws {
        try site.setPassword("hikari7days", of: "0312340001")
        site.clock.advance(.days(60) - .minutes(1))
        #expect(try await site.browser().signIn("0312340001", "hikari7days").location == "/services")
        site.clock.advance(.minutes(1))
        #expect(try await site.browser().signIn("0312340001", "hikari7days").location == "/password")
    }

    @Test func `AUTH-8 from the 53rd day サービス選択 warns`() async throws {
        let browser = try await site.signedIn("0312340001")
        #expect(await !browser.get("/services").text.contains("パスワードの変更が近づいています"))
        site.clock.advance(.days(53))
        try await browser.signIn("0312340001", "hikari7days")
        #expect(await browser.get("/services").text.contains("あと7日"))
    }

    @Test func `AUTH-11 the 31st attempt of an address within a minute is asked to wait`() async throws {
        let browser = site.browser(address: "198.51.100.7")
        for _ in 1...30 { try await browser.signIn("0399999999", "hikari7days") }
        let page = try await browser.signIn("0399999999", "hikari7days")
        #expect(page.status == .tooManyRequests)
        #expect(page.response.fields["retry-after"] == "61")
        #expect(try await site.browser().signIn("0399999999", "x").status == .unprocessableContent)
    }

    @Test func `AUTH-11 however many attempts are refused, the audit trail has one line a minute and address`()
        async throws
    {
        func flood(_ address: String) async throws {
            let browser = site.browser(address: address)
            for _ in 1...80 { try await browser.signIn("0399999999", "hikari7days") }
        }
        func lines() throws -> [String?] {
            try site.services.database.read { database in
                try database.query("SELECT after FROM audit WHERE event = 'sign-in.throttled' ORDER BY id") {
                    $0.optionalText(0)
                }
            }
        }
        try await flood("198.51.100.7")
        try await flood("198.51.100.8")
        #expect(try lines() == [nil, nil])
        site.clock.advance(.minutes(1))
        try await flood("198.51.100.7")
        #expect(try lines() == [nil, nil, "50 in the minute before"])
    }

    @Test func `AUTH-11 a number that nobody has is slowed like any other`() async throws {
        try site.setPassword("hikari7days", of: "0312340001")
        for number in ["0399999999", "0312340001"] {
            let throttle = SignInThrottle(attemptsPerMinute: 100)
            for miss in 1...6 {
                let expected: Duration = miss <= 3 ? .zero : .milliseconds(250 << (miss - 4))
                #expect(
                    throttle.attempt(from: "192.0.2.1", on: number, at: site.clock.now) == .proceed(after: expected))
                throttle.failed(number, at: site.clock.now)
            }
        }
    }

    @Test(arguments: [
        ("", "hikari7days", ["電話番号を入力してください。"]),
        ("0312340001", "", ["パスワードを入力してください。"]),
        ("", "", ["電話番号を入力してください。", "パスワードを入力してください。"]),
        ("031234", "hikari7days", ["電話番号は市外局番から、数字10桁または11桁で入力してください。"]),
    ])
    func `Each kind of wrong input is named and the number is kept`(
        number: String, password: String, sentences: [String]
    ) async throws {
        let page = try await site.browser().signIn(number, password)
        #expect(page.status == .unprocessableContent)
        #expect(page.problems == sentences)
        #expect(page.value(of: "telephoneNumber") == number)
        #expect(page.title.hasPrefix("エラー："))
        #expect(!page.text.contains("value=\"hikari7days\""))
    }
}
