package import SQLite
import Shell
package import Telephony

/// All SQL about contracts and their numbers. Every change leaves its line in the audit trail, in the same transaction.
package enum ContractsStore {
    /// Stores a new contract; its number is one of its numbers. Throws `ContractProblems`.
    @discardableResult
    package static func add(_ draft: ContractDraft, at now: Moment, _ database: Connection) throws -> Int {
        if try find(draft.number, database) != nil { throw ContractProblems(all: [.contractExists(draft.number)]) }
        let taken = try owners(of: [draft.number] + draft.additionalNumbers, database)
        if !taken.isEmpty { throw ContractProblems.taken(taken) }
        let (id, kind, channels) = (try newID(database), draft.kind(after: nil), draft.channels(after: nil))
        try database.run(
            """
            INSERT INTO contract (id, number, kind, name, channels, monitor_number, is_specimen, created_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """, id, draft.number, kind, draft.name(after: nil), channels, draft.monitorNumber, draft.isSpecimen, now)
        try insert([draft.number] + draft.additionalNumbers, of: id, database)
        try insert(draft.services, of: id, database)
        try Actor.operator(contract: id, at: now).audit(
            "contract.add", subject: draft.number.digits,
            after: """
                \(kind.operatorWord), channels \(channels), additional numbers \
                \(ContractNumberList.text(of: draft.additionalNumbers))
                """, database)
        try give(draft.numberServices, in: draft.number, at: now, database)
        return id
    }

    /// One that no contract has had: the audit trail of a removed contract stays, and is nobody else's to read.
    private static func newID(_ database: Connection) throws -> Int {
        try database.first(
            """
            SELECT coalesce(max(id), 0) + 1
            FROM (SELECT max(id) AS id FROM contract UNION ALL SELECT max(contract_id) FROM audit) AS newest
            """
        ) { $0.integer(0) } ?? 1
    }

    /// Adds numbers to a contract; those it has already are passed over. Returns the new ones. Throws `ContractProblems`.
    @discardableResult
    package static func addNumbers(
        _ numbers: [PhoneNumber], to contract: Contract, at now: Moment, _ database: Connection
    ) throws -> [PhoneNumber] {
        let numbers = Set(numbers).sorted()
        let owners = try owners(of: numbers, database)
        let foreign = owners.filter { $0.value != contract.number }
        if !foreign.isEmpty { throw ContractProblems.taken(foreign) }
        let new = numbers.filter { owners[$0] == nil }
        var problems = Contracts.problems(ofAdditional: new, contractNumber: contract.number)
        let count = contract.additionalNumberCount + new.count
        if count > Contracts.additionalNumberLimit { problems = [.tooManyNumbers(count)] }
        guard problems.isEmpty else { throw ContractProblems(all: problems) }
        guard !new.isEmpty else { return [] }
        try insert(new, of: contract.id, database)
        try Actor.operator(contract: contract.id, at: now)
            .audit("number.add", subject: ContractNumberList.text(of: new), database)
        return new
    }

    /// Sets what the draft names; its services and numbers are added to those the contract has.
    static func change(
        _ contract: Contract, _ changes: [ContractChange], to draft: ContractDraft, at now: Moment,
        _ database: Connection
    ) throws {
        try database.run(
            "UPDATE contract SET kind = ?2, name = ?3, channels = ?4 WHERE id = ?1",
            contract.id, draft.kind(after: contract), draft.name(after: contract), draft.channels(after: contract))
        try insert(draft.services, of: contract.id, database)
        for change in changes {
            try Actor.operator(contract: contract.id, at: now).audit(
                "contract.change", subject: change.attribute, before: change.before, after: change.after, database)
        }
        try addNumbers(draft.additionalNumbers, to: contract, at: now, database)
        try give(draft.numberServices, in: contract.number, at: now, database)
    }

    /// Pages of the contract that are kept as they were drawn last are drawn anew: something that they show has changed.
    package static func raiseRevision(of contract: Int, _ database: Connection) throws {
        try database.run("UPDATE contract SET revision = revision + 1 WHERE id = ?1", contract)
    }

    private static func insert(_ numbers: [PhoneNumber], of contract: Int, _ database: Connection) throws {
        try database.run(
            "INSERT INTO phone_number (number, contract_id) SELECT value, ?1 FROM list(?2)", contract, List(numbers))
    }

    private static func insert(
        _ services: Set<ContractService>, of contract: Int, _ database: Connection
    ) throws {
        for service in services {
            try database.run(
                "INSERT INTO service (contract_id, number, name) VALUES (?1, '', ?2) ON CONFLICT DO NOTHING",
                contract, service)
        }
    }
}
