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

    /// How many test mails the contract has asked for since then.
    static func countOfTestMails(of contract: Int, since: Moment, _ database: Connection) throws -> Int {
        try database.query(
            """
            SELECT count(*) FROM outbox_mail
            WHERE contract_id = ?1 AND kind = 'fault-notification.test' AND created_at > ?2
            """, contract, since
        ) { $0.integer(0) }[0]
    }

    /// The number to call, as long as the contract has the service, has it on, and has a monitor number.
    static func watchedNumber(of contract: Int, _ database: Connection) throws -> PhoneNumber? {
        try database.first(
            """
            SELECT c.monitor_number FROM contract c
            JOIN fault_notification f ON f.contract_id = c.id AND f.is_on = 1
            WHERE c.id = ?1 AND c.monitor_number IS NOT NULL AND EXISTS (
                SELECT 1 FROM service s WHERE s.contract_id = c.id AND s.number = '' AND s.name = 'faultNotification')
            """, contract
        ) { try $0.number(0) }
    }

    /// What mails say of a contract.
    static func contractFacts(of contract: Int, _ database: Connection) throws -> ContractFacts? {
        try database.first("SELECT number, kind, name FROM contract WHERE id = ?1", contract) { row in
            ContractFacts(number: try row.number(0), kind: try row.value(1), name: row.text(2))
        }
    }

    struct ContractFacts: Sendable {
        let number: PhoneNumber
        let kind: ContractKind
        let name: String
    }

    static func hasBulkForwarding(_ contract: Int, _ database: Connection) throws -> Bool {
        try database.exists(
            "SELECT 1 FROM service WHERE contract_id = ?1 AND number = '' AND name = 'bulkForwarding'", contract)
    }
}
