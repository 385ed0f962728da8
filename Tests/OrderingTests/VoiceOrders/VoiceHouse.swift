import Contracts
import Exchange
@testable import ExchangeSimulator
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// A company with voice contracts in the house of orders: of Universal One, of ひかり電話, and one with a Smart PBX contract as its access.
struct VoiceHouse {
    let house: OrderHouse
    let company: Int

    static let code = ContractCode("N200000001")
    static let hikari = ContractCode("N200000005")

    /// - Parameter block: numbers that can be ordered: 03-1234-5001 and on.
    init(_ house: OrderHouse, block count: Int = 100) async throws {
        self.house = house
        house.moveClock(to: .november(26, 10))
        let now = house.clock.now
        let (base, settings) = (try Self.number("0312345000"), try Self.number("0312341000"))
        let lowest = try Self.number("0312345001")
        let first = try #require(NumberRun(first: lowest, count: count))
        company = try await house.database.write { database in
            let company = try CompanyStore.add(
                "見本商事株式会社", Company.Address(text: "東京都千代田区1-1"), at: now, database)
            try NumberBlockStore.add(first, area: "03", database)
            try ContractsStore.add(ContractDraft(number: settings, kind: .hikari), at: now, database)
            return company
        }
        try await add(try #require(Self.code), .universalOne, base)
        try await add(try #require(Self.hikari), .hikari, settings)
    }

    init(block count: Int = 100) async throws { try await self.init(try OrderHouse(), block: count) }

    /// A house that is there already.
    init(again house: OrderHouse, company: Int) { (self.house, self.company) = (house, company) }

    static func number(_ digits: String) throws -> PhoneNumber { try #require(PhoneNumber(digits)) }

    func add(
        _ code: ContractCode, _ type: VoiceContractType, _ base: PhoneNumber, access: ContractCode? = nil,
        isCloudPlan: Bool = false
    ) async throws {
        let group = try #require(VoiceGroupCode("VG00000001"))
        let contract = VoiceContract(
            code: code, group: group, type: type, isCloudPlan: isCloudPlan, access: access)
        let (draft, now) = (try VoiceContractDraft(contract, bases: [base]), house.clock.now)
        try await house.database.write { [company] database in
            let registered = try VoiceContractOperator.add(draft, of: company, at: now, database)
            try ExchangeRegisterStore.add(registered, code, database)
        }
    }

    var applicant: Applicant { Applicant(company: company, account: "voice@example.jp", client: "192.0.2.1") }

    @discardableResult
    func submit(
        _ kind: OrderKind, _ items: [VoiceOrderItem], _ code: ContractCode? = code, begins: Moment? = nil
    ) async throws -> OrderNumber {
        let now = house.clock.now
        let consents = VoiceOrder.documents(of: kind).compactMap {
            OrderHouse.book.version(of: $0, on: now.day)?.consent
        }
        let order = VoiceOrder(
            kind, items, of: try #require(code), begins: begins, try OrderHouse.details(), consents: consents,
            draft: try house.beginDraft(of: applicant, .ipVoice, kind))
        let (intake, applicant) = (house.intake, applicant)
        return try await house.database.write {
            try order.submit(to: intake, VoiceSettlement(), from: applicant, at: now, mayOrder: { _ in true }, $0)
        }
    }

    /// So many 0AJ numbers beside a base number.
    static func more(_ count: Int, beside base: String = "0312345000") throws -> VoiceOrderItem {
        let base = try number(base)
        return .add(try #require(NumberWish(.geographic, beside: base, count: count)))
    }

    func numbers(_ code: ContractCode? = code) throws -> [PhoneNumber] {
        let code = try #require(code)
        return try house.database.read { try VoiceNumberStore.numbers(of: code, $0).map(\.number) }
    }

    func problems(
        _ items: [VoiceOrderItem], _ code: ContractCode? = code, _ way: VoiceOrderWay = .immediate
    ) throws -> [VoiceOrderProblem] {
        let (now, code, company) = (house.clock.now, try #require(code), company)
        let codes = try house.database.writeAndWait { database in
            try EnteredCodes(items.compactMap(\.code), of: company, at: now, missedAt: now, database)
        }
        return try house.database.read { database in
            let contract = try #require(try VoiceContractStore.find(code, of: company, database))
            return try VoiceOrderCheck(items, of: contract, way, codes: codes, database).problems.map(\.problem)
        }
    }

    /// given + held + reserved + free + quarantined = block.
    func tally() throws -> NumberTally {
        try house.database.read { database in
            let block = try #require(try NumberBlockStore.blocks(database).first)
            let tally = try NumberBlockStore.tally(of: block, database)
            #expect(tally.all == block.run.count)
            return tally
        }
    }

    func settingsNumbers() throws -> [PhoneNumber] {
        try house.database.read { database in
            let number = try Self.number("0312341000")
            let contract = try #require(try ContractsStore.find(number, database))
            return try ContractsStore.additionalNumbers(of: contract, database)
        }
    }
}
