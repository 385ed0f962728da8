import Foundation
import HTTP
import SQLite
@testable import Settings
@testable import Shell
import Telephony
import TestSite
import Testing

@Suite struct BulkForwardingServicePageTests {
    private func press(_ action: String, in forwarding: ForwardingSite) async -> TestPage {
        let page = await forwarding.browser.get("/bulk-forwarding/service")
        return await forwarding.browser.post(
            "/bulk-forwarding/service", [("action", action), ("version", page.value(of: "version") ?? "0")])
    }

    @Test func `FWD-2 before the start the numbers whose callers hear busy are listed`() async throws {
        let forwarding = try await ForwardingSite()
        await forwarding.set([1: "09012345678", 2: "0612345678"])
        let page = await forwarding.browser.get("/bulk-forwarding/service")
        #expect(page.text.contains("転送先のない電話番号が3番号あります"))
        let listed = page.text.between("aria-label=\"転送先のない電話番号\"", "</ul>") ?? ""
        for number in ["03-1234-0003", "03-1234-0004", "03-1234-0005"] { #expect(listed.contains(number)) }
        #expect(!listed.contains("03-1234-0001"))
    }

    @Test func `FWD-2 of very many numbers the first are listed, and how many more there are`() async throws {
        let forwarding = try await ForwardingSite(numbers: 140)
        await forwarding.set([1: "09012345678"])
        let page = await forwarding.browser.get("/bulk-forwarding/service")
        #expect(page.text.contains("ほか39番号"))
        #expect(page.text.contains("/bulk-forwarding?without=1"))
    }

    @Test func `FWD-2 one press starts it, and one stops it`() async throws {
        let forwarding = try await ForwardingSite()
        await forwarding.set([1: "09012345678"])
        let started = await press("start", in: forwarding)
        #expect(started.status == .seeOther)
        #expect(try forwarding.isOn)
        let page = await forwarding.browser.get("/bulk-forwarding/service")
        #expect(page.text.contains("一括転送を開始しました"))
        #expect(page.text.contains("停止</button>"))
        #expect(!page.text.contains(">開始</button>"))
        #expect(await press("stop", in: forwarding).status == .seeOther)
        #expect(try !forwarding.isOn)
    }

    @Test func `FWD-2 without a destination the start is refused with 422 and the way to it`() async throws {
        let forwarding = try await ForwardingSite()
        let page = await press("start", in: forwarding)
        #expect(page.status == .unprocessableContent)
        #expect(page.problems == ["一括転送を開始するには、転送先電話番号を1つ以上登録してください。"])
        #expect(page.text.contains("href=\"/bulk-forwarding/import\""))
        #expect(try !forwarding.isOn)
    }

    @Test func `FWD-2 neither start nor stop is answered with 422`() async throws {
        let forwarding = try await ForwardingSite()
        for action in ["", "on"] {
            let page = await press(action, in: forwarding)
            #expect(page.status == .unprocessableContent)
            #expect(page.problems == ["「開始」または「停止」を選択してください。"])
        }
    }

    @Test func `FWD-8 while it is on every page says so, since when and by whom`() async throws {
        let forwarding = try await ForwardingSite(unit: .administratorAndUser)
        await forwarding.set([1: "09012345678"])
        _ = await press("start", in: forwarding)
        forwarding.site.clock.advance(.minutes(5))
        let since = (forwarding.site.clock.now - .minutes(5)).dateAndTimeText(in: .japanese)
        let user = try await forwarding.site.signedIn("0312340002")
        for path in ["/services", "/password"] {
            for browser in [forwarding.browser, user] {
                let page = await browser.get(path)
                #expect(page.text.contains("一括転送中です。"))
                #expect(page.text.contains(since))
                #expect(page.words.contains("03-1234-0001でログインした方が開始しました。"))
                #expect(page.text.contains("<strong>一括転送中</strong> <time"))
            }
        }
    }

    @Test func `FWD-8 the reason for a stop by force is shown`() async throws {
        let forwarding = try await ForwardingSite()
        await forwarding.set([1: "09012345678"])
        _ = await press("start", in: forwarding)
        let (contract, mails) = (forwarding.contract, forwarding.site.services.mails)
        let actor = Actor.operator(contract: contract, at: forwarding.site.clock.now)
        _ = try await forwarding.site.services.database.write { database in
            try BulkForwardingServiceStore.turn(
                on: false, shownVersion: nil, reason: "転送先からのお申し出による", of: contract, by: actor,
                telling: mails, database)
        }
        let page = await forwarding.browser.get("/bulk-forwarding/service")
        #expect(page.words.contains("通信事業者が停止しました。"))
        #expect(page.text.contains("転送先からのお申し出による"))
    }

    @Test func `AUTH-13 a start on a state that has come and gone since is asked for again with 409`() async throws {
        let forwarding = try await ForwardingSite()
        await forwarding.set([1: "09012345678"])
        _ = await press("start", in: forwarding)
        _ = await press("stop", in: forwarding)
        await forwarding.browser.get("/bulk-forwarding/service")
        let page = await forwarding.browser.post("/bulk-forwarding/service", [("action", "start"), ("version", "0")])
        #expect(page.status == .conflict)
        #expect(page.value(of: "version") == "2")
        #expect(page.heading == "先に設定が変更されています")
        #expect(page.text.contains("03-1234-0001でログインした方") && page.text.contains("開始する"))
        #expect(try !forwarding.isOn)
    }

    @Test(arguments: ["stored", "typed"])
    func `AUTH-13 the person chooses between the state that is and the one that was asked for`(choice: String)
        async throws
    {
        let forwarding = try await ForwardingSite()
        await forwarding.set([1: "09012345678"])
        _ = await press("start", in: forwarding)
        _ = await press("stop", in: forwarding)
        await forwarding.browser.get("/bulk-forwarding/service")
        let page = await forwarding.browser.post("/bulk-forwarding/service", [("action", "start"), ("version", "0")])
        let answer = await forwarding.browser.post(
            "/bulk-forwarding/service",
            [
                ("choice", choice), ("version", page.value(of: "version") ?? ""),
                ("action", page.value(of: "action") ?? ""),
            ])
        #expect(answer.location == "/bulk-forwarding/service")
        #expect(try forwarding.isOn == (choice == "typed"))
        let words = await forwarding.browser.get("/bulk-forwarding/service").words
        #expect(words.contains(choice == "typed" ? "一括転送を開始しました" : "設定は変更していません"))
    }

    @Test func `AUTH-13 pressing twice does it once`() async throws {
        let forwarding = try await ForwardingSite()
        await forwarding.set([1: "09012345678"])
        await forwarding.browser.get("/bulk-forwarding/service")
        let form = [
            ("action", "start"), ("version", "0"), ("token", forwarding.browser.page.value(of: "token") ?? ""),
        ]
        #expect(await forwarding.browser.post("/bulk-forwarding/service", form, token: false).status == .seeOther)
        #expect(await forwarding.browser.post("/bulk-forwarding/service", form, token: false).status == .seeOther)
        #expect(try forwarding.site.auditEvents().filter { $0 == "bulk-forwarding.start" }.count == 1)
    }
}

@Suite struct BulkForwardingHistoryPageTests {
    @Test func `the history tells what changed, by whom, from what to what`() async throws {
        let forwarding = try await ForwardingSite()
        await forwarding.set([1: "09012345678"])
        let page = await forwarding.browser.get("/bulk-forwarding/history")
        #expect(page.words.contains("03-1234-0001でログインした方"))
        #expect(page.words.contains("03-1234-0001：未登録から090-1234-5678へ"))
        #expect(page.text.contains("転送先電話番号の設定"))
    }

