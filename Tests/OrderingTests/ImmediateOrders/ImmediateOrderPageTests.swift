import Exchange
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// ダイヤルイン番号の追加, 番号ごと付加機能の変更 and 廃止, through their pages.
@Suite struct ImmediateOrderPageTests {
    @Test func `VOICE-7 VOICE-10 numbers are added from ご確認 to 完了, and told when they have come`() async throws {
        let flow = try await ImmediateFlow()
        let picker = try await flow.agree()
        #expect(picker.words.contains("ステップ 2/6") && picker.words.contains("合計 1 件"))
        try await flow.pick()
        let check = try await flow.check(ImmediateFlow.row("geographic", "２０"))
        #expect(check.words.contains("連番でご用意できます") && check.words.contains("工事費（お申し込み直後に開通）無料"))
        #expect(!check.words.contains("緊急通報"), "VOICE-11: of 050 numbers only")
        #expect(check.words.contains("お申し込みご担当者情報") && !check.words.contains("販売チャネルコード"))
        await flow.send("check", [])
        let done = try await flow.follow()
        let order = try #require(try flow.orders().first)
        #expect(done.words.contains("お申し込みを受け付けました") && order.kind == .addNumbers)
        #expect(order.openingDay == order.appliedAt.day, "A26")
        let held = try flow.read { try NumberBlockStore.held(by: order.number, $0) }
        #expect(held.first?.digits == "0312345003" && held.count == 20)
        // Not before they have come.
        #expect(await flow.browser.get("/orders/\(order.number)").words.contains("番号払出待ち"))
        #expect(await flow.browser.get("/orders/\(order.number)/numbers.csv").status == .notFound)
        try flow.complete()
        let detail = await flow.browser.get("/orders/\(order.number)")
        #expect(detail.words.contains("03-1234-5003") && detail.words.contains("払い出し番号の詳細（全20番号）"))
        let list = await flow.browser.get("/orders/\(order.number)/numbers?q=5022")
        #expect(list.words.contains("1番号") && list.words.contains("03-1234-5022"))
        let file = await flow.browser.get("/orders/\(order.number)/numbers.csv").text
        #expect(file.contains("0312345003") && file.split(whereSeparator: \.isNewline).count == 21)
    }

    @Test func `VOICE-10 who asks for more than there are is told how many, before 申し込む`() async throws {
        let flow = try await ImmediateFlow(block: 30)
        try await flow.pick()
        let page = await flow.send("content", ImmediateFlow.row("geographic", "31") + [("act", "next")])
        #expect(page.status == .unprocessableContent && page.words.contains("は30番号です"))
        try await flow.check(ImmediateFlow.row("geographic", "30"))
        // Meanwhile somebody else has taken one.
        let (wish, other) = (try NumberHouse.wish(1), try NumberHouse.order(999))
        try flow.site.services.database.writeAndWait { _ = try NumberBlockStore.hold([wish], for: other, $0) }
        await flow.send("check", [])
        let again = try await flow.follow()
        #expect(again.words.contains("は29番号です"))
        #expect(!again.text.contains(">申し込む</button>"))
        #expect(try flow.orders().isEmpty)
    }

    @Test func `VOICE-7 what was typed stays with what is wrong with it`() async throws {
        let flow = try await ImmediateFlow()
        try await flow.pick()
        for (row, word) in [
            (ImmediateFlow.row("geographic", "0"), "追加番号数を1から2,000までの数字で"),
            (ImmediateFlow.row("geographic", "2001"), "追加番号数を1から2,000までの数字で"),
            (ImmediateFlow.row("", "5"), "電話番号の種類を選択"),
            ([("base-0", "0699999999"), ("kind-0", "ip"), ("count-0", "5")], "選択した基本契約番号の中から"),
            ([("base-0", ImmediateFlow.base)], "1行以上入力"),
            ([("codebase-0", ImmediateFlow.base), ("code-0", "ABC")], "予約コードは、数字と英字を合わせた"),
        ] {
            let page = await flow.send("content", row + [("act", "next")])
            #expect(page.status == .unprocessableContent && page.words.contains(word), "\(row) \(page.problems)")
        }
        #expect(flow.browser.page.value(of: "code-0") == "ABC")
        let more = await flow.send("content", ImmediateFlow.row("ip", "5") + [("act", "add")])
        #expect(more.location?.contains("/content?draft=") == true)
        #expect(try await flow.follow().value(of: "rowCount") == "2")
        await flow.send("content", ImmediateFlow.row("ip", "5") + [("act", "remove-1")])
        #expect(try await flow.follow().value(of: "rowCount") == "1")
    }

