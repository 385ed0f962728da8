import Exchange
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// Changes and the end of a contract as a person goes through them.
@Suite struct SmartPBXChangePageTests {
    @Test func `ORD-2 the menu says of each kind on which conditions it can be had`() async throws {
        let flow = try await ChangeFlow("add")
        let list = await flow.browser.get("/smart-pbx/orders")
        #expect(list.text.contains("href=\"/smart-pbx/orders?contract=N100000001\""))
        let menu = await flow.browser.get("/smart-pbx/orders?contract=N100000001")
        for kind in ["add", "delete", "digits", "terminate"] {
            #expect(menu.text.contains("href=\"/smart-pbx/orders/\(kind)/agreement?contract=N100000001\""), "\(kind)")
        }
        let contract = await flow.browser.get("/smart-pbx/contracts/N100000001")
        #expect(contract.text.contains("href=\"/smart-pbx/orders?contract=N100000001\""))
    }

    @Test func `ORD-2 the menu says why something cannot be had today`() async throws {
        let flow = try await ChangeFlow("add", gateways: 1)
        let menu = await flow.browser.get("/smart-pbx/orders?contract=N100000001")
        #expect(menu.words.contains("VoIP-GWのあるご契約は、この画面では廃止できません。"))
        #expect(!menu.text.contains("/smart-pbx/orders/terminate/agreement"))
        try await flow.agree()
        try await flow.check(ChangeFlow.rows(["3001"]))
        await flow.send("check", [])
        let after = await flow.browser.get("/smart-pbx/orders?contract=N100000001")
        #expect(after.words.contains("工事が終わっていないお申し込み（お申込番号200000000001）があります。"))
        #expect(!after.text.contains("/agreement?contract"))
    }

    @Test func `PBX-7 six numbers and ten channels, from the agreement to 完了`() async throws {
        let flow = try await ChangeFlow("add")
        let page = try await flow.agree()
        #expect(page.words.contains("ステップ 2/5") && page.words.contains("いまの契約の詳細（45番号、10チャネル）"))
        var form = ChangeFlow.rows(["3001", "3002", "3003", "3004", "3005", "3006"])
        form.removeAll { $0.0 == "channels" }
        let check = try await flow.check(form + [("channels", "yes"), ("addedChannels", "10")])
        #expect(check.heading == "お申し込み内容確認")
        for words in ["45番号 → 51番号（変更）", "→ 30チャネル（デフォルト20、追加10）（変更）", "内線番号・チャネル追加", "別途ご案内"] {
            #expect(check.words.contains(words), "\(words) in \(check.words)")
        }
        // Who pays was asked when the contract was made.
        #expect(!check.words.contains("お支払に関する情報") && !check.words.contains("ネットワーク技術担当者"))
        #expect(try flow.orders().isEmpty)
        await flow.send("check", [])
        let done = try await flow.follow()
        #expect(done.heading == "お申し込み完了" && done.text.contains("N100000001"))
        #expect(try flow.record()?.after.extensions == 51)
        let mail = try flow.site.lastMail("order.received")
        #expect(mail.body.contains("お申込内容：Smart PBX - 内線番号・チャネル追加"), "\(mail.body)")
        let order = await flow.browser.get("/orders/200000000001")
        #expect(order.words.contains("45番号 → 51番号（変更）"))
    }

    @Test func `PBX-7 what the contract has already is told at its row, and stays typed`() async throws {
        let flow = try await ChangeFlow("add")
        try await flow.agree()
        await flow.send("extensions", ChangeFlow.rows(["3001", "2044"]))
        #expect(flow.browser.page.problems == ["2行目：22-2044は、ご契約にすでにあります。別の内線番号を入力してください。"])
        #expect(flow.browser.page.value(of: "device-1") == "2044")
        await flow.send("extensions", [("rowCount", "0"), ("act", "next"), ("numbers", "no"), ("channels", "no")])
        #expect(flow.browser.page.problems == ["内線番号と全体チャネルの少なくともどちらかで、「追加する」を選択してください。"])
    }

