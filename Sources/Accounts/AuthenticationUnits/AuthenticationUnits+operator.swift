import Contracts
package import SQLite
package import Shell
package import Telephony

/// `hikari unit set`: the operator's way, who enters no password.
extension AuthenticationUnits {
    package struct Unchanged: Error, Equatable {
        package let unit: AuthenticationUnit
    }

    /// Puts another unit in force. Nobody is given a password that was another number's; to 回線単位 only the contract number's
    /// stays. Every session of the contract ends. Returns what was in force before. Throws `ContractProblems`, or `Unchanged`.
    @discardableResult
    package static func set(
        _ unit: AuthenticationUnit, of contractNumber: PhoneNumber, at now: Moment, _ mails: MailTemplates,
        _ database: Connection
    ) throws -> AuthenticationUnit? {
        guard let contract = try ContractsStore.find(contractNumber, database),
            let facts = try AuthenticationUnitStore.facts(of: contract.id, at: now, database)
        else { throw ContractProblems(all: [.contractUnknown(contractNumber)]) }
        if facts.unit == unit { throw Unchanged(unit: unit) }
        // A contract that nobody has signed in to yet has no passwords to keep.
        let change = AuthenticationUnitChange(from: facts.unit ?? unit.anotherOne, to: unit)
        guard let change else { throw Unchanged(unit: unit) }
        let transition = AuthenticationUnitTransition(
            change: change, from: facts.unit, facts: facts,
            actor: .operator(contract: contract.id, at: now))
        try transition.write(sparing: nil, mails, database)
        return facts.unit
    }
}

extension AuthenticationUnit {
    fileprivate var anotherOne: AuthenticationUnit {
        switch self {
        case .line: .number
        case .number, .administratorAndUser: .line
        }
    }
}
