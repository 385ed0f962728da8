import Contracts
import Exchange
import ExchangeSimulator
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

@Suite struct DemoVoiceTests {
    private let site: TestOrderingSite

    init() async throws {
        site = try TestOrderingSite()
        let (services, now) = (site.services, site.clock.now)
        let settings = try #require(PhoneNumber("0312341000"))
        try await services.database.write { database in
            try ContractsStore.add(ContractDraft(number: settings, kind: .hikari), at: now, database)
            try DemoCompanies.add(at: now, services.mails, random: services.random, database)
            for (code, contract) in try DemoSmartPBX.add(at: now, in: .japanese, database) {
                try ExchangeRegisterStore.add(contract, code, database)
            }
            for (code, contract) in try DemoVoice.add(at: now, in: .japanese, database) {
                try ExchangeRegisterStore.add(contract, code, database)
            }
        }
    }

    private func chart(_ code: String, _ kind: VoiceNumberKind) throws -> VoiceOrderChart {
        let code = try #require(ContractCode(code))
        return try site.services.database.read { database in
            let contract = try #require(try VoiceContractStore.find(code, database))
            let base = try #require(try VoiceNumberStore.bases(of: [code], database).first)
            return VoiceOrderChart(
                .init(addsGeographic: kind == .geographic),
                .init(
                    contract, hasGeographic: try VoiceNumberStore.hasGeographic(code, database),
                    dialInCount: base.dialInCount))
        }
    }

    @Test func `Each of the demonstration's six voice contracts goes the way that the table says`() throws {
        #expect(try chart("N200000001", .geographic).way == .immediate)
        #expect(try chart("N200000002", .geographic).reasons == [.geographicOfOthers])
        #expect(try chart("N200000002", .ip).way == .immediate)
        #expect(try chart("N200000003", .ip).reasons == [.membersNet])
        #expect(try chart("N200000004", .geographic).way == .sales)
        #expect(try chart("N200000004", .ip).way == .immediate)
        #expect(try chart("N200000005", .geographic).way == .immediate)
        #expect(try chart("N200000006", .geographic).reasons == [.largeBase])
    }

    @Test func `They are there once, and the exchange has the same`() async throws {
        let now = site.clock.now
        let again = try await site.services.database.write { try DemoVoice.add(at: now, in: .japanese, $0) }
        #expect(again.isEmpty)
        let differences = try site.services.database.read { database in
            try ExchangeComparison(OrderHouse.services).differences(
                from: ExchangeRegisterStore.register(heard: 0, database), database)
        }
        #expect(differences == [])
    }
}
