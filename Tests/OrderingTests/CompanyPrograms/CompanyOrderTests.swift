import Exchange
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// EXCH-3: what programs read of their company's orders.
@Suite struct CompanyOrderTests {
    @Test func `EXCH-3 an order that a person has handed in is read by the company's program, whole and in the list`()
        async throws
    {
        let flow = try await ChangeFlow("add")
        try await flow.agree()
        try await flow.check(ChangeFlow.rows(["3001", "3002"]))
        await flow.send("check", [("fees", flow.browser.page.value(of: "fees") ?? "")])
        let number = try #require(try flow.orders().first?.number.text)
        let program = try flow.site.program("pbx@example.jp", of: 1)
        let order = await program.get("/productOrder/\(number)")
        #expect(order["state"] == "acknowledged" && order["category"] == "add" && order["externalId"] == nil)
        #expect(order["orderDate"] == "2026-11-27T10:00:00+09:00")
        #expect(order["productOrderItem", 0, "product", "id"] == ChangeFlow.code.text)
        #expect(order["productOrderItem", 1, "product", "digits"] == "223001")
        #expect(order["productOrderItem", 2, "product", "device"] == "computer")
        #expect(order["agreement", 2, "id"] != nil && order["fees", "mark"] != nil)
        let list = await program.get("/productOrder")
        #expect(list.count == 1 && list[0, "id"] == number && list[0, "productOrderItem"] == nil)
        #expect(await program.get("/productOrder?state=completed").count == 0)
        #expect(await program.get("/productOrder?state=acknowledged").count == 1)
        #expect(await program.get("/productOrder?after=\(number)").count == 0)
    }

    /// Orders of two companies, and of two contracts of one of them.
    private struct House {
        let site: TestOrderingSite
        let companies: [Int]
        let orders: [OrderNumber]

        static let codes = ["N200000001", "N200000002", "N200000003"].compactMap { ContractCode($0) }

        init() throws {
            site = try TestOrderingSite()
            companies = [try site.addCompany(), try site.addCompany("見知らぬ株式会社")]
            var orders: [OrderNumber] = []
            for (place, code) in Self.codes.enumerated() {
                let (company, now) = (companies[place / 2], site.clock.now)
                let number = try #require(OrderNumber(stored: 200_000_000_001 + place))
                orders.append(number)
                try site.services.database.writeAndWait { database in
                    try ServiceContractStore.add(code, of: company, .ipVoice, at: now, database)
                    try database.run(
                        """
                        INSERT INTO service_order (number, company_id, contract, service, kind, state, is_divisible,
                            account, applied_at, opening_day)
                        VALUES (?1, ?2, ?3, 'ipVoice', 'endNumbers', 'acknowledged', 0, 'a@example.jp', ?4, ?5)
                        """, number, company, code, now, now.day)
                }
            }
            self.orders = orders
            let first = Self.codes[0]
            try site.addAccount("all@example.jp", of: companies[0], grants: [Grant(.everything, .view)])
            try site.addAccount("one@example.jp", of: companies[0], grants: [Grant(.contracts([first]), .view)])
            try site.addAccount("nothing@example.jp", of: companies[0])
            try site.addAccount("foreign@example.jp", of: companies[1], grants: [Grant(.everything, .edit)])
        }

        func note(_ event: OrderEvent, of place: Int, _ state: OrderState = .inProgress, isRefused: Bool = false) throws
        {
            let line = OrderHistoryLine(
                at: site.clock.now, event: event, state: state, by: .exchange, isRefused: isRefused)
            let order = orders[place]
            try site.services.database.writeAndWait { try OrderDetailStore.add(line, to: order, $0) }
        }

        func ids(_ account: String, _ company: Int, _ path: String = "/productOrder") async throws -> [String] {
            let list = try await site.program(account, of: companies[company]).get(path)
            #expect(list.status == .ok)
            return (0..<list.count).compactMap { list[$0, "id"] ?? list[$0, "event", "productOrder", "id"] }
        }
    }

    @Test func `RIGHT-3, RIGHT-4 a program reads what its account may look at, and of all else that it is not there`()
        async throws
    {
        let house = try House()
        for place in 0..<3 { try house.note(.begun, of: place) }
        let numbers = house.orders.map(\.text)
        for path in ["/productOrder", "/event"] {
            #expect(try await house.ids("all@example.jp", 0, path) == [numbers[0], numbers[1]], "\(path)")
            #expect(try await house.ids("one@example.jp", 0, path) == [numbers[0]], "\(path)")
            #expect(try await house.ids("nothing@example.jp", 0, path) == [], "\(path)")
            #expect(try await house.ids("foreign@example.jp", 1, path) == [numbers[2]], "\(path)")
        }
        let one = try house.site.program("one@example.jp", of: house.companies[0])
        for (number, status) in zip(numbers, [Status.ok, .notFound, .notFound]) {
            #expect(await one.get("/productOrder/\(number)").status == status)
        }
    }

    @Test func `EXCH-3 the feed tells what has changed in its order, from where a program has read, and nothing twice`()
        async throws
    {
        let house = try House()
        try house.note(.submitted, of: 0, .acknowledged)
        try house.note(.submitted, of: 2, .acknowledged)
        try house.note(.completed, of: 0, .completed, isRefused: true)
        try house.note(.planned, of: 1, .scheduled)
        house.site.clock.advance(.seconds(5))
        try house.note(.completed, of: 1, .completed)
        try house.note(.equipmentCompleted, of: 1, .completed)
        let program = try house.site.program("all@example.jp", of: house.companies[0])
        let all = await program.get("/event")
        #expect(all.count == 4)
        #expect(all[0, "eventType"] == "ProductOrderCreateEvent")
        #expect(all[1, "event", "productOrder", "state"] == "pending" && all[1, "event", "reason"] == "planned")
        #expect(all[2, "eventTime"] == house.site.clock.now.machineText)
        #expect(all[2, "eventType"] == "ProductOrderStateChangeEvent")
        #expect(all[3, "eventType"] == "ProductOrderAttributeValueChangeEvent")
        let ids = (0..<4).compactMap { all[$0, "eventId"].flatMap { Int($0) } }
        #expect(ids == ids.sorted() && Set(ids).count == 4)

        // Piece by piece it is the same.
        var (read, after): ([Int], Int) = ([], 0)
        while true {
            let part = await program.get("/event?after=\(after)&limit=1")
            guard let id = part[0, "eventId"].flatMap({ Int($0) }) else { break }
            #expect(part.count == 1)
            read.append(id)
            after = id
        }
        #expect(read == ids)
        // What is undone gives its place to the next, which nobody has read past.
        struct Undone: Error {}
        let order = house.orders[0]
        let line = OrderHistoryLine(
            at: house.site.clock.now, event: .begun, state: .inProgress, by: .exchange, isRefused: false)
        #expect(throws: Undone.self) {
            try house.site.services.database.writeAndWait { database in
                try OrderDetailStore.add(line, to: order, database)
                throw Undone()
            }
        }
        #expect(await program.get("/event?after=\(after)").count == 0)
        try house.note(.begun, of: 0)
        let next = await program.get("/event?after=\(after)")
        #expect(next.count == 1 && next[0, "eventId"].flatMap { Int($0) } ?? 0 > after)
    }
}
