import SQLite
import Telephony

/// What a caller is told of the contract's forwarding.
enum TelephoneForwardingStore {
    static func hasService(_ contract: Int, _ database: Connection) throws -> Bool {
        try database.exists(
            "SELECT 1 FROM service WHERE contract_id = ?1 AND name = ?2", contract, BulkForwarding.serviceName)
    }

    static func destinations(of contract: Int, _ database: Connection) throws -> TelephoneForwarding.Destinations {
        var counts: [PhoneNumber: Int] = [:]
        try database.forEach(
            """
            SELECT d.destination, count(*) FROM bulk_forwarding_destination d
            WHERE d.contract_id = ?1 AND d.destination IS NOT NULL
                AND NOT EXISTS (
                    SELECT 1 FROM phone_number p WHERE p.contract_id = d.contract_id AND p.number = d.destination)
            GROUP BY d.destination
            """, contract
        ) { counts[try $0.number(0)] = $0.integer(1) }
        // FWD-13: chains inside the contract count where they come out.
        let outlook = try BulkForwardingStore.outlook(of: contract, database)
        for (number, destination) in outlook.destinations {
            guard let destination, outlook.isInside(destination) else { continue }
            if case .leaves(let end) = outlook.way(of: number).end { counts[end, default: 0] += 1 }
        }
        let busy = try BulkForwardingStore.tally(of: contract, outlook, database).busy
        return TelephoneForwarding.Destinations(counts, busy: busy)
    }
}
