import Exchange
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// EXCH-3: what does not fit is refused with its place, in the sentences of the pages, and changes nothing.
@Suite struct ProgramOrderInputTests {
    private static let code = ChangeFlow.code.text

    @Test func `EXCH-3 what is no order by its shape is refused before anything is looked at`() async throws {
        let flow = try await ChangeFlow("add")
        let program = try flow.site.program("pbx@example.jp", of: 1)
        let order = try WrittenOrder("add", of: Self.code, [WrittenOrder.add("223001")])
        let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
        let wrong = [
            "", "x", "[]", "{}", "null", "{\"externalId\":1}", deep, "{\"a\":\(deep)}", "\u{0}",
            "{\"externalId\":\"\u{1}\"}",
            order.with("productOrderItem", "x").text, order.with("productOrderItem", nil).text,
            order.with("externalId", nil).text, order.with("category", 1).text, order.with("unknown", 1).text,
            order.with("productOrderItem", [["action": "add"]]).text,
            order.ofContract(["unknown": 1]).text, order.ofContract(["changedChannels": "10"]).text,
            order.ofContract(["changedChannels": 1.5]).text, order.ofContract(["changedChannels": 1e30]).text,
            "{\"externalId\":\"a\",\"externalId\":\"b\"}",
        ]
        for text in wrong {
            let answer = await program.post(text)
            #expect(answer.status == .badRequest && answer["code"] == "malformed", "\(text.prefix(80)): \(answer.text)")
        }
        let place = await program.post(order.ofContract(["changedChannels": "10"]).text)
        #expect(place["detail"]?.hasSuffix("$.productOrderItem[0].product.changedChannels") == true, "\(place.text)")
        #expect(await program.post(order.text, type: "text/plain").status == .unsupportedMediaType)
        #expect(await program.post(order.text, to: "/productOrder?token=x").status == .badRequest)
        #expect(await program.post(order.text, to: "/event").status == .methodNotAllowed)
        let head = Request(method: .post, path: "/productOrder")
        let known = Request(
            method: .post, path: "/productOrder", fields: [("Authorization", "Bearer \(program.token ?? "")")])
        guard case .dropped(above: Route.usualBodyLimit) = flow.site.router.bodyRule(for: head),
            case .upTo(CompanyProgramDoor.longestBody) = flow.site.router.bodyRule(for: known)
        else { throw Unexpected() }
        #expect(try flow.site.orderCount() == 0 && flow.site.draftCount() == 0)
    }

    private struct Unexpected: Error {}

