import HTTP
@testable import Settings
import Telephony
import TestSite
import Testing

/// FWD-13, FWD-14 on the pages: what a change does to calls is seen before it is made.
@Suite struct BulkForwardingCheckTests {
    private let mobile = "09011112222"

    @Test func `FWD-14 clearing the last destination while forwarding is on asks first, and offers to stop`()
        async throws
    {
        let forwarding = try await ForwardingSite()
        await forwarding.set([1: mobile])
        await forwarding.turn("start")
        let asked = await forwarding.set([1: ""])
        #expect(asked.text.contains("転送先がなくなり、すべての番号が話中になります"))
        #expect(asked.text.contains("変更しないで一括転送を停止する") && asked.text.contains("まだ設定は変わっていません"))
        #expect(asked.text.contains("090-1111-2222へ転送") && asked.text.contains("話中音（転送先がありません）"))
        #expect(try forwarding.destinations().first == .some(mobile))
        await forwarding.agree()
        #expect(try forwarding.destinations().compactMap { $0 }.isEmpty)
        let done = await forwarding.browser.get("/bulk-forwarding")
        #expect(done.text.contains("いまからこの1番号にかけた方には話中音が流れます"))
        #expect(!done.text.contains("新しい転送先へ転送されます"))
        #expect(done.text.contains("どの番号にかけた方にも、話中音が流れます"))
    }

    @Test func `FWD-14 stopping instead leaves the destinations as they are`() async throws {
        let forwarding = try await ForwardingSite()
        await forwarding.set([1: mobile])
        await forwarding.turn("start")
        let asked = await forwarding.set([1: ""])
        await forwarding.browser.post(
            "/bulk-forwarding/service", [("version", asked.value(of: "version") ?? ""), ("action", "stop")])
        #expect(try !forwarding.isOn)
        #expect(try forwarding.destinations().first == .some(mobile))
    }

    @Test func `FWD-14 what was typed can be corrected from the question`() async throws {
        let forwarding = try await ForwardingSite()
        await forwarding.set([1: mobile, 2: mobile])
        await forwarding.turn("start")
        let asked = await forwarding.set([1: "", 2: "09033334444"])
        let names = asked.text.matches(of: #/<input type="hidden" name="((destination|version)-\d+)"/#).map {
            String($0.1)
        }
        let list = await forwarding.browser.post(
            "/bulk-forwarding", names.map { ($0, asked.value(of: $0) ?? "") } + [("revise", "1")])
        #expect(list.text.contains("value=\"09033334444\""))
        #expect(try forwarding.destinations().prefix(2) == [mobile, mobile])
    }

    @Test func `FWD-14 an agreement to one question is none to another`() async throws {
        let forwarding = try await ForwardingSite()
        await forwarding.set([1: mobile, 2: mobile])
        await forwarding.turn("start")
        let asked = await forwarding.set([1: ""])
        let agreed = asked.value(of: "agreed") ?? ""
        let list = await forwarding.browser.get("/bulk-forwarding")
        let again = await forwarding.browser.post(
            "/bulk-forwarding", list.row(1, "") + list.row(2, "") + [("agreed", agreed)])
        #expect(again.text.contains("すべての番号が話中になります"))
        #expect(try forwarding.destinations().prefix(2) == [mobile, mobile])
    }

    @Test func `FWD-13 a destination inside the contract is asked about, the monitor number is refused`() async throws {
        let forwarding = try await ForwardingSite()
        let asked = await forwarding.set([1: "0312340002"])
        #expect(asked.text.contains("1番号の転送先が、ご契約の電話番号です"))
        #expect(try forwarding.destinations().compactMap { $0 }.isEmpty)
        await forwarding.agree()
        #expect(try forwarding.destinations().first == .some("0312340002"))
        let refused = await forwarding.set([2: "0312340005"])
        #expect(refused.status == .unprocessableContent && refused.text.contains("監視用電話番号は、試験呼を受けるための番号なので、転送先にできません"))
    }

    @Test func `FWD-13 a number whose chain rings nowhere is no forwarded number, and cannot be started alone`()
        async throws
    {
        let forwarding = try await ForwardingSite()
        await forwarding.set([1: "0312340002"])
        await forwarding.agree()
        let page = await forwarding.browser.get("/bulk-forwarding/service")
        #expect(page.text.contains("どの電話も鳴らないため、まだ開始できません"))
        let started = await forwarding.browser.post(
            "/bulk-forwarding/service", [("version", "0"), ("action", "start")])
        #expect(started.text.contains("鳴る電話がありません"))
        #expect(try !forwarding.isOn)
    }

