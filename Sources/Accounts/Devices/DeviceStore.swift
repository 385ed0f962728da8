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
            """, number.digits, (now - policy.idleTime).milliseconds, (now - policy.longestSession).milliseconds,
            row: device
        ).compactMap(\.self)
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
            """, person.contractID, person.contractNumber.digits, (now - policy.idleTime).milliseconds,
            (now - policy.longestSession).milliseconds, row: device
        ).compactMap(\.self)
    }

    /// False when it had ended meanwhile.
    static func end(_ device: Devices.Device, _ database: Connection) throws -> Bool {
        try database.run("DELETE FROM session WHERE id_hash = ?1 AND number = ?2", device.hash, device.number.digits)
            > 0
    }

    private static func device(_ row: Row) -> Devices.Device? {
        guard let number = PhoneNumber(row.text(1)), let step = SignIn.step(named: row.text(2)) else {
            return nil
        }
        return Devices.Device(
            hash: row.bytes(0), number: number, step: step, signedInAt: Moment(milliseconds: Int64(row.integer(3))),
            lastUsedAt: Moment(milliseconds: Int64(row.integer(4))), client: row.text(5), agent: row.text(6))
    }
}
