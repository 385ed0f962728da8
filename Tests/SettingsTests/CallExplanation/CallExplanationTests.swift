import HTTP
import SQLite
@testable import Settings
@testable import Shell
@testable import Telephony
import TestSite
import Testing

/// /calls: what a call would do, and why.
@Suite struct CallExplanationTests {
    private func forwarding() async throws -> ForwardingSite {
        let forwarding = try await ForwardingSite(unit: .administratorAndUser)
        await forwarding.set([1: "09011112222"])
        return forwarding
    }

    @Test func `CALL-1 the page says where a call rings, and the rule that decided`() async throws {
        let forwarding = try await forwarding()
        let off = await forwarding.browser.get("/calls?number=0312340001")
        #expect(off.words.contains("この電話は、03-1234-0001の電話機で鳴ります。"))
        await forwarding.turn("start")
        let on = await forwarding.browser.get("/calls?number=03-1234-0001&caller=withheld")
        #expect(on.words.contains("この電話は、090-1111-2222へ転送されます。") && on.words.contains("一括転送中のため、すぐに090-1111-2222へ"))
        let busy = await forwarding.browser.get("/calls?number=0312340002")
        #expect(busy.text.contains("かけた方に話中音が流れます") && busy.text.contains("href=\"/bulk-forwarding?q=0312340002"))
        let asked = await forwarding.browser.get("/calls?number=0312340001&caller=withheld&request=1")
        #expect(asked.text.contains("ナンバー・リクエストのメッセージが流れます"))
    }

    @Test func `CALL-1 a time that is past is answered as forwarding was then`() async throws {
        let forwarding = try await forwarding()
        await forwarding.turn("start")
        let started = forwarding.site.clock.now
        forwarding.site.clock.advance(.minutes(5))
        await forwarding.turn("stop")
        await forwarding.set([1: "09033334444"])
        forwarding.site.clock.advance(.minutes(5))
        // Whole minutes: the one after the start.
        let time = (started + .minutes(1)).spreadsheetText.prefix(16).replacing(" ", with: "T")
        let then = await forwarding.browser.get("/calls?number=0312340001&at=\(time)")
        #expect(then.words.contains("この電話は、090-1111-2222へ転送されます。"))
        #expect(then.words.contains("の一括転送とボイスワープの設定による結果です"))
        let now = await forwarding.browser.get("/calls?number=0312340001")
        #expect(now.words.contains("03-1234-0001の電話機で鳴ります"))
    }

    @Test func `CALL-1 what cannot be answered is said under its field`() async throws {
        let forwarding = try await forwarding()
        let cases = [
            "number=": "電話番号を、市外局番から10桁の数字で入力してください。", "number=0399999999": "ご契約の電話番号を入力してください。",
            "number=0312340001&from=abc": "かけてくる方の電話番号を数字で入力するか",
            "number=0312340001&at=yesterday": "日時を「2026-11-21 15:04」のように",
            "number=0312340001&at=2999-01-01T00:00": "日時は、いまより前にしてください",
        ]
        for (query, sentence) in cases {
            let page = await forwarding.browser.get("/calls?\(query)")
            #expect(page.text.contains(sentence), "\(query)")
        }
    }

    @Test func `AUTH-3 CALL-1 a user asks about the own number only, and nobody about another contract's`() async throws
    {
        let forwarding = try await forwarding()
        _ = try forwarding.site.addContract("0612345678", [], unit: .line)
        let stranger = await forwarding.browser.get("/calls?number=0612345678")
        #expect(stranger.text.contains("ご契約の電話番号を入力してください"))
        let user = try await forwarding.site.signedIn("0312340002")
        let page = await user.get("/calls?number=0312340001")
        #expect(page.words.contains("この電話は、03-1234-0002の電話機で鳴ります。") && !page.text.contains("href=\"/bulk-forwarding"))
    }
}