    @Test func `FWD-5 the notice of a change offers to undo it, and undoing restores what was`() async throws {
        let forwarding = try await ForwardingSite()
        await forwarding.set([1: "09012345678", 2: "0612345678"])
        let page = await forwarding.browser.get("/bulk-forwarding")
        let change = try #require(page.value(of: "change"))
        let answer = await forwarding.browser.post("/bulk-forwarding/undo", [("change", change)])
        #expect(answer.location == "/bulk-forwarding/history")
        #expect(try forwarding.destinations().allSatisfy { $0 == nil })
        let history = await forwarding.browser.get("/bulk-forwarding/history")
        #expect(history.text.contains("変更を元に戻しました"))
        #expect(history.text.contains("に元に戻しました。"))
        #expect(await forwarding.browser.post("/bulk-forwarding/undo", [("change", change)]).status == .seeOther)
        #expect(try forwarding.destinations().allSatisfy { $0 == nil })
    }

    @Test func `FWD-5 what somebody has changed again is not undone, and 409 says which number`() async throws {
        let forwarding = try await ForwardingSite()
        await forwarding.set([1: "09012345678"])
        let change = try #require(await forwarding.browser.get("/bulk-forwarding").value(of: "change"))
        await forwarding.set([1: "0612345678"])
        await forwarding.browser.get("/bulk-forwarding/history")
        let page = await forwarding.browser.post("/bulk-forwarding/undo", [("change", change)])
        #expect(page.status == .conflict)
        #expect(page.problems.first?.contains("03-1234-0001の転送先が、その後さらに変更されているため") == true)
        #expect(try forwarding.destinations()[0] == "0612345678")
    }

    @Test func `security 37 a change of another contract cannot be undone`() async throws {
        let forwarding = try await ForwardingSite()
        await forwarding.set([1: "09012345678"])
        try forwarding.site.addContract("0399990001")
        let other = try await forwarding.site.signedIn("0399990001")
        await other.get("/bulk-forwarding/history")
        #expect(await other.post("/bulk-forwarding/undo", [("change", "1")]).status == .notFound)
        await other.get("/bulk-forwarding/history")
        #expect(await other.post("/bulk-forwarding/undo", [("change", "x")]).status == .badRequest)
        #expect(try forwarding.destinations()[0] == "09012345678")
    }

    @Test func `the history has pages`() async throws {
        let forwarding = try await ForwardingSite()
        for count in 1...21 { await forwarding.set([1: "090123456" + String(100 + count).dropFirst()]) }
        let page = await forwarding.browser.get("/bulk-forwarding/history?page=2")
        #expect(page.text.components(separatedBy: "<li class=\"change\">").count == 2)
        #expect(page.words.contains("全21件のうち21〜21件目"))
    }
}
