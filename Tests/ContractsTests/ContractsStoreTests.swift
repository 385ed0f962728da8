@testable import Contracts
import SQLite
@testable import Telephony
import TestSite
import Testing

@Suite struct ContractsStoreTests {
    let contracts: ContractsDatabase

    init() throws {
        contracts = try ContractsDatabase()
    }

    @Test func `OPS-1 a contract is stored with its numbers and services, and audited`() throws {
        try contracts.add("0312340001", additional: ["0312340002-0312340005"], services: ["bulk-forwarding"])
        let contract = try #require(try contracts.contract("0312340001"))
        #expect(contract.kind == .hikari)
        #expect(contract.channels == 1)
        #expect(contract.services == [.bulkForwarding])
        #expect(contract.unit == nil)
        #expect(contract.additionalNumberCount == 4)
        #expect(contract.createdAt == contracts.now)
        #expect(try contracts.additionalNumbers("0312340001").last == "0312340005")
        #expect(
            try contracts.audit() == [
                """
                contract.add | 0312340001 | - | hikari, channels 1, additional numbers 0312340002-0312340005 | operator
                """
            ])
    }

    @Test func `OPS-1 a number belongs to one contract`() throws {
        try contracts.add("0312340001", additional: ["0312340002"])
        let owner = try #require(PhoneNumber("0312340001"))
        let number = try #require(PhoneNumber("0312340002"))
        for attempt in [
            { try contracts.add("0312340009", additional: ["0312340002"]) }, { try contracts.add("0312340002") },
        ] {
            let problems = #expect(throws: ContractProblems.self) { try attempt() }
            #expect(problems?.all == [.numberTaken(number, by: owner)])
        }
        let again = #expect(throws: ContractProblems.self) { try contracts.add("0312340001") }
        #expect(again?.all == [.contractExists(owner)])
        #expect(try contracts.count("SELECT count(*) FROM contract") == 1)
        #expect(try contracts.audit().count == 1)
    }

    @Test func `OPS-1 numbers are added up to 6,999, and a second time without effect`() throws {
        try contracts.add("0422100000", additional: ["0422100001-0422106998"])
        let contract = try #require(try contracts.contract("0422100000"))
        func add(_ text: String) throws -> [PhoneNumber] {
            let (numbers, now) = (ContractNumberList.read([text]).numbers, contracts.now)
            return try contracts.database.writeAndWait { database in
                let contract = try ContractsStore.find(contract.number, database) ?? contract
                return try ContractsStore.addNumbers(numbers, to: contract, at: now, database)
            }
        }
        #expect(throws: ContractProblems.self) { try add("0422106999-0422107000") }
        #expect(try add("0422106999").map(\.digits) == ["0422106999"])
        #expect(try add("0422106999") == [])
        #expect(throws: ContractProblems.self) { try add("0422107000") }
        #expect(try contracts.contract("0422100000")?.additionalNumberCount == 6_999)
        #expect(try contracts.audit().count == 2)
    }

    @Test func `OPS-1 removing a number takes its destination, password, sessions and services with it`() throws {
        try contracts.add("0312340001", additional: ["0312340002", "0312340003"])
        try contracts.run(
            """
            INSERT INTO bulk_forwarding_destination (number, contract_id, destination, version)
            SELECT number, contract_id, '09012345678', 1 FROM phone_number
            """)
        try contracts.run(
            """
            INSERT INTO credential (number, kind, hash, salt, scrypt_n, scrypt_r, scrypt_p, set_at)
            SELECT number, 'regular', x'00', x'00', 1, 1, 1, 0 FROM phone_number
            """)
        try contracts.run(
            """
            INSERT INTO session (id_hash, number, contract_id, stage, created_at, seen_at, client)
            SELECT CAST(number AS BLOB), number, contract_id, 'signedIn', 0, 0, '::1' FROM phone_number
            """)
        try contracts.run(
            "INSERT INTO service (contract_id, number, name) SELECT contract_id, number, 'faxMail' FROM phone_number")
        try contracts.run("UPDATE contract SET monitor_number = '0312340003'")
        try contracts.removeNumbers("0312340003")
        #expect(try contracts.additionalNumbers("0312340001") == ["0312340002"])
        #expect(try contracts.contract("0312340001")?.monitorNumber == nil)
        #expect(try contracts.count("SELECT count(*) FROM bulk_forwarding_destination") == 2)
        #expect(try contracts.count("SELECT count(*) FROM credential") == 2)
        #expect(try contracts.count("SELECT count(*) FROM session") == 2)
        #expect(try contracts.count("SELECT count(*) FROM service") == 2)
        #expect(
            try contracts.audit().dropFirst() == [
                "number.remove | 0312340003 | forwarded to 09012345678 | - | operator",
                "monitor.remove | monitor number | 0312340003 | - | operator",
            ])
    }

    @Test func `OPS-1 the contract number and unknown numbers are not removed, nor anything beside them`() throws {
        try contracts.add("0312340001", additional: ["0312340002"])
        let problems = #expect(throws: ContractProblems.self) {
            try contracts.removeNumbers("0312340002", "0312340001", "0399999999")
        }
        #expect(problems?.all.count == 2)
        #expect(try contracts.additionalNumbers("0312340001") == ["0312340002"])
    }

    @Test func `OPS-1 removing a contract removes all of it but the audit trail`() throws {
        try contracts.add("0312340001", additional: ["0312340002"], services: ["bulk-forwarding"])
        try contracts.add("0312341000")
        let (number, now) = (try #require(PhoneNumber("0312340001")), contracts.now)
        try contracts.database.writeAndWait { try ContractsStore.remove(number, at: now, $0) }
        #expect(try contracts.count("SELECT count(*) FROM phone_number") == 1)
        #expect(try contracts.count("SELECT count(*) FROM service") == 0)
        #expect(
            try contracts.audit().last
                == "contract.remove | 0312340001 | hikari, channels 1, additional numbers 0312340002 | - | operator")
        #expect(throws: ContractProblems.self) {
            try contracts.database.writeAndWait { try ContractsStore.remove(number, at: now, $0) }
        }
        try contracts.add("0312340002")
    }

    @Test func `a contract is found by any of its numbers`() throws {
        try contracts.add("0312340001", additional: ["0312340002"])
        for digits in ["0312340001", "0312340002"] {
            let number = try #require(PhoneNumber(digits))
            let found = try contracts.database.read { try ContractsStore.contract(of: number, $0) }
            #expect(found?.number.digits == "0312340001")
        }
        let nobody = try #require(PhoneNumber("0312340003"))
        #expect(try contracts.database.read { try ContractsStore.contract(of: nobody, $0) } == nil)
    }
}
