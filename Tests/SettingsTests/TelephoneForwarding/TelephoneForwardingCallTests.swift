@testable import Accounts
import HTTP
import SQLite
@testable import Settings
@testable import Shell
@testable import Telephony
import TestSite
import Testing

/// What calls of registered telephones do to the forwarding, and what the site shows of them (FWD-12).
@Suite struct TelephoneForwardingCallTests {
    let telephone: TelephoneSite
    private var browser: TestBrowser { telephone.browser }
    private var isOn: Bool { get throws { try telephone.forwarding.isOn } }

    init() async throws {
        telephone = try await TelephoneSite()
        await telephone.forwarding.set([1: "09011112222", 2: "09011112222", 3: "08033334444"])
        await telephone.register()
    }

    @Test
    func `FWD-12 FWD-8 a start by telephone is in force, in the trail, in a mail and on every page, with who called`()
        async throws
    {
        let (call, heard) = try await telephone.call("739164#1")
        #expect(
            heard.dropFirst(3) == [
                "一括転送は停止しています。開始したときの転送先をお知らせします。", "09011112222番へ、", "2番号。", "08033334444番へ、", "1番号。",
                "2番号にかけた方には、話中音が流れます。", "開始する場合は1を押してください。開始しない場合は、電話をお切りください。",
                "一括転送を開始しました。ご利用ありがとうございました。",
            ])
        #expect(call.hasActed)
        #expect(try isOn)
        #expect(try telephone.site.auditEvents().suffix(2) == ["telephone-pin.entered", "bulk-forwarding.start"])
        let mail = try #require(try telephone.mails().last)
        #expect(mail.kind == "security.forwarding-started")
        #expect(mail.body.contains("■操作元：電話（090-1234-5678）"))
        for path in ["/services", "/now", "/bulk-forwarding/service", "/bulk-forwarding/history", "/history"] {
            let page = await browser.get(path)
            #expect(page.words.contains("電話（090-1234-5678）") || path == "/history", "\(path)")
        }
        let history = await browser.get("/history")
        #expect(history.words.contains("一括転送の開始") && history.words.contains("090-1234-5678"))
        #expect(history.words.contains("電話での暗証番号の入力"))
        // And a person at a page is one again.
        await telephone.forwarding.turn("stop")
        #expect(browser.page.words.contains("03-1234-0001でログインした方"))
    }

    @Test func `FWD-12 a stop by telephone, and a start of what is on already`() async throws {
        _ = try await telephone.call("739164#1")
        let (again, heard) = try await telephone.call("739164#")
        #expect(heard.contains("一括転送中です。いまの転送先をお知らせします。"))
        #expect(!again.hasActed)
        let stopped = try await telephone.call("739164#3")
        #expect(stopped.heard.last == "一括転送を停止しました。ご利用ありがとうございました。")
        #expect(try !isOn)
    }

    @Test func `FWD-12 started by a page during the call: said to be on, and left on`() async throws {
        var (call, _) = try await telephone.call("739164#")
        await telephone.forwarding.turn("start")
        let heard = telephone.sentences(await call.press("1"), call)
        #expect(heard == ["一括転送は、すでに開始しています。ご利用ありがとうございました。"])
        #expect(!call.hasActed)
        #expect(try isOn)
    }

    @Test func `FWD-12 AUTH-13 started and stopped by a page during the call: heard anew and asked again`() async throws
    {
        var (call, _) = try await telephone.call("739164#")
        await telephone.forwarding.turn("start")
        await telephone.forwarding.turn("stop")
        let heard = telephone.sentences(await call.press("1"), call)
        #expect(heard.first == "ほかの操作で、状態が変わりました。")
        #expect(heard.last == "開始する場合は1を押してください。開始しない場合は、電話をお切りください。")
        #expect(try !isOn)
        _ = await call.press("1")
        #expect(try isOn)
    }

    @Test func `FWD-12 FWD-2 the last destination taken away by a page during the call: not started, and said why`()
        async throws
    {
        var (call, _) = try await telephone.call("739164#")
        try telephone.run("UPDATE bulk_forwarding_destination SET destination = NULL")
        let heard = telephone.sentences(await call.press("1"), call)
        #expect(heard.map { $0.contains("転送先の電話番号が登録されていないため") } == [true])
        #expect(try !isOn)
    }

    @Test
    func
        `FWD-12 AUTH-13 a start by telephone while pages are open: destinations are saved with their effect, a start conflicts`()
        async throws
    {
        let starting = try await telephone.another()
        await starting.get("/bulk-forwarding/service")
        await browser.get("/bulk-forwarding")
        let rows = browser.page.row(4, "09055556666")
        _ = try await telephone.call("739164#1")
        // The rows are as the page showed them, and what they mean for calls is said.
        await browser.post("/bulk-forwarding", rows)
        #expect(try telephone.forwarding.destinations()[3] == "09055556666")
        let page = await browser.get("/bulk-forwarding")
        #expect(page.words.contains("一括転送中のため、いまからの電話は新しい転送先へ転送されます。"))
        // What was to be started is on; what was to be stopped since is another state.
        await starting.post("/bulk-forwarding/service", [("action", "start")])
        #expect(await starting.get("/bulk-forwarding/service").words.contains("一括転送は開始しています"))
        await telephone.forwarding.turn("stop")
        _ = try await telephone.call("739164#1")
        let stale = await starting.post("/bulk-forwarding/service", [("action", "stop"), ("version", "1")])
        #expect(stale.status == .conflict)
        #expect(stale.words.contains("電話（090-1234-5678）"))
        #expect(try isOn)
    }

    @Test
    func `FWD-14 a start by telephone while a page takes the last destinations away: the page asks before it saves`()
        async throws
    {
        await browser.get("/bulk-forwarding")
        let rows = (1...3).flatMap { browser.page.row($0, "") }
        _ = try await telephone.call("739164#1")
        let asked = await browser.post("/bulk-forwarding", rows)
        #expect(asked.words.contains("まだ設定は変わっていません。"))
        #expect(try telephone.forwarding.destinations().prefix(3) == ["09011112222", "09011112222", "08033334444"])
    }

    @Test
    func
        `FWD-12 FAULT-9 the monitor number and the number of test calls act for nobody, though they once were registered`()
        async throws
    {
        await telephone.register(callers: "0312340004\n0312340003", pin: "")
        try telephone.run("UPDATE contract SET monitor_number = '0312340004'")
        let monitor = try await telephone.call(from: "0312340004", "9739164#")
        #expect(monitor.heard.last == "入力された番号が正しくありません。もう一度押してください。")
        #expect(!monitor.heard.contains { $0.contains("9を押してください") })
        let errand = TelephoneForwardingErrand(testCallNumber: PhoneNumber("0312340003"))
        let exchange = TelephoneExchange(telephone.site.services, numbers: .init(), errand: errand)
        var test = try exchange.answer(TelephoneMenu.Caller("0312340003"), in: .east).call
        #expect(telephone.sentences(await test.press("9739164#"), test).last == monitor.heard.last)
    }

    @Test(arguments: ["anonymous", "", "unknown", "dataconnect"])
    func `FWD-12 IVR-1 a withheld caller is refused before any PIN`(caller: String) async throws {
        let (call, heard) = try await telephone.call(from: caller, "9739164#1")
        #expect(heard.count == 1 && call.expectation == .nothing)
        #expect(try !isOn)
    }

    @Test func `FWD-12 a disk that is full: what could not be written is said not to be, and what was said is written`()
        async throws
    {
        var (call, _) = try await telephone.call("739164#")
        try telephone.run(
            "CREATE TRIGGER broken BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END")
        let heard = telephone.sentences(await call.press("1"), call)
        #expect(heard == ["ただいま一括転送を操作できません。設定は変わっていません。しばらくたってから、おかけ直しください。"])
        #expect(call.failure != nil && !call.hasActed)
        #expect(try !isOn)
        #expect(try !telephone.mails().contains { $0.kind == "security.forwarding-started" })
        // Nor can a PIN be entered, which must be counted.
        #expect(try await telephone.call("739164#").heard.last == heard.last)
        try telephone.run("DROP TRIGGER broken")
        #expect(try await telephone.call("739164#1").call.hasActed)
        #expect(try isOn)
    }

    @Test func `FWD-13 chains count where they come out, and many destinations are counted together`() async throws {
        let count = { (numbers: [(String, Int)], busy: Int) in
            TelephoneForwarding.Destinations(
                Dictionary(
                    uniqueKeysWithValues: numbers.compactMap { pair in PhoneNumber(pair.0).map { ($0, pair.1) } }),
                busy: busy)
        }
        try telephone.run(
            "UPDATE bulk_forwarding_destination SET destination = '0312340003' WHERE number = '0312340001'")
        let found = try telephone.site.services.database.read { try TelephoneForwardingStore.destinations(of: 1, $0) }
        #expect(found == count([("08033334444", 2), ("09011112222", 1)], 2))
        let many = count(
            [("09000000001", 1), ("09010000002", 40), ("09010000003", 7), ("09010000004", 7), ("09010000005", 2)], 0)
        #expect(many.named.map(\.count) == [40, 7, 7])
        #expect(many.elsewhere == 3)
    }

    @Test func `FWD-12 telephone calls keep no page from showing them`() async throws {
        let before = await browser.get("/bulk-forwarding").words
        _ = try await telephone.call("739164#1")
        #expect(await browser.get("/bulk-forwarding").words != before)
    }
}
