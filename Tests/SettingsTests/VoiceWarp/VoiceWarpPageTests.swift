import Foundation
import HTTP
import SQLite
@testable import Settings
@testable import Shell
import Telephony
import TestSite
import Testing

@Suite struct VoiceWarpPageTests {
    private let number = VoiceWarpSite.number

    @Test func `WARP-2 入力 → 確認 → 完了: nothing is set before the check page's button`() async throws {
        let warp = try VoiceWarpSite()
        let browser = try await warp.site.signedIn(number)
        let form = await browser.get("/voice-warp/destinations")
        #expect(form.status == .ok && form.heading == "ボイスワープ 転送先電話番号設定")
        let typed = VoiceWarpSite.destination + [("number", number)]
        let check = await browser.post("/voice-warp/destinations", typed)
        #expect(check.heading == "ボイスワープ 転送先電話番号設定の確認")
        #expect(check.words.contains("090-1111-2222（携帯）") && check.words.contains("まだ設定していません"))
        #expect(try warp.settings().places.isEmpty)
        let again = await browser.post("/voice-warp/destinations", typed + [("step", "edit")])
        #expect(again.value(of: "number-1") == "090-1111-2222" && again.value(of: "name-1") == "携帯")
        #expect(try warp.settings().places.isEmpty)
        await browser.post("/voice-warp/destinations", typed)
        let done = await browser.post("/voice-warp/destinations", typed + [("step", "confirm")])
        #expect(done.status == .seeOther && done.location == "/voice-warp?number=\(number)")
        #expect(try warp.settings().places.map(\.destination.digits) == ["09011112222"])
        let state = await browser.get("/voice-warp")
        #expect(state.words.contains("設定を変更しました") && state.words.contains("停止しているため"))
        #expect(try warp.order() == nil)
    }

