package import SQLite
import Shell
package import Telephony

/// Taking contracts and numbers away, with all that hangs on them (OPS-1). Only the audit trail stays.
extension ContractsStore {
    /// Removes a contract with its numbers, passwords, sessions and destinations. Throws `ContractProblems`.
    package static func remove(_ number: PhoneNumber, at now: Moment, _ database: Connection) throws {
        guard let contract = try find(number, database) else {
            throw ContractProblems(all: [.contractUnknown(number)])
        }
        let numbers = try additionalNumbers(of: contract, database)
        try PendingUploadStore.forget(ofTenant: contract.id, database)
        try database.run("DELETE FROM contract WHERE id = ?1", contract.id)
        try Actor.operator(contract: contract.id, at: now).audit(
            "contract.remove", subject: number.digits,
            before: """
                \(contract.kind.operatorWord), channels \(contract.channels), additional numbers \
                \(ContractNumberList.text(of: numbers))
                """, database)
    }

    /// Removes additional numbers with their passwords, sessions and destinations; all of them or none. Throws
    /// `ContractProblems`.
    package static func removeNumbers(
        _ numbers: [PhoneNumber], uses: NumberUses, at now: Moment, _ database: Connection
    ) throws {
        let owners = try owners(of: numbers, database)
        var problems: [ContractProblem] = []
        for number in numbers {
            if owners[number] == nil { problems.append(.numberUnknown(number)) }
            if owners[number] == number { problems.append(.contractNumberStays(number)) }
        }
        guard problems.isEmpty else {
            throw ContractProblems(all: Array(problems.prefix(ContractProblems.mostShown)))
        }
        for number in Set(numbers).sorted() { try removeNumber(number, uses, at: now, database) }
    }

    private static func removeNumber(
        _ number: PhoneNumber, _ uses: NumberUses, at now: Moment, _ database: Connection
    ) throws {
        let owner = try database.first("SELECT contract_id FROM phone_number WHERE number = ?1", number) {
            $0.integer(0)
        }
        guard let contract = owner else { throw ContractProblems(all: [.numberUnknown(number)]) }
        let destination = try uses.destination(number, contract, database)
        try database.run("DELETE FROM service WHERE contract_id = ?1 AND number = ?2", contract, number)
        let wasMonitor = try database.run(
            "UPDATE contract SET monitor_number = NULL WHERE id = ?1 AND monitor_number = ?2", contract, number)
        try database.run("DELETE FROM phone_number WHERE number = ?1", number)
        try PendingUploadStore.forget(ofAccount: number.digits, of: contract, database)
        let actor = Actor.operator(contract: contract, at: now)
        try actor.audit(
            "number.remove", subject: number.digits, before: destination.map { "forwarded to \($0)" }, database)
        if wasMonitor > 0 {
            try actor.audit("monitor.remove", subject: "monitor number", before: number.digits, database)
        }
    }
}
