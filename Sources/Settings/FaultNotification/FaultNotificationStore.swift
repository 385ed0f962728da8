import Contracts
import SQLite
import Telephony

/// All SQL about the settings of 故障・回復通知. Saving belongs into one transaction with its audit line.
enum FaultNotificationStore {
    static func settings(of contract: Int, _ database: Connection) throws -> FaultNotification.Settings {
        let stored = try database.first(
            """
            SELECT customer_name, site_name, mail_version, addresses_version, starts_forwarding, stops_forwarding,
                automatic_version, is_on, service_version
            FROM fault_notification WHERE contract_id = ?1
            """, contract
        ) { row in
            FaultNotification.Settings(
                customerName: row.text(0), siteName: row.text(1), mailVersion: row.integer(2),
                addressesVersion: row.integer(3), startsForwarding: row.flag(4), stopsForwarding: row.flag(5),
                automaticVersion: row.integer(6), isOn: row.flag(7), serviceVersion: row.integer(8))
        }
        guard let stored else { return FaultNotification.Settings() }
        return stored
    }

    /// By place; places without an address are not among them.
    static func recipients(of contract: Int, _ database: Connection) throws -> [FaultNotification.Recipient] {
        try database.query(
            """
            SELECT place, address, is_ticked, hours FROM fault_notification_address WHERE contract_id = ?1 ORDER BY place
            """, contract
        ) { row in
            FaultNotification.Recipient(
                place: row.integer(0), address: try row.value(1), isTicked: row.flag(2),
                hours: FaultNotificationHours(rawValue: row.integer(3)))
        }
    }

    /// In two statements: an INSERT that turns into an UPDATE would run the triggers of the table with its own idea of what
    /// to do about conflicts.
    static func keep(_ settings: FaultNotification.Settings, of contract: Int, _ database: Connection) throws {
        try database.run(
            "INSERT INTO fault_notification (contract_id) VALUES (?1) ON CONFLICT (contract_id) DO NOTHING", contract)
        try database.run(
            """
            UPDATE fault_notification SET customer_name = ?2, site_name = ?3, mail_version = ?4, addresses_version = ?5,
                starts_forwarding = ?6, stops_forwarding = ?7, automatic_version = ?8, is_on = ?9, service_version = ?10
            WHERE contract_id = ?1
            """, contract, settings.customerName, settings.siteName, settings.mailVersion, settings.addressesVersion,
            settings.startsForwarding, settings.stopsForwarding, settings.automaticVersion, settings.isOn,
            settings.serviceVersion)
        try ContractsStore.raiseRevision(of: contract, database)
    }

    static func keep(
        _ recipients: [FaultNotification.Recipient], of contract: Int, _ database: Connection
    ) throws {
        try database.run("DELETE FROM fault_notification_address WHERE contract_id = ?1", contract)
        for recipient in recipients {
            try database.run(
                """
                INSERT INTO fault_notification_address (contract_id, place, address, is_ticked, hours)
                VALUES (?1, ?2, ?3, ?4, ?5)
                """, contract, recipient.place, recipient.address, recipient.isTicked, recipient.hours.rawValue)
        }
    }

    /// The number to call, as long as the contract has the service, has it on, and has a monitor number.
    static func watchedNumber(of contract: Int, _ database: Connection) throws -> PhoneNumber? {
        guard try ContractsStore.has(.faultNotification, contract, database), try settings(of: contract, database).isOn
        else { return nil }
        return try ContractsStore.monitorNumber(of: contract, database)
    }
}
