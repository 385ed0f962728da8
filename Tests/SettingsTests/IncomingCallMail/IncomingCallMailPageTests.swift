import Foundation
import HTTP
import SQLite
@testable import Settings
@testable import Shell
import Telephony
import TestSite
import Testing

@Suite struct IncomingCallMailPageTests {
    private let number = "0312340002"
    private let path = "/incoming-call-mail"

    private struct Site {
        let site: TestSite
        let contract: Int
        let browser: TestBrowser
    }

    private func site() async throws -> Site {
        let site = try TestSite()
        let contract = try site.addContract("0312340001", [number], unit: .number, services: [])
        let number = number
        try site.services.database.writeAndWait { database in
            try database.run(
                "INSERT INTO service (contract_id, number, name) VALUES (?1, ?2, 'incomingCallMail')", contract, number)
        }
        return Site(site: site, contract: contract, browser: try await site.signedIn(number))
    }

    @discardableResult
    private func set(_ part: String, _ form: [(String, String)], in browser: TestBrowser) async -> TestPage {
        await browser.get("\(path)/\(part)")
        let checked = await browser.post("\(path)/\(part)", form + [("number", number)])
        guard checked.status == .ok else { return checked }
        return await browser.post("\(path)/\(part)", form + [("number", number), ("step", "confirm")])
    }

    private func mails(_ site: TestSite, _ kind: String) throws -> [Mail] {
        try site.services.database.read { database in
            try database.query(
                "SELECT recipient, subject, body FROM outbox_mail WHERE kind = ?1 ORDER BY id", kind
            ) { row in Mail(kind: kind, to: try row.value(0), subject: row.text(1), body: row.text(2)) }
        }
    }

    private func call(
        _ site: Site, from caller: Caller, _ outcome: CallResult.Outcome = .noAnswer, isTest: Bool = false
    ) throws -> Int {
        let result = CallResult(
            called: try #require(PhoneNumber(number)), caller: caller, at: site.site.clock.now, outcome: outcome,
            isTest: isTest)
        let (contract, mails) = (site.contract, site.site.services.mails)
        return try site.site.services.database.writeAndWait {
            try IncomingCallMailStore.tell(result, of: contract, mails: mails, $0)
        }
    }

    @Test func `CALLMAIL-2 who is registered is told when, by whom and with what result, the caller in the text only`()
        async throws
    {
        let site = try await site()
        #expect(try call(site, from: .withheld) == 0)
        await set("addresses", [("address-1", "a@example.jp"), ("address-4", "b@example.jp")], in: site.browser)
        let started = await set("service", [("service", "on")], in: site.browser)
        #expect(started.location == "\(path)?number=\(number)")
        let caller = try #require(PhoneNumber("0612345678"))
        #expect(try call(site, from: .number(caller), .forwarded(to: Sample.number("09011112222"))) == 2)
        #expect(try call(site, from: .payphone) == 2)
        #expect(try call(site, from: .number(caller), isTest: true) == 0)
        let mails = try mails(site.site, "incoming-call-mail.call")
        #expect(mails.map(\.recipient.text) == ["a@example.jp", "b@example.jp", "a@example.jp", "b@example.jp"])
        #expect(mails.allSatisfy { $0.subject.hasSuffix("着信のお知らせ") && !$0.subject.contains("06") })
        for words in ["03-1234-0002", "06-1234-5678", "転送しました", "■転送先：090-1111-2222"] {
            #expect(mails[0].body.contains(words), "\(words)")
        }
        #expect(mails[2].body.contains("公衆電話") && !mails[2].body.contains("転送先："))
        try site.site.services.database.writeAndWait { try $0.run("DELETE FROM service") }
        #expect(try call(site, from: .number(caller)) == 0)
    }

    @Test func `CALLMAIL-1 送信テスト goes to the address as it is typed, so often a day`() async throws {
        let site = try await site()
        await site.browser.get("\(path)/addresses")
        let form = [("address-2", "keiri@example.jp"), ("number", number), ("step", "test-2")]
        let tested = await site.browser.post("\(path)/addresses", form)
        #expect(tested.words.contains("keiri@example.jpに届いたことを確認してください。"))
        #expect(tested.value(of: "address-2") == "keiri@example.jp")
        #expect(try mails(site.site, "incoming-call-mail.test").map(\.recipient.text) == ["keiri@example.jp"])
        for _ in 1..<NumberAddresses.testMailLimit { await site.browser.post("\(path)/addresses", form) }
        let refused = await site.browser.post("\(path)/addresses", form)
        #expect(refused.status == .unprocessableContent && refused.problems.count == 1)
        #expect(try mails(site.site, "incoming-call-mail.test").count == NumberAddresses.testMailLimit)
        let wrong = await site.browser.post(
            "\(path)/addresses", [("address-1", "x"), ("number", number), ("step", "test-1")])
        #expect(wrong.problems.first?.contains("「@」が入っていません") == true)
        #expect(try await site.site.signedIn(number).get("/history").words.contains("着信お知らせメールの送信テスト"))
    }

