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
        _ number: PhoneNumber?, of contract: PhoneNumber, uses: NumberUses, at now: Moment, _ database: Connection
    ) throws -> Bool {
        guard let stored = try find(contract, database) else {
            throw ContractProblems(all: [.contractUnknown(contract)])
        }
        if let number {
            guard try owners(of: [number], database)[number] == contract else {
                throw ContractProblems(all: [.notOfContract(number, contract)])
            }
            if let problem = try forwardingProblem(ofMonitor: number, of: stored.id, uses, database) {
                throw ContractProblems(all: [problem])
            }
        }
        guard stored.monitorNumber != number else { return false }
        try database.run("UPDATE contract SET monitor_number = ?2 WHERE id = ?1", stored.id, number)
        try Actor.operator(contract: stored.id, at: now).audit(
            number == nil ? "monitor.remove" : "monitor.set", subject: "monitor number",
            before: stored.monitorNumber?.digits, after: number?.digits, database)
        return true
    }

    /// FWD-3, FWD-13: test calls to it must ring, and nobody's calls be forwarded to it.
    static func forwardingProblem(
        ofMonitor number: PhoneNumber, of contract: Int, _ uses: NumberUses, _ database: Connection
    ) throws -> ContractProblem? {
        if try uses.destination(number, contract, database) != nil { return .hasDestination(number) }
        return try uses.source(number, contract, database).map { .isDestination(number, of: $0) }
    }
}
