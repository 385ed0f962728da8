import Exchange
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

@Suite struct DemoOutagesTests {
    @Test func `The demonstration has an outage that looks compensable and one that goes on, both 見本, once`()
        async throws
    {
        let site = try TestOrderingSite()
        let (services, now) = (site.services, site.clock.now)
        let records = try await services.database.write { database in
            try DemoCompanies.add(at: now, services.mails, random: services.random, database)
            _ = try DemoSmartPBX.add(at: now, in: .japanese, database)
            try DemoPrices.add(on: now.day, in: .japanese, database)
            for _ in 0..<2 { try DemoOutages.add(at: now, in: .japanese, database) }
            return try OutageStore.list(database)
        }
        #expect(records.count == 2 && records.allSatisfy { $0.outage.text.hasPrefix("（見本）") })
        let found = try services.database.read { try OutageAssessment.all(records, at: now, FeePolicy(), $0) }
        #expect(found.map(\.isCompensable) == [true, false] && found.map(\.outage.isRunning) == [false, true])
        let estimate = try #require(
            found.compactMap { if case .estimated(let estimate) = $0.amount { estimate } else { nil } }.first)
        #expect(estimate.days == 2 && estimate.yen > 0)
        #expect(found[1].obstacles == [.notYet])
    }
}
