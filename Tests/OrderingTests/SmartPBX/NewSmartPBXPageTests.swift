import HTTP
import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// 契約新規 as a person goes through it.
@Suite struct NewSmartPBXPageTests {
    @Test func `ORD-2 from ＋新規サービス to お申し込み完了, each step with its number`() async throws {
        let flow = try await OrderingFlow()
        #expect((await flow.browser.get("/dashboard")).text.contains("href=\"/orders/new\""))
        #expect((await flow.browser.get("/orders/new")).text.contains("/smart-pbx/orders/new/agreement"))
        try await flow.agree()
        #expect(flow.browser.page.heading == "内線番号の桁数と数" && flow.browser.page.words.contains("ステップ 2/6"))
        try await flow.plan()
        #expect(flow.browser.page.heading == "内線番号とチャネル")
        await flow.send("extensions", flow.rows([("22", "201"), ("２２", "２０２")]))
        #expect(try await flow.follow().heading == "お客様情報")
        // Filled from the account (ORD-4).
        #expect(flow.browser.page.value(of: "contact-mail") == "pbx@example.jp")
        await flow.send("customer", OrderingFlow.customer)
        let check = try await flow.follow()
        #expect(check.heading == "お申し込み内容確認" && check.words.contains("まだ申し込んでいません"))
        for words in ["2番号", "10チャネル", "別途ご案内", "千代田区千代田1-1"] { #expect(check.words.contains(words), "\(words)") }
        #expect(try flow.count("service_order") == 0, "nothing is an order before 申し込む")
        await flow.send("check", [])
        let done = try await flow.follow()
        #expect(done.heading == "お申し込み完了" && done.text.contains("200000000001") && done.text.contains("N100000001"))
        #expect(try flow.site.mails("order.received").map(\.recipient) == ["hanako@example.jp"])
        let order = await flow.browser.get("/orders/200000000001")
        #expect(order.heading == "お申し込みの状況" && order.words.contains("受付完了") && order.words.contains("お申し込みを受け付けました"))
    }

    @Test func `ORD-3 without the tick, and after another version, it is asked again`() async throws {
        let flow = try await OrderingFlow()
        await flow.browser.get("\(OrderingFlow.path)/agreement")
        await flow.send("agreement", [("seen", flow.browser.page.value(of: "seen") ?? "")])
        #expect(flow.browser.page.problems == ["「上記内容に同意します」にチェックを入れてください。"])
        await flow.browser.get("\(OrderingFlow.path)/agreement")
        await flow.send("agreement", [("agree", "yes"), ("seen", "older")])
        #expect(flow.browser.page.words.contains("「サービス約款」「重要事項」「プライバシーポリシー」が新しくなりました。"))
        #expect(try flow.count("order_draft") == 0)
    }

    @Test(arguments: [
        ("0", "3", "2", "screen", 1), ("12", "1", "0", "screen", 3), ("2", "3", "1501", "screen", 1),
        ("1", "2", "641", "file", 1), ("1", "2", "640", "file", 0), ("x", "", "", "", 4),
        ("11", "11", "1,500", "screen", 1),
    ])
    func `PBX-1 the plan is judged on its page`(
        site: String, device: String, count: String, method: String, problems: Int
    ) async throws {
        let flow = try await OrderingFlow()
        try await flow.agree()
        await flow.send(
            "plan", [("siteDigits", site), ("deviceDigits", device), ("count", count), ("method", method)])
        #expect(flow.browser.page.problems.count == problems, "\(flow.browser.page.problems)")
    }

    @Test func `PBX-2 what is wrong with a row is told at the row, all at once, and stays typed`() async throws {
        let flow = try await OrderingFlow()
        try await flow.agree()
        try await flow.plan(count: 5)
        await flow.send(
            "extensions",
            flow.rows([("02", "201"), ("22", "1*1"), ("2", "20,"), ("22", "201"), ("22", "201")]))
        let page = flow.browser.page
        #expect(
            page.problems == [
                "1行目：拠点番号は「0」で始められません。2から9までの数字で始めてください。", "2行目：端末番号に「*」は使えません。数字だけで入力してください。",
                "3行目：拠点番号は2桁です（入力は1桁）。2桁で入力してください。", "3行目：端末番号にポーズ（, p P ;）は使えません。数字だけで入力してください。",
                "5行目：4行目と同じ内線番号です。どちらかを変えてください。",
            ])
        #expect(page.value(of: "device-1") == "1*1" && page.value(of: "site-0") == "02")
        // What was typed is in the draft, too.
        let again = await flow.browser.get("\(OrderingFlow.path)/extensions?draft=1")
        #expect(again.value(of: "device-1") == "1*1")
    }

