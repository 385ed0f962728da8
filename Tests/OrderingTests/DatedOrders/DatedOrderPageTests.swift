import Exchange
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// 工事日を指定するお申し込み through the pages.
@Suite struct DatedOrderPageTests {
    @Test func `VOICE-3 a dated order begins with a contract of a group, and ends as an order with its day`()
        async throws
    {
        let flow = try await DatedFlow()
        await flow.browser.get(DatedFlow.path)
        #expect(flow.browser.page.text.contains("VG00000001") && flow.browser.page.text.contains("新たな申込"))
        try await flow.agree()
        #expect(flow.browser.page.text.contains("お申し込み内容選択メニュー"))
        try await flow.addNumbers()
        #expect(flow.browser.page.text.contains("03-1234-5000に0AJ番号（03、06～番号）を3番号、非通知着信拒否"))
        try await flow.toCheck()
        let check = flow.browser.page.text
        #expect(check.contains("2026年12月4日") && check.contains("連番でご用意できます"))
        #expect(check.contains("12月3日 17:00まで") && check.contains("10.200.3.0/24"))
        await flow.send("check", [])
        let done = try await flow.follow()
        #expect(done.text.contains("お申し込みを受け付けました"))
        let order = try flow.order()
        #expect(order.kind == .dated && order.night.begins == .december(4, 9))
        #expect(order.openingDay == Moment.december(4, 0).day)
        let lines = try flow.site.services.database.read { try VoiceOrderStore.lines(of: order.number, $0) }
        #expect(lines.map(\.change) == [.connect, .connect, .connect])
        #expect(lines.allSatisfy { $0.features == NumberFeatures(rejectsAnonymous: true) })
        #expect(try flow.site.mails("order.received").count == 1)
    }

    @Test func `DATED-1 several items stand in the menu, are changed and removed, and survive sign-out`() async throws {
        let flow = try await DatedFlow()
        try await flow.agree()
        await flow.send("menu", [("act", "next")])
        #expect(flow.browser.page.status == .unprocessableContent)
        try await flow.addNumbers()
        await flow.open("directory")
        await flow.send(
            "directory",
            [
                ("directory-rows", "1"), ("directory-number-0", "03-1234-5000"), ("directory-listed-0", "yes"),
                ("directory-listing-0", "あおぞら"), ("act", "save"),
            ])
        try await flow.follow()
        #expect(flow.browser.page.text.contains("「あおぞら」で掲載する"))
        let draft = flow.draft
        let other = try await flow.site.signedIn("voice@example.jp")
        await other.get(DatedFlow.path)
        #expect(other.page.text.contains("保存した申込"))
        await other.get("\(DatedFlow.path)/menu?draft=\(draft)")
        #expect(other.page.text.contains("「あおぞら」で掲載する"))
        await flow.send("menu", [("act", "remove-directory")])
        try await flow.follow()
        #expect(!flow.browser.page.text.contains("あおぞら」"))
        #expect(flow.browser.page.text.contains("を3番号"))
        // What the other browser shows is older.
        await other.post(
            "\(DatedFlow.path)/menu",
            [("draft", draft), ("version", other.page.value(of: "version") ?? ""), ("act", "remove-numbers")])
        #expect(other.page.status == .conflict)
    }

    @Test(arguments: [
        ("1000", "0312345000", "geographic", "1から999まで"), ("0", "0312345000", "geographic", "1から999まで"),
        ("3", "0312345999", "geographic", "基本契約番号ではありません"), ("3", "", "geographic", "基本契約番号を入力"),
        ("3", "0312345000", "", "追加する電話番号を選択"), ("3", "0312345000", "ip", "いま追加できる"),
    ])
    func `VOICE-7 a row that is wrong is told of, and kept as it was typed`(
        count: String, base: String, kind: String, sentence: String
    ) async throws {
        let flow = try await DatedFlow()
        try await flow.agree()
        await flow.open("numbers")
        await flow.send("numbers", DatedFlow.numbers(count, base: base, kind: kind))
        #expect(flow.browser.page.status == .unprocessableContent)
        #expect(flow.browser.page.text.contains(sentence), "\(flow.browser.page.problems)")
        #expect(flow.browser.page.value(of: "new-count-0") == count)
    }

