import Exchange
import ExchangeSimulator
import HTTP
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

@Suite struct DemoSmartPBXTests {
    @Test func `The demonstration's contracts are there once, and the exchange has the same`() async throws {
        let site = try TestOrderingSite()
        let (services, now) = (site.services, site.clock.now)
        let added = try await services.database.write { database in
            try DemoCompanies.add(at: now, services.mails, random: services.random, database)
            let added = try DemoSmartPBX.add(at: now, in: .japanese, database)
            for (code, contract) in added { try ExchangeRegisterStore.add(contract, code, database) }
            return added
        }
        #expect(added.count == 5 && added[.first]?.channels == 10 && added[.first]?.lines.count == 45)
        #expect(added[.first]?.lines.values.filter { $0 == .desk }.count == 1)
        let second = try #require(ContractCode("N100000002"))
        #expect(added[second]?.channels == 150)
        let third = try #require(ContractCode("N100000003"))
        #expect(added[third]?.lines.values.filter { $0 == .gateway }.count == 2)
        try services.database.read { database in
            let groups = try ExtensionGroupStore.names(of: .first, database)
            #expect(groups.map(\.number.hyphenated) == ["22-900", "22-901"])
            let lines = try ExtensionRoutingStore.lines(of: .first, database)
            #expect(lines.map(\.target) == groups.map { .group($0.id) })
            #expect(try OutgoingNumberStore.all(of: .first, database).count { $0.shown != nil } == 5)
        }
        let again = try await services.database.write { try DemoSmartPBX.add(at: now, in: .japanese, $0) }
        #expect(again.isEmpty)
        let differences = try services.database.read { database in
            try ExchangeComparison([SmartPBXOrders()]).differences(
                from: ExchangeRegisterStore.register(heard: 0, database), database)
        }
        #expect(differences == [])
    }

    @Test func `The business clock is moved on, and nothing else is`() async throws {
        let site = try TestOrderingSite()
        let clock = MovableClock(of: site.services.now)
        let router = site.product.router(
            site.services, files: .init(), extra: DemoClockPage.routes(site.services, clock))
        let browser = TestBrowser(router: router, of: site, address: "192.0.2.1")
        #expect((await browser.get("/demo")).words.contains("2026年11月21日 12:00"))
        await browser.post("/demo", [("to", "evening")])
        #expect(clock.now == .november(21, 21))
        await browser.get("/demo")
        await browser.post("/demo", [("to", "businessDay")])
        // A Saturday; Monday is 勤労感謝の日.
        #expect(clock.now == .november(24, 10))
        #expect(try site.services.database.read(DemoClockStore.ahead) == clock.now - site.clock.now)
        #expect((await browser.get("/demo")).words.contains("2026年11月24日 10:00"))
        await browser.post("/demo", [("to", "truth")])
        #expect(clock.now == site.clock.now)
    }
}
