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
            INSERT OR REPLACE INTO authentication_unit_proof
                (number, session_hash, change, numbers_mark, passwords_mark, entered_at, proved_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            """, number.digits, proof.session, proof.change.rawValue, proof.numbersMark, proof.passwordsMark,
            proof.enteredAt.milliseconds, proof.provedAt.milliseconds)
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
            """, session.person.number.digits, (now - AuthenticationUnitProof.lifetime).milliseconds
        ) { row in
            AuthenticationUnitChange(rawValue: row.text(1)).map { change in
                AuthenticationUnitProof(
                    change: change, session: row.bytes(0), enteredAt: Moment(milliseconds: Int64(row.integer(4))),
                    provedAt: Moment(milliseconds: Int64(row.integer(5))),
                    numbersMark: row.bytes(2), passwordsMark: row.bytes(3))
            }
        }
        return found.flatMap { $0 }.flatMap { $0.belongs(to: session) ? $0 : nil }
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
            (now - AuthenticationUnitProof.lifetime).milliseconds)
    }
}
