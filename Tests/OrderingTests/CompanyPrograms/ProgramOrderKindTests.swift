import Exchange
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// EXCH-3: each kind of order that programs hand in.
@Suite struct ProgramOrderKindTests {
    private static let code = ChangeFlow.code.text

    @Test func `PBX-8, EXCH-3 extensions and channels are deleted by their digits`() async throws {
        let flow = try await ChangeFlow("delete", extensions: 4, added: 20, gateways: 1)
        let program = try flow.site.program("pbx@example.jp", of: 1)
        let wrong = await program.order(
            try WrittenOrder(
                "delete", of: Self.code,
                [WrittenOrder.delete("222003"), WrittenOrder.delete("222000"), WrittenOrder.delete("229999")]))
        #expect(
            wrong.problems.map { $0.split(separator: " ")[0] } == [
                "$.productOrderItem[1].product.digits", "$.productOrderItem[3].product.digits",
            ])
        let twice = [WrittenOrder.delete("222000"), WrittenOrder.delete("222000")]
        #expect(await program.order(try WrittenOrder("delete", of: Self.code, twice)).problems.count == 1)
        let order = try WrittenOrder("delete", of: Self.code, [WrittenOrder.delete("222000")])
        let answer = await program.order(order.ofContract(["changedChannels": 10]))
        #expect(answer.status == .created, "\(answer.text)")
        #expect(answer["productOrderItem", 1, "id"] == "delete-222000")
        let record = try #require(try flow.record())
        #expect(record.extensions.map(\.number.digits) == ["222000"] && record.after.channels.added == 10)
    }

    @Test func `PBX-9, PBX-11, EXCH-3 night work is ordered by the moment at which its window begins`() async throws {
        let flow = try await ChangeFlow("digits", extensions: 3)
        let program = try flow.site.program("pbx@example.jp", of: 1)
        let order = try WrittenOrder("lengthen", of: Self.code).ofContract(["part": "device", "addedDigits": 2])
        for start in [nil, "2026-11-27T20:00:00+09:00", "2026-11-28T21:00:00+09:00", "x"] {
            let answer = await program.order(order.with("requestedStartDate", start))
            #expect(
                answer.problems == ["$.requestedStartDate 変更工事時間帯を選択してください。"], "\(start ?? "-"): \(answer.text)")
        }
        let answer = await program.order(order.with("requestedStartDate", "2026-11-27T13:00:00Z"))
        #expect(answer.status == .created, "\(answer.text)")
        #expect(answer["requestedStartDate"] == "2026-11-27T22:00:00+09:00")
        #expect(answer["productOrderItem", 1, "product", "newDigits"] == "22200000")
    }

    @Test func `PBX-10, EXCH-3 a contract ends by a program that names it, and not where the page would refuse`()
        async throws
    {
        let refused = try await ChangeFlow("terminate", extensions: 3, gateways: 1)
        let gateway = try await refused.site.program("pbx@example.jp", of: 1).order(
            try WrittenOrder("end", of: Self.code))
        #expect(gateway.problems.count == 1 && gateway.problems[0].hasPrefix("$.productOrderItem[0].product.id "))
        let flow = try await ChangeFlow("terminate", extensions: 3)
        let program = try flow.site.program("pbx@example.jp", of: 1)
        let mild = try WrittenOrder("end", of: Self.code).with(
            "productOrderItem", [WrittenOrder.contract(Self.code, "modify")])
        #expect(await program.order(mild).problems[0].hasPrefix("$.productOrderItem[0].action "))
        let answer = await program.order(try WrittenOrder("end", of: Self.code))
        #expect(answer.status == .created && answer["productOrderItem", 0, "action"] == "delete", "\(answer.text)")
        #expect(try flow.orders().first?.kind == .end)
    }

    @Test func `VOICE-7, VOICE-9, EXCH-3 numbers are added by kind and count, and by reservation code`() async throws {
        let flow = try await ImmediateFlow()
        let program = try flow.site.program("voice@example.jp", of: flow.company)
        let code = try flow.reserve(2)
        func order(_ items: [[String: Any]], _ name: String = "PO-1") throws -> WrittenOrder {
            try WrittenOrder("addNumbers", of: ImmediateFlow.code, as: name, items)
        }
        func add(_ product: [String: Any], _ quantity: Int? = nil) -> [String: Any] {
            WrittenOrder.number(
                "add", ["base": ImmediateFlow.base].merging(product) { $1 }, quantity.map { ["quantity": $0] } ?? [:])
        }
        let wrong = try order([
            add(["kind": "geographic"], 0), add(["kind": "x"]), add(["kind": "ip", "base": "0"]),
            add(["reservation": ""]),
        ])
        #expect(
            await program.order(wrong).problems.map { $0.split(separator: " ")[0] } == [
                "$.productOrderItem[1].quantity", "$.productOrderItem[2].product.kind",
                "$.productOrderItem[3].product.base", "$.productOrderItem[4].product.reservation",
            ])
        #expect(await program.order(try order([add(["kind": "ip"], 51)])).problems.count == 1)
        #expect(
            await program.order(try order([add(["kind": "ip", "base": "0398765432"])])).problems[0].hasPrefix(
                "$.productOrderItem[1].product.base "))
        let unknown = await program.order(try order([add(["kind": "ip"]), add(["reservation": "AAAAAAAAAA"])]))
        #expect(unknown.problems[0].hasPrefix("$.productOrderItem[2].product.reservation "), "\(unknown.text)")
        #expect(try flow.site.orderCount() == 0)

        let answer = await program.order(try order([add(["reservation": code]), add(["kind": "ip"], 3)]))
        #expect(answer.status == .created, "\(answer.text)")
        let numbers = (1...5).compactMap { answer["productOrderItem", $0, "product", "number"] }
        #expect(numbers.count == 5 && numbers.filter { $0.hasPrefix("050") }.count == 3)
        // The code is used up, and the same request is still the same order.
        let again = await program.order(try order([add(["reservation": code]), add(["kind": "ip"], 3)]))
        #expect(again.status == .ok && again["id"] == answer["id"])
        let other = await program.order(try order([add(["reservation": code])], "PO-2"))
        #expect(other.problems[0].hasPrefix("$.productOrderItem[1].product.reservation "))
    }

    @Test
    func `VOICE-13, EXCH-3 numbers get features, the same for all of an order, and are ended, but for a base number`()
        async throws
    {
        let flow = try await ImmediateFlow("features")
        let program = try flow.site.program("voice@example.jp", of: flow.company)
        func change(_ numbers: [(String, [String: Any])], _ name: String = "PO-1") throws -> WrittenOrder {
            try WrittenOrder(
                "changeFeatures", of: ImmediateFlow.code, as: name,
                numbers.map { WrittenOrder.number("modify", ["number": $0.0, "features": $0.1]) })
        }
        let (one, two) = ("0312345001", "0312345002")
        let differing = await program.order(try change([(one, ["messageBox": true]), (two, ["messageBox": false])]))
        #expect(
            differing.problems.count == 1 && differing.problems[0].hasPrefix("$.productOrderItem[2].product.features "))
        for features: [String: Any] in [[:], ["messageBox": false], ["forwardNumber": "0312345000"]] {
            #expect(await program.order(try change([(one, features)])).problems.count == 1, "\(features)")
        }
        #expect(
            await program.order(try change([("0398765432", ["messageBox": true])])).problems[0].hasPrefix(
                "$.productOrderItem[1]."))
        let answer = await program.order(try change([(one, ["messageBox": true]), (two, ["messageBox": true])]))
        #expect(
            answer.status == .created && answer["productOrderItem", 1, "product", "features", "messageBox"] == "1",
            "\(answer.text)")
        try flow.complete()

        func end(_ numbers: [String]) throws -> WrittenOrder {
            try WrittenOrder(
                "endNumbers", of: ImmediateFlow.code, as: "PO-2",
                numbers.map { WrittenOrder.number("delete", ["number": $0]) })
        }
        let base = await program.order(try end([one, ImmediateFlow.base, "x"]))
        #expect(base.problems.map { $0.split(separator: " ")[0] } == ["$.productOrderItem[3].product.number"])
        #expect(
            await program.order(try end([one, ImmediateFlow.base])).problems[0].hasPrefix(
                "$.productOrderItem[2].product.number "))
        #expect(await program.order(try end([one, one])).problems.count == 1)
        #expect(await program.order(try end([])).problems[0].hasPrefix("$.productOrderItem "))
        let ended = await program.order(try end([one]))
        #expect(ended.status == .created && ended["productOrderItem", 1, "action"] == "delete", "\(ended.text)")
    }
}