    @Test func `PBX-5 rows come and go, and a series fills them, without script`() async throws {
        let flow = try await OrderingFlow()
        try await flow.agree()
        try await flow.plan(count: 1)
        await flow.send("extensions", flow.rows([("22", "201")], act: "add"))
        #expect(try await flow.follow().value(of: "rowCount") == "2")
        await flow.send(
            "extensions",
            flow.rows([("22", "201"), ("", "")], act: "series") + [
                ("series-site", "23"), ("series-device", "３０１"), ("series-count", "45"), ("series-kind", "computer"),
            ])
        #expect(try await flow.follow().value(of: "rowCount") == "46")
        #expect(flow.browser.page.value(of: "device-45") == "345")
        var typed = (0..<46).map { $0 == 0 ? ("22", "201") : ("23", "\(300 + $0)") }
        await flow.send("extensions", flow.rows(typed, act: "remove-0"))
        #expect(try await flow.follow().value(of: "site-0") == "23")
        typed.removeFirst()
        // A row that says nothing is none.
        await flow.send("extensions", flow.rows(typed + [("", "")]))
        #expect(try await flow.follow().heading == "お客様情報")
    }

    @Test func `PBX-5 a spreadsheet's rows are pasted, and more than a hundred are listed`() async throws {
        let flow = try await OrderingFlow()
        try await flow.agree()
        try await flow.plan(count: 1_500)
        let rows = (0..<1_500).map { "\(20 + $0 / 700)\t\(200 + $0 % 700)\tスマートフォン" }.joined(separator: "\r\n")
        await flow.send("extensions", [("act", "paste"), ("paste", rows), ("rowCount", "0")])
        let page = try await flow.follow()
        #expect(page.words.contains("全1,500件のうち1〜100件目"))
        #expect(page.words.contains("いまの1,500番号では300チャネルです"))
        // One more than a contract may have.
        await flow.send("extensions", [("act", "paste"), ("paste", "99\t999\tPC")])
        #expect(flow.browser.page.problems == ["内線番号は1,500番号まで申し込めます（いまは1,501番号）。"])
        await flow.browser.get("\(OrderingFlow.path)/extensions?draft=1")
        await flow.send("extensions", [("act", "next"), ("addedChannels", "10")])
        #expect(flow.browser.page.problems.first?.contains("追加できるチャネルは0まで") == true)
        await flow.browser.get("\(OrderingFlow.path)/extensions?draft=1")
        await flow.send("extensions", [("act", "next"), ("addedChannels", "0")])
        #expect(try await flow.follow().heading == "お客様情報")
    }

    @Test func `PBX-6 nothing of a file is taken while one line is wrong`() async throws {
        let flow = try await OrderingFlow()
        try await flow.agree()
        try await flow.plan(count: 2, method: "file")
        #expect(flow.browser.page.heading == "内線番号のCSVファイル")
        let path = "\(OrderingFlow.path)/import"
        func send(_ text: String) async {
            await flow.browser.get("\(path)?draft=1")
            await flow.browser.upload("\(path)?draft=1", file: "file", name: "a.csv", Array(text.utf8))
        }
        await send("拠点番号,端末番号,端末種別\n22,201,スマートフォン\n12,20#,VoIP-GW\n22,201,PC\n")
        #expect(flow.browser.page.words.contains("直していただきたい行"))
        #expect(flow.browser.page.words.contains("エラーが1件でもあるときは、どの行も読み込まれません。"))
        for words in ["拠点番号は「1」で始められません。", "端末番号に「#」は使えません。", "お申し込みいただけない端末種別です。", "2行目と同じ内線番号です。"] {
            #expect(flow.browser.page.words.contains(words), "\(words)")
        }
        #expect(!flow.browser.page.text.contains("この内容を読み込む"))
        let upload = try #require(flow.browser.page.value(of: "upload"))
        #expect((await flow.browser.get("\(path)/errors.csv?upload=\(upload)")).text.contains("20#"))
        await send("拠点番号,端末番号,端末種別\n")
        #expect(flow.browser.page.problems == ["CSVファイルに内線番号の行がありません。見出しの下に、1行ずつ入力してください。"])
        await send("２２,２０１,smartphone\n22,202,ソフトフォン\n")
        #expect(flow.browser.page.heading == "読み込む内線番号の確認")
        await flow.browser.post(
            "\(path)/apply?draft=1", [("draft", "1"), ("upload", flow.browser.page.value(of: "upload") ?? "")])
        #expect(try await flow.follow().value(of: "device-1") == "202")
    }