    @Test func `FEAT-2 features that exclude each other are refused at their row`() async throws {
        let flow = try await DatedFlow()
        try await flow.agree()
        await flow.open("numbers")
        let both = [("new-shown-0", "0120-444-444"), ("new-forward-0", "0312345000")]
        await flow.send("numbers", DatedFlow.numbers() + both)
        #expect(flow.browser.page.text.contains("特定番号通知と転送先特定番号を同時に利用することはできません"))
        #expect(flow.browser.page.status == .unprocessableContent)
        await flow.send("numbers", DatedFlow.numbers() + [("new-shown-0", "0120-444-444")])
        try await flow.follow()
        #expect(flow.browser.page.text.contains("特定番号通知（0120-444-444）"))
        // The day of the work that it waits for is asked, and lies before.
        await flow.send("menu", [("act", "next")])
        try await flow.follow()
        let wish = DatedFlow.network + [("day", "2026-12-04"), ("act", "next")]
        await flow.send("wish", wish)
        #expect(flow.browser.page.text.contains("紐付工事の日を、2026-12-04のように入力"))
        await flow.send("wish", wish + [("link-day", "2026-12-04")])
        #expect(flow.browser.page.text.contains("（2026年12月4日）より後の日にしてください"))
        await flow.send("wish", wish + [("link-day", "2026-12-03")])
        #expect(flow.browser.page.location?.hasPrefix("\(DatedFlow.path)/customer") == true)
    }

    @Test func `DATED-2, DATED-4 networks and the day are judged, and the calendar offers what is possible`()
        async throws
    {
        let flow = try await DatedFlow()
        try await flow.agree()
        try await flow.addNumbers()
        await flow.send("menu", [("act", "next")])
        let page = try await flow.follow()
        #expect(page.text.contains("最短納期日の目安は2026年12月3日") && page.text.contains("に5営業日かかります"))
        #expect(page.text.contains("value=\"day-2026-12-03\"") && !page.text.contains("value=\"day-2026-12-02\""))
        await flow.send("wish", [("network-rows", "0"), ("day", "2026-12-02"), ("act", "next")])
        #expect(flow.browser.page.status == .unprocessableContent)
        #expect(flow.browser.page.text.contains("NWアドレスが1つ以上必要です"))
        #expect(flow.browser.page.text.contains("最短納期日の2026年12月3日以降にしてください"))
        // The next month, and a day of it, keep what was typed.
        await flow.send("wish", DatedFlow.network + [("reason", "閉店後"), ("act", "month-2027-01")])
        let month = try await flow.follow()
        #expect(month.text.contains("2027年1月") && month.value(of: "reason") == "閉店後")
        await flow.send("wish", DatedFlow.network + [("reason", "閉店後"), ("act", "day-2027-01-09")])
        #expect(try await flow.follow().value(of: "day") == "2027-01-09")
        // Without a time of its own none is asked.
        #expect(!flow.browser.page.text.contains("工事希望時間"))
        await flow.send("wish", DatedFlow.network + [("day", "2027-01-09"), ("reason", ""), ("act", "next")])
        #expect(flow.browser.page.text.contains("土日の工事をご希望のときは"))
        await flow.send("wish", DatedFlow.network + [("day", "2027-01-09"), ("reason", "閉店後"), ("act", "next")])
        #expect(flow.browser.page.location?.hasPrefix("\(DatedFlow.path)/customer") == true)
    }