    /// Ten that differ.
    private static let wrong = "23456789AB".map {
        [("codebase-0", ImmediateFlow.base), ("code-0", "ABCDE2345\($0)")]
    }
    private static let blocked = "予約コードの間違いが1時間に10回あったため"

    /// Wrong codes of which ten make a right one unusable.
    private func misses(_ flow: ImmediateFlow) throws -> Int {
        let now = flow.site.clock.now
        return try flow.read {
            try NumberReservationStore.misses(of: flow.company, since: now - .hours(1), $0).count
        }
    }

    @Test func `VOICE-9 codes from a file and of ［＋］ are counted where they are looked up, and once`() async throws {
        let flow = try await ImmediateFlow()
        try await flow.pick()
        let draft = try #require(flow.browser.page.value(of: "draft"))
        let lines = Self.wrong.map { "\(ImmediateFlow.base),,,\($0[1].1)\n" }.joined()
        await flow.browser.upload(
            "\(flow.path)/import?draft=\(draft)", file: "file", name: "a.csv",
            Array("基本契約番号,番号種別,追加番号数,予約コード\n\(lines)".utf8))
        await flow.browser.post(
            "\(flow.path)/import/apply?draft=\(draft)",
            [("draft", draft), ("upload", flow.browser.page.value(of: "upload") ?? "")])
        #expect(try misses(flow) == 0)
        // All rows are there and every step before is done: the check page is the first that looks.
        await flow.browser.get("\(flow.path)/customer?draft=\(draft)")
        await flow.send("customer", ImmediateFlow.customer)
        #expect(try await flow.follow().words.contains(Self.blocked), "what it costs has looked before")
        #expect(try misses(flow) == 10)
        #expect(await flow.browser.get("\(flow.path)/check?draft=\(draft)").words.contains(Self.blocked))
        #expect(await flow.browser.get("\(flow.path)/check?draft=\(draft)").words.contains(Self.blocked))
        #expect(try misses(flow) == 10)
        // A right one, kept by ［＋］, reads like that too: on the check page, and when it is handed in.
        let right = try flow.reserve(1)
        await flow.browser.get("\(flow.path)/content?draft=\(draft)")
        let row = [("codebase-0", ImmediateFlow.base), ("code-0", right), ("act", "add")]
        let seen = ["draft", "version"].compactMap { name in
            flow.browser.page.value(of: name).map { (name, $0) }
        }
        await flow.browser.post(
            "\(flow.path)/content", seen + [("rowCount", "0"), ("codeCount", "1")] + row)
        let blocked = await flow.browser.get("\(flow.path)/check?draft=\(draft)")
        #expect(blocked.words.contains(Self.blocked))
        await flow.send("check", [])
        #expect(try flow.orders().isEmpty)
        try flow.site.services.database.writeAndWait {
            try $0.run("UPDATE number_reservation_miss SET at = at - 3600001")
        }
        await flow.browser.get("\(flow.path)/check?draft=\(draft)")
        await flow.send("check", [])
        #expect(try flow.orders().count == 1)
    }

    @Test func `VOICE-9 a wrong code that is handed in without a look at it is counted though it is refused`()
        async throws
    {
        let flow = try await ImmediateFlow()
        let right = try flow.reserve(1)
        try await flow.pick()
        await flow.send("content", [("codebase-0", ImmediateFlow.base), ("code-0", right), ("act", "next")])
        try await flow.follow()
        await flow.send("customer", ImmediateFlow.customer)
        try await flow.follow()
        try flow.site.services.database.writeAndWait { try $0.run("UPDATE number_reservation SET expires_at = 0") }
        let refused = await flow.send("check", [])
        #expect(refused.location?.contains("/check") == true)
        #expect(try misses(flow) == 1)
        #expect(try flow.orders().isEmpty)
    }

