import SQLite
import Shell
import Telephony

/// Sessions as their owners see them.
enum DeviceStore {
    /// Those of one number that go on, the latest sign-in first.
    static func devices(
        of number: PhoneNumber, at now: Moment, _ policy: SessionPolicy, _ database: Connection
    ) throws -> [Devices.Device] {
        try database.query(
            """
            SELECT id_hash, number, stage, created_at, seen_at, client, agent FROM session
            WHERE number = ?1 AND seen_at > ?2 AND created_at > ?3 ORDER BY created_at DESC, id_hash
            """, number, now - policy.idleTime, now - policy.longestSession,
            row: device
        )
    }

    /// Those of all other numbers of the contract, the latest use first.
    static func devices(
        ofUsersOf person: Person, at now: Moment, _ policy: SessionPolicy, _ database: Connection
    ) throws -> [Devices.Device] {
        try database.query(
            """
            SELECT id_hash, number, stage, created_at, seen_at, client, agent FROM session
            WHERE contract_id = ?1 AND number <> ?2 AND seen_at > ?3 AND created_at > ?4
            ORDER BY seen_at DESC, id_hash
            """, person.contractID, person.contractNumber, now - policy.idleTime, now - policy.longestSession,
            row: device
        )
    }

    /// False when it had ended meanwhile.
    static func end(_ device: Devices.Device, _ database: Connection) throws -> Bool {
        try database.run("DELETE FROM session WHERE id_hash = ?1 AND number = ?2", device.hash, device.account)
            > 0
    }

    private static func device(_ row: Row) throws -> Devices.Device {
        Devices.Device(
            hash: row.bytes(0), account: row.text(1), step: try row.step(2), signedInAt: try row.moment(3),
            lastUsedAt: try row.moment(4), client: row.text(5), agent: row.text(6))
    }
}
