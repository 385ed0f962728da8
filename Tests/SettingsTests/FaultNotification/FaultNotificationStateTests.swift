import Foundation
import HTTP
@testable import Settings
import Telephony
import TestSite
import Testing

@Suite struct FaultNotificationStateTests {
    private let path = "/fault-notification"

    @Test func `FAULT-8 the page says the state in words, shows the strip, and lists the faults with their length`()
        async throws
    {
        let watched = try WatchedSite()
        try watched.addContract()
        let browser = try await watched.site.signedIn("0312340001")
        #expect(await browser.get(path).text.contains("<span>未判定</span>"))
        try await watched.run(.seconds(600))
        let normal = await browser.get(path)
        #expect(normal.text.contains("<span>正常</span>"))
        #expect(normal.text.contains("過去24時間の試験呼は、すべて着信できました。"))
        watched.lines.die("0312340003")
        try await watched.run(.seconds(720))
        let faulty = await browser.get(path)
        #expect(faulty.text.contains("<span>故障</span>"))
        #expect(faulty.text.contains("class=\"strip-missed\""))
        #expect(faulty.text.contains("aria-label=\"過去24時間に着信できなかった試験呼がある時間帯："))
        #expect(faulty.text.contains("故障中"))
        #expect(await browser.get("/services").text.contains("回線：<strong>故障</strong>"))
        watched.lines.revive("0312340003")
        try await watched.run(.seconds(600))
        let back = await browser.get(path)
        #expect(back.text.contains("<span>正常</span>"))
        #expect(back.text.contains("分"))
        let service = await browser.get(path + "/service")
        _ = await browser.post(
            path + "/service", [("service", "off"), ("version", service.value(of: "version") ?? "")])
        #expect(await browser.get(path).text.contains("<span>停止中</span>"))
    }

    @Test func `FWD-8 forwarding that a fault has started is on every page, and who started it`() async throws {
        let watched = try WatchedSite()
        let contract = try watched.addContract(starts: true, stops: true)
        try watched.setDestination("09012345678", of: "0312340001", contract)
        let browser = try await watched.site.signedIn("0312340001")
        #expect(await !browser.get("/services").text.contains("一括転送中です。"))
        watched.lines.die("0312340003")
        try await watched.run(.seconds(600))
        let page = await browser.get("/history")
        #expect(page.text.contains("一括転送中です。"))
        #expect(page.text.contains("故障・回復通知の自動設定"))
        for words in ["故障の検知", "一括転送の開始"] { #expect(page.text.contains(words)) }
    }

    @Test func `FAULT-8 a monitor that has stopped is not taken for a line that is well`() async throws {
        let watched = try WatchedSite()
        try watched.addContract()
        try await watched.run(.seconds(600))
        let browser = try await watched.site.signedIn("0312340001")
        #expect(await !browser.get(path).text.contains("しばらく試験呼が行われていません"))
        watched.site.clock.advance(.minutes(7))
        #expect(await browser.get(path).text.contains("しばらく試験呼が行われていません"))
        #expect(await browser.get("/services").text.contains("しばらく試験呼が行われていません"))
    }

    @Test func `FAULT-7 while faults are held the customers' page says so`() async throws {
        let watched = try WatchedSite()
        for index in 10..<30 { try watched.addContract("03222200\(index)", [], monitor: "03222200\(index)") }
        watched.lines.proxyDies(true)
        try await watched.run(.seconds(300))
        let browser = try await watched.site.signedIn("0322220010")
        let page = await browser.get(path)
        #expect(page.text.contains("新しい故障の判定を保留しています"))
        #expect(page.text.contains("<span>未判定</span>"))
    }
}
