package import Exchange
package import SQLite
import Telephony

/// All SQL about contracts with an order on paper.
package enum OrderHoldStore {
    package static func set(_ hold: OrderHold, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO ordering_hold (contract, until, reason) VALUES (?1, ?2, ?3)
            ON CONFLICT (contract) DO UPDATE SET until = excluded.until, reason = excluded.reason
            """, hold.contract, hold.until, hold.reason)
    }

    package static func remove(_ contract: ContractCode, _ database: Connection) throws -> Bool {
        try database.run("DELETE FROM ordering_hold WHERE contract = ?1", contract) == 1
    }

    package static func find(_ contract: ContractCode, _ database: Connection) throws -> OrderHold? {
        try database.first("SELECT contract, until, reason FROM ordering_hold WHERE contract = ?1", contract, row: hold)
    }

    package static func all(_ database: Connection) throws -> [OrderHold] {
        try database.query("SELECT contract, until, reason FROM ordering_hold ORDER BY contract", row: hold)
    }

    private static func hold(_ row: Row) throws -> OrderHold {
        OrderHold(contract: try row.value(0), until: try row.value(1), reason: row.text(2))
    }
}
