@testable import Contracts
import Foundation
import SQLite
import Telephony
import TestSite
import Testing

@Suite struct ContractServiceTests {
    private let contracts: ContractsDatabase
    private let id: Int

    init() throws {
        contracts = try ContractsDatabase()
        id = try contracts.add(
            "0312340001", additional: ["0312340002", "0312340003"], services: ["bulk-forwarding"])
    }

    @discardableResult
    private func change(
        _ services: Set<ContractService>, of digits: String..., adds: Bool = true, everyNumber: Bool = false,
        isForwarding: Bool = false
    ) throws -> Int {
        let numbers = digits.compactMap { PhoneNumber($0) }
        let uses = NumberUses(
            destination: { _, _, _ in nil }, source: { _, _, _ in nil }, isForwarding: { _, _ in isForwarding })
        let change = ContractsStore.ServiceChange(
            services, of: everyNumber ? .everyNumber(of: numbers[0]) : .numbers(numbers), adds: adds)
        let now = contracts.now
        return try contracts.database.writeAndWait {
            try ContractsStore.change(change, uses: uses, at: now, $0)
        }
    }

    private func numbers(with service: ContractService, containing part: String = "") throws -> [String] {
        let id = id
        return try contracts.database.read { database in
            let numbers = try ContractsStore.numbers(with: service, of: id, containing: part, database)
            #expect(
                try ContractsStore.countOfNumbers(with: service, of: id, containing: part, database) == numbers.count)
            for number in numbers { #expect(try ContractsStore.has(service, number, of: id, database)) }
            return numbers.map(\.digits)
        }
    }

    @Test func `OPS-1 a service of numbers is given to the numbers that are named, and to no other`() throws {
        #expect(try change([.voiceWarp, .faxMail], of: "0312340002", "0312340003") == 4)
        #expect(try change([.voiceWarp], of: "0312340002") == 0)
        #expect(try numbers(with: .voiceWarp) == ["0312340002", "0312340003"])
        #expect(try numbers(with: .voiceWarp, containing: "0003") == ["0312340003"])
        #expect(try numbers(with: .incomingCallMail) == [])
        #expect(try change([.voiceWarp], of: "0312340002", adds: false) == 1)
        #expect(try numbers(with: .voiceWarp) == ["0312340003"])
        #expect(
            try contracts.audit().dropFirst() == [
                "service.add | 0312340002 | - | voice-warp fax-mail | operator",
                "service.add | 0312340003 | - | voice-warp fax-mail | operator",
                "service.remove | 0312340002 | voice-warp | - | operator",
            ])
    }

    @Test func `OPS-1 a service of every number is had by those added later, and is taken from all together`() throws {
        try change([.faxMail], of: "0312340001", everyNumber: true)
        let (contract, now) = (try #require(try contracts.contract("0312340001")), contracts.now)
        try contracts.database.writeAndWait { database in
            let added = [PhoneNumber("0312340009")].compactMap(\.self)
            _ = try ContractsStore.addNumbers(added, to: contract, at: now, database)
        }
        #expect(try numbers(with: .faxMail) == ["0312340001", "0312340002", "0312340003", "0312340009"])
        let refused = #expect(throws: ContractProblems.self) {
            try change([.faxMail], of: "0312340002", adds: false)
        }
        let number = try #require(PhoneNumber("0312340001"))
        #expect(refused?.all == [.serviceOfEveryNumber(.faxMail, number)])
        try change([.faxMail], of: "0312340001", adds: false, everyNumber: true)
        #expect(try numbers(with: .faxMail) == [])
        #expect(try contracts.audit().last == "service.remove | every number | fax-mail | - | operator")
    }

    @Test func `OPS-1 a service of the contract goes by the contract number, and forwarding is stopped first`() throws {
        let (contract, other) = (try #require(PhoneNumber("0312340001")), "0312340002")
        #expect(
            #expect(throws: ContractProblems.self) { try change([.faultNotification], of: other) }?.all
                == [.serviceOfContract(.faultNotification, contract)])
        try change([.faultNotification], of: "0312340001")
        #expect(try contracts.contract("0312340001")?.services == [.bulkForwarding, .faultNotification])
        #expect(
            #expect(throws: ContractProblems.self) {
                try change([.bulkForwarding], of: "0312340001", adds: false, isForwarding: true)
            }?.all == [.isForwarding(contract)])
        try change([.bulkForwarding], of: "0312340001", adds: false)
        #expect(try contracts.contract("0312340001")?.services == [.faultNotification])
    }

    @Test func `OPS-1 nothing is given where one number is unknown, or another contract's`() throws {
        try contracts.add("0399990001")
        for other in ["0399990001", "0388888888"] {
            #expect(throws: ContractProblems.self) { try change([.voiceWarp], of: "0312340002", other) }
        }
        #expect(try numbers(with: .voiceWarp) == [])
    }

    // MARK: The operator's file

    @Test func `OPS-1 what numbers have for themselves is in the file, which imports unchanged and anywhere`() throws {
        try change([.voiceWarp], of: "0312340001", "0312340002")
        try change([.faxMail], of: "0312340003")
        let file = String(decoding: try contracts.database.read { try ContractExport.file($0) }, as: UTF8.self)
        #expect(file.contains("bulk-forwarding;voice-warp@0312340001-0312340002;fax-mail@0312340003"))
        let lines = try contracts.audit().count
        #expect(try contracts.importFile(file) == [.unchanged(try #require(PhoneNumber("0312340001")))])
        #expect(try contracts.audit().count == lines)
        let other = try ContractsDatabase()
        try other.importFile(file)
        let copy = try other.database.read { try ContractExport.file($0) }
        #expect(String(decoding: copy, as: UTF8.self) == file)
    }

    @Test func `OPS-1 a file gives services to numbers of its contract only, and says how many`() throws {
        let step = try contracts.importFile("0312340001,,,,voice-warp@0312340002-0312340003", isDryRun: true)
        let number = try #require(PhoneNumber("0312340001"))
        #expect(step == [.change(number, what: ["services of numbers +2"])])
        #expect(try numbers(with: .voiceWarp) == [])
        try contracts.importFile("0312340001,,,,voice-warp@0312340002;fax-mail@0312340009,0312340009")
        #expect(try numbers(with: .voiceWarp) == ["0312340002"])
        #expect(try numbers(with: .faxMail) == ["0312340009"])
        try contracts.add("0399990001")
        for wrong in ["voice-warp@0399990001", "bulk-forwarding@0312340002", "telex@0312340002", "fax-mail@12"] {
            #expect(throws: ContractImport.Problems.self, "\(wrong)") {
                try contracts.importFile("0312340001,,,,\(wrong)")
            }
        }
    }
}
