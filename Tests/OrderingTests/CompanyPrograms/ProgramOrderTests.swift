import Exchange
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// EXCH-3: programs order as people do.
@Suite struct ProgramOrderTests {
    private static let code = ChangeFlow.code.text

    private func addition(_ name: String = "PO-1") throws -> WrittenOrder {
        try WrittenOrder(
            "add", of: Self.code, as: name, [WrittenOrder.add("223001"), WrittenOrder.add("223002", "computer")])
    }

    @Test func `EXCH-3 what a program orders is the order that a person would have made, with all that hangs on it`()
        async throws
    {
        let flow = try await ChangeFlow("add")
        let program = try flow.site.program("pbx@example.jp", of: 1)
        let answer = await program.order(try addition().ofContract(["changedChannels": 20]))
        #expect(answer.status == .created, "\(answer.text)")
        let number = try #require(answer["id"])
        #expect(answer.response.fields["location"] == "/productOrder/\(number)")
        #expect(answer["externalId"] == "PO-1" && answer["state"] == "acknowledged")
        #expect(answer["productOrderItem", 2, "product", "device"] == "computer")
        #expect(answer["productOrderItem", 0, "product", "channels"] == "30")
        #expect(answer["agreement", 2, "id"] != nil && answer["fees", "lines", 0, "code"] != nil)
        let record = try #require(try flow.record())
        #expect(record.extensions.map(\.number.digits) == ["223001", "223002"])
        #expect(record.after.channels.added - record.before.channels.added == 20)
        let order = try #require(try flow.orders().first)
        #expect(order.account == "pbx@example.jp" && order.kind == .add)
        #expect(try flow.site.lastMail("order.received").recipient == "pbx@example.jp")
        #expect(Set(["order.submitted", "order.by-program"]).isSubset(of: Set(try flow.site.auditEvents())))
        #expect(try flow.site.draftCount() == 0)
        let page = await flow.browser.get("/orders/\(number)")
        #expect(page.status == .ok && page.words.contains("内線番号・チャネル追加"))
        #expect(await program.get("/event")[0, "event", "productOrder", "externalId"] == "PO-1")
        #expect(await program.get("/productOrder?externalId=PO-1")[0, "id"] == number)
    }

    @Test func `EXCH-3 the same externalId is the same order, at any hour, and nothing else is ordered under it`()
        async throws
    {
        let flow = try await ChangeFlow("add")
        let program = try flow.site.program("pbx@example.jp", of: 1)
        let order = try addition()
        let first = await program.order(order)
        #expect(first.status == .created, "\(first.text)")
        flow.site.clock.advance(.hours(13))
        let again = await program.order(order)
        #expect(again.status == .ok && again["id"] == first["id"])
        let members = order.text.dropFirst().dropLast()
        #expect(await program.post("{ \"requestedStartDate\": null,\n\(members)}").status == .conflict)
        #expect(await program.post("{\n \(members) }").status == .ok)

        let other = await program.order(order.with("fees", "0000"))
        #expect(other.status == .conflict && other["code"] == "external-id")
        #expect(other["productOrder", "id"] == first["id"])
        try flow.site.addAccount("blind@example.jp", of: 1)
        let blind = try await flow.site.program("blind@example.jp", of: 1).order(order)
        #expect(blind.status == .conflict && blind["productOrder"] == nil)
        // Another company has its own names.
        let company = try flow.site.addCompany("見知らぬ株式会社")
        try flow.site.addAccount("foreign@example.jp", of: company, grants: [Grant(.everything, .edit)])
        #expect(try await flow.site.program("foreign@example.jp", of: company).order(order).status == .notFound)
        #expect(try flow.site.orderCount() == 1 && flow.site.draftCount() == 0)
    }

    @Test func `EXCH-3 two requests with one externalId at once make one order, and one that breaks off makes none`()
        async throws
    {
        let flow = try await ImmediateFlow()
        let program = try flow.site.program("voice@example.jp", of: flow.company)
        let wish = WrittenOrder.number(
            "add", ["kind": "geographic", "base": ImmediateFlow.base], ["quantity": 3])
        let order = try WrittenOrder("addNumbers", of: ImmediateFlow.code, [wish]).text
        let database = flow.site.services.database
        try await database.write { database in
            try database.run(
                "CREATE TRIGGER broken BEFORE INSERT ON company_order BEGIN SELECT RAISE(ABORT, 'broken'); END")
        }
        let broken = await program.post(order)
        #expect(broken.status == .serviceUnavailable && broken.response.fields["retry-after"] != nil)
        #expect(try flow.site.orderCount() == 0 && flow.site.draftCount() == 0)
        try await database.write { try $0.run("DROP TRIGGER broken") }
        let answers = await withTaskGroup(of: TestProgram.Answer.self) { group in
            for _ in 0..<4 { group.addTask { await program.post(order) } }
            return await group.reduce(into: [TestProgram.Answer]()) { $0.append($1) }
        }
        #expect(answers.map(\.status.code).sorted() == [200, 200, 200, 201])
        #expect(Set(answers.compactMap { $0["id"] }).count == 1)
        #expect(try flow.site.orderCount() == 1 && flow.site.draftCount() == 0)
    }

