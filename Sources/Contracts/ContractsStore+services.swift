package import SQLite
import Shell
package import Telephony

/// Which services a contract and its numbers have, and giving and taking them (OPS-1).
extension ContractsStore {
    /// As the audit trail has it instead of a number.
    static let everyNumber = "every number"

    /// A wish about services.
    package struct ServiceChange: Sendable {
        package enum Whose: Sendable {
            /// Numbers of one contract, each for itself.
            case numbers([PhoneNumber])
            /// Every number of that contract, those added later too.
            case everyNumber(of: PhoneNumber)
        }

        let services: [ContractService]
        let whose: Whose
        let adds: Bool

        package init(_ services: Set<ContractService>, of whose: Whose, adds: Bool) {
            self.services = ContractService.allCases.filter(services.contains)
            self.whose = whose
            self.adds = adds
        }
    }

    /// Whether the number itself has the service: for itself, or because every number of the contract has it.
    package static func has(
        _ service: ContractService, _ number: PhoneNumber, of contract: Int, _ database: Connection
    ) throws -> Bool {
        try database.exists(
            """
            SELECT 1 FROM phone_number p JOIN service s ON s.contract_id = p.contract_id AND s.name = ?3
            WHERE p.contract_id = ?1 AND p.number = ?2 AND s.number IN ('', ?2)
            """, contract, number, service)
    }

    /// The numbers that have the service, the contract number first.
    /// - Parameter part: digits that the numbers must contain; "" for all.
    package static func numbers(
        with service: ContractService, of contract: Int, containing part: String = "", offset: Int = 0,
        limit: Int = .max, _ database: Connection
    ) throws -> [PhoneNumber] {
        try database.query(
            """
            SELECT p.number FROM phone_number p JOIN contract c ON c.id = p.contract_id
            WHERE p.contract_id = ?1 AND p.number LIKE '%' || ?3 || '%' AND EXISTS (
                SELECT 1 FROM service s
                WHERE s.contract_id = ?1 AND s.name = ?2 AND s.number IN ('', p.number))
            ORDER BY p.number <> c.number, p.number LIMIT ?4 OFFSET ?5
            """, contract, service, part, limit, offset
        ) { try $0.number(0) }
    }

    package static func countOfNumbers(
        with service: ContractService, of contract: Int, containing part: String = "", _ database: Connection
    ) throws -> Int {
        try database.first(
            """
            SELECT count(*) FROM phone_number p
            WHERE p.contract_id = ?1 AND p.number LIKE '%' || ?3 || '%' AND EXISTS (
                SELECT 1 FROM service s
                WHERE s.contract_id = ?1 AND s.name = ?2 AND s.number IN ('', p.number))
            """, contract, service, part
        ) { $0.integer(0) } ?? 0
    }

    /// Which numbers have services of their own, for reports and files.
    package static func servicesOfNumbers(
        of contract: Int, _ database: Connection
    ) throws -> [ContractService: [PhoneNumber]] {
        var found: [ContractService: [PhoneNumber]] = [:]
        try database.forEach(
            "SELECT name, number FROM service WHERE contract_id = ?1 AND number <> '' ORDER BY name, number", contract
        ) { row in found[try row.value(0), default: []].append(try row.number(1)) }
        return found
    }

    /// All of it, or nothing. Throws `ContractProblems`. Returns how many services have come or gone, each number's counted.
    package static func change(
        _ change: ServiceChange, uses: NumberUses, at now: Moment, _ database: Connection
    ) throws -> Int {
        switch change.whose {
        case .everyNumber(let number):
            guard let contract = try find(number, database) else {
                throw ContractProblems(all: [.contractUnknown(number)])
            }
            if !change.adds, change.services.contains(.bulkForwarding), try uses.isForwarding(contract.id, database) {
                throw ContractProblems(all: [.isForwarding(number)])
            }
            return try carryOut(change.services, adds: change.adds, for: nil, of: contract, at: now, database)
        case .numbers(let numbers):
            let contract = try contract(ofAll: numbers, database)
            return try Set(numbers).sorted().reduce(0) { count, number in
                try count + Self.change(change, of: number, contract, uses, at: now, database)
            }
        }
    }

    /// What numbers of a contract have for themselves, added to what they have.
    static func give(
        _ services: [ContractService: [PhoneNumber]], in contract: PhoneNumber, at now: Moment,
        _ database: Connection
    ) throws {
        guard !services.isEmpty, let stored = try find(contract, database) else { return }
        let owners = try owners(of: services.values.flatMap { $0 }, database)
        for service in ContractService.allCases {
            for number in services[service] ?? [] {
                guard owners[number] == contract else {
                    throw ContractProblems(all: [.notOfContract(number, contract)])
                }
                _ = try carryOut([service], adds: true, for: number, of: stored, at: now, database)
            }
        }
    }

    private static func contract(ofAll numbers: [PhoneNumber], _ database: Connection) throws -> Contract {
        let owners = try owners(of: numbers, database)
        if let unknown = numbers.first(where: { owners[$0] == nil }) {
            throw ContractProblems(all: [.numberUnknown(unknown)])
        }
        guard let owner = numbers.first.flatMap({ owners[$0] }), let contract = try find(owner, database) else {
            throw ContractProblems(all: [])
        }
        if let other = numbers.first(where: { owners[$0] != owner }) {
            throw ContractProblems(all: [.notOfContract(other, owner)])
        }
        return contract
    }

    private static func change(
        _ change: ServiceChange, of number: PhoneNumber, _ contract: Contract, _ uses: NumberUses, at now: Moment,
        _ database: Connection
    ) throws -> Int {
        let (own, ofContract) = (change.services.filter(\.isOfNumber), change.services.filter { !$0.isOfNumber })
        if let service = ofContract.first, number != contract.number {
            throw ContractProblems(all: [.serviceOfContract(service, contract.number)])
        }
        if !change.adds, let service = own.first(where: contract.services.contains) {
            throw ContractProblems(all: [.serviceOfEveryNumber(service, contract.number)])
        }
        var count = try carryOut(own, adds: change.adds, for: number, of: contract, at: now, database)
        guard !ofContract.isEmpty else { return count }
        let whole = ServiceChange(Set(ofContract), of: .everyNumber(of: contract.number), adds: change.adds)
        count += try Self.change(whole, uses: uses, at: now, database)
        return count
    }

    /// - Parameter number: nil for the whole contract.
    private static func carryOut(
        _ services: [ContractService], adds: Bool, for number: PhoneNumber?, of contract: Contract, at now: Moment,
        _ database: Connection
    ) throws -> Int {
        let changed = try services.filter { service in
            if adds {
                return try database.run(
                    "INSERT INTO service (contract_id, number, name) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
                    contract.id, number?.digits ?? "", service) > 0
            }
            return try database.run(
                "DELETE FROM service WHERE contract_id = ?1 AND number = ?2 AND name = ?3", contract.id,
                number?.digits ?? "", service) > 0
        }
        guard !changed.isEmpty else { return 0 }
        let isWhole = number == nil && changed.contains(where: \.isOfNumber)
        let words = changed.map(\.operatorWord).joined(separator: " ")
        try Actor.operator(contract: contract.id, at: now).audit(
            adds ? "service.add" : "service.remove",
            subject: isWhole ? everyNumber : (number ?? contract.number).digits, before: adds ? nil : words,
            after: adds ? words : nil, database)
        return changed.count
    }
}
