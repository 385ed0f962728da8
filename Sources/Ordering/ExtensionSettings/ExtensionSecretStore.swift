import Exchange
import SQLite
import Telephony

/// All SQL about the passwords of extensions.
enum ExtensionSecretStore {
    /// By the primary keys alone: a registrar asks for each device that registers.
    static func find(_ user: UserID, _ database: Connection) throws -> ExtensionSecret.Sealed? {
        try database.first(
            """
            SELECT s.secret_id, s.secret FROM smart_pbx c JOIN smart_pbx_extension_setting s ON s.code = c.code
                AND s.site = substr(?2, 1, c.site_digits) AND s.device = substr(?2, c.site_digits + 1)
            WHERE c.code = ?1 AND length(?2) = c.site_digits + c.device_digits AND s.secret IS NOT NULL
            """, user.contract, user.digits
        ) { ExtensionSecret.Sealed(id: $0.text(0), bytes: $0.bytes(1)) }
    }

    static func set(
        _ secret: ExtensionSecret.Sealed, for number: ExtensionNumber, of code: ContractCode, at now: Moment,
        _ database: Connection
    ) throws {
        try database.run(
            """
            INSERT INTO smart_pbx_extension_setting (code, site, device, secret_id, secret, secret_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (code, site, device) DO UPDATE SET
                secret_id = excluded.secret_id, secret = excluded.secret, secret_at = excluded.secret_at
            """, code, number.site, number.device, secret.id, secret.bytes, now)
    }
}