    @Test func `CALLMAIL-1 conditions and the list go by 確認, which says who is told of what`() async throws {
        let site = try await site()
        await set("addresses", [("address-1", "a@localhost")], in: site.browser)
        await set("service", [("service", "on")], in: site.browser)
        await set("list", [("callers", "03*\n０６−１２３４−５６７８")], in: site.browser)
        await site.browser.get("\(path)/conditions")
        let form = [("when", "notAnswered"), ("who", "allButListed"), ("number", number)]
        let check = await site.browser.post("\(path)/conditions", form)
        #expect(check.words.contains("出なかった着信（登録した番号のほか）を、1件のメールアドレスへお知らせします。番号を通知しない電話はお知らせしません。"))
        #expect(check.words.contains("メールの届くドメイン名の形ではありません"))
        await site.browser.post("\(path)/conditions", form + [("step", "confirm")])
        #expect(try call(site, from: .number(Sample.number("0355555555"))) == 0)
        #expect(try call(site, from: .withheld) == 0)
        #expect(try call(site, from: .number(Sample.number("0455555555"))) == 1)
        #expect(try call(site, from: .number(Sample.number("0455555555")), .answered) == 0)
        let history = await site.browser.get("/history").words
        for words in ["03*（03で始まる番号）", "登録した番号のほか", "出なかった着信"] { #expect(history.contains(words), "\(words)") }
    }

    @Test func `CALLMAIL-1 nothing starts without an address, and the menu tells the state`() async throws {
        let site = try await site()
        let refused = await set("service", [("service", "on")], in: site.browser)
        #expect(refused.problems == ["開始するには、先に「送信先メールアドレス設定」で、メールアドレスを1つ以上登録してください。"])
        let services = await site.browser.get("/services")
        #expect(services.words.contains("03-1234-0002：停止しています"))
        for name in ["サービス開始／停止", "送信先メールアドレス設定", "メール送信条件設定", "お知らせ対象電話番号設定"] {
            #expect(services.words.contains(name), "\(name)")
        }
    }

    private func runDuty(_ site: Site) async throws {
        for feature in site.site.product.features {
            for duty in feature.duties where "\(duty.name)" == "incoming-call mail" {
                try await duty.run(site.site.services)
            }
        }
    }

    @Test func `CALLMAIL-2 a flood of calls makes no flood of mails: one tells how many more there were`() async throws
    {
        let site = try await site()
        await set("addresses", [("address-1", "a@example.jp"), ("address-2", "b@example.jp")], in: site.browser)
        await set("service", [("service", "on")], in: site.browser)
        let most = IncomingCallMail.mostCalls
        for place in 1...(most + 12) { #expect(try call(site, from: .withheld) == (place <= most ? 2 : 0)) }
        try await runDuty(site)
        #expect(try mails(site.site, "incoming-call-mail.more").isEmpty)
        site.site.clock.advance(.minutes(IncomingCallMail.paceMinutes))
        for _ in 1...2 { try await runDuty(site) }
        let more = try mails(site.site, "incoming-call-mail.more")
        #expect(more.map(\.recipient.text) == ["a@example.jp", "b@example.jp"])
        #expect(more[0].subject.hasSuffix("着信のお知らせ（ほかに12件）"))
        #expect(more[0].body.contains("■1件ずつお知らせした着信：\(most)件") && more[0].body.contains("■ほかの着信：12件"))
        // The next one is told of by itself again.
        #expect(try call(site, from: .withheld) == 2)
    }

    @Test
    func `CALLMAIL-2 the first call after a flood closes it before the duty does, and who has stopped hears nothing`()
        async throws
    {
        let site = try await site()
        await set("addresses", [("address-1", "a@example.jp")], in: site.browser)
        await set("service", [("service", "on")], in: site.browser)
        func flood() throws { for _ in 1...(IncomingCallMail.mostCalls + 1) { _ = try call(site, from: .withheld) } }
        try flood()
        site.site.clock.advance(.minutes(IncomingCallMail.paceMinutes))
        #expect(try call(site, from: .withheld) == 1)
        #expect(try mails(site.site, "incoming-call-mail.more").count == 1)
        site.site.clock.advance(.minutes(IncomingCallMail.paceMinutes))
        try flood()
        await set("service", [("service", "off")], in: try await site.site.signedIn(number))
        site.site.clock.advance(.minutes(IncomingCallMail.paceMinutes))
        try await runDuty(site)
        #expect(try mails(site.site, "incoming-call-mail.more").count == 1)
    }
}
