@testable import Contracts
@testable import Telephony
import SQLite
import Testing

@Suite struct ContractImportTests {
    let contracts: ContractsDatabase

    init() throws {
        contracts = try ContractsDatabase()
    }

    let file = """
        contract number,kind,name,channels,services,additional numbers
        03-1234-0001,hikari,見本商店,2,bulk-forwarding;voice-warp,0312340002-0312340005;0312340009
        0422100000,office-a,,300,,0422100001-0422106999
        0312341000
        """

    @Test func `OPS-1 a file is imported once, and a second time nothing happens`() throws {
        let steps = try contracts.importFile(file)
        #expect(steps.count == 3)
        let first = try #require(try contracts.contract("0312340001"))
        #expect(first.name == "見本商店")
        #expect(first.services == [.bulkForwarding, .voiceWarp])
        #expect(first.additionalNumberCount == 5)
        #expect(try contracts.contract("0422100000")?.kind == .officeA)
        #expect(try contracts.contract("0422100000")?.additionalNumberCount == 6_999)
        #expect(try contracts.contract("0312341000")?.channels == 1)
        let audit = try contracts.audit()
        #expect(audit.count == 3)
        let again = try contracts.importFile(file)
        #expect(again.allSatisfy { if case .unchanged = $0 { true } else { false } })
        #expect(try contracts.audit() == audit)
    }

    @Test func `OPS-1 a dry run tells the same and changes nothing`() throws {
        let promised = try contracts.importFile(file, isDryRun: true)
        #expect(try contracts.count("SELECT count(*) FROM contract") == 0)
        #expect(try contracts.audit() == [])
        #expect(try contracts.importFile(file) == promised)
    }

