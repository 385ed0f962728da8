import CivilCalendar
import Exchange
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

@Suite struct OutageEstimateTests {
    private static let items = FeeItem.monthly(.extension, by: 7)

    private func date(_ year: Int, _ month: Int, _ day: Int) throws -> CivilDate {
        try #require(CivilDate(year: year, month: month, day: day))
    }

    private func price(
        _ amount: Int, _ code: PriceCode = .extension, tax: Int = 10, from: CivilDate, until: CivilDate? = nil
    ) -> Price {
        Price(code, "P", per: .id, amount, taxRate: tax, from: from, until: until, source: "S")
    }

    private func estimate(
        from known: Moment, _ length: Duration, _ prices: [Price], _ items: [FeeItem] = OutageEstimateTests.items,
        _ policy: FeePolicy = FeePolicy()
    ) throws -> OutageEstimate? {
        let outage = try #require(Outage(.first, knownAt: known, recoveredAt: known + length, .whole, .ours))
        return OutageEstimate(of: outage, at: known + length, items, try PriceBook(prices), policy)
    }

    @Test func `LIAB-2 whole multiples of 24 hours count, by the days of the month, rounded down once`() throws {
        let prices = [price(333, from: try date(2025, 1, 1))]
        // 7 × 333 = 2,331, with tax 2,564. One thirtieth is 85.46…
        let one = try #require(try estimate(from: .november(10, 9), .hours(47), prices))
        #expect(one.days == 1 && one.yen == 85)
        let three = try #require(try estimate(from: .november(10, 9), .hours(72), prices))
        // 256.4 and not three times 85.
        #expect(three.days == 3 && three.yen == 256 && three.parts.count == 1)
        #expect(try estimate(from: .november(1, 9), .days(30), prices)?.yen == 2_564)
    }

    @Test func `LIAB-2 each 24 hours belong to the month in which they begin`() throws {
        let prices = [price(1_000, from: try date(2023, 1, 1))]
        // 7,700 a month; the second 24 hours begin at 23:59 on 1 December.
        let over = try #require(try estimate(from: .november(30, 23, 59), .hours(49), prices))
        #expect(over.parts.map(\.daysOfMonth) == [30, 31] && over.parts.map(\.days) == [1, 1])
        #expect(over.yen == 7_700 * (30 + 31) / (30 * 31))
        let leap = try #require(Moment(startOfDay: 28, month: 2, year: 2024))
        let february = try #require(try estimate(from: leap, .days(3), prices))
        #expect(february.parts.map(\.daysOfMonth) == [29, 31] && february.parts.map(\.days) == [2, 1])
        let common = try #require(Moment(startOfDay: 28, month: 2, year: 2026))
        #expect(try estimate(from: common, .days(28), prices)?.parts.map(\.daysOfMonth) == [28, 31])
    }

    @Test func `LIAB-2 the price book is that of the day on which the 24 hours begin`() throws {
        let prices = [
            price(300, from: try date(2025, 1, 1), until: try date(2026, 11, 11)),
            price(330, from: try date(2026, 11, 12)),
        ]
        let estimate = try #require(try estimate(from: .november(10, 23, 59, 59), .days(3), prices))
        #expect(estimate.parts.map(\.fees.gross) == [2_310, 2_541] && estimate.parts.map(\.days) == [2, 1])
        #expect(estimate.yen == (2 * 2_310 + 2_541) / 30)
    }

    @Test func `LIAB-2 a part without a price on one of the days leaves nothing to be told`() throws {
        let prices = [price(300, from: try date(2026, 11, 11))]
        #expect(try estimate(from: .november(10, 23, 59), .days(2), prices) == nil)
        #expect(try estimate(from: .november(11, 0), .days(2), prices) != nil)
        let more = Self.items + FeeItem.monthly(.channel, by: 10)
        #expect(try estimate(from: .november(11, 0), .days(2), prices, more) == nil)
    }

    @Test func `LIAB-2 tax is rounded line by line as fees are`() throws {
        let prices = [price(1, from: try date(2025, 1, 1)), price(1, .channel, from: try date(2025, 1, 1))]
        let items = FeeItem.monthly(.extension, by: 45) + FeeItem.monthly(.channel, by: 45)
        var policy = FeePolicy()
        let gross = try [TaxRounding.down, .up].map { rounding in
            policy.rounding = rounding
            return try estimate(from: .november(1, 0), .days(30), prices, items, policy)?.yen
        }
        #expect(gross == [98, 100])
        // Prices of work that is free here are no matter of what is paid by the month.
        policy.isPortalWorkFree = true
        #expect(try estimate(from: .november(1, 0), .days(30), prices, items, policy)?.yen == 100)
    }

    @Test func `LIAB-2 the dearest book and the longest outage are reckoned without overflow`() throws {
        let prices = [price(Price.amounts.upperBound, tax: 100, from: try date(1980, 1, 1))]
        let long = try estimate(from: .november(10, 9), .days(9_000), prices, FeeItem.monthly(.extension, by: 100_000))
        // 20 billion million a month, for some 296 months.
        #expect(try #require(long).yen > 5_900_000_000_000_000)
    }

    @Test func `LIAB-2 the monthly fees are of extensions, channels, dial-in numbers and features of today`() throws {
        let site = try TestOrderingSite()
        let company = try site.addCompany()
        try site.addSmartPBX(of: company, extensions: 3, addedChannels: 20)
        let (base, dialIn) = (try #require(PhoneNumber("0312345000")), try #require(PhoneNumber("0312345001")))
        let now = site.clock.now
        let items = try site.services.database.writeAndWait { database in
            let contract = VoiceContract(
                code: try #require(ContractCode("N200000001")), group: try #require(VoiceGroupCode("VG00000001")),
                type: .smartPBX, access: .first)
            let draft = try VoiceContractDraft(contract, bases: [base])
            _ = try VoiceContractOperator.add(draft, of: company, at: now, database)
            try VoiceNumberStore.add(
                [(dialIn, NumberFeatures(messageBox: true, rejectsAnonymous: true))], to: base, of: contract.code,
                at: now, database)
            try VoiceNumberStore.set(NumberFeatures(messageBox: true), of: base, database)
            try database.run(
                "INSERT INTO smart_pbx_office_link (code, contractor, agreed_on) VALUES (?1, '株式会社みなと', 20000)",
                ContractCode.first)
            let feature = FlexibleInterConnect(
                interConnectContractor: "株式会社みなと", universalOneContractor: "株式会社みなと", on: now.day)
            try FlexibleInterConnectStore.set(feature, of: .first, database)
            return try MonthlyFees.items(of: .first, database)
        }
        #expect(
            items == FeeItem.monthly(.flexibleInterConnect, by: 1) + FeeItem.monthly(.officeLink, by: 1)
                + FeeItem.monthly(.extension, by: 3)
                + FeeItem.monthly(.channel, by: 20)
                + FeeItem.monthly(.number, by: 1) + FeeItem.monthly(.numberFeature, by: 3))
        let none = try site.services.database.read { try MonthlyFees.items(of: ContractCode.first.next ?? .first, $0) }
        #expect(none == nil)
    }
}
