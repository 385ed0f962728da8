import Crypto
import SQLite
import Shell
import Telephony

/// All SQL of the telephone menu.
enum TelephoneMenuStore {
    /// What the menu must know of the caller's contract; nil when the number belongs to none.
    package static func facts(of caller: PhoneNumber, _ database: Connection) throws -> TelephoneMenu.Facts? {
        let found = try database.first(
            """
            SELECT c.id, c.number, c.authentication_unit
            FROM phone_number n JOIN contract c ON c.id = n.contract_id WHERE n.number = ?1
            """, caller
        ) { ($0.integer(0), try $0.number(1), try $0.optionalValue(2, as: AuthenticationUnit.self)) }
        guard let (contract, number, unit) = found else { return nil }
        let numbers = try database.query(
            "SELECT number FROM phone_number WHERE contract_id = ?1", contract
        ) { try $0.number(0) }
        return TelephoneMenu.Facts(
            contract: contract, contractNumber: number, numbers: Set(numbers), unit: unit,
            hasRegularPassword: try hasRegularPassword(contract, database))
    }

    private static func hasRegularPassword(_ contract: Int, _ database: Connection) throws -> Bool {
        try database.exists(
            """
            SELECT 1 FROM phone_number n JOIN credential c ON c.number = n.number AND c.kind = 'regular'
            WHERE n.contract_id = ?1 LIMIT 1
            """, contract)
    }

    /// Stores the temporary password, and the unit where the contract has no regular password yet, in the caller's
    /// transaction. False, and nothing changed, when the contract has meanwhile become another one than the menu was told.
    static func store(
        _ order: TelephoneMenu.Order, hash: PasswordHash, at now: Moment, mails: MailTemplates, _ database: Connection
    ) throws -> Bool {
        guard let facts = try facts(of: order.target.number, database), facts.contract == order.contract,
            facts.numbers.contains(order.caller), facts.unit(against: order.target.unit) == nil
        else { return false }
        let actor = Actor.telephone(order.caller, contract: order.contract, at: now)
        let (unit, setsUnit) = (order.target.unit, facts.unit != order.target.unit)
        if setsUnit {
            try AuthenticationUnitStore.setUnit(unit, of: order.contract, database)
            // AUTH-10: rights were given by the unit before.
            try SessionStore.endAll(ofContract: order.contract, database)
            try actor.audit(
                "telephone-menu.unit", before: facts.unit?.name(in: mails.language),
                after: unit.name(in: mails.language), database)
        }
        try CredentialStore.set(hash, .temporary, of: order.target.number, at: now, database)
        try actor.audit("telephone-menu.temporary-password", subject: order.target.number.digits, database)
        let happening = TelephoneMenu.Happening(order: order, setsUnit: setsUnit)
        try SecurityNotice(happening, of: order.target.number, by: actor).write(mails, database)
        return true
    }
}
