package import Exchange
package import SQLite
import Telephony

/// All SQL about オフィスリンククラウド接続機能 of contracts, and of orders that begin or end it.
package enum OfficeLinkStore {
    /// Nil where the contract has none.
    package static func find(_ code: ContractCode, _ database: Connection) throws -> OfficeLink? {
        let numbers = Set(try numbers(of: code, database))
        return try database.first("SELECT contractor, agreed_on FROM smart_pbx_office_link WHERE code = ?1", code) {
            OfficeLink(try consent($0), numbers: numbers)
        }
    }

    package static func isThere(_ code: ContractCode, _ database: Connection) throws -> Bool {
        try database.exists("SELECT 1 FROM smart_pbx_office_link WHERE code = ?1", code)
    }

    // MARK: オフィスリンク内線番号

    package static func numbers(of code: ContractCode, _ database: Connection) throws -> [OfficeLinkNumber] {
        try database.query(
            "SELECT digits FROM smart_pbx_office_link_number WHERE code = ?1 ORDER BY digits", code
        ) { OfficeLinkNumber(digits: $0.text(0)) }
    }

    package static func has(
        _ number: OfficeLinkNumber, of code: ContractCode, _ database: Connection
    ) throws -> Bool {
        try database.exists(
            "SELECT 1 FROM smart_pbx_office_link_number WHERE code = ?1 AND digits = ?2", code, number.digits)
    }

    /// As tables that name it have it; nil where the contract has it not.
    static func id(
        of number: OfficeLinkNumber, in code: ContractCode, _ database: Connection
    ) throws -> Int? {
        try database.first(
            "SELECT id FROM smart_pbx_office_link_number WHERE code = ?1 AND digits = ?2", code, number.digits
        ) { $0.integer(0) }
    }

    package static func add(
        _ numbers: some Sequence<OfficeLinkNumber>, to code: ContractCode, _ database: Connection
    ) throws {
        for number in numbers {
            try database.run(
                "INSERT INTO smart_pbx_office_link_number (code, digits) VALUES (?1, ?2)", code, number.digits)
        }
    }

    static func remove(
        _ numbers: some Sequence<OfficeLinkNumber>, from code: ContractCode, _ database: Connection
    ) throws {
        try database.run(
            "DELETE FROM smart_pbx_office_link_number WHERE code = ?1 AND digits IN list(?2)", code,
            List(numbers.map(\.digits)))
    }

    /// Those contracts that have it.
    static func codes(_ database: Connection) throws -> Set<ContractCode> {
        Set(try database.query("SELECT code FROM smart_pbx_office_link") { try $0.value(0) })
    }

    // MARK: Of orders

    static func keep(_ consent: OfficeLink.Consent, of order: OrderNumber, _ database: Connection) throws {
        try database.run(
            "INSERT INTO smart_pbx_order_office_link (order_number, contractor, agreed_on) VALUES (?1, ?2, ?3)", order,
            consent.contractor, consent.day)
    }

    /// What the order begins or ends with; nil for other orders.
    static func ordered(_ order: OrderNumber, _ database: Connection) throws -> OfficeLink.Consent? {
        try database.first(
            "SELECT contractor, agreed_on FROM smart_pbx_order_office_link WHERE order_number = ?1", order, row: consent
        )
    }

    private static func consent(_ row: Row) throws -> OfficeLink.Consent {
        OfficeLink.Consent(row.text(0), on: try row.value(1))
    }

    // MARK: What was ordered becomes true

    static func begin(_ code: ContractCode, by order: OrderNumber, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO smart_pbx_office_link (code, contractor, agreed_on)
            SELECT ?1, contractor, agreed_on FROM smart_pbx_order_office_link WHERE order_number = ?2
            """, code, order)
    }

    /// What hangs on it goes with it.
    static func end(_ code: ContractCode, _ database: Connection) throws {
        try database.run("DELETE FROM smart_pbx_office_link WHERE code = ?1", code)
    }
}