    @Test func `ORD-12 a code of an order that came to nothing is filled in again`() async throws {
        let flow = try await ImmediateFlow()
        let code = try flow.reserve(5)
        try await flow.pick()
        _ = try await flow.check([("codebase-0", ImmediateFlow.base), ("code-0", code)])
        await flow.send("check", [])
        try await flow.follow()
        let order = try #require(try flow.orders().first)
        try flow.site.services.database.writeAndWait { database in
            try NumberBlockStore.release(heldBy: order.number, database)
            try database.run("UPDATE service_order SET state = 'failed'")
        }
        await flow.browser.post("\(flow.path)/again", [("order", order.number.text)])
        let draft = try #require(try await flow.follow().value(of: "draft"))
        await flow.send("agreement", [("agree", "yes"), ("seen", flow.browser.page.value(of: "seen") ?? "")])
        let there = await flow.browser.get("\(flow.path)/content?draft=\(draft)")
        #expect(there.value(of: "code-0") == code, "\(there.status) \(there.words)")
        #expect(there.value(of: "count-0") == "")
    }

    @Test func `VOICE-9 a code brings its numbers, and wrong ones are counted`() async throws {
        let flow = try await ImmediateFlow()
        let code = try flow.reserve(5)
        try await flow.pick()
        let rows = [("codebase-0", ImmediateFlow.base), ("code-0", code.lowercased())]
        let check = try await flow.check(rows)
        #expect(check.words.contains("予約コード") && check.words.contains("03-1234-5003～03-1234-5007"))
        await flow.send("check", [])
        try await flow.follow()
        #expect(try flow.orders().count == 1)
        // Used: like a wrong one.
        try await flow.pick()
        await flow.send("content", rows + [("act", "next")])
        for (place, row) in Self.wrong.enumerated() {
            let page = await flow.send("content", row + [("act", "next")])
            #expect(page.words.contains(place < 9 ? "この予約コードはご利用いただけません" : "1時間に10回"), "\(place)")
        }
        let right = try flow.reserve(1)
        let last = await flow.send("content", [("codebase-0", ImmediateFlow.base), ("code-0", right), ("act", "next")])
        #expect(last.status == .unprocessableContent)
    }

    @Test func `VOICE-11 numbers that cannot call 110, 118 and 119 say so, at the row and before 申し込む`() async throws {
        let inside = try await ImmediateFlow()
        #expect(try await inside.pick().words.contains("050番号からは、緊急通報（110、118、119）をご利用いただけません"))
        let check = try await inside.check(ImmediateFlow.row("ip", "1"))
        #expect(check.words.contains("050番号からは、緊急通報"))
        let outside = try await ImmediateFlow(isInEmergencyArea: false)
        #expect(try await outside.pick().words.contains("緊急通報エリアの対象外"))
    }

    @Test func `VOICE-6 ticks stay over searches, and a dial-in number finds its base number`() async throws {
        let flow = try await ImmediateFlow()
        try await flow.agree()
        await flow.send("numbers", [("q", "5002"), ("act", "search")])
        #expect(try await flow.follow().words.contains("合計 1 件"))
        await flow.send("numbers", [("q", "9999"), ("act", "search"), ("tick-\(ImmediateFlow.base)", "yes")])
        let nothing = try await flow.follow()
        #expect(nothing.words.contains("見つかりませんでした") && nothing.words.contains("選択した番号（1件）"))
        await flow.send("numbers", [("act", "drop-\(ImmediateFlow.base)")])
        #expect(try await flow.follow().words.contains("選択した番号（0件）"))
        #expect(await flow.send("numbers", [("act", "next")]).status == .unprocessableContent)
        await flow.send("numbers", [("q", ImmediateFlow.code), ("act", "search")])
        #expect(try await flow.follow().words.contains("合計 1 件"))
    }

    @Test func `VOICE-8 a file says what is added, and nothing of it is taken while a line is wrong`() async throws {
        let flow = try await ImmediateFlow()
        try await flow.agree()
        let draft = try #require(flow.browser.page.value(of: "draft"))
        func upload(_ text: String) async {
            await flow.browser.upload(
                "\(flow.path)/import?draft=\(draft)", file: "file", name: "a.csv", Array(text.utf8))
        }
        let heading = "基本契約番号,番号種別,追加番号数,予約コード\n"
        await upload(heading + "0312345000,0AJ番号,20,ABCDE23456\n0699999999,FAX,0,\n0312345000,,,\n")
        let wrong = flow.browser.page
        for word in ["予約コードと番号数の両方", "基本契約番号ではありません", "番号種別です", "追加番号数が正しく", "番号数も予約コードもありません"] {
            #expect(wrong.words.contains(word), "\(word) \(wrong.words)")
        }
        await upload(heading + "03-1234-5000,0AJ番号,20,\n03-1234-5000,050番号,3,\n")
        await flow.browser.post(
            "\(flow.path)/import/apply?draft=\(draft)",
            [("draft", draft), ("upload", flow.browser.page.value(of: "upload") ?? "")])
        let rows = try await flow.follow()
        #expect(rows.value(of: "rowCount") == "2" && rows.value(of: "count-0") == "20")
    }

