import CivilCalendar
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// ORD-3: サービス約款 is renewed on the 25th, while somebody orders.
@Suite struct RenewedConsentTests {
    private let clock: MovableClock

    init() {
        let start = Moment.november(24, 12)
        clock = MovableClock(of: { start })
    }

    private func flow() async throws -> OrderingFlow {
        let first = CivilDate(daysSince1970: 18_262)
        let old = ConsentDocument.allCases.map { ConsentVersion($0, version: "1", from: first, text: "\($0) 1") }
        let new = ConsentVersion(.terms, version: "2", from: Moment.november(25, 0).day, text: "新しい約款")
        return try await OrderingFlow(business: clock.clock, consents: ConsentBook(old + [new]))
    }

    private static let sentence = "「サービス約款」が新しくなりました。もう一度ご確認のうえ、同意してください。"

    private func versions(_ flow: OrderingFlow) throws -> [String] {
        try flow.site.services.database.read { database in
            try database.query("SELECT document || ' ' || version FROM service_order_consent ORDER BY document") {
                $0.text(0)
            }
        }
    }

    @Test func `ORD-3 a version that takes effect while it is read asks again at 次へ`() async throws {
        let flow = try await flow()
        let old = await flow.browser.get("\(OrderingFlow.path)/agreement")
        clock.set(to: .november(25, 2))
        await flow.send("agreement", [("agree", "yes"), ("seen", old.value(of: "seen") ?? "")])
        #expect(flow.browser.page.status == .conflict)
        #expect(flow.browser.page.words.contains(Self.sentence) && flow.browser.page.words.contains("新しい約款"))
        #expect(!flow.browser.page.text.contains("value=\"yes\" checked"))
        #expect(try flow.count("order_draft") == 0)
        await flow.send("agreement", [("agree", "yes"), ("seen", flow.browser.page.value(of: "seen") ?? "")])
        #expect(flow.browser.page.location == "\(OrderingFlow.path)/plan?draft=1")
    }

    @Test func `ORD-3 a version that takes effect before a later 次へ asks again, and keeps what was typed`()
        async throws
    {
        let flow = try await flow()
        try await flow.agree()
        try await flow.plan()
        clock.set(to: .november(25, 2))
        await flow.send("extensions", flow.rows([("22", "201"), ("22", "202")]))
        try await flow.follow()
        #expect(flow.browser.page.location == "\(OrderingFlow.path)/agreement?draft=1")
        #expect(try await flow.follow().words.contains(Self.sentence))
        await flow.send("agreement", [("agree", "yes"), ("seen", flow.browser.page.value(of: "seen") ?? "")])
        try await flow.follow()
        #expect(flow.browser.page.location == "\(OrderingFlow.path)/customer?draft=1")
        let rows = await flow.browser.get("\(OrderingFlow.path)/extensions?draft=1")
        #expect(rows.value(of: "device-1") == "202")
    }

    @Test func `ORD-3 a version that takes effect before 申し込む asks again, and the new one is what is kept`()
        async throws
    {
        let flow = try await flow()
        try await flow.toCheck()
        clock.set(to: .november(25, 2))
        await flow.send("check", [("version", flow.browser.page.value(of: "version") ?? "")])
        #expect(flow.browser.page.location == "\(OrderingFlow.path)/agreement?draft=1")
        #expect(try flow.count("service_order") == 0)
        let page = try await flow.follow()
        #expect(page.words.contains(Self.sentence) && !page.text.contains("value=\"yes\" checked"))
        await flow.send("agreement", [("seen", page.value(of: "seen") ?? "")])
        #expect(flow.browser.page.problems.count == 1)
        await flow.send("agreement", [("agree", "yes"), ("seen", page.value(of: "seen") ?? "")])
        // The rest was typed before.
        #expect(flow.browser.page.location == "\(OrderingFlow.path)/check?draft=1")
        await flow.browser.get("\(OrderingFlow.path)/check?draft=1")
        await flow.send("check", [])
        #expect(flow.browser.page.location == "\(OrderingFlow.path)/done?order=200000000001")
        #expect(try versions(flow) == ["importantMatters 1", "privacy 1", "terms 2"])
    }

    @Test func `HOURS-2 ORD-3 what was to be handed in by itself is not, once another version is in force`()
        async throws
    {
        let flow = try await flow()
        try await flow.toCheck()
        clock.set(to: .november(24, 22))
        await flow.send("check", [])
        await flow.send("automatic", [])
        #expect(try await flow.follow().words.contains("11月25日 02:00に自動で申し込みます"))
        clock.set(to: .november(25, 2))
        let later = try #require(flow.site.product.duties.first { "\($0.name)" == "orders to submit" })
        for _ in 0..<2 { try await later.run(flow.site.services) }
        #expect(try flow.count("service_order") == 0 && flow.count("order_draft") == 1)
        let mail = try flow.site.lastMail("order.automatic")
        #expect(mail.subject.contains("自動でお申し込みできませんでした") && mail.body.contains("書面が新しくなりました"))
        #expect(try flow.site.mails("order.automatic").count == 1)
        // The mail's link asks again.
        #expect(mail.body.contains("\(OrderingFlow.path)/check?draft=1"))
        await flow.browser.get("\(OrderingFlow.path)/check?draft=1")
        #expect(try await flow.follow().words.contains(Self.sentence))
    }
}
