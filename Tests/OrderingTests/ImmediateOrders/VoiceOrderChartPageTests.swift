import Exchange
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// VOICE-1: the chart as a page.
@Suite struct VoiceOrderChartPageTests {
    private func chart(_ flow: ImmediateFlow, _ wish: String) async -> TestPage {
        await flow.browser.get("/ip-voice/orders?contract=\(ImmediateFlow.code)&\(wish)")
    }

    @Test func `VOICE-1 all No leads to お申し込み直後に開通, each answer with its ground`() async throws {
        let flow = try await ImmediateFlow()
        let menu = await flow.browser.get("/ip-voice/orders")
        #expect(menu.words.contains("VG00000001") && menu.words.contains(ImmediateFlow.code))
        #expect(menu.words.contains("9:00～17:30"), "VOICE-5")
        let page = await chart(flow, "want=geographic")
        #expect(page.text.contains("\(flow.path)/agreement?contract=\(ImmediateFlow.code)"))
        for ground in [
            "メンバーズネットのご契約はありません", "0AJ番号をすでにご利用中です", "サービスタイプはIP Voice（Universal One）です", "03-1234-5000で、2番号です",
        ] {
            #expect(page.words.contains(ground), "\(ground)")
        }
        #expect(page.words.split(separator: "No：").count == 8)
        for (want, kind) in [("features", "features"), ("end", "removal"), ("ip", "numbers")] {
            #expect(await chart(flow, "want=\(want)").text.contains("/immediate/\(kind)/agreement"))
        }
    }

    @Test func `VOICE-1 all reasons are named, and the strictest answer leads`() async throws {
        let flow = try await ImmediateFlow(hasMembersNet: true, isCloudPlan: true)
        let page = await chart(flow, "want=geographic&ports=yes&special=yes")
        for reason in ["メンバーズネットをご契約中です", "他社でご利用中の番号を追加します", "工事日のご指定が必要です", "特定番号通知または転送先特定番号を利用します"] {
            #expect(page.words.contains(reason), "\(reason)")
        }
        #expect(page.text.contains("/ip-voice/orders/dated/agreement?contract=\(ImmediateFlow.code)"))
        // A15: who adds 050 only is not asked about 0AJ.
        #expect(!(await chart(flow, "want=ip")).words.contains("工事日のご指定が必要です"))
    }

    @Test func `VOICE-2 nothing at once while an order with a day is not settled, and the page says from when`()
        async throws
    {
        let flow = try await ImmediateFlow()
        let (company, now) = (flow.company, flow.site.clock.now)
        let code = try #require(ContractCode(ImmediateFlow.code))
        try flow.site.services.database.writeAndWait { database in
            try database.run(
                """
                INSERT INTO service_order
                    (number, company_id, contract, service, kind, state, is_divisible, account, applied_at, opening_day)
                VALUES (?1, ?2, ?3, 'ipVoice', 'dated', 'completed', FALSE, 'voice@example.jp', ?4, ?5)
                """, OrderNumber.first, company, code, now, now.day)
        }
        // Opened on Friday 27 November: settled on Tuesday at nine.
        let page = await chart(flow, "want=ip")
        #expect(page.words.contains("12月1日") && page.words.contains("09:00"), "\(page.words)")
        #expect(!page.text.contains("この方法で申し込む"))
        flow.site.clock.advance(.november(27, 10) + .days(4) - .hours(1) - flow.site.clock.now)
        let later = try await flow.site.signedIn("voice@example.jp")
        let settled = await later.get("/ip-voice/orders?contract=\(ImmediateFlow.code)&want=ip")
        #expect(settled.text.contains("この方法で申し込む"))
    }
}
