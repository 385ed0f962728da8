import CivilCalendar
import Exchange
import ExchangeSimulator
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// オフィスリンククラウド接続機能 from 申し込む to what the contract and the exchange have then.
@Suite struct OfficeLinkOrderTests {
    private let house: OrderHouse

    init() throws {
        house = try OrderHouse()
        house.moveClock(to: .november(26, 10))
    }

    static let consent = OfficeLink.Consent("株式会社みなと", on: Moment.november(27, 0).day)

    private func contract() async throws -> ContractCode {
        let number = try await house.submit(extensions: 3)
        try await house.pass(100)
        house.moveClock(to: .november(27, 10))
        return try house.find(number).contract
    }

    private func submit(
        _ change: SmartPBXChange, _ code: ContractCode, _ policy: OfficeLink.Policy = OfficeLink.Policy()
    ) async throws -> OrderNumber {
        let order = SmartPBXChangeOrder(
            change, of: code, in: nil, try OrderHouse.details(), consents: house.consents(),
            draft: try house.beginDraft(), officeLink: policy)
        let (intake, now) = (house.intake, house.clock.now)
        return try await house.database.write {
            try order.submit(to: intake, from: OrderHouse.applicant, at: now, mayOrder: { _ in true }, $0)
        }
    }

    private func link(_ code: ContractCode) throws -> OfficeLink? {
        try house.database.read { try OfficeLinkStore.find(code, $0) }
    }

    @Test func `LINK-1 LINK-3 it comes here and at the exchange with 100 channels of its own, and goes again`()
        async throws
    {
        let code = try await contract()
        let number = try await submit(.addFeature(Self.consent), code)
        #expect(try link(code) == nil)
        try await house.pass(100)
        #expect(try house.find(number).state == .completed && link(code)?.consent == Self.consent)
        let register = try house.database.read { try ExchangeRegisterStore.register(heard: 0, $0) }
        #expect(register.contracts[code]?.officeLinkChannels == 100 && register.contracts[code]?.channels == 10)
        #expect(try house.differences() == [])
        #expect(try house.mailText("order.completed").contains("Smart PBX - 付加機能の追加"))
        house.moveClock(to: .november(28, 10))
        let end = try await submit(.endFeature, code)
        try await house.pass(100)
        #expect(try house.find(end).state == .completed && link(code) == nil)
        #expect(try house.differences() == [])
        // Orders go on telling who had consented.
        let record = try house.database.read { try SmartPBXChangeStore.find(end, $0) }
        #expect(record?.officeLink == Self.consent && record?.before.hasOfficeLink == true)
        #expect(record?.after.hasOfficeLink == false)
    }

    @Test func `LINK-1 it goes with its contract, and nothing of it stays`() async throws {
        let code = try await contract()
        _ = try await submit(.addFeature(Self.consent), code)
        try await house.pass(100)
        house.moveClock(to: .november(28, 10))
        let number = try await submit(.end, code)
        try await house.pass(100)
        #expect(try house.find(number).state == .completed && link(code) == nil)
        #expect(try house.differences() == [])
    }

    @Test func `EXCH-6 a feature that only one side has is a difference`() async throws {
        let code = try await contract()
        try await house.database.write {
            try $0.run("UPDATE exchange_contract SET office_link_channels = 100 WHERE code = ?1", code)
        }
        #expect(try house.differences() == [.officeLinkChannels(code, site: 0, exchange: 100)])
    }

    @Test func `LINK-3 an order that cannot be had any more when it is handed in is not taken`() async throws {
        let code = try await contract()
        var closed = OfficeLink.Policy()
        closed.takesOrders = false
        await #expect(throws: OrderRefusal.contractChanged) {
            try await submit(.addFeature(Self.consent), code, closed)
        }
        await #expect(throws: OrderRefusal.contractChanged) { try await submit(.endFeature, code) }
        #expect(try link(code) == nil)
    }
}

/// The rules, pure.
@Suite struct OfficeLinkRuleTests {
    private func contract(
        _ link: OfficeLink? = nil, _ closing: OfficeLink.Closing? = nil
    ) throws -> SmartPBXContent {
        SmartPBXContent(
            try #require(NumberPlan(siteDigits: 2, deviceDigits: 4)), [], addedChannels: 0, officeLink: link,
            featureClosing: closing)
    }

    private func problems(_ change: SmartPBXChange, _ before: SmartPBXContent) -> [SmartPBXChangeProblem] {
        if case .failure(let problems) = change.applied(to: before) { problems.all } else { [] }
    }

    @Test func `LINK-1 nothing of it before 2026-02-24`() throws {
        let (eve, day) = (CivilDate(year: 2026, month: 2, day: 23), CivilDate(year: 2026, month: 2, day: 24))
        let policy = OfficeLink.Policy()
        #expect(try !OfficeLink.isOffered(on: #require(eve)) && policy.closing(on: #require(eve)) == .notYet)
        #expect(try OfficeLink.isOffered(on: #require(day)) && policy.closing(on: #require(day)) == nil)
    }

    @Test func `LINK-3 by policy it is the sales person's from the day on, and not there before`() throws {
        var policy = OfficeLink.Policy()
        policy.takesOrders = false
        #expect(try policy.closing(on: #require(CivilDate(year: 2026, month: 2, day: 24))) == .bySales)
        #expect(try policy.closing(on: #require(CivilDate(year: 2026, month: 2, day: 23))) == .notYet)
    }

    @Test func `LINK-3 what is there is not added, what is not there does not end`() throws {
        let consent = OfficeLinkOrderTests.consent
        #expect(try problems(.addFeature(consent), contract(OfficeLink(consent))) == [.hasFeature])
        #expect(try problems(.endFeature, contract()) == [.noFeature])
        #expect(try problems(.endFeature, contract(OfficeLink(consent))) == [])
        #expect(try problems(.addFeature(consent), contract(nil, .bySales)) == [.featureClosed(.bySales)])
        #expect(try problems(.endFeature, contract(nil, .notYet)) == [.featureClosed(.notYet)])
    }

    @Test func `LINK-1 100 channels stand apart from the 300, and stay where the contract changes`() throws {
        let consent = OfficeLinkOrderTests.consent
        let outcome = try SmartPBXChange.addFeature(consent).applied(to: contract()).get()
        #expect(outcome.after?.channels == outcome.before.channels && outcome.after?.officeLink?.consent == consent)
        #expect(outcome.night == .none && OfficeLink.channels == 100)
        let longer = try SmartPBXChange.lengthen(.device, by: 1).applied(to: contract(OfficeLink(consent))).get()
        #expect(longer.after?.officeLink?.consent == consent)
    }
}
