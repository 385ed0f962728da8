package import Exchange
package import SQLite
import Telephony

/// All SQL about Flexible InterConnect接続機能.
package enum FlexibleInterConnectStore {
    /// Nil where the contract has none.
    package static func find(_ code: ContractCode, _ database: Connection) throws -> FlexibleInterConnect? {
        try database.first(
            """
            SELECT interconnect_contractor, universal_one_contractor, agreed_on FROM smart_pbx_interconnect
            WHERE code = ?1
            """, code
        ) { row in
            FlexibleInterConnect(
                interConnectContractor: row.text(0), universalOneContractor: row.text(1), on: try row.value(2))
        }
    }

    /// In place of what there was.
    static func set(_ feature: FlexibleInterConnect, of code: ContractCode, _ database: Connection) throws {
        try database.run(
            """
            INSERT INTO smart_pbx_interconnect (code, interconnect_contractor, universal_one_contractor, agreed_on)
            VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (code) DO UPDATE SET interconnect_contractor = excluded.interconnect_contractor,
                universal_one_contractor = excluded.universal_one_contractor, agreed_on = excluded.agreed_on
            """, code, feature.interConnectContractor, feature.universalOneContractor, feature.day)
    }

    static func remove(_ code: ContractCode, _ database: Connection) throws {
        try database.run("DELETE FROM smart_pbx_interconnect WHERE code = ?1", code)
    }

    /// Contracts that have a 付加機能, whichever.
    static func contractsWithFeatures(_ database: Connection) throws -> [ContractCode] {
        try database.query(
            """
            SELECT code FROM smart_pbx_interconnect UNION SELECT code FROM smart_pbx_office_link ORDER BY 1
            """
        ) { try $0.value(0) }
    }
}
