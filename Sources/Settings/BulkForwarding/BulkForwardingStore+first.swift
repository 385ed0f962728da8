import SQLite
import Telephony

extension BulkForwardingStore {
    /// The first numbers of the list, for pages that show what it is about.
    static func firstRows(_ count: Int, of contract: Int, _ database: Connection) throws -> [BulkForwarding.Row] {
        try database.query(
            """
            SELECT p.number, d.destination, coalesce(d.version, 0) FROM phone_number p
            LEFT JOIN bulk_forwarding_destination d ON d.contract_id = p.contract_id AND d.number = p.number
            WHERE p.contract_id = ?1 ORDER BY p.number LIMIT ?2
            """, contract, count
        ) { row in
            BulkForwarding.Row(
                number: try row.number(0), destination: try row.optionalNumber(1), version: row.integer(2))
        }
    }
}