    @Test func `VOICE-9 wrong codes are counted on dated pages too, each once however often it is looked at`()
        async throws
    {
        let flow = try await DatedFlow()
        try await flow.agree()
        for (place, sign) in "23456789ABC".enumerated() {
            await flow.open("numbers")
            await flow.send(
                "numbers",
                [
                    ("new-rows", "0"), ("coded-rows", "1"), ("coded-base-0", "0312345000"),
                    ("coded-code-0", "ABCDEFGHJ\(sign)"), ("act", "save"),
                ])
            #expect(flow.browser.page.text.contains("この予約コードはご利用いただけません") == (place < 9))
            #expect(flow.browser.page.text.contains("予約コードの間違いが1時間に10回あったため") == (place >= 9))
            #expect(flow.browser.page.text.contains("ABCDEFGHJ\(sign)"))
            // The menu looks at the draft again, which is no try.
            await flow.open("menu")
        }
        // A right one reads like a wrong one meanwhile, on every page that refuses for it.
        await flow.send("menu", [("act", "next")])
        #expect(flow.browser.page.text.contains("予約コードの間違いが1時間に10回あったため"))
        let (company, now) = (flow.company, flow.site.clock.now)
        let misses = try flow.site.services.database.read {
            try NumberReservationStore.misses(of: company, since: now - .hours(1), $0)
        }
        #expect(misses.count == 10)
    }

    @Test func `DATED-2 a code that brings 050番号 asks for no network, and one of 0AJ番号 does`() async throws {
        let flow = try await DatedFlow()
        let (company, now, random) = (flow.company, flow.site.clock.now, flow.site.services.random)
        let first = try #require(PhoneNumber("05012345000"))
        let run = try #require(NumberRun(first: first, count: 10))
        let codes = try await flow.site.services.database.write { database in
            try NumberBlockStore.add(run, area: "050", database)
            return try ["050", "03"].map { area in
                try NumberBlockOperator.reserve(
                    2, in: area, of: company, NumberPolicy(), random: random, at: now, database
                ).code.text
            }
        }
        try await flow.agree()
        for (code, isAsked) in zip(codes, [false, true]) {
            await flow.open("numbers")
            await flow.send(
                "numbers",
                [
                    ("new-rows", "0"), ("coded-rows", "1"), ("coded-base-0", "0312345000"), ("coded-code-0", code),
                    ("act", "save"),
                ])
            try await flow.follow()
            await flow.send("menu", [("act", "next")])
            try await flow.follow()
            await flow.send("wish", [("network-rows", "0"), ("day", "2026-12-04"), ("act", "next")])
            #expect(flow.browser.page.text.contains("NWアドレスが1つ以上必要です") == isAsked)
            if !isAsked { try await flow.follow() }
        }
    }

    @Test func `DATED-3 クラウドプラン with 0AJ asks who confirms, and a change of it for a file that is kept with the order`()
        async throws
    {
        let flow = try await DatedFlow()
        try await flow.agree(DatedFlow.cloud)
        try await flow.addNumbers(DatedFlow.numbers(base: "0312346000"))
        await flow.send("menu", [("act", "next")])
        #expect(try await flow.follow().text.contains("犯罪収益移転防止法に関するご確認"))
        let confirmation = [
            ("confirmation-changed", "yes"), ("confirmation-person", "青空 花子"), ("confirmation-department", "総務部"),
            ("confirmation-destination", "青空 太郎"), ("day", "2026-12-10"),
        ]
        await flow.send("wish", DatedFlow.network + confirmation + [("act", "next")])
        #expect(flow.browser.page.text.contains("ファイルを選択してください"))
        let form = [
            ("draft", flow.draft), ("version", flow.browser.page.value(of: "version") ?? ""), ("act", "next"),
        ]
        await flow.browser.upload(
            "\(DatedFlow.path)/wish", form + DatedFlow.network + confirmation, file: "confirmation-file",
            name: "申込書.png", Array("<script>".utf8))
        #expect(flow.browser.page.status == .unprocessableContent)
        #expect(flow.browser.page.text.contains("中身が別の種類のファイルか、壊れています"))
        let again = [
            ("draft", flow.draft), ("version", flow.browser.page.value(of: "version") ?? ""), ("act", "next"),
        ]
        await flow.browser.upload(
            "\(DatedFlow.path)/wish", again + DatedFlow.network + confirmation, file: "confirmation-file",
            name: "申込書.pdf", Array("%PDF-1.7".utf8))
        try await flow.follow()
        await flow.send("customer", DatedFlow.customer)
        #expect(try await flow.follow().text.contains("申込書.pdf"))
        await flow.send("check", [])
        try await flow.follow()
        let order = try flow.order()
        let (files, detail) = try flow.site.services.database.read {
            (try EvidenceStore.ofOrder(order.number, $0), try DatedOrderStore.find(order.number, $0))
        }
        #expect(files.map(\.name) == ["申込書.pdf"])
        #expect(detail?.confirmation?.destinationPerson == "青空 太郎" && detail?.networks.count == 1)
    }