    @Test func `PBX-11 the 160th channel asks for a window, and warns before 次へ`() async throws {
        let flow = try await ChangeFlow("add", extensions: 45, added: 140, at: 20)
        try await flow.agree()
        let channels = [
            ("rowCount", "0"), ("act", "next"), ("numbers", "no"), ("channels", "yes"), ("addedChannels", "10"),
        ]
        await flow.send("extensions", channels)
        let page = flow.browser.page
        #expect(page.problems == ["変更工事時間帯を選択してください。"])
        #expect(page.words.contains("10分ほど、通話できません") && page.words.contains("OK（次へ）"))
        for words in ["21:00～23:00", "22:00～24:00", "23:00～翌1:00"] { #expect(page.words.contains(words), "\(words)") }
        let check = try await flow.check(channels + [("window", "from22")])
        #expect(check.words.contains("設備工事は、2026年11月27日 22:00～24:00に行います。"), "\(check.words)")
        await flow.send("check", [])
        #expect(try flow.orders().first?.night == OrderNight(equipment: .november(27, 22)))
    }

    @Test func `PBX-11 a window that begins too soon by 申し込む is asked for again, and nothing is ordered`() async throws
    {
        let flow = try await ChangeFlow("digits", at: 20)
        try await flow.agree()
        try await flow.check([("part", "device"), ("digits", "2"), ("window", "from21"), ("act", "next")])
        flow.site.clock.advance(.seconds(1))
        await flow.send("check", [])
        let page = try await flow.follow()
        #expect(page.heading == "追加する桁数" && !page.words.contains("21:00～23:00"))
        #expect(try flow.orders().isEmpty)
    }

    @Test func `PBX-8 ticks stay over pages and searches, and the count is shown`() async throws {
        let flow = try await ChangeFlow("delete", extensions: 250)
        try await flow.agree()
        let first = flow.browser.page.value(of: "shown") ?? ""
        #expect(first.split(separator: " ").count == 100)
        await flow.send(
            "extensions", [("shown", first), ("tick-22-2000", "yes"), ("tick-22-2099", "yes"), ("act", "page-3")])
        let third = try await flow.follow()
        #expect(third.words.contains("削除する内線番号（2番号）") && third.value(of: "shown")?.hasPrefix("22-2200") == true)
        await flow.send(
            "extensions",
            [("shown", third.value(of: "shown") ?? ""), ("tick-22-2249", "yes"), ("q", "222210"), ("act", "all")])
        let found = try await flow.follow()
        #expect(found.words.contains("削除する内線番号（4番号）") && found.value(of: "shown") == "22-2210")
        await flow.send("extensions", [("shown", "22-2210"), ("q", ""), ("act", "search")])
        #expect(try await flow.follow().words.contains("削除する内線番号（3番号）"), "2210 was not ticked any more")
        let check = try await flow.check(
            [("shown", ""), ("act", "next"), ("numbers", "yes"), ("channels", "no")])
        #expect(check.words.contains("250番号 → 247番号（変更）"))
        await flow.send("check", [])
        #expect(try flow.record()?.extensions.map(\.number.hyphenated) == ["22-2000", "22-2099", "22-2249"])
    }

    @Test func `PBX-8 a VoIP-GW cannot be ticked, nor sent by a form made by hand, nor all`() async throws {
        let flow = try await ChangeFlow("delete", extensions: 3, gateways: 1)
        try await flow.agree()
        #expect(flow.browser.page.words.contains("削除できません（営業担当者にご相談ください）"))
        #expect(!flow.browser.page.text.contains("tick-22-2002"))
        let shown = ("shown", "22-2000 22-2001 22-2002")
        let next = [("act", "next"), ("numbers", "yes"), ("channels", "no")]
        await flow.send("extensions", [shown, ("tick-22-2002", "yes")] + next)
        #expect(
            flow.browser.page.problems == ["22-2002（VoIP-GW）は、この画面では削除できません。営業担当者にご相談ください。"])
        await flow.send("extensions", [shown] + next)
        #expect(flow.browser.page.problems == ["削除する内線番号にチェックを入れてください。"])
        let plain = try await ChangeFlow("delete", extensions: 2)
        try await plain.agree()
        await plain.send(
            "extensions", [("shown", "22-2000 22-2001"), ("tick-22-2000", "yes"), ("tick-22-2001", "yes")] + next)
        #expect(
            plain.browser.page.problems == ["すべての内線番号を削除することはできません。契約をおやめになるときは、契約廃止をお申し込みください。"])
    }

    @Test func `PBX-6 a file of numbers that are to go is judged line by line, and ticks what it names`() async throws {
        let flow = try await ChangeFlow("delete", gateways: 1)
        try await flow.agree()
        let draft = flow.browser.page.value(of: "draft") ?? ""
        await flow.browser.get("\(flow.path)/import?draft=\(draft)")
        let wrong = "拠点番号,端末番号\n22,2000\n22,2044\n22,9999\n22,2000\n"
        await flow.upload(wrong, draft)
        let page = flow.browser.page
        for words in ["VoIP-GWの内線番号です。", "いまのご契約にない内線番号です。", "2行目と同じ内線番号です。"] {
            #expect(page.words.contains(words), "\(words)")
        }
        #expect(!page.words.contains("この内線番号を選択する"))
        await flow.upload("拠点番号,端末番号\n22,2000\n22,2001\n", draft)
        let preview = flow.browser.page
        await flow.browser.post(
            "\(flow.path)/import/apply?draft=\(draft)",
            [("draft", draft), ("upload", preview.value(of: "upload") ?? "")])
        #expect(try await flow.follow().words.contains("削除する内線番号（2番号）"))
    }

    @Test func `PBX-9 digits with a preview and a file, and a window of the night`() async throws {
        let flow = try await ChangeFlow("digits", extensions: 3)
        try await flow.agree()
        await flow.send("extensions", [("part", "device"), ("digits", "２"), ("act", "preview")])
        let page = flow.browser.page
        #expect(page.words.contains("200000") && page.words.contains("すべての端末の設定を変更してください"))
        let draft = page.value(of: "draft") ?? ""
        let file = await flow.browser.get("\(flow.path)/new-numbers.csv?draft=\(draft)")
        #expect(file.text.contains("\"22\",\"2000\",\"22\",\"200000\""), "\(file.text)")
        await flow.browser.get("\(flow.path)/extensions?draft=\(draft)")
        let check = try await flow.check([("part", "device"), ("digits", "2"), ("window", "from23"), ("act", "next")])
        #expect(check.words.contains("2026年11月27日 23:00～翌1:00") && check.words.contains("60分前まで"))
        await flow.send("check", [])
        #expect(try flow.orders().first?.night == OrderNight(begins: .november(27, 23)))
    }

    @Test func `PBX-9 wrong digits and a site's beside a VoIP-GW are told on the page`() async throws {
        let flow = try await ChangeFlow("digits", gateways: 1)
        try await flow.agree()
        await flow.send("extensions", [("part", "device"), ("digits", "8"), ("window", "from23"), ("act", "next")])
        #expect(flow.browser.page.problems == ["端末番号に追加する桁数を、1から7までの数字で入力してください。"])
        await flow.send("extensions", [("part", "site"), ("digits", "1"), ("window", "from23"), ("act", "next")])
        #expect(
            flow.browser.page.problems == ["VoIP-GWのあるご契約では、拠点番号の桁数を追加できません。営業担当者にご相談ください。"])
        await flow.send("extensions", [("digits", "1"), ("act", "next")])
        #expect(flow.browser.page.problems == ["桁数を追加する番号を選択してください。"])
    }

    @Test func `PBX-10 a contract is ended by a tick and its number, and not otherwise`() async throws {
        let flow = try await ChangeFlow("terminate")
        try await flow.agree()
        await flow.send("extensions", [("endedContract", "N100000002")])
        #expect(
            flow.browser.page.problems == [
                "「該当契約を廃止する」にチェックを入れてください。", "廃止する契約の契約番号を、「N100000001」の形で入力してください。",
            ])
        let check = try await flow.check([("end", "yes"), ("endedContract", "ｎ100000001")])
        #expect(check.words.contains("45番号 → 0番号（廃止）") && check.words.contains("元に戻すこともできません"))
        await flow.send("check", [])
        #expect(try flow.orders().first?.kind == .end)
        let (order, now) = (try #require(try flow.orders().first), flow.site.clock.now)
        try await flow.site.services.database.write { try SmartPBXOrders().apply(order, at: now, $0) }
        let contract = await flow.browser.get("/smart-pbx/contracts/N100000001")
        #expect(contract.words.contains("廃止済み") && !contract.words.contains("ご利用中"))
        #expect(!contract.text.contains("/smart-pbx/orders?contract"))
        #expect(await flow.browser.get("/smart-pbx/orders?contract=N100000001").status == .notFound)
        #expect(await flow.browser.get("/smart-pbx/orders/add/agreement?contract=N100000001").status == .notFound)
        // What it was stands in the order.
        #expect(await flow.browser.get("/orders/200000000001").words.contains("45番号 → 0番号（廃止）"))
    }

    @Test func `ORD-11 night work is cancelled until an hour before, and not later`() async throws {
        let flow = try await ChangeFlow("digits")
        try await flow.agree()
        try await flow.check([("part", "device"), ("digits", "1"), ("window", "from22"), ("act", "next")])
        await flow.send("check", [])
        let order = await flow.browser.get("/orders/200000000001")
        #expect(order.text.contains("href=\"/orders/200000000001/cancel\""))
        flow.site.clock.advance(.november(27, 21, 0, 1) - flow.site.clock.now)
        let late = try await flow.site.signedIn("pbx@example.jp")
        #expect(await late.get("/orders/200000000001/cancel").status == .conflict)
        #expect(await late.post("/orders/200000000001/cancel", []).status == .conflict)
        #expect(try flow.orders().first?.state == .acknowledged)
        flow.site.clock.advance(.november(27, 21) - flow.site.clock.now)
        let intime = try await flow.site.signedIn("pbx@example.jp")
        #expect(await intime.get("/orders/200000000001/cancel").words.contains("2026年11月27日 22:00～24:00"))
        #expect(await intime.post("/orders/200000000001/cancel", []).location == "/orders/200000000001")
        #expect(try flow.orders().first?.state == .assessingCancellation)
        #expect(try flow.site.auditEvents().last == "order.cancellation")
    }

    @Test func `RIGHT-1 who may only look is told so by the menu, and forbidden the rest`() async throws {
        let flow = try await ChangeFlow("add", grants: [Grant(.contracts([ChangeFlow.code]), .view)])
        let menu = await flow.browser.get("/smart-pbx/orders?contract=N100000001")
        #expect(menu.words.contains("このお申し込みをする権限がありません。"))
        #expect(await flow.browser.get("/smart-pbx/orders/add/agreement?contract=N100000001").status == .forbidden)
        let other = try await ChangeFlow("add", grants: [Grant(.contracts([ChangeFlow.code]), .edit)])
        #expect(await other.browser.get("/smart-pbx/orders/add/agreement?contract=N100000001").status == .ok)
        #expect(await other.browser.get("/smart-pbx/orders/add/agreement?contract=N100000002").status == .notFound)
        #expect(await other.browser.get("/smart-pbx/orders/new/agreement").status == .forbidden)
    }

    @Test func `ORD-12 a failed change is ordered again with what was typed`() async throws {
        let flow = try await ChangeFlow("add")
        try await flow.agree()
        try await flow.check(ChangeFlow.rows(["3001"]))
        await flow.send("check", [])
        let number = try #require(try flow.orders().first)
        let now = flow.site.clock.now
        try await flow.site.services.database.write { database in
            try OrderStore.move(
                number.number, to: OrderProgress(.failed, before: nil, isDivisible: false), failure: .equipment,
                isSimulated: true, at: now, database)
        }
        let page = await flow.browser.get("/orders/\(number.number)")
        #expect(page.text.contains("action=\"/smart-pbx/orders/add/again\""))
        await flow.browser.post("/smart-pbx/orders/add/again", [("order", number.number.text)])
        try await flow.follow()
        await flow.send("agreement", [("agree", "yes"), ("seen", flow.browser.page.value(of: "seen") ?? "")])
        #expect(try await flow.follow().value(of: "device-0") == "3001")
    }
}