    @Test func `OPS-1 a changed file adds and sets, removes nothing, and is audited`() throws {
        try contracts.importFile(file)
        let number = try #require(PhoneNumber("0312340001"))
        let steps = try contracts.importFile("0312340001,office-type,,5,fax-mail,0312340006")
        #expect(
            steps == [
                .change(
                    number,
                    what: [
                        "kind hikari → office-type", "channels 2 → 5",
                        "services bulk-forwarding voice-warp → bulk-forwarding voice-warp fax-mail",
                        "additional numbers +1",
                    ])
            ])
        let contract = try #require(try contracts.contract("0312340001"))
        #expect(contract.name == "見本商店")
        #expect(contract.kind == .officeType)
        #expect(contract.channels == 5)
        #expect(contract.additionalNumberCount == 6)
        #expect(
            try contracts.audit().suffix(4) == [
                "contract.change | kind | hikari | office-type | operator",
                "contract.change | channels | 2 | 5 | operator",
                "contract.change | services | bulk-forwarding voice-warp | bulk-forwarding voice-warp fax-mail | operator",
                "number.add | 0312340006 | - | - | operator",
            ])
    }

    @Test func `OPS-1 every wrong line is named and nothing is imported`() throws {
        try contracts.add("0312349000", additional: ["0312349001"])
        let problems = #expect(throws: ContractImport.Problems.self) {
            try contracts.importFile(
                """
                0312340001,hikari,,1,,0312340002
                0312349001
                0399,premium
                0312340003,,,,,0312340002
                """)
        }
        #expect(problems?.all.map(\.line) == [3, 3, 4])
        #expect(problems?.all.last?.description == "line 4: 0312340002 stands in line 1 already")
        let second = #expect(throws: ContractImport.Problems.self) {
            try contracts.importFile("0312340001\n0312349001\n0312340002,,,,,0312349000\n0312340005")
        }
        #expect(
            second?.all.map(\.description) == [
                "line 2: 0312349001 belongs to the contract 0312349000 already",
                "line 3: 0312349000 belongs to the contract 0312349000 already",
            ])
        #expect(try contracts.count("SELECT count(*) FROM contract") == 1)
        #expect(try contracts.audit().count == 1)
    }

    @Test func `OPS-1 additional numbers beyond 6,999 in all are refused`() throws {
        try contracts.importFile(file)
        #expect(throws: ContractImport.Problems.self) { try contracts.importFile("0422100000,,,,,0422107000") }
    }

    @Test(arguments: ["", "\"0312340001", "PK\u{3}\u{4}", "1,2,3,4,5,6,7,8"])
    func `OPS-1 a file that is no such file is refused in one line`(text: String) {
        let problems = #expect(throws: ContractImport.Problems.self) { try contracts.importFile(text) }
        #expect(problems?.all.count == 1)
    }

    @Test func `OPS-1 a monitor number is set, kept where its cell is empty, and must be the contract's`() throws {
        try contracts.importFile("0312340001,,,,fault-notification,0312340002,0312340002\n0312341000")
        #expect(try contracts.contract("0312340001")?.monitorNumber?.digits == "0312340002")
        try contracts.importFile("0312340001,,,,,,")
        #expect(try contracts.contract("0312340001")?.monitorNumber?.digits == "0312340002")
        let number = try #require(PhoneNumber("0312340001"))
        #expect(
            try contracts.importFile("0312340001,,,,,,03-1234-0001")
                == [.change(number, what: ["monitor number 0312340002 → 0312340001"])])
        for isDryRun in [true, false] {
            let problems = #expect(throws: ContractImport.Problems.self) {
                try contracts.importFile("0312340001,,,,,,0312341000\n0312341000,,,,,,110", isDryRun: isDryRun)
            }
            #expect(problems?.all.map(\.line) == [2])
        }
        let problems = #expect(throws: ContractImport.Problems.self) {
            try contracts.importFile("0312340001,,,,,,0312341000")
        }
        #expect(problems?.all.map(\.description) == ["line 1: 0312341000 is not a number of the contract 0312340001"])
        #expect(try contracts.contract("0312340001")?.monitorNumber == number)
    }

    @Test func `OPS-1 FWD-3 a number with a destination is refused as monitor number, in a dry run too`() throws {
        let id = try contracts.add("0312340001", additional: ["0312340002"])
        #expect(id == 1)
        try contracts.run(
            """
            INSERT INTO bulk_forwarding_destination (contract_id, number, destination, version)
            VALUES (1, '0312340002', '09012345678', 1)
            """)
        for isDryRun in [true, false] {
            let problems = #expect(throws: ContractImport.Problems.self) {
                try contracts.importFile("0312340001,,,,,,0312340002", isDryRun: isDryRun)
            }
            #expect(
                problems?.all.first?.description.hasPrefix("line 1: 0312340002 has a forwarding destination") == true)
        }
    }

    @Test func `OPS-1 FWD-13 a number that others forward to is refused as monitor number`() throws {
        try contracts.add("0312340001", additional: ["0312340002", "0312340003"])
        try contracts.run(
            """
            INSERT INTO bulk_forwarding_destination (contract_id, number, destination, version)
            VALUES (1, '0312340003', '0312340002', 1)
            """)
        let problems = #expect(throws: ContractImport.Problems.self) {
            try contracts.importFile("0312340001,,,,,,0312340002")
        }
        #expect(problems?.all.first?.description.hasPrefix("line 1: 0312340003 is forwarded to 0312340002") == true)
        #expect(try contracts.contract("0312340001")?.monitorNumber == nil)
    }

    @Test func `OPS-1 what is exported imports unchanged, and makes the same contracts elsewhere`() throws {
        try contracts.importFile(file)
        try contracts.importFile("0312340001,,=1+1,,,,0312340009")
        let exported = String(decoding: try contracts.database.read { try ContractExport.file($0) }, as: UTF8.self)
        #expect(exported.contains("\"0312340002-0312340005;0312340009\",\"0312340009\""))
        let again = try contracts.importFile(exported)
        #expect(again.count == 3 && again.allSatisfy { if case .unchanged = $0 { true } else { false } })
        let other = try ContractsDatabase()
        try other.importFile(exported)
        #expect(String(decoding: try other.database.read { try ContractExport.file($0) }, as: UTF8.self) == exported)
        #expect(try other.contract("0312340001")?.name == "=1+1")
    }

    @Test func `OPS-1 a leading 0 that a spreadsheet took is named with the number it was`() throws {
        let problems = #expect(throws: ContractImport.Problems.self) { try contracts.importFile("312340001") }
        #expect(
            problems?.all.map(\.description) == [
                """
                line 1: "312340001" lacks the leading 0, which spreadsheets take away: it should be 0312340001 \
                (--repair reads it so)
                """
            ])
    }

    /// The two contracts of the last test, as spreadsheets and people hand them over.
    @Test(arguments: [
        "312340001,hikari,Example,1000,,312340002-312340005;312340009,312340009\n312341000\n",
        "3.12340001E+08,hikari,Example,\"1,000\",,312340002-0312340005;0312340009,\"312,340,009\"\n312341000.00",
        "\"=\"\"0312340001\"\"\",hikari,Example,1000,,\"312,340,002;312340003.00;312340004-312340005;0312340009\",312340009\n312341000,,,,,,,,",
        "表1\n契約番号（10桁）,kind,name,channels,services,additional numbers,monitor number\n312340001,hikari,Example,1000,,\"312340002-312340005;312340009\",312340009\n312341000",
    ])
    func `OPS-1 a file that a spreadsheet has spoiled imports on the operator's word`(text: String) throws {
        let problems = #expect(throws: ContractImport.Problems.self) { try contracts.importFile(text) }
        #expect(problems?.all.isEmpty == false)
        #expect(
            problems?.all.allSatisfy {
                $0.description.hasSuffix("(--repair reads it so)") || $0.reason.contains("channels")
            } == true)
        let rows = try ContractImport.read(Array(text.utf8), repairs: true)
        let first = try #require(rows.first)
        #expect(first.draft.number.digits == "0312340001" && first.draft.channels == 1000)
        #expect(first.monitorNumber?.digits == "0312340009")
        #expect(rows.last?.draft.number.digits == "0312341000")
        #expect(rows.flatMap(\.draft.additionalNumbers).prefix(4).map(\.digits) == (2...5).map { "031234000\($0)" })
    }

    @Test func `OPS-1 digits that a spreadsheet has lost stay lost, whatever the operator says`() throws {
        for repairs in [false, true] {
            let problems = #expect(throws: ContractImport.Problems.self) {
                try ContractImport.read(Array("3.1234E+08".utf8), repairs: repairs)
            }
            #expect(problems?.all.map(\.line) == [1])
            #expect(problems?.all.first?.reason.contains("its last digits are lost") == true)
        }
    }
}
