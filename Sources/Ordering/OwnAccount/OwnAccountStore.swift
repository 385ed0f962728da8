import Accounts
import SQLite
import Shell
import Telephony

/// All SQL of アカウント設定: apps that are being set up, and the sessions of an account as its owner sees them.
enum OwnAccountStore {
    /// A secret that a new app is to be given, by a session that has proved a present code.
    static func begin(
        _ sealed: [UInt8], of account: Int, session: [UInt8], at now: Moment, _ database: Connection
    ) throws {
        try database.run(
            """
            INSERT INTO second_factor_change (session_hash, account_id, app_secret, begun_at) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (session_hash) DO UPDATE SET
                account_id = excluded.account_id, app_secret = excluded.app_secret, begun_at = excluded.begun_at
            """, session, account, sealed, now)
    }

    static func pendingApp(
        of account: Int, session: [UInt8], since moment: Moment, _ database: Connection
    ) throws -> AccountFactorStore.App? {
        try database.first(
            """
            SELECT app_secret FROM second_factor_change
            WHERE session_hash = ?1 AND account_id = ?2 AND begun_at > ?3
            """, session, account, moment
        ) { AccountFactorStore.App(sealed: $0.bytes(0), lastStep: nil) }
    }

    static func forget(_ session: [UInt8], _ database: Connection) throws {
        try database.run("DELETE FROM second_factor_change WHERE session_hash = ?1", session)
    }

    @Sendable
    static func forgetOld(at now: Moment, _ database: Connection) throws {
        try database.run("DELETE FROM second_factor_change WHERE begun_at < ?1", now - OwnAccount.appLifetime)
    }

    // MARK: Devices

    /// Those that go on, the latest sign-in first.
    static func devices(
        of person: Employee, at now: Moment, _ policy: SessionPolicy, _ database: Connection
    ) throws -> [Devices.Device] {
        try database.query(
            """
            SELECT id_hash, step, created_at, seen_at, client, agent FROM employee_session
            WHERE account_id = ?1 AND seen_at > ?2 AND created_at > ?3 ORDER BY created_at DESC, id_hash
            """, person.id, now - (person.idleTime ?? policy.idleTime), now - policy.longestSession
        ) { row in
            Devices.Device(
                hash: row.bytes(0), account: person.account, step: try EmployeeSessionStore.step(row.text(1), row, 1),
                signedInAt: try row.moment(2), lastUsedAt: try row.moment(3), client: row.text(4), agent: row.text(5))
        }
    }

    /// False when it had ended meanwhile.
    static func end(_ device: Devices.Device, of account: Int, _ database: Connection) throws -> Bool {
        try database.run(
            "DELETE FROM employee_session WHERE id_hash = ?1 AND account_id = ?2", device.hash, account) > 0
    }
}