    @Test func `DATED-3 ten megabytes are taken by the page, and one byte more is answered with a sentence`()
        async throws
    {
        let flow = try await DatedFlow()
        try await flow.agree(DatedFlow.cloud)
        try await flow.addNumbers(DatedFlow.numbers(base: "0312346000"))
        await flow.send("menu", [("act", "next")])
        try await flow.follow()
        for (more, status) in [(1, Status.unprocessableContent), (0, .seeOther)] {
            let bytes = Array("%PDF-".utf8) + [UInt8](repeating: 1, count: EvidenceFile.limit - 5 + more)
            let form = [
                ("draft", flow.draft), ("version", flow.browser.page.value(of: "version") ?? ""),
                ("act", "add-network"),
            ]
            await flow.browser.upload(
                "\(DatedFlow.path)/wish", form + DatedFlow.network, file: "confirmation-file", name: "a.pdf", bytes)
            #expect(flow.browser.page.status == status)
        }
    }

    @Test func `PORT-1 numbers of other carriers are typed or read from a file, and come at a time`() async throws {
        let flow = try await DatedFlow()
        try await flow.agree()
        await flow.open("ports")
        let row = [
            ("port-rows", "1"), ("port-0-0", "090-1234-5678"), ("port-0-1", "NTT東日本"), ("port-0-3", "hikari"),
            ("port-0-4", "same"), ("port-0-7", "same"), ("port-0-10", "unsaid"), ("port-base", "0312345000"),
        ]
        await flow.send("ports", row + [("port-remaining", ""), ("act", "save")])
        #expect(flow.browser.page.text.contains("携帯電話"))
        #expect(flow.browser.page.text.contains("残置番号の有無を選択してください"))
        let csv = "0398760001,NTT東日本,,ひかり電話,同じ,,,同じ\n0398760002,ケーブル,,ケーブル,異なる,見本 花子,,異なる,港区1-1\n"
        let draft = flow.draft
        await flow.browser.get("\(DatedFlow.path)/ports/import?draft=\(draft)")
        await flow.browser.upload(
            "\(DatedFlow.path)/ports/import?draft=\(draft)", [], file: "file", name: "ports.csv", Array(csv.utf8))
        #expect(flow.browser.page.text.contains("03-9876-0002"))
        await flow.browser.post(
            "\(DatedFlow.path)/ports/import/apply?draft=\(draft)",
            [("draft", draft), ("upload", flow.browser.page.value(of: "upload") ?? "")])
        try await flow.follow()
        let version = flow.browser.page.value(of: "version") ?? ""
        await flow.browser.post(
            "\(DatedFlow.path)/ports",
            [
                ("draft", draft), ("version", version), ("port-base", "0312345000"), ("port-remaining", "no"),
                ("act", "save"),
            ])
        try await flow.follow()
        #expect(flow.browser.page.text.contains("03-9876-0001（NTT東日本、ひかり電話）"))
        try await flow.toCheck(day: "2026-12-15", [("time", "23:30"), ("reason", "閉店後")])
        #expect(flow.browser.page.text.contains("12月11日 17:00まで"))
        await flow.send("check", [])
        try await flow.follow()
        let order = try flow.order()
        #expect(order.night.begins == .december(15, 23, 30) && order.progress.isDivisible)
        let ported = try flow.site.services.database.read { try PortStore.numbers(of: order.number, $0) }
        #expect(ported.map(\.line.holder?.name) == [nil, "見本 花子"])
        await flow.browser.get("/orders/\(order.number)/calendar.ics")
        #expect(flow.browser.page.text.contains("DTSTART:20261215T143000Z\r\n"))
    }