    @Test func `ORD-2 Back keeps everything, and two tabs are told apart`() async throws {
        let flow = try await OrderingFlow()
        try await flow.toCheck()
        let old = await flow.browser.get("\(OrderingFlow.path)/extensions?draft=1")
        #expect(old.value(of: "device-1") == "202")
        let version = try #require(old.value(of: "version"))
        // Another tab goes on.
        await flow.send("extensions", flow.rows([("22", "201"), ("22", "299")]))
        try await flow.follow()
        // This one still shows what it showed.
        await flow.browser.get("\(OrderingFlow.path)/extensions?draft=1")
        await flow.send("extensions", flow.rows([("22", "201"), ("22", "288")]) + [("version", version)])
        #expect(flow.browser.page.words.contains("別のタブか別の方が"))
        #expect(flow.browser.page.value(of: "device-1") == "288")
        #expect((await flow.browser.get("\(OrderingFlow.path)/extensions?draft=1")).value(of: "device-1") == "299")
    }

    @Test func `HOURS-6 Back after 申し込む, and a second press, show the order that there is`() async throws {
        let flow = try await OrderingFlow()
        try await flow.toCheck()
        let version = flow.browser.page.value(of: "version") ?? ""
        await flow.send("check", [])
        #expect(flow.browser.page.location == "\(OrderingFlow.path)/done?order=200000000001")
        await flow.browser.get("/dashboard")
        await flow.browser.post("\(OrderingFlow.path)/check", [("draft", "1"), ("version", version)])
        #expect(flow.browser.page.location == "\(OrderingFlow.path)/done?order=200000000001")
        let back = await flow.browser.get("\(OrderingFlow.path)/customer?draft=1")
        #expect(back.location == "\(OrderingFlow.path)/done?order=200000000001")
        #expect(try flow.count("service_order") == 1)
    }

    @Test func `A28 a count that differs from the rows is asked about`() async throws {
        let flow = try await OrderingFlow()
        try await flow.agree()
        try await flow.plan(count: 3)
        await flow.send("extensions", flow.rows([("22", "201")]))
        try await flow.follow()
        await flow.send("customer", OrderingFlow.customer)
        #expect(try await flow.follow().words.contains("申込内線番号数は3番号でした"))
        await flow.send("check", [])
        #expect(flow.browser.page.problems.count == 1)
        await flow.browser.get("\(OrderingFlow.path)/check?draft=1")
        await flow.send("check", [("countAgreed", "yes")])
        #expect(flow.browser.page.location?.contains("/done?") == true)
    }

    @Test func `RIGHT-4 a right taken away between check page and 申し込む refuses`() async throws {
        let flow = try await OrderingFlow()
        try await flow.toCheck()
        try flow.site.services.database.writeAndWait { _ = try $0.run("UPDATE user_group SET level = 'view'") }
        await flow.send("check", [])
        #expect(flow.browser.page.status == .forbidden)
        #expect(try flow.count("service_order") == 0)
        #expect((await flow.browser.get("\(OrderingFlow.path)/agreement")).status == .forbidden)
    }