    @Test func `FWD-13 start page, list and top page count what rings`() async throws {
        let forwarding = try await ForwardingSite(numbers: 9)
        // 1 → 2 → … → 7 → outside: the first is forwarded a sixth time. 8 stands for itself, 9 is the monitor number.
        let chain = (1...6).map { ($0, "031234" + String(10001 + $0).dropFirst()) } + [(7, mobile)]
        await forwarding.set(Dictionary(uniqueKeysWithValues: chain))
        await forwarding.agree()
        #expect(try forwarding.destinations().compactMap { $0 }.count == 7)
        let page = await forwarding.browser.get("/bulk-forwarding/service")
        #expect(page.text.contains("<strong>5番号</strong>への電話が、すぐに転送先へ転送されます"))
        #expect(page.text.contains("転送先をたどっても鳴らない電話番号が2番号あります"))
        #expect(page.text.contains("話中音（転送が5回を超えます）"))
        #expect(page.text.contains("転送先のない電話番号が2番号あります"))
        let list = await forwarding.browser.get("/bulk-forwarding")
        #expect(list.text.contains("一括転送中の電話：話中音（転送が5回を超えます）"))
        #expect(list.text.contains("03-1234-0007を経て090-1111-2222へ転送"))
        await forwarding.turn("start")
        let top = await forwarding.browser.get("/services")
        #expect(top.text.contains("5番号への電話は、転送先で鳴ります。4番号にかけた方には、話中音が流れます。"))
    }

    @Test func `FWD-14 a file that takes destinations away says so in its preview, and is applied only as it was seen`()
        async throws
    {
        let forwarding = try await ForwardingSite()
        await forwarding.set([1: mobile, 2: mobile])
        let harmless = await forwarding.upload("0312340001,\r\n")
        #expect(!harmless.text.contains("話中音が流れます"))
        // Forwarding is started after the preview was drawn: it is shown once more.
        let version = harmless.value(of: "version") ?? ""
        let upload = harmless.value(of: "upload") ?? ""
        await forwarding.turn("start")
        await forwarding.browser.get("/bulk-forwarding/import")
        let again = await forwarding.browser.post(
            "/bulk-forwarding/import/apply", [("upload", upload), ("version", version)])
        #expect(again.text.contains("1番号にかけた方に話中音が流れます") && again.text.contains("一括転送を停止する"))
        #expect(try forwarding.destinations().first == .some(mobile))
        await forwarding.agree(to: "/bulk-forwarding/import/apply")
        #expect(try forwarding.destinations().first == .some(nil))
        #expect(await forwarding.browser.get("/bulk-forwarding").text.contains("にかけた方には話中音が流れます"))
    }

    @Test func `FWD-13 a file with destinations inside the contract says so`() async throws {
        let forwarding = try await ForwardingSite()
        let preview = await forwarding.upload("0312340001,0312340002\r\n0312340002,09011112222\r\n")
        #expect(preview.text.contains("1番号の転送先が、ご契約の電話番号です"))
        let wrong = await forwarding.upload("0312340001,0312340005\r\n")
        #expect(wrong.text.contains("監視用電話番号は、試験呼を受けるための番号なので"))
    }

    @Test func `FWD-14 taking a change back asks as well`() async throws {
        let forwarding = try await ForwardingSite()
        await forwarding.set([1: mobile])
        await forwarding.turn("start")
        let asked = await forwarding.browser.post("/bulk-forwarding/undo", [("change", "1")])
        #expect(asked.text.contains("すべての番号が話中になります") && !asked.text.contains("入力に戻って直す"))
        #expect(try forwarding.destinations().first == .some(mobile))
        await forwarding.agree(to: "/bulk-forwarding/undo")
        #expect(try forwarding.destinations().first == .some(nil))
    }

    @Test func `FWD-13 a user's own page follows the chain too`() async throws {
        let forwarding = try await ForwardingSite(unit: .administratorAndUser)
        await forwarding.set([2: "0312340003"])
        await forwarding.agree()
        let user = try await forwarding.site.signedIn("0312340002")
        #expect(await user.get("/services").text.contains("転送先の03-1234-0003に、その先の転送先がありません"))
    }
}