    @Test func `VOICE-13 FEAT-1 features change for the chosen numbers, before and after`() async throws {
        let flow = try await ImmediateFlow("features")
        try await flow.pick(["0312345001", "0312345002"])
        #expect(await flow.send("content", []).status == .unprocessableContent)
        await flow.send("content", [("rejectsAnonymous", "on"), ("messageBox", "off")])
        try await flow.follow()
        await flow.send("customer", ImmediateFlow.customer)
        let check = try await flow.follow()
        #expect(check.words.contains("変更する番号：2番号") && check.words.contains("非通知着信拒否"))
        await flow.send("check", [])
        try await flow.follow()
        let order = try #require(try flow.orders().first)
        let lines = try flow.read { try VoiceOrderStore.lines(of: order.number, $0) }
        #expect(lines.map(\.features.rejectsAnonymous) == [true, true] && lines.map(\.change) == [.adapt, .adapt])
    }

    @Test func `FEAT-2 features that exclude each other are told once, with the first number`() async throws {
        let flow = try await ImmediateFlow("features")
        let (first, second, base) = ("0312345001", "0312345002", try ImmediateFlow.number(ImmediateFlow.base))
        try await flow.site.services.database.write { database in
            for number in [first, second] {
                try VoiceNumberStore.set(
                    NumberFeatures(forwardNumber: base), of: try ImmediateFlow.number(number), database)
            }
        }
        try await flow.pick([first, second])
        let page = await flow.send("content", [("messageBox", "on")])
        #expect(page.problems == ["03-1234-5001：転送先特定番号とメッセージボックスは、同時に利用できません。"])
    }

    @Test func `VOICE-13 a chosen number that another contract has by now tells nothing of itself`() async throws {
        let flow = try await ImmediateFlow("features")
        try await flow.pick(["0312345001"])
        #expect(await flow.browser.get("\(flow.path)/content?draft=\(flow.draft)").words.contains("03-1234-5001"))
        let (company, now) = (flow.company, flow.site.clock.now)
        try await flow.site.services.database.write { database in
            let other = VoiceContract(
                code: try #require(ContractCode("N200000009")), group: try #require(VoiceGroupCode("VG00000001")),
                type: .universalOne)
            _ = try VoiceContractOperator.add(
                try VoiceContractDraft(other, bases: [ImmediateFlow.number("0699990000")]), of: company, at: now,
                database)
            try database.run(
                "UPDATE voice_number SET contract = 'N200000009', base = '0699990000' WHERE number = '0312345001'")
        }
        #expect(await !flow.browser.get("\(flow.path)/content?draft=\(flow.draft)").words.contains("03-1234-5001"))
        let refused = await flow.send("content", [("rejectsAnonymous", "on")])
        #expect(refused.problems == ["03-1234-5001は、このご契約の番号ではありません。"])
    }

