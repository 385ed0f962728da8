import SQLite
import Shell
import Telephony

/// All SQL about forms that outlived their session.
enum KeptFormStore {
    /// Kept under the ended session's token, which only that browser still has.
    static func keep(
        _ form: KeptForm, of number: PhoneNumber, _ token: SessionToken, at now: Moment, _ database: Connection
    ) throws {
        try database.run(
            """
            INSERT INTO kept_form (key_hash, number, path, body, kept_at) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (key_hash) DO UPDATE SET
                number = excluded.number, path = excluded.path, body = excluded.body, kept_at = excluded.kept_at
            """, token.hash, number, form.path, form.body, now)
    }

    /// Moves it on to the new session, if the same number signed in.
    static func carryOver(
        from old: SessionToken, to new: SessionToken, number: PhoneNumber, _ database: Connection
    ) throws {
        try database.run(
            "UPDATE kept_form SET key_hash = ?2 WHERE key_hash = ?1 AND number = ?3", old.hash, new.hash, number)
    }

    static func find(_ token: SessionToken, _ database: Connection) throws -> KeptForm? {
        try database.first("SELECT path, body FROM kept_form WHERE key_hash = ?1", token.hash) { row in
            try KeptForm(path: row.text(0), body: row.bytes(1))
        }
    }

    static func forget(_ token: SessionToken, _ database: Connection) throws {
        try database.run("DELETE FROM kept_form WHERE key_hash = ?1", token.hash)
    }
}
