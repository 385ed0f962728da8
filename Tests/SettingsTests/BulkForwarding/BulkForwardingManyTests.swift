import HTTP
@testable import Settings
import Shell
import Telephony
import TestSite
import Testing

/// FWD-10: one destination for many numbers.
@Suite struct BulkForwardingManyTests {
    private let path = "/bulk-forwarding/many"

    private func ask(
        _ forwarding: ForwardingSite, _ target: String, _ typed: String, query: String = "",
        ticked: [String] = []
    ) async -> TestPage {
        await forwarding.browser.get("/bulk-forwarding" + query)
        return await forwarding.browser.post(
            path + query, [("target", target), ("many", typed)] + ticked.map { ("ticked-\($0)", "1") })
    }

    @Test func `FWD-10 forty numbers without a destination have one after two steps, and it is one step to take back`()
        async throws
    {
        let forwarding = try await ForwardingSite(numbers: 40)
        let list = await forwarding.browser.get("/bulk-forwarding")
        #expect(list.text.contains("まとめて転送先を設定する") && list.text.contains("many\" open"))
        let asked = await ask(forwarding, "without", "090-1111-2222")
        #expect(asked.text.contains("変更の内容の確認") && asked.text.contains("090-1111-2222へ転送"))
        #expect(try forwarding.destinations().compactMap { $0 }.isEmpty)
        await forwarding.agree(to: path)
        // The monitor number is the last one.
        #expect(try forwarding.destinations() == Array(repeating: "09011112222", count: 39) + [nil])
        #expect(await forwarding.browser.get("/bulk-forwarding").text.contains("39番号の転送先を変更しました"))
        await forwarding.browser.post("/bulk-forwarding/undo", [("change", "1")])
        #expect(try forwarding.destinations().compactMap { $0 }.isEmpty)
    }

    @Test func `FWD-10 only those are changed that were chosen`() async throws {
        let forwarding = try await ForwardingSite(numbers: 6)
        await forwarding.set([1: "09033334444"])
        _ = await ask(forwarding, "ticked", "09011112222", ticked: ["0312340001", "0312340003", "0399999999"])
        await forwarding.agree(to: path)
        #expect(try forwarding.destinations() == ["09011112222", nil, "09011112222", nil, nil, nil])
        _ = await ask(forwarding, "found", "09055556666", query: "?q=0003&where=source")
        await forwarding.agree(to: path + "?q=0003")
        #expect(try forwarding.destinations() == ["09011112222", nil, "09055556666", nil, nil, nil])
        _ = await ask(forwarding, "without", "09077778888")
        await forwarding.agree(to: path)
        #expect(
            try forwarding.destinations() == [
                "09011112222", "09077778888", "09055556666", "09077778888", "09077778888", nil,
            ])
        _ = await ask(forwarding, "all", "09099990000")
        await forwarding.agree(to: path)
        #expect(try forwarding.destinations() == Array(repeating: "09099990000", count: 5) + [nil])
    }

    @Test func `FWD-10 numbers can be ticked where somebody wants to choose, and stand unticked by nothing elsewhere`()
        async throws
    {
        let forwarding = try await ForwardingSite(numbers: 6)
        let list = await forwarding.browser.get("/bulk-forwarding")
        #expect(!list.text.contains("type=\"checkbox\"") && !list.text.contains("value=\"ticked\""))
        #expect(list.text.contains("href=\"/bulk-forwarding?pick=1#target\""))
        let picking = await forwarding.browser.get("/bulk-forwarding?pick=1")
        #expect(
            picking.text.contains("name=\"ticked-0312340001\"") && picking.text.contains("value=\"ticked\" checked"))
        #expect(picking.text.contains("many\" open"))
        let refused = await ask(forwarding, "ticked", "110", ticked: ["0312340002"])
        #expect(refused.text.contains("name=\"ticked-0312340002\" value=\"1\" checked"))
    }

    @Test func `FWD-10 a list that has destinations leads to the form for many`()
        async throws
    {
        let forwarding = try await ForwardingSite(numbers: 6)
        await forwarding.set([1: "09011112222"])
        let list = await forwarding.browser.get("/bulk-forwarding")
        #expect(!list.text.contains("id=\"many-form\""))
        #expect(list.text.contains("href=\"/bulk-forwarding?pick=1#target\">まとめて転送先を設定する"))
        #expect(await forwarding.browser.get("/bulk-forwarding?pick=1").text.contains("id=\"many-form\""))
    }

    @Test func `FWD-10 a search that cannot be read finds nothing, not every number`() async throws {
        let forwarding = try await ForwardingSite()
        let wrong = "?q=abc"
        let asked = await ask(forwarding, "found", "09011112222", query: wrong)
        #expect(asked.status == .unprocessableContent && !asked.text.contains("変更の内容の確認"))
        #expect(asked.value(of: "many") == "09011112222")
    }

    @Test func `FWD-10 what somebody changed meanwhile is seen before it is changed again`() async throws {
        let forwarding = try await ForwardingSite()
        _ = await ask(forwarding, "all", "09011112222")
        let page = forwarding.browser.page
        try await forwarding.somebodyElseSets(1, "0612345678")
        let (agreed, seen) = (page.value(of: "agreed") ?? "", page.value(of: "seen") ?? "")
        let again = await forwarding.browser.post(
            path, [("target", "all"), ("many", "09011112222"), ("agreed", agreed), ("seen", seen)])
        #expect(again.text.contains("06-1234-5678へ転送"))
        #expect(try forwarding.destinations().first == .some("0612345678"))
    }

    @Test func `FWD-10 a number of the contract is for all others, and asked about; the monitor number is refused`()
        async throws
    {
        let forwarding = try await ForwardingSite()
        let asked = await ask(forwarding, "all", "0312340002")
        #expect(asked.text.contains("3番号の転送先が、ご契約の電話番号です"))
        await forwarding.agree(to: path)
        #expect(try forwarding.destinations() == ["0312340002", nil, "0312340002", "0312340002", nil])
        let loop = await ask(forwarding, "all", "0312340001")
        #expect(loop.text.contains("転送が一周して元の番号に戻ります"))
        let monitor = await ask(forwarding, "all", "0312340005")
        #expect(monitor.status == .unprocessableContent && monitor.text.contains("監視用電話番号は、試験呼を受けるための番号"))
    }

    @Test func `FWD-10 what is missing or wrong is said under its field, and keeps what was typed`() async throws {
        let forwarding = try await ForwardingSite()
        let nobody = await ask(forwarding, "ticked", "09011112222")
        #expect(nobody.text.contains("チェックを付けてください") && nobody.value(of: "many") == "09011112222")
        let short = await ask(forwarding, "all", "110", ticked: ["0312340002"])
        #expect(short.status == .unprocessableContent && short.value(of: "many") == "110")
        let empty = await ask(forwarding, "all", "")
        #expect(empty.text.contains("まとめて設定する転送先電話番号を入力してください"))
        let none = await ask(forwarding, "", "09011112222")
        #expect(none.text.contains("まとめて設定する電話番号を選択してください"))
        #expect(try forwarding.destinations().compactMap { $0 }.isEmpty)
    }
}
