import Exchange
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// LIAB-2: what 故障・回復通知 has recorded is told of a contract's own lines, and decides nothing.
@Suite struct OutageEvidenceTests {
    private static let known = Moment.november(20, 9)

    private func number(_ digits: String) throws -> PhoneNumber { try #require(PhoneNumber(digits)) }

    @Test func `LIAB-2 faults of the contract's lines within 24 hours of 知った時刻 are evidence`() throws {
        let site = try TestOrderingSite()
        let company = try site.addCompany()
        let second = try #require(ContractCode.first.next)
        try site.addSmartPBX(of: company, extensions: 2)
        try site.addSmartPBX(second, of: company, extensions: 2)
        let (line, base, foreign) = (try number("0312345001"), try number("0312345000"), try number("0312345009"))
        let now = site.clock.now
        try site.services.database.writeAndWait { database in
            try ExtensionRoutingStore.add(line, to: .first, isInEmergencyArea: true, database)
            try ExtensionRoutingStore.add(foreign, to: second, isInEmergencyArea: true, database)
            let contract = VoiceContract(
                code: try #require(ContractCode("N200000001")), group: try #require(VoiceGroupCode("VG00000001")),
                type: .smartPBX, access: .first)
            _ = try VoiceContractOperator.add(
                try VoiceContractDraft(contract, bases: [base]), of: company, at: now, database)
        }
        let at = { (hours: Int) in Self.known + .hours(hours) }
        let recorded = [
            LineFault(line, from: at(-25), to: nil), LineFault(line, from: at(-24), to: at(-1)),
            LineFault(foreign, from: at(0), to: nil), LineFault(try number("0399999999"), from: at(0), to: nil),
            LineFault(base, from: at(24), to: nil), LineFault(base, from: at(25), to: nil),
        ]
        let faults = LineFaults { begin, end, _ in recorded.filter { (begin...end).contains($0.beganAt) } }
        let outage = try #require(Outage(.first, knownAt: Self.known, .whole, .ours))
        let evidence = try site.services.database.read { try faults.evidence(of: outage, $0) }
        #expect(evidence == [recorded[1], recorded[4]])
        // It is said of the second contract's outage too, not of an outage of another day.
        let other = try #require(Outage(second, knownAt: Self.known, .whole, .ours))
        #expect(try site.services.database.read { try faults.evidence(of: other, $0) } == [recorded[2]])
        let later = try #require(Outage(second, knownAt: Self.known + .days(3), .whole, .ours))
        #expect(try site.services.database.read { try faults.evidence(of: later, $0) }.isEmpty)
    }
}