    @Test func `EXCH-3 every fault is told with its place`() async throws {
        let flow = try await ChangeFlow("add", extensions: 3)
        let program = try flow.site.program("pbx@example.jp", of: 1)
        func problems(_ order: WrittenOrder) async -> [String] {
            let answer = await program.order(order)
            #expect(answer.status == .unprocessableContent && answer["code"] == "invalid", "\(answer.text)")
            return answer.problems
        }
        let rows = try WrittenOrder(
            "add", of: Self.code,
            [
                WrittenOrder.add("22*001"), WrittenOrder.add("223001"), WrittenOrder.add("223001"),
                WrittenOrder.add("223004", "desk"), WrittenOrder.add(""),
            ])
        #expect(
            await problems(rows).map { $0.split(separator: " ")[0] } == ["$.productOrderItem[5].product.digits"])
        let found = await problems(
            rows.with("productOrderItem", Array((rows.members["productOrderItem"] as? [Any] ?? []).dropLast())))
        #expect(
            found.map { $0.split(separator: " ", maxSplits: 1).map(String.init) } == [
                ["$.productOrderItem[1].product.digits", "1行目：端末番号に「*」は使えません。数字だけで入力してください。"],
                ["$.productOrderItem[3].product.digits", "3行目：2行目と同じ内線番号です。どちらかを変えてください。"],
                ["$.productOrderItem[4].product.device", "4行目：端末種別を選択してください。"],
            ])
        let there = try WrittenOrder("add", of: Self.code, [WrittenOrder.add("222001")])
        #expect(await problems(there)[0].hasPrefix("$.productOrderItem[1].product.digits "))
        #expect(await problems(there.ofContract(["changedChannels": 7])).count == 2)
        #expect(await problems(try WrittenOrder("add", of: Self.code))[0].hasPrefix("$.productOrderItem "))

        let order = try WrittenOrder("add", of: Self.code, [WrittenOrder.add("223001")])
        for name in ["", " a", "a ", "a\nb", "\u{202E}a", String(repeating: "x", count: 65)] {
            #expect(await problems(order.with("externalId", name))[0].hasPrefix("$.externalId "), "\(name)")
        }
        #expect(await problems(order.ofContract(["id": "x"]))[0].hasPrefix("$.productOrderItem[0].product.id "))
        #expect(
            await problems(order.with("productOrderItem", [WrittenOrder.add("223001")]))[0].hasPrefix(
                "$.productOrderItem "))
        #expect(
            await problems(order.ofContract(["part": "site", "number": "0312345001"])).map {
                $0.split(separator: " ")[0]
            } == [
                "$.productOrderItem[0].product.number", "$.productOrderItem[0].product.part",
            ])
        let wrongItems = [WrittenOrder.delete("222001"), WrittenOrder.number("add", ["number": "0312345001"])]
        let wrong = await problems(try WrittenOrder("add", of: Self.code, wrongItems))
        #expect(
            wrong.map { $0.split(separator: " ")[0] } == [
                "$.productOrderItem[1].action", "$.productOrderItem[2].product.@type",
            ])
        #expect(
            await problems(order.with("requestedStartDate", "2026-11-27T21:00:00+09:00"))[0].hasPrefix(
                "$.requestedStartDate "))
        #expect(try flow.site.orderCount() == 0 && flow.site.draftCount() == 0)
    }

    @Test func `ORD-4, EXCH-3 who is named in an order is judged as on the page, and gets its mails`() async throws {
        let flow = try await ChangeFlow("add")
        let program = try flow.site.program("pbx@example.jp", of: 1)
        let order = try WrittenOrder("add", of: Self.code, [WrittenOrder.add("223001")])
        let contact = [
            "role": "contact", "company": "株式会社あおぞら", "name": "青空 次郎", "telephone": "03-1234-5678",
            "mail": "jiro@example.jp",
        ]
        var wrong = contact
        (wrong["name"], wrong["mail"]) = (String(repeating: "あ", count: 21), "x")
        let faults = await program.order(
            order.with("relatedParty", [["role": "copy"], wrong, contact, ["role": "boss"]]))
        #expect(
            faults.problems.map { $0.split(separator: " ")[0] } == [
                "$.relatedParty[0].mail", "$.relatedParty[2].role", "$.relatedParty[3].role", "$.relatedParty[1].name",
                "$.relatedParty[1].mail",
            ])
        let copies = (1...6).map { ["role": "copy", "mail": "copy\($0)@example.jp"] }
        #expect(await program.order(order.with("relatedParty", copies)).problems.count == 1)
        let taken = await program.order(order.with("relatedParty", Array(copies.prefix(2)) + [contact]))
        #expect(taken.status == .created, "\(taken.text)")
        let recipients = try flow.site.mails("order.received").map(\.recipient)
        #expect(recipients == ["jiro@example.jp", "copy1@example.jp", "copy2@example.jp"])
    }

    @Test(arguments: ["new", "dated", "addFeature", "endFeature", "x", ""])
    func `EXCH-3 what programs do not hand in is ordered on the pages`(category: String) async throws {
        let flow = try await ChangeFlow("add")
        let program = try flow.site.program("pbx@example.jp", of: 1)
        let answer = await program.order(try WrittenOrder(category, of: Self.code))
        #expect(answer.status == .unprocessableContent && answer["code"] == "at-the-pages")
        #expect(answer.problems == ["$.category 画面でお申し込みください。"])
    }
}
