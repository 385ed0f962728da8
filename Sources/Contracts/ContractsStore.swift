package import SQLite
import Shell
package import Telephony

/// All SQL about contracts and their numbers. Every change leaves its line in the audit trail, in the same transaction.
package enum ContractsStore {
    /// Stores a new contract; its number is one of its numbers. Throws `ContractFaults`.
    @discardableResult
    package static func add(_ draft: ContractDraft, at now: Moment, _ database: Connection) throws -> Int {
        if try find(draft.number, database) != nil { throw ContractFaults(all: [.contractExists(draft.number)]) }
        let taken = try owners(of: [draft.number] + draft.additionalNumbers, database)
        if !taken.isEmpty { throw ContractFaults.taken(taken) }
        let kind = draft.kind ?? Contracts.defaultKind
        let channels = draft.channels ?? Contracts.defaultChannels
        try database.run(
            """
            INSERT INTO contract (id, number, kind, name, channels, monitor_number, is_specimen, created_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """, try newID(database), draft.number.digits, kind.rawValue, draft.name ?? "", channels,
            draft.monitorNumber?.digits,
            draft.isSpecimen, now.milliseconds)
        let id = database.lastInsertedID
        try insert([draft.number] + draft.additionalNumbers, of: id, database)
        try insert(draft.services, of: id, database)
        try audit(
            "contract.add", of: id, subject: draft.number.digits,
            after: """
                \(kind.operatorWord), channels \(channels), additional numbers \
                \(ContractNumberList.text(of: draft.additionalNumbers))
                """, at: now, database)
        return id
    }

    /// One that no contract has had: the audit trail of a removed contract stays, and is nobody else's to read.
    private static func newID(_ database: Connection) throws -> Int {
        try database.first(
            """
            SELECT max(coalesce((SELECT max(id) FROM contract), 0), coalesce((SELECT max(contract_id) FROM audit), 0)) + 1
            """
        ) { $0.integer(0) } ?? 1
    }

    /// Adds numbers to a contract; those it has already are passed over. Returns the new ones. Throws `ContractFaults`.
    @discardableResult
    package static func addNumbers(
        _ numbers: [PhoneNumber], to contract: Contract, at now: Moment, _ database: Connection
    ) throws -> [PhoneNumber] {
        let numbers = Set(numbers).sorted()
        let owners = try owners(of: numbers, database)
        let foreign = owners.filter { $0.value != contract.number }
        if !foreign.isEmpty { throw ContractFaults.taken(foreign) }
        let new = numbers.filter { owners[$0] == nil }
        var faults = Contracts.faults(ofAdditional: new, contractNumber: contract.number)
        let count = contract.additionalNumberCount + new.count
        if count > Contracts.additionalNumberLimit { faults = [.tooManyNumbers(count)] }
        guard faults.isEmpty else { throw ContractFaults(all: faults) }
        guard !new.isEmpty else { return [] }
        try insert(new, of: contract.id, database)
        try audit(
            "number.add", of: contract.id, subject: ContractNumberList.text(of: new), at: now, database)
        return new
    }

    /// Sets what the draft names; its services and numbers are added to those the contract has.
    static func change(
        _ contract: Contract, _ changes: [ContractChange], to draft: ContractDraft, at now: Moment,
        _ database: Connection
    ) throws {
        try database.run(
            "UPDATE contract SET kind = ?2, name = ?3, channels = ?4 WHERE id = ?1",
            contract.id, (draft.kind ?? contract.kind).rawValue, draft.name ?? contract.name,
            draft.channels ?? contract.channels)
        try insert(draft.services, of: contract.id, database)
        for change in changes {
            try audit(
                "contract.change", of: contract.id, subject: change.attribute, before: change.before,
                after: change.after, at: now, database)
        }
        try addNumbers(draft.additionalNumbers, to: contract, at: now, database)
    }

    private static func insert(_ numbers: [PhoneNumber], of contract: Int, _ database: Connection) throws {
        try database.run(
            "INSERT INTO phone_number (number, contract_id) SELECT value, ?1 FROM json_each(?2)",
            contract, json(numbers))
    }

    private static func insert(
        _ services: Set<ContractService>, of contract: Int, _ database: Connection
    ) throws {
        for service in services {
            try database.run(
                "INSERT OR IGNORE INTO service (contract_id, number, name) VALUES (?1, '', ?2)",
                contract, service.rawValue)
        }
    }

    /// A line of the audit trail by the operator.
    static func audit(
        _ event: AuditEvent, of contract: Int, subject: String, before: String? = nil, after: String? = nil,
        at now: Moment, _ database: Connection
    ) throws {
        try AuditStore.write(
            AuditEntry(
                at: now, contract: contract, number: nil, client: "operator", event: event, subject: subject,
                before: before, after: after), database)
    }

    /// A list of numbers for one `?`.
    package static func json(_ numbers: some Collection<PhoneNumber>) -> String {
        "[" + numbers.map { "\"\($0.digits)\"" }.joined(separator: ",") + "]"
    }
}

extension ContractFaults {
    /// The first few numbers that others have.
    static func taken(_ owners: [PhoneNumber: PhoneNumber]) -> ContractFaults {
        ContractFaults(
            all: owners.keys.sorted().prefix(10).compactMap { number in
                owners[number].map { .numberTaken(number, by: $0) }
            })
    }
}