    @Test func `RIGHT-4 drafts and orders of another company are none`() async throws {
        let flow = try await OrderingFlow()
        try await flow.toCheck()
        await flow.send("check", [])
        let other = try flow.site.addCompany("株式会社よその")
        try flow.site.addAccount("other@example.com", of: other, grants: [Grant(.everything, .edit)])
        let browser = try await flow.site.signedIn("other@example.com")
        for path in [
            "\(OrderingFlow.path)/plan?draft=1", "\(OrderingFlow.path)/done?order=200000000001", "/orders/200000000001",
            "/smart-pbx/contracts/N100000001", "/orders/x", "/smart-pbx/contracts/N1",
        ] { #expect((await browser.get(path)).status == .notFound, "\(path)") }
        #expect(!(await browser.get("/orders")).text.contains("200000000001"))
    }

    @Test func `RIGHT-2 a draft is for 参照・編集: who may only look neither sees it nor opens it nor gives it up`()
        async throws
    {
        let flow = try await OrderingFlow()
        try await flow.toCheck()
        let draft = try #require(flow.browser.page.value(of: "draft"))
        try flow.site.addAccount("viewer@example.jp", of: flow.company, grants: [Grant(.everything, .view)])
        let viewer = try await flow.site.signedIn("viewer@example.jp")
        #expect(await !viewer.get("/orders").text.contains("value=\"\(draft)\""))
        #expect(await !viewer.get("/dashboard").words.contains("作成中"))
        for step in ["plan", "extensions", "customer", "check"] {
            #expect(await viewer.get("\(OrderingFlow.path)/\(step)?draft=\(draft)").status == .forbidden, "\(step)")
        }
        await viewer.get("/orders")
        #expect(await viewer.post("/orders/draft-removal", [("draft", draft)]).status == .notFound)
        #expect(try flow.count("order_draft") == 1)
    }

    @Test func `HOURS-2 outside the hours the draft stays, and is handed in by itself once they begin`() async throws {
        let flow = try await OrderingFlow(at: 22)
        try await flow.toCheck()
        await flow.send("check", [])
        #expect(flow.browser.page.heading == "お申し込みを受け付けていません")
        #expect(flow.browser.page.words.contains("いまは受付時間外です。11月25日 02:00からお申し込みいただけます。"))
        await flow.send("automatic", [])
        #expect(try await flow.follow().words.contains("11月25日 02:00に自動で申し込みます"))
        let later = try #require(flow.site.product.duties.first { "\($0.name)" == "orders to submit" })
        try await later.run(flow.site.services)
        #expect(try flow.count("service_order") == 0)
        flow.site.clock.advance(.november(25, 2) - flow.site.clock.now)
        try await later.run(flow.site.services)
        try await later.run(flow.site.services)
        #expect(try flow.count("service_order") == 1)
        #expect(try flow.site.lastMail("order.automatic").recipient == "pbx@example.jp")
        #expect(try flow.site.mails("order.automatic").count == 1)
    }

    @Test func `HOURS-2 whose right has gone by then is told, and nothing is ordered`() async throws {
        let flow = try await OrderingFlow(at: 23)
        try await flow.toCheck()
        await flow.send("check", [])
        await flow.send("automatic", [])
        try flow.site.services.database.writeAndWait { _ = try $0.run("DELETE FROM user_group") }
        flow.site.clock.advance(.november(25, 2) - flow.site.clock.now)
        let later = try #require(flow.site.product.duties.first { "\($0.name)" == "orders to submit" })
        try await later.run(flow.site.services)
        try await later.run(flow.site.services)
        #expect(try flow.count("service_order") == 0 && flow.count("order_draft") == 1)
        let mail = try flow.site.lastMail("order.automatic")
        #expect(mail.subject.contains("自動でお申し込みできませんでした") && mail.body.contains("権限がありません"))
        #expect(try flow.site.mails("order.automatic").count == 1)
    }

    @Test func `ORD-5 the contract's address is copied`() async throws {
        let flow = try await OrderingFlow()
        try flow.site.services.database.writeAndWait {
            _ = try $0.run("UPDATE company SET postal_code = '1000001', address = '東京都千代田区千代田1-1', building = '見本ビル5階'")
        }
        try await flow.agree()
        try await flow.plan()
        await flow.send("extensions", flow.rows([("22", "201"), ("22", "202")]))
        try await flow.follow()
        await flow.send("customer", [("act", "address"), ("contact-person", "青空 次郎")])
        let page = try await flow.follow()
        #expect(page.value(of: "billing-city") == "千代田区千代田1-1" && page.value(of: "billing-building") == "見本ビル5階")
        #expect(page.text.contains("<option value=\"13\" selected>") && page.value(of: "contact-person") == "青空 次郎")
    }
}
