import HTTP
import SQLite
@testable import Settings
import Shell
import Telephony
import TestSite
import Testing

/// FWD-11: /now, for who has one thumb and no time.
@Suite struct EmergencyPageTests {
    private func faulty(_ forwarding: ForwardingSite) throws {
        let (contract, now) = (forwarding.contract, forwarding.site.clock.now)
        try forwarding.site.services.database.writeAndWait { database in
            try database.run("INSERT INTO service (contract_id, name) VALUES (?1, 'faultNotification')", contract)
            try database.run("INSERT INTO fault_notification (contract_id, is_on) VALUES (?1, 1)", contract)
            try database.run(
                """
                INSERT INTO monitored_line (contract_id, number, condition, since, failures, called_at, strip)
                SELECT id, monitor_number, 'faulty', ?2, 4, ?2, ?3 FROM contract WHERE id = ?1
                """, contract, now, TestCallStrip().bytes)
        }
    }

    @Test func `FWD-11 the page says how line and forwarding are, and its button starts and stops`() async throws {
        let forwarding = try await ForwardingSite(numbers: 9)
        await forwarding.set([1: "09011112222", 2: "09033334444"])
        try faulty(forwarding)
        let page = await forwarding.browser.get("/now")
        #expect(page.text.contains("回線：<strong>故障</strong>") && page.text.contains("一括転送は停止しています"))
        #expect(page.text.contains("電話は鳴りません。かけた方の電話は、つながりません。"))
        #expect(page.words.contains("090-1111-2222へ転送") && page.text.contains("ほか4番号"))
        #expect(page.text.contains("回線の故障のため、発信者からの電話はご契約の電話機で鳴りません。"))
        await forwarding.browser.post("/now", [("action", "start")])
        #expect(try forwarding.isOn)
        let on = await forwarding.browser.get("/now")
        #expect(on.text.contains("2番号への電話は、転送先で鳴ります。7番号にかけた方には、話中音が流れます。"))
        await forwarding.browser.post("/now", [("action", "stop")])
        #expect(try !forwarding.isOn)
    }

    @Test func `FWD-11 サービス選択 has the same head, with the way to the start beside the words`() async throws {
        let forwarding = try await ForwardingSite(numbers: 40)
        #expect(await forwarding.browser.get("/services").text.contains("転送先がないため、まだ開始できません。"))
        await forwarding.set([1: "09011112222", 2: "09033334444"])
        try faulty(forwarding)
        let off = await forwarding.browser.get("/services")
        let head = off.text.between("<h2 class=\"unseen\" id=\"now\">", "</section>") ?? ""
        #expect(head.contains("回線：<strong>故障</strong>") && head.contains("一括転送は停止しています"))
        #expect(head.contains("電話は鳴りません。") && head.contains("href=\"/bulk-forwarding/service\">一括転送を開始する"))
        #expect(off.words.contains("090-1111-2222へ転送") && head.contains("話中音（転送先がありません）"))
        #expect(
            head.matches(of: #/<dt class="number"/#).count == BulkForwarding.numbersInOverview
                && head.contains("ほか35番号"))
        await forwarding.turn("start")
        let on = await forwarding.browser.get("/services")
        #expect(on.text.contains("一括転送中です</span>") && on.text.contains(">一括転送を停止する</a>"))
        #expect(on.words.contains("03-1234-0001でログインした方が開始しました。"))
    }

    @Test func `WARP-4 what callers hear while forwarding is off takes ボイスワープ into account`() async throws {
        let forwarding = try await ForwardingSite()
        await forwarding.set([1: "09011112222"])
        #expect(await forwarding.browser.get("/now").words.contains("電話は転送されずに、ご契約の電話機で鳴ります。"))
        try forwarding.site.services.database.writeAndWait { database in
            _ = try database.run(
                "INSERT INTO service (contract_id, number, name) VALUES (?1, '0312340002', 'voiceWarp')",
                forwarding.contract)
        }
        #expect(
            await forwarding.browser.get("/now").words.contains("ボイスワープを利用中の番号では、その設定にしたがいます。"))
    }

    @Test func `FWD-11 without a destination the page says what is missing, and starts nothing`() async throws {
        let forwarding = try await ForwardingSite()
        let page = await forwarding.browser.get("/now")
        #expect(page.text.contains("転送先がないため、まだ開始できません") && !page.text.contains("value=\"start\""))
        let refused = await forwarding.browser.post("/now", [("version", "0"), ("action", "start")])
        #expect(refused.text.contains("転送先電話番号を1つ以上登録してください") && refused.text.contains("緊急の操作"))
    }

    @Test func `FWD-11 while the line is faulty the page comes first after signing in, and is on every page`()
        async throws
    {
        let forwarding = try await ForwardingSite(unit: .administratorAndUser)
        await forwarding.set([1: "09011112222"])
        #expect(!(await forwarding.browser.get("/services")).text.contains("回線の故障を検知しています"))
        try forwarding.site.setPassword("hikari7days", of: "0312340002")
        #expect(try await landing(of: "0312340001", at: forwarding.site) != "/now")
        try faulty(forwarding)
        #expect(try await landing(of: "0312340001", at: forwarding.site) == "/now")
        #expect(try await landing(of: "0312340002", at: forwarding.site) != "/now")
        let history = await forwarding.browser.get("/history")
        #expect(history.text.contains("回線の故障を検知しています。") && history.text.contains("href=\"/now\">一括転送を開始する"))
        // The same in a line, for a telephone.
        #expect(history.text.contains("<strong>回線の故障</strong> <time"))
        await forwarding.turn("start")
        #expect(!(await forwarding.browser.get("/history")).text.contains("回線の故障を検知しています"))
    }

    @Test func `FWD-11 a page that was kept before the fault says it all the same`() async throws {
        let forwarding = try await ForwardingSite()
        await forwarding.set([1: "09011112222"])
        await forwarding.browser.get("/bulk-forwarding")
        let (contract, now) = (forwarding.contract, forwarding.site.clock.now)
        let number = try ForwardingSample.ofContract(5)
        #expect(!(await forwarding.browser.get("/bulk-forwarding")).text.contains("回線の故障を検知しています"))
        try forwarding.site.services.database.writeAndWait { database in
            try database.run("INSERT INTO service (contract_id, name) VALUES (?1, 'faultNotification')", contract)
            try database.run("INSERT INTO fault_notification (contract_id, is_on) VALUES (?1, 1)", contract)
            try MonitoredLineStore.watch(contract, by: number, at: now, database)
            let was = try #require(try MonitoredLineStore.find(contract, database))
            try MonitoredLineStore.note(
                LineState(condition: .faulty, failures: 4), was: was,
                after: LineResult(
                    contract: contract, number: number, outcome: .failed("408", isInDoubt: true), isWitnessed: true,
                    at: now), reached: false, database)
        }
        #expect(await forwarding.browser.get("/bulk-forwarding").text.contains("回線の故障を検知しています"))
    }

    private func landing(of number: String, at site: TestSite) async throws -> String? {
        try await site.browser(address: "198.51.100.7").signIn(number, "hikari7days").location
    }
}