    @Test func `HOURS-6 between a person and a program one is first, and the other is told which order it was`()
        async throws
    {
        let flow = try await ChangeFlow("add")
        let program = try flow.site.program("pbx@example.jp", of: 1)
        try await flow.agree()
        try await flow.check(ChangeFlow.rows(["3001", "3002"]))
        let seen = flow.browser.page.value(of: "fees") ?? ""
        #expect(await program.order(try addition()).status == .created)
        await flow.send("check", [("fees", seen)])
        let number = try #require(try flow.orders().first?.number.text)
        #expect(flow.browser.page.status == .conflict && flow.browser.page.words.contains(number))

        let second = await program.order(try addition("PO-2"))
        #expect(second.status == .conflict && second["code"] == "order-open", "\(second.text)")
        #expect(second["productOrder", "id"] == number)
        #expect(second["availableFrom"] == "2026-11-28T00:00:00+09:00")
        try flow.site.services.database.writeAndWait { try $0.run("UPDATE service_order SET state = 'completed'") }
        let third = await program.order(try addition("PO-2"))
        #expect(third.status == .conflict && third["code"] == "one-a-day")
        // The person's draft is still there.
        #expect(try flow.site.orderCount() == 1 && flow.site.draftCount() == 1)
    }

    @Test func `HOURS-1, EXCH-3 outside the hours a program is told from when on, and its name stays free`()
        async throws
    {
        let flow = try await ChangeFlow("add", at: 22)
        let program = try flow.site.program("pbx@example.jp", of: 1)
        let closed = await program.order(try addition())
        #expect(closed.status == .conflict && closed["code"] == "closed")
        #expect(closed["availableFrom"] == "2026-11-28T02:00:00+09:00")
        #expect(closed["detail"]?.contains("受付時間外") == true)
        flow.site.clock.advance(.hours(4) - .milliseconds(1))
        #expect(await program.order(try addition()).status == .conflict)
        flow.site.clock.advance(.milliseconds(1))
        #expect(await program.order(try addition()).status == .created)
        #expect(try flow.site.draftCount() == 0)
    }

    @Test func `ORD-3, EXCH-3 nothing is ordered without consent to each document as it is in force`() async throws {
        let flow = try await ChangeFlow("add")
        let program = try flow.site.program("pbx@example.jp", of: 1)
        let order = try addition()
        let asked = await program.order(order.with("agreement", nil))
        #expect(asked.status == .conflict && asked["code"] == "agreement", "\(asked.text)")
        #expect(asked["detail"] == "同意していただく書面と適用中の版を、agreementにすべて指定してください。")
        let documents = (0..<3).compactMap { asked["agreement", $0, "id"] }
        #expect(documents == ["terms", "important-matters", "privacy"])
        let told = (0..<3).map {
            ["id": asked["agreement", $0, "id"] ?? "", "version": asked["agreement", $0, "version"] ?? ""]
        }
        var older = told
        older[1]["version"] = "0"
        for agreement in [Array(told.dropLast()), older] {
            let answer = await program.order(order.with("agreement", agreement))
            #expect(answer.status == .conflict && answer["code"] == "agreement")
        }
        let unknown = await program.order(order.with("agreement", told + [["id": "terms-of-others", "version": "1"]]))
        #expect(unknown.status == .unprocessableContent)
        #expect(unknown.problems == ["$.agreement[3].id このお申し込みで同意いただく書面ではありません。"])
        #expect(try flow.site.orderCount() == 0)
        #expect(await program.order(order.with("agreement", told)).status == .created)
    }

    @Test func `FEE-4, EXCH-3 a program that names fees orders at these only, and is told those of now`() async throws {
        let flow = try await ChangeFlow("add")
        let program = try flow.site.program("pbx@example.jp", of: 1)
        let refused = await program.order(try addition().with("fees", "-"))
        #expect(refused.status == .conflict && refused["code"] == "fees", "\(refused.text)")
        #expect(refused["fees", "lines", 0, "code"] != nil)
        #expect(try flow.site.orderCount() == 0 && flow.site.draftCount() == 0)
        let mark = try #require(refused["fees", "mark"])
        let taken = await program.order(try addition().with("fees", mark))
        #expect(taken.status == .created && taken["fees", "mark"] == mark)
    }

    @Test func `RIGHT-1, RIGHT-4 a program orders what its account may, and another company's contract is none`()
        async throws
    {
        let flow = try await ChangeFlow("add", grants: [Grant(.service(.smartPBX), .view)])
        let viewing = try await flow.site.program("pbx@example.jp", of: 1).order(try addition())
        #expect(viewing.status == .forbidden && viewing["code"] == "no-right")
        try flow.site.addAccount("voice@example.jp", of: 1, grants: [Grant(.service(.ipVoice), .edit)])
        let company = try flow.site.addCompany("見知らぬ株式会社")
        try flow.site.addAccount("foreign@example.jp", of: company, grants: [Grant(.everything, .edit)])
        for (account, company) in [("voice@example.jp", 1), ("foreign@example.jp", company)] {
            let answer = try await flow.site.program(account, of: company).order(try addition())
            #expect(answer.status == .notFound && answer["code"] == "unknown-contract", "\(account)")
        }
        try flow.site.addAccount("edit@example.jp", of: 1, grants: [Grant(.contracts([ChangeFlow.code]), .edit)])
        let editing = try flow.site.program("edit@example.jp", of: 1)
        for code in ["N999999999", "N200000001"] {
            let order = try WrittenOrder("add", of: code, [WrittenOrder.add("223001")])
            #expect(await editing.order(order).status == .notFound, "\(code)")
        }
        #expect(try flow.site.orderCount() == 0)
        #expect(await editing.order(try addition()).status == .created)
    }

    @Test func `EXCH-3 orders are taken from a token so often a minute`() async throws {
        let flow = try await ChangeFlow("add")
        let program = try flow.site.program("pbx@example.jp", of: 1)
        for _ in 0..<ProgramRates.writesPerMinute { #expect(await program.post("{}").status == .badRequest) }
        let refused = await program.order(try addition())
        #expect(refused.status == .tooManyRequests && refused.response.fields["retry-after"] == "61")
        #expect(await program.get("/productOrder").status == .ok)
        flow.site.clock.advance(.minutes(1))
        #expect(await program.order(try addition()).status == .created)
    }
}
