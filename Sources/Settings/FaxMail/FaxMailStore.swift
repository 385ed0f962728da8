import Contracts
import SQLite
import Telephony

/// All SQL about what numbers have set about their faxes. Saving belongs into one transaction with its audit lines.
enum FaxMailStore {
    private static let addresses = NumberAddressesStore(
        select: "SELECT place, address FROM fax_mail_address WHERE contract_id = ?1 AND number = ?2 ORDER BY place",
        delete: "DELETE FROM fax_mail_address WHERE contract_id = ?1 AND number = ?2",
        insert: "INSERT INTO fax_mail_address (contract_id, number, place, address) VALUES (?1, ?2, ?3, ?4)")

    static func settings(of number: PhoneNumber, in contract: Int, _ database: Connection) throws -> FaxMail.Settings {
        let found = try database.first(
            "SELECT is_on, service_version, addresses_version FROM fax_mail WHERE contract_id = ?1 AND number = ?2",
            contract, number
        ) { row in
            FaxMail.Settings(
                mailing: NumberMailing(isOn: row.flag(0)),
                versions: .init([.service: row.integer(1), .addresses: row.integer(2)]))
        }
        guard var settings = found else { return FaxMail.Settings() }
        settings.mailing.addresses = try addresses.addresses(of: number, in: contract, database)
        return settings
    }

    static func keep(
        _ settings: FaxMail.Settings, of number: PhoneNumber, in contract: Int, _ database: Connection
    ) throws {
        try database.run(
            """
            INSERT INTO fax_mail (contract_id, number, is_on, service_version, addresses_version)
            VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (contract_id, number) DO UPDATE SET is_on = excluded.is_on,
                service_version = excluded.service_version, addresses_version = excluded.addresses_version
            """, contract, number, settings.isOn, settings.versions[.service], settings.versions[.addresses])
        try addresses.keep(settings.addresses, of: number, in: contract, database)
    }

    static func countOn(of contract: Int, _ database: Connection) throws -> Int {
        try database.first(
            """
            SELECT count(*) FROM fax_mail m WHERE m.contract_id = ?1 AND m.is_on = 1 AND EXISTS (
                SELECT 1 FROM service s
                WHERE s.contract_id = ?1 AND s.name = 'faxMail' AND s.number IN ('', m.number))
            """, contract
        ) { $0.integer(0) } ?? 0
    }
}
