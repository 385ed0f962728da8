import Exchange
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// SET-4: outside numbers, as the operator gives and takes them.
@Suite struct ExtensionLineOperatorTests {
    private let house: SettingsHouse

    init() async throws { house = try await SettingsHouse(extensions: 3) }

    private func add(_ digits: String, to code: ContractCode = SettingsHouse.code) throws {
        let (number, now) = (try SettingsHouse.line(digits), house.site.clock.now)
        try house.write {
            try ExtensionLineOperator.add(number, to: code, isInEmergencyArea: true, at: now, $0)
        }
    }

    @Test func `SET-4 a geographic number and one of 050 are given, each to one contract`() throws {
        try add("0312345101")
        try add("05012345101")
        let lines = try house.read { try ExtensionLineOperator.lines(of: SettingsHouse.code, $0) }.map(\.line)
        #expect(lines.map(\.number.digits) == ["0312345101", "05012345101"])
        #expect(lines.map(\.noEmergencyCalls) == [nil, .ip])
        let second = try #require(ContractCode.first.next)
        try house.site.addSmartPBX(second, of: house.company, extensions: 3)
        #expect(throws: ExtensionLineOperator.Fault.taken(SettingsHouse.code)) { try add("0312345101", to: second) }
        #expect(try house.audit("extension-line").count == 2)
    }

    @Test func `SET-4 other kinds of numbers, and contracts that are not there, are refused`() throws {
        for digits in ["09012345678", "0120123456", "08001234567"] {
            #expect(throws: ExtensionLineOperator.Fault.kind) { try add(digits) }
        }
        let none = try #require(ContractCode("N999999999"))
        #expect(throws: ExtensionLineOperator.Fault.noContract) { try add("0312345101", to: none) }
    }

    @Test func `SET-4 who showed a number that is taken away shows none`() throws {
        try add("0312345101")
        let (number, now) = (try SettingsHouse.line("0312345101"), house.site.clock.now)
        let own = house.number(2_001)
        try house.write { database in
            _ = try OutgoingNumberStore.write(
                [.init(own, before: nil, after: number)], of: SettingsHouse.code, at: now, database)
        }
        let count = try house.site.services.database.writeAndWait {
            try ExtensionLineOperator.remove(number, from: SettingsHouse.code, at: now, $0)
        }
        #expect(count == 1)
        #expect(try house.read { try OutgoingNumberStore.shown(by: own, of: SettingsHouse.code, $0) } == nil)
        #expect(throws: ExtensionLineOperator.Fault.unknown) {
            try house.write { _ = try ExtensionLineOperator.remove(number, from: SettingsHouse.code, at: now, $0) }
        }
    }
}
