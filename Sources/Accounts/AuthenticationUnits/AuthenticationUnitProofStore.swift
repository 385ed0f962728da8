import SQLite
import Shell
import Telephony

/// All SQL about passwords that have been entered for a change of the unit.
enum AuthenticationUnitProofStore {
    /// Replaces what the number had.
    static func keep(
        _ proof: AuthenticationUnitProof, of number: PhoneNumber, _ database: Connection
    ) throws {
        try database.run(
            """
            INSERT INTO authentication_unit_proof
                (number, session_hash, change, numbers_mark, passwords_mark, entered_at, proved_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            ON CONFLICT (number) DO UPDATE SET
                session_hash = ?2, change = ?3, numbers_mark = ?4, passwords_mark = ?5, entered_at = ?6, proved_at = ?7
            """, number, proof.session, proof.change, proof.numbersMark, proof.passwordsMark, proof.enteredAt,
            proof.provedAt)
    }

    /// Nil when there is none for this session, or none any more.
    static func find(
        for session: Session<Person>, at now: Moment, _ database: Connection
    ) throws -> AuthenticationUnitProof? {
        let found = try database.first(
            """
            SELECT session_hash, change, numbers_mark, passwords_mark, entered_at, proved_at
            FROM authentication_unit_proof
            WHERE number = ?1 AND proved_at > ?2
            """, session.person.number, now - AuthenticationUnitProof.lifetime
        ) { row in
            AuthenticationUnitProof(
                change: try row.value(1), session: row.bytes(0), enteredAt: try row.moment(4),
                provedAt: try row.moment(5), numbersMark: row.bytes(2), passwordsMark: row.bytes(3))
        }
        return found.flatMap { $0.belongs(to: session) ? $0 : nil }
    }

    static func forget(of contract: Int, _ database: Connection) throws {
        try database.run(
            """
            DELETE FROM authentication_unit_proof
            WHERE number IN (SELECT number FROM phone_number WHERE contract_id = ?1)
            """, contract)
    }

    static func forgetOld(at now: Moment, _ database: Connection) throws {
        try database.run(
            "DELETE FROM authentication_unit_proof WHERE proved_at <= ?1",
            now - AuthenticationUnitProof.lifetime)
    }
}

extension AuthenticationUnitChange: StorableValue {}
