package import SQLite
import Shell
package import Telephony

/// 監視用電話番号: the number of a contract that test calls ring (OPS-1).
extension ContractsStore {
    /// Nil for none.
    package static func monitorNumber(of contract: Int, _ database: Connection) throws -> PhoneNumber? {
        try database.first("SELECT monitor_number FROM contract WHERE id = ?1", contract) { row in
            try row.optionalNumber(0)
        } ?? nil
    }

    /// Sets it, or takes it away with nil. Throws `ContractProblems`. Returns whether anything has changed.
    @discardableResult
    package static func setMonitorNumber(
        _ number: PhoneNumber?, of contract: PhoneNumber, at now: Moment, _ database: Connection
    ) throws -> Bool {
        guard let stored = try find(contract, database) else {
            throw ContractProblems(all: [.contractUnknown(contract)])
        }
        if let number {
            guard try owners(of: [number], database)[number] == contract else {
                throw ContractProblems(all: [.notOfContract(number, contract)])
            }
            // FWD-3: its calls must ring.
            if try hasDestination(number, of: stored.id, database) {
                throw ContractProblems(all: [.hasDestination(number)])
            }
        }
        guard stored.monitorNumber != number else { return false }
        try database.run("UPDATE contract SET monitor_number = ?2 WHERE id = ?1", stored.id, number)
        try Actor.operator(contract: stored.id, at: now).audit(
            number == nil ? "monitor.remove" : "monitor.set", subject: "monitor number",
            before: stored.monitorNumber?.digits, after: number?.digits, database)
        return true
    }

    static func hasDestination(
        _ number: PhoneNumber, of contract: Int, _ database: Connection
    ) throws -> Bool {
        try database.exists(
            """
            SELECT 1 FROM bulk_forwarding_destination WHERE contract_id = ?1 AND number = ?2 AND destination IS NOT NULL
            """, contract, number)
    }
}
