package import SQLite
package import Telephony

/// What is asked about contracts.
extension ContractsStore {
    /// The contract with this contract number.
    package static func find(_ number: PhoneNumber, _ database: Connection) throws -> Contract? {
        try database.first(
            """
            SELECT c.id, c.number, c.kind, c.name, c.channels, c.authentication_unit, c.monitor_number, c.is_specimen,
                   c.created_at, (SELECT count(*) FROM phone_number p WHERE p.contract_id = c.id),
                   (SELECT group_concat(v.name) FROM service v WHERE v.contract_id = c.id AND v.number = '')
            FROM contract c WHERE c.number = ?1
            """, number.digits, row: contract) ?? nil
    }

    /// The contract that a number, contract number or additional, belongs to.
    package static func contract(of number: PhoneNumber, _ database: Connection) throws -> Contract? {
        let owner = try owners(of: [number], database)[number]
        return try owner.flatMap { try find($0, database) }
    }

    /// Every contract, by contract number.
    package static func all(_ database: Connection) throws -> [Contract] {
        try database.query(
            """
            SELECT c.id, c.number, c.kind, c.name, c.channels, c.authentication_unit, c.monitor_number, c.is_specimen,
                   c.created_at, (SELECT count(*) FROM phone_number p WHERE p.contract_id = c.id),
                   (SELECT group_concat(v.name) FROM service v WHERE v.contract_id = c.id AND v.number = '')
            FROM contract c ORDER BY c.number
            """, row: contract
        ).compactMap(\.self)
    }

    /// The additional numbers of a contract, ascending.
    package static func additionalNumbers(of contract: Contract, _ database: Connection) throws -> [PhoneNumber] {
        try database.query(
            "SELECT number FROM phone_number WHERE contract_id = ?1 AND number <> ?2 ORDER BY number",
            contract.id, contract.number.digits
        ) { PhoneNumber($0.text(0)) }.compactMap(\.self)
    }

    /// The contract numbers of those of `numbers` that belong to a contract.
    static func owners(
        of numbers: [PhoneNumber], _ database: Connection
    ) throws -> [PhoneNumber: PhoneNumber] {
        var owners: [PhoneNumber: PhoneNumber] = [:]
        try database.forEach(
            """
            SELECT p.number, c.number FROM json_each(?1) j
            JOIN phone_number p ON p.number = j.value JOIN contract c ON c.id = p.contract_id
            """, json(numbers)
        ) { row in
            if let number = PhoneNumber(row.text(0)), let owner = PhoneNumber(row.text(1)) { owners[number] = owner }
        }
        return owners
    }

    /// Nil for a row that only another program can have written.
    private static func contract(_ row: Row) -> Contract? {
        guard let number = PhoneNumber(row.text(1)), let kind = ContractKind(rawValue: row.text(2)) else { return nil }
        let services = Set((row.optionalText(10) ?? "").split(separator: ",").map(String.init))
        return Contract(
            id: row.integer(0), number: number, kind: kind, name: row.text(3), channels: row.integer(4),
            services: ContractService.allCases.filter { services.contains($0.rawValue) },
            unit: row.optionalText(5).flatMap(AuthenticationUnit.init(rawValue:)),
            monitorNumber: row.optionalText(6).flatMap { PhoneNumber($0) }, isSpecimen: row.flag(7),
            createdAt: Moment(milliseconds: Int64(row.integer(8))), additionalNumberCount: row.integer(9) - 1)
    }
}