    @Test func `VOICE-13 numbers end with a tick, the base number does not`() async throws {
        let flow = try await ImmediateFlow("removal")
        try await flow.agree()
        #expect(flow.browser.page.words.contains("廃止できません（基本契約番号）"))
        let ticks = [("tick-0312345001", "yes"), ("tick-0312345000", "yes"), ("act", "next")]
        let page = await flow.send("numbers", ticks)
        #expect(page.status == .unprocessableContent && page.words.contains("該当番号を廃止する」にチェック"))
        await flow.send("numbers", ticks + [("end", "yes")])
        try await flow.follow()
        await flow.send("customer", ImmediateFlow.customer)
        #expect(try await flow.follow().words.contains("廃止する番号：1番号"))
        await flow.send("check", [])
        try await flow.follow()
        let order = try #require(try flow.orders().first)
        #expect(
            try flow.read { try VoiceOrderStore.lines(of: order.number, $0) }.map(\.number.digits) == ["0312345001"])
        // Another order about the number waits for this one.
        try await flow.agree()
        let again = await flow.send("numbers", ticks + [("end", "yes")])
        #expect(again.words.contains("工事が終わっていないお申し込み"))
    }

    @Test func `VOICE-13 all that hangs on a number is listed before it ends`() async throws {
        let flow = try await ImmediateFlow("removal")
        let (number, site) = (try ImmediateFlow.number("0312345001"), flow.site)
        try site.addSmartPBX(of: flow.company, extensions: 2)
        try site.services.database.writeAndWait { database in
            try ExtensionRoutingStore.add(number, to: .first, isInEmergencyArea: true, database)
            let own = ExtensionNumber(site: "22", device: "2000")
            let line = try #require(try ExtensionRoutingStore.line(number, database))
            try ExtensionRoutingStore.set(.extension(own), of: line, database)
            _ = try OutgoingNumberStore.write(
                [.init(own, before: nil, after: number)], of: .first, at: site.clock.now, database)
        }
        try await flow.agree()
        await flow.send("numbers", [("tick-0312345001", "yes"), ("act", "pick")])
        let page = try await flow.follow()
        #expect(page.words.contains("外線着信の着信先、内線1番号の発信番号"))
    }

    @Test func `VOICE-1 a mixed order is split on one press, and the part with a day becomes a draft of its own`()
        async throws
    {
        let flow = try await ImmediateFlow(block: 2_000, isCloudPlan: true)
        try await flow.pick()
        let mixed =
            ImmediateFlow.row("geographic", "1500") + [
                ("base-1", ImmediateFlow.base), ("kind-1", "ip"), ("count-1", "5"), ("rowCount", "2"),
            ]
        let refused = await flow.browser.post(
            "\(flow.path)/content",
            ["draft", "version"].map { ($0, flow.browser.page.value(of: $0) ?? "") } + mixed + [("act", "next")])
        #expect(refused.status == .unprocessableContent && refused.text.contains("value=\"split\""))
        await flow.browser.post(
            "\(flow.path)/content",
            ["draft", "version"].map { ($0, flow.browser.page.value(of: $0) ?? "") } + mixed + [("act", "split")])
        let rest = try await flow.follow()
        #expect(rest.value(of: "rowCount") == "1" && rest.value(of: "count-0") == "5")
        #expect(!rest.text.contains("value=\"split\""))
        let (company, account) = (flow.company, "voice@example.jp")
        let draft = try flow.read { database in
            let newest = try OrderDraftStore.newest(of: account, in: company, .ipVoice, .dated, database)
            return try newest.flatMap { try OrderDraftStore.find($0, of: company, database) }
        }
        let dated = DatedOrderAnswers(try #require(draft).answers)
        #expect(dated.has(.numbers) && dated.rows(.new).map { $0[.count] } == ["999", "501"])
    }

    @Test func `HOURS-1 outside the hours the draft waits, and is handed in by itself`() async throws {
        let flow = try await ImmediateFlow(at: 23)
        try await flow.pick()
        try await flow.check(ImmediateFlow.row("ip", "3"))
        let refused = await flow.send("check", [])
        #expect(refused.status == .conflict && refused.words.contains("受付開始時に自動で申し込む"))
        await flow.browser.post(
            "\(flow.path)/automatic", ["draft", "version"].map { ($0, flow.browser.page.value(of: $0) ?? "") })
        flow.site.clock.advance(.hours(4))
        for duty in flow.site.product.features.flatMap(\.duties) where "\(duty.name)" == "orders of numbers to submit" {
            try await duty.run(flow.site.services)
        }
        #expect(try flow.orders().map(\.kind) == [.addNumbers])
        #expect(try flow.site.mails("order.automatic").count == 1)
    }

    @Test func `RIGHT-4 who may only look is refused, another company's contract is none`() async throws {
        let viewer = try await ImmediateFlow(grants: [Grant(.everything, .view), Grant(.service(.smartPBX), .edit)])
        #expect(
            await viewer.browser.get("\(viewer.path)/agreement?contract=\(ImmediateFlow.code)").status == .forbidden)
        let chart = await viewer.browser.get("/ip-voice/orders?contract=\(ImmediateFlow.code)&want=ip")
        #expect(chart.words.contains("権限がありません") && !chart.text.contains("この方法で申し込む"))
        let editor = try await ImmediateFlow()
        #expect(await editor.browser.get("\(editor.path)/agreement?contract=N200000009").status == .notFound)
        #expect(await editor.browser.get("/ip-voice/orders?contract=N200000009").status == .notFound)
    }
}
