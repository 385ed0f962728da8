package import SQLite
package import Shell
package import Telephony

/// What the operator does about a contract's telephones and PIN (FWD-12).
package enum TelephonePINOperator {
    /// Nil for a number of no contract.
    package static func find(
        _ number: PhoneNumber, _ database: Connection
    ) throws -> (contract: PhoneNumber, pin: StoredTelephonePIN?)? {
        guard let contract = try TelephonePINStore.contract(of: number, database),
            let contractNumber = try TelephonePINStore.contractNumber(of: contract, database)
        else { return nil }
        return (contractNumber, try TelephonePINStore.find(contract, database))
    }

    /// The row of wrong entries is forgotten, and a PIN that it has voided serves again. False when it was not void.
    package static func unlock(
        _ number: PhoneNumber, at now: Moment, _ mails: MailTemplates, _ database: Connection
    ) throws -> Bool? {
        guard let contract = try TelephonePINStore.contract(of: number, database) else { return nil }
        guard let stored = try TelephonePINStore.find(contract, database), stored.voidedAt != nil else { return false }
        try TelephonePINStore.save(Credential(setAt: stored.setAt), of: contract, database)
        let actor = Actor.operator(contract: contract, at: now)
        try actor.audit("telephone-pin.unlocked", database)
        try TelephonePINHappening.unlocked.write(of: contract, by: actor, mails, database)
        return true
    }

    /// False when there was nothing to remove.
    package static func remove(
        _ number: PhoneNumber, at now: Moment, _ mails: MailTemplates, _ database: Connection
    ) throws -> Bool? {
        guard let contract = try TelephonePINStore.contract(of: number, database) else { return nil }
        guard try TelephonePINStore.find(contract, database) != nil else { return false }
        try TelephonePINStore.remove(of: contract, database)
        let actor = Actor.operator(contract: contract, at: now)
        try actor.audit("telephone-pin.removed", database)
        try TelephonePINHappening.removed.write(of: contract, by: actor, mails, database)
        return true
    }
}
