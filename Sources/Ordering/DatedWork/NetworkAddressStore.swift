package import Exchange
package import SQLite
package import Telephony

/// All SQL about 0AJ利用拠点NWアドレス.
package enum NetworkAddressStore {
    /// What is in force, in the order of their registration.
    package static func registered(_ contract: ContractCode, _ database: Connection) throws -> [NetworkAddress] {
        try database.query(
            "SELECT network FROM voice_network WHERE contract = ?1 ORDER BY since, network", contract
        ) { try $0.value(0) }
    }

    /// What an order makes of them.
    package static func changes(of order: OrderNumber, _ database: Connection) throws -> [NetworkAddressChange] {
        try database.query(
            "SELECT action, network FROM dated_order_network WHERE order_number = ?1 ORDER BY action, network", order
        ) { NetworkAddressChange(try $0.value(0), try $0.value(1)) }
    }

    /// What is so already stays so.
    package static func apply(
        _ changes: [NetworkAddressChange], to contract: ContractCode, at now: Moment, _ database: Connection
    ) throws {
        for change in changes {
            switch change.action {
            case .add:
                try database.run(
                    """
                    INSERT INTO voice_network (contract, network, since) VALUES (?1, ?2, ?3)
                    ON CONFLICT (contract, network) DO NOTHING
                    """, contract, change.network, now)
            case .remove:
                try database.run(
                    "DELETE FROM voice_network WHERE contract = ?1 AND network = ?2", contract, change.network)
            }
        }
    }
}
