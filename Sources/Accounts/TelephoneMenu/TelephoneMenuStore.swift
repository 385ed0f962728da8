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
            """, caller.digits
        ) { row -> (Int, PhoneNumber?, AuthenticationUnit?) in
            (
                row.integer(0), PhoneNumber(row.text(1)),
                row.optionalText(2).flatMap(AuthenticationUnit.init(rawValue:))
            )
        }
        guard case (let contract, let number?, let unit)? = found else { return nil }
        let numbers = try database.query(
            "SELECT number FROM phone_number WHERE contract_id = ?1", contract
        ) { PhoneNumber($0.text(0)) }
        return TelephoneMenu.Facts(
            contract: contract, contractNumber: number, numbers: Set(numbers.compactMap { $0 }), unit: unit,
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
            facts.numbers.contains(order.caller), (facts.unitInForce ?? order.target.unit) == order.target.unit
        else { return false }
        let setsUnit = facts.unit != order.target.unit
        if setsUnit { try setUnit(order, before: facts.unit, at: now, database) }
        try CredentialStore.set(hash, .temporary, of: order.target.number, at: now, database)
        try AuditStore.write(
            AuditEntry(
                at: now, contract: order.contract, number: order.caller, client: "telephone",
                event: "telephone-menu.temporary-password", subject: order.target.number.digits), database)
        try notice(of: order, setsUnit: setsUnit, at: now).write(mails, database)
        return true
    }

    /// Who has the telephone may not be who has the password: its owner hears of it.
    private static func notice(of order: TelephoneMenu.Order, setsUnit: Bool, at now: Moment) -> SecurityNotice {
        SecurityNotice(
            kind: "security.temporary-password", happening: "電話で仮パスワードが設定されました",
            details: ["仮パスワードを設定した電話：\(order.caller.display)"]
                + (setsUnit ? ["認証単位：\(order.target.unit.name)"] : [])
                + ["仮パスワードでログインするまでは、これまでのパスワードも使えます。"],
            number: order.target.number, contract: order.contract, client: "telephone", at: now)
    }

    private static func setUnit(
        _ order: TelephoneMenu.Order, before: AuthenticationUnit?, at now: Moment, _ database: Connection
    ) throws {
        let unit = order.target.unit
        try database.run(
            "UPDATE contract SET authentication_unit = ?2 WHERE id = ?1", order.contract, unit.rawValue)
        // AUTH-10: rights were given by the unit before.
        try SessionStore.endAll(ofContract: order.contract, database)
        try AuditStore.write(
            AuditEntry(
                at: now, contract: order.contract, number: order.caller, client: "telephone",
                event: "telephone-menu.unit", before: before?.name, after: unit.name), database)
    }
}