    @Test func `WARP-1 the check page says what becomes of calls, and then they obey`() async throws {
        let warp = try VoiceWarpSite()
        let browser = try await warp.site.signedIn(number)
        await warp.set("destinations", VoiceWarpSite.destination, in: browser)
        await browser.get("/voice-warp/service")
        let form = [("mode", "noAnswerOrBusy"), ("seconds", "20"), ("number", number)]
        let check = await browser.post("/voice-warp/service", form)
        #expect(check.words.contains("いま：転送されずに、ご契約の電話機で鳴ります。"))
        #expect(check.words.contains("電話機で鳴ります。ボイスワープのため、20秒応答がないとき、または話中のときは、090-1111-2222へ転送されます。"))
        #expect(check.words.contains("番号を通知しない電話"))
        await browser.post("/voice-warp/service", form + [("step", "confirm")])
        #expect(
            try warp.order() == .init(.noAnswerOrBusy(seconds: 20), to: try #require(PhoneNumber("09011112222"))))
        #expect(await browser.get("/services").words.contains("無応答時・話中時転送（20秒）、転送先は090-1111-2222"))
    }

    @Test func `WARP-3 with セレクト the check page tells listed, other and withheld callers apart`() async throws {
        let warp = try VoiceWarpSite()
        let browser = try await warp.site.signedIn(number)
        await warp.set("destinations", VoiceWarpSite.destination, in: browser)
        await warp.set("service", [("mode", "always"), ("seconds", "15")], in: browser)
        await warp.set("list", [("callers", "0612345678\n0312349999")], in: browser)
        await browser.get("/voice-warp/select")
        let form = [("select", "ringListed"), ("number", number)]
        let check = await browser.post("/voice-warp/select", form)
        #expect(check.words.contains("リストに登録した番号からの電話"))
        #expect(check.words.contains("ボイスワープのセレクト機能により、転送されずに鳴ります。"))
        #expect(check.words.contains("すぐに090-1111-2222へ転送されます。（変わりません）"))
        await browser.post("/voice-warp/select", form + [("step", "confirm")])
        #expect(try warp.order()?.select == .ringListed(Set(try warp.settings().listed)))
    }

    @Test func `WARP-4 bulk forwarding wins, and the monitor number is warned about`() async throws {
        let warp = try VoiceWarpSite(unit: .administratorAndUser)
        let browser = try await warp.site.signedIn("0312340001")
        await warp.set("destinations", VoiceWarpSite.destination, in: browser)
        let contract = warp.contract
        try warp.write { database in
            try database.run(
                "INSERT INTO bulk_forwarding (contract_id, is_on, version, since, by_kind) VALUES (?1, 1, 1, 0, 'operator')",
                contract)
        }
        let check = await browser.get("/voice-warp/service?number=\(number)")
        #expect(check.words.contains("一括転送が優先されます"))
        let form = [("mode", "always"), ("seconds", "15"), ("number", number)]
        let checked = await browser.post("/voice-warp/service", form)
        #expect(checked.words.contains("一括転送中で、この電話番号には転送先がないため、話中音が流れます。（変わりません）"))
        #expect(await browser.get("/voice-warp?number=0312340003").words.contains("この電話番号は監視用電話番号です"))
    }

    @Test func `AUTH-2 who sets every number chooses among those that have the service, everybody else has its own`()
        async throws
    {
        for unit in [AuthenticationUnit.line, .administratorAndUser] {
            let warp = try VoiceWarpSite(unit: unit)
            let browser = try await warp.site.signedIn("0312340001")
            let list = await browser.get("/voice-warp").text
            for digits in ["0312340001", "0312340002", "0312340003"] { #expect(list.contains("number=\(digits)")) }
            #expect(!list.contains("number=0312340004"))
            #expect(await browser.get("/services").words.contains("3番号のうち0番号で開始しています"))
            #expect(await browser.get("/voice-warp/service").location == "/voice-warp")
            for digits in ["0312340004", "0399990001", "0388888888", "x"] {
                #expect(await browser.get("/voice-warp?number=\(digits)").status == .notFound, "\(digits)")
            }
        }
        let warp = try VoiceWarpSite(unit: .number)
        let contractNumber = try await warp.site.signedIn("0312340001")
        #expect(await contractNumber.get("/voice-warp").words.contains("03-1234-0001"))
        #expect(await contractNumber.get("/voice-warp?number=0312340002").status == .notFound)
        let without = try await warp.site.signedIn("0312340004")
        #expect(await without.get("/voice-warp").status == .forbidden)
        #expect(await !without.get("/services").text.contains("/voice-warp"))
    }

    @Test func `AUTH-2 nobody changes another number's, or one that has lost the service`() async throws {
        let warp = try VoiceWarpSite(unit: .administratorAndUser)
        let user = try await warp.site.signedIn(number)
        for digits in ["0312340001", "0312340003", "0399990001"] {
            await user.get("/voice-warp/destinations")
            let form = VoiceWarpSite.destination + [("number", digits)]
            #expect(await user.post("/voice-warp/destinations", form).status == .notFound)
            await user.get("/voice-warp/destinations")
            #expect(
                await user.post("/voice-warp/destinations", form + [("step", "confirm")]).status == .notFound)
        }
        await warp.set("destinations", VoiceWarpSite.destination, in: user)
        await warp.set("service", [("mode", "always"), ("seconds", "15")], in: user)
        #expect(try warp.order() != nil)
        let orders = try warp.site.services.database.read { try VoiceWarpStore.orders(of: warp.contract, $0) }
        #expect(orders.mapValues(\.destination.digits) == [Sample.number(number): "09011112222"])
        try warp.write { try $0.run("DELETE FROM service WHERE number = '0312340002'") }
        #expect(try warp.order() == nil)
        #expect(try warp.site.services.database.read { try VoiceWarpStore.orders(of: warp.contract, $0) }.isEmpty)
        #expect(await user.get("/voice-warp").status == .forbidden)
    }

    @Test func `AUTH-13 who was slower sees both and chooses`() async throws {
        let warp = try VoiceWarpSite(unit: .administratorAndUser)
        let user = try await warp.site.signedIn(number)
        let administrator = try await warp.site.signedIn("0312340001")
        await warp.set("destinations", VoiceWarpSite.destination, in: user)
        let shown = await administrator.get("/voice-warp/destinations?number=\(number)").value(of: "version")
        await warp.set("destinations", [("number-1", "0612345678"), ("chosen", "1")], in: user)
        let form = [("number-1", "0699999999"), ("chosen", "1"), ("number", number), ("version", shown ?? "")]
        for step in [[], [("step", "confirm")]] {
            let conflict = await administrator.post("/voice-warp/destinations", form + step)
            #expect(conflict.status == .conflict)
            #expect(conflict.words.contains("06-1234-5678") && conflict.words.contains("06-9999-9999"))
            #expect(conflict.words.contains("03-1234-0002でログインした方"))
            #expect(try warp.settings().destination?.digits == "0612345678")
            await administrator.get("/voice-warp/destinations?number=\(number)")
        }
        let version = administrator.page.value(of: "version") ?? ""
        let answer = [
            ("number-1", "0699999999"), ("chosen", "1"), ("number", number), ("version", version),
        ]
        let kept = await administrator.post(
            "/voice-warp/destinations", answer + [("choice-place-1", "stored")])
        #expect(kept.status == .seeOther)
        #expect(try warp.settings().destination?.digits == "0612345678")
        await administrator.get("/voice-warp/destinations?number=\(number)")
        await administrator.post("/voice-warp/destinations", answer + [("choice-place-1", "typed")])
        await administrator.post(
            "/voice-warp/destinations", answer + [("choice-place-1", "typed"), ("step", "confirm")])
        #expect(try warp.settings().destination?.digits == "0699999999")
    }

    @Test func `AUTH-12 every change stands in the history of its number, and is told by mail`() async throws {
        let warp = try VoiceWarpSite(unit: .administratorAndUser)
        try warp.write { database in
            try database.run(
                "UPDATE one_time_password SET is_used = 1, mail_address = 'owner@example.jp' WHERE number = '0312340001'"
            )
        }
        let user = try await warp.site.signedIn(number)
        await warp.set("destinations", VoiceWarpSite.destination, in: user)
        await warp.set("service", [("mode", "noAnswer"), ("seconds", "30")], in: user)
        await warp.set("list", [("callers", "0612345678")], in: user)
        let history = await user.get("/history").words
        for words in ["転送先1 090-1111-2222（携帯）", "無応答時転送（30秒）", "セレクト機能のリストへの追加", "06-1234-5678"] {
            #expect(history.contains(words), "\(words)")
        }
        let mails = try warp.site.services.database.read { database in
            try database.query("SELECT recipient, body FROM outbox_mail WHERE kind = 'security.voice-warp' ORDER BY id")
            {
                ($0.text(0), $0.text(1))
            }
        }
        #expect(mails.map(\.0) == Array(repeating: "owner@example.jp", count: 3))
        #expect(mails[1].1.contains("03-1234-0002") && mails[1].1.contains("停止から無応答時転送（30秒）へ"))
    }

    @Test func `what is wrong is said at its control, and what was typed stays`() async throws {
        let warp = try VoiceWarpSite()
        let browser = try await warp.site.signedIn(number)
        await browser.get("/voice-warp/destinations")
        let wrong = await browser.post(
            "/voice-warp/destinations",
            [("number-1", "0120444444"), ("number-2", "0312340003"), ("chosen", "1"), ("number", number)])
        #expect(wrong.status == .unprocessableContent && wrong.problems.count == 2)
        #expect(wrong.problems[1] == "転送先電話番号2は監視用電話番号のため、転送先にできません。別の電話番号を入力してください。")
        #expect(wrong.value(of: "number-1") == "0120444444")
        let start = await warp.set("service", [("mode", "always"), ("seconds", "15")], in: browser)
        #expect(start.problems == ["開始するには、先に「転送先電話番号設定」で、使う転送先を登録してください。"])
        let list = await warp.set("list", [("callers", "0312345678\nabc")], in: browser)
        #expect(list.problems.count == 1 && list.text.contains("0312345678\nabc</textarea>"))
    }
}