    @Test func `VOICE-13 numbers that end need a tick, and a base number does not end`() async throws {
        let flow = try await DatedFlow()
        try await flow.agree()
        await flow.open("removal")
        await flow.send("removal", [("removal-numbers", "03-1234-5000\n電話")])
        #expect(flow.browser.page.text.contains("基本契約番号のため、廃止できません"))
        #expect(flow.browser.page.text.contains("「電話」は電話番号ではありません"))
        #expect(flow.browser.page.text.contains("「該当番号を廃止する」にチェック"))
        #expect(flow.browser.page.status == .unprocessableContent)
    }

    @Test
    func
        `VOICE-13 VOICE-6 dated: numbers that end are ticked, typed or read from a file, and what hangs on them is told`()
        async throws
    {
        let flow = try await DatedFlow()
        let numbers = try ["0312345001", "0312345002", "0312345003"].map { try #require(PhoneNumber($0)) }
        let (base, now) = (try #require(PhoneNumber("0312345000")), flow.site.clock.now)
        let code = try #require(ContractCode(DatedFlow.plain))
        try flow.site.addSmartPBX(of: flow.company, extensions: 2)
        try await flow.site.services.database.write { database in
            try VoiceNumberStore.add(numbers.map { ($0, .none) }, to: base, of: code, at: now, database)
            try ExtensionRoutingStore.add(numbers[0], to: .first, isInEmergencyArea: true, database)
            let line = try #require(try ExtensionRoutingStore.line(numbers[0], database))
            try ExtensionRoutingStore.set(.extension(ExtensionNumber(site: "22", device: "2000")), of: line, database)
        }
        try await flow.agree()
        await flow.open("removal")
        #expect(flow.browser.page.words.contains("合計 4 件"))
        #expect(flow.browser.page.words.contains("廃止できません（基本契約番号）"))
        let shown = ("shown", flow.browser.page.value(of: "shown") ?? "")
        await flow.send("removal", [shown, ("act", "save")])
        #expect(flow.browser.page.words.contains("廃止する番号を選択してください"))
        await flow.send("removal", [shown, ("tick-0312345001", "yes"), ("q", "5003"), ("act", "search")])
        try await flow.follow()
        #expect(flow.browser.page.words.contains("選択した番号（1件）") && flow.browser.page.words.contains("合計 1 件"))
        #expect(flow.browser.page.words.contains("03-1234-5001：外線着信の着信先"))
        await flow.send("removal", [("removal-numbers", "電話"), ("act", "pick")])
        #expect(flow.browser.page.words.contains("「電話」は電話番号ではありません"))
        await flow.send("removal", [("removal-numbers", "03-1234-5002"), ("act", "pick")])
        try await flow.follow()
        #expect(flow.browser.page.words.contains("選択した番号（2件）"))
        await flow.send("removal", [("act", "drop-0312345001")])
        try await flow.follow()
        #expect(!flow.browser.page.words.contains("外線着信の着信先"))
        await flow.send("removal", [("end", "yes"), ("act", "save")])
        try await flow.follow()
        #expect(flow.browser.page.words.contains("03-1234-5002を廃止する"))
        let (draft, path) = (flow.draft, "\(DatedFlow.path)/removal/import")
        await flow.browser.get("\(path)?draft=\(draft)")
        await flow.browser.upload("\(path)?draft=\(draft)", [], file: "file", name: "a.csv", Array("0312345000\n".utf8))
        #expect(flow.browser.page.words.contains("基本契約番号です"))
        await flow.browser.upload("\(path)?draft=\(draft)", [], file: "file", name: "a.csv", Array("0312345003\n".utf8))
        await flow.browser.post(
            "\(path)/apply?draft=\(draft)", [("draft", draft), ("upload", flow.browser.page.value(of: "upload") ?? "")])
        try await flow.follow()
        #expect(flow.browser.page.words.contains("選択した番号（1件）") && flow.browser.page.words.contains("03-1234-5003"))
    }

    @Test func `VOICE-13 dated: features are told as they are and as they will be, and of foreign numbers nothing is`()
        async throws
    {
        let flow = try await DatedFlow()
        let (own, foreign) = (try #require(PhoneNumber("0312345001")), try #require(PhoneNumber("0312346001")))
        let now = flow.site.clock.now
        try flow.site.addSmartPBX(of: flow.company, extensions: 2)
        try await flow.site.services.database.write { database in
            for (number, base, code) in [
                (own, "0312345000", DatedFlow.plain), (foreign, "0312346000", DatedFlow.cloud),
            ] {
                try VoiceNumberStore.add(
                    [(number, NumberFeatures(rejectsAnonymous: true))], to: try #require(PhoneNumber(base)),
                    of: try #require(ContractCode(code)), at: now, database)
            }
            try ExtensionRoutingStore.add(foreign, to: .first, isInEmergencyArea: true, database)
            let line = try #require(try ExtensionRoutingStore.line(foreign, database))
            try ExtensionRoutingStore.set(.extension(ExtensionNumber(site: "22", device: "2000")), of: line, database)
        }
        try await flow.agree()
        await flow.open("features")
        #expect(flow.browser.page.text.contains("<option value=\"0312345001\">03-1234-5001</option>"))
        await flow.send(
            "features",
            [("features-rows", "2"), ("act", "save")]
                + [own, foreign].enumerated().flatMap { place, number in
                    [("features-number-\(place)", number.digits), ("features-messageBox-\(place)", "yes")]
                })
        #expect(flow.browser.page.status == .unprocessableContent)
        await flow.open("menu")
        let menu = flow.browser.page.words
        #expect(menu.contains("03-1234-5001：非通知着信拒否 → メッセージボックス"))
        #expect(menu.contains("03-1234-6001：メッセージボックス"))
        // Neither typed nor forged does it tell what hangs on it.
        await flow.open("removal")
        await flow.send("removal", [("removal-numbers", foreign.digits), ("act", "pick")])
        #expect(try await flow.follow().words.contains("着信先や転送先などの設定はありません"))
        await flow.send("removal", [("act", "drop-\(foreign.digits)")])
        try await flow.follow()
        await flow.send(
            "removal", [("shown", foreign.digits), ("tick-\(foreign.digits)", "yes"), ("act", "pick")])
        #expect(try await flow.follow().words.contains("選択した番号（0件）"))
    }

    @Test func `VOICE-6 contracts are found by a dial-in number and by N番 where a dated order begins`() async throws {
        let flow = try await DatedFlow()
        for (words, found) in [
            ("", [true, true]), ("03-1234-6000", [false, true]), (DatedFlow.plain, [true, false]),
            ("0699", [false, false]),
        ] {
            await flow.browser.get("\(DatedFlow.path)?q=\(words)")
            let page = flow.browser.page.text
            #expect([DatedFlow.plain, DatedFlow.cloud].map { page.contains("?contract=\($0)") } == found, "\(words)")
            #expect(page.contains("合計 \(found.filter { $0 }.count) 件"))
        }
    }

    @Test func `RIGHT-4 who may only look, and another company, order nothing`() async throws {
        let flow = try await DatedFlow(grants: [Grant(.service(.ipVoice), .view)])
        await flow.browser.get("\(DatedFlow.path)/agreement?contract=\(DatedFlow.plain)")
        #expect(flow.browser.page.status == .forbidden)
        let other = try await DatedFlow()
        let foreign = try other.site.addCompany("株式会社よそ")
        try other.site.addAccount("b@example.jp", of: foreign, grants: [Grant(.service(.ipVoice), .edit)])
        let browser = try await other.site.signedIn("b@example.jp")
        await browser.get("\(DatedFlow.path)/agreement?contract=\(DatedFlow.plain)")
        #expect(browser.page.status == .notFound)
    }
}
