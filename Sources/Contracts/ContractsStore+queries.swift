package import SQLite
package import Telephony

/// What is asked about contracts.
extension ContractsStore {
    /// The contract with this contract number.
    package static func find(_ number: PhoneNumber, _ database: Connection) throws -> Contract? {
        let services: [ContractService] = try database.query(
            """
            SELECT v.name FROM service v JOIN contract c ON c.id = v.contract_id WHERE c.number = ?1 AND v.number = ''
            """, number
        ) { try $0.value(0) }
        return try database.first(
            """
            SELECT c.id, c.number, c.kind, c.name, c.channels, c.authentication_unit, c.monitor_number, c.is_specimen,
                   c.created_at, (SELECT count(*) FROM phone_number p WHERE p.contract_id = c.id)
            FROM contract c WHERE c.number = ?1
            """, number
        ) { try contract($0, services) }
    }

    package static func find(id: Int, _ database: Connection) throws -> Contract? {
        let number = try database.first("SELECT number FROM contract WHERE id = ?1", id) { try $0.number(0) }
        return try number.flatMap { try find($0, database) }
    }

    /// Whether the contract as a whole has that service.
    package static func has(_ service: ContractService, _ contract: Int, _ database: Connection) throws -> Bool {
        try database.exists(
            "SELECT 1 FROM service WHERE contract_id = ?1 AND number = '' AND name = ?2", contract, service)
    }

    /// The contract that a number, contract number or additional, belongs to.
    package static func contract(of number: PhoneNumber, _ database: Connection) throws -> Contract? {
        let owner = try owners(of: [number], database)[number]
        return try owner.flatMap { try find($0, database) }
    }

    /// All numbers of contracts from the one to the other.
    package static func numbers(within range: ClosedRange<PhoneNumber>, _ database: Connection) throws -> [PhoneNumber]
    {
        try database.query(
            "SELECT number FROM phone_number WHERE number >= ?1 AND number <= ?2 ORDER BY number", range.lowerBound,
            range.upperBound
        ) { try $0.number(0) }
    }

    /// Every contract, by contract number.
    package static func all(_ database: Connection) throws -> [Contract] {
        var services: [Int: [ContractService]] = [:]
        try database.forEach("SELECT contract_id, name FROM service WHERE number = ''") { row in
            services[row.integer(0), default: []].append(try row.value(1))
        }
        return try database.query(
            """
            SELECT c.id, c.number, c.kind, c.name, c.channels, c.authentication_unit, c.monitor_number, c.is_specimen,
                   c.created_at, (SELECT count(*) FROM phone_number p WHERE p.contract_id = c.id)
            FROM contract c ORDER BY c.number
            """
        ) { try contract($0, services[$0.integer(0), default: []]) }
    }

    /// The additional numbers of a contract, ascending.
    package static func additionalNumbers(of contract: Contract, _ database: Connection) throws -> [PhoneNumber] {
        try database.query(
            "SELECT number FROM phone_number WHERE contract_id = ?1 AND number <> ?2 ORDER BY number",
            contract.id, contract.number
        ) { try $0.number(0) }
    }

    /// The contract numbers of those of `numbers` that belong to a contract.
    static func owners(
        of numbers: [PhoneNumber], _ database: Connection
    ) throws -> [PhoneNumber: PhoneNumber] {
        var owners: [PhoneNumber: PhoneNumber] = [:]
        try database.forEach(
            """
            SELECT p.number, c.number FROM list(?1) AS l
            JOIN phone_number p ON p.number = l.value JOIN contract c ON c.id = p.contract_id
            """, List(numbers)
        ) { owners[try $0.number(0)] = try $0.number(1) }
        return owners
    }

    private static func contract(_ row: Row, _ services: [ContractService]) throws -> Contract {
        Contract(
            id: row.integer(0), number: try row.number(1), kind: try row.value(2), name: row.text(3),
            channels: row.integer(4), services: ContractService.allCases.filter(services.contains),
            unit: try row.optionalValue(5), monitorNumber: try row.optionalNumber(6), isSpecimen: row.flag(7),
            createdAt: try row.moment(8), additionalNumberCount: row.integer(9) - 1)
    }
}
