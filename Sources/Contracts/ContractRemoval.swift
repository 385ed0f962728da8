package import SQLite
import Shell
package import Telephony

/// Taking contracts and numbers away, with all that hangs on them (OPS-1). Only the audit trail stays.
extension ContractsStore {
    /// Removes a contract with its numbers, passwords, sessions and destinations. Throws `ContractFaults`.
    package static func remove(_ number: PhoneNumber, at now: Moment, _ database: Connection) throws {
        guard let contract = try find(number, database) else {
            throw ContractFaults(all: [.contractUnknown(number)])
        }
        let numbers = try additionalNumbers(of: contract, database)
        try database.run("DELETE FROM contract WHERE id = ?1", contract.id)
        try audit(
            "contract.remove", of: contract.id, subject: number.digits,
            before: """
                \(contract.kind.operatorWord), channels \(contract.channels), additional numbers \
                \(ContractNumberList.text(of: numbers))
                """, at: now, database)
    }

    /// Removes additional numbers with their passwords, sessions and destinations; all of them or none. Throws
    /// `ContractFaults`.
    package static func removeNumbers(_ numbers: [PhoneNumber], at now: Moment, _ database: Connection) throws {
        let owners = try owners(of: numbers, database)
        let faults: [ContractFault] = numbers.compactMap { number in
            guard let owner = owners[number] else { return .numberUnknown(number) }
            return owner == number ? .contractNumberStays(number) : nil
        }
        guard faults.isEmpty else { throw ContractFaults(all: Array(faults.prefix(10))) }
        for number in Set(numbers).sorted() { try removeNumber(number, at: now, database) }
    }

    private static func removeNumber(_ number: PhoneNumber, at now: Moment, _ database: Connection) throws {
        guard
            let (contract, destination) = try database.first(
                """
                SELECT p.contract_id, d.destination FROM phone_number p
                LEFT JOIN bulk_forwarding_destination d ON d.contract_id = p.contract_id AND d.number = p.number
                WHERE p.number = ?1
                """, number.digits, row: { ($0.integer(0), $0.optionalText(1)) })
        else { throw ContractFaults(all: [.numberUnknown(number)]) }
        try database.run("DELETE FROM service WHERE contract_id = ?1 AND number = ?2", contract, number.digits)
        let wasMonitor = try database.run(
            "UPDATE contract SET monitor_number = NULL WHERE id = ?1 AND monitor_number = ?2", contract, number.digits)
        try database.run("DELETE FROM phone_number WHERE number = ?1", number.digits)
        try audit(
            "number.remove", of: contract, subject: number.digits, before: destination.map { "forwarded to \($0)" },
            at: now, database)
        if wasMonitor > 0 {
            try audit(
                "monitor.remove", of: contract, subject: "monitor number", before: number.digits, at: now, database)
        }
    }
}
