import SQLite
package import Shell
import Telephony

/// All SQL about sessions.
enum SessionStore {
    /// The session that a browser's cookie names, expired ones included; once a request.
    static func find(_ token: SessionToken, _ database: Connection) throws -> Session<Person>? {
        try database.first(
            """
            SELECT s.number, s.contract_id, s.stage, s.created_at, s.seen_at,
                   c.number, c.name, c.authentication_unit, c.is_specimen, c.revision, s.next,
                   (SELECT min(v.name) FROM service v WHERE v.contract_id = s.contract_id),
                   (SELECT max(v.name) FROM service v WHERE v.contract_id = s.contract_id)
            FROM session s JOIN contract c ON c.id = s.contract_id WHERE s.id_hash = ?1
            """, token.hash
        ) { row in
            Session(
                token: token, person: try person(row, database),
                step: try row.step(2), next: row.text(10), createdAt: try row.moment(3), seenAt: try row.moment(4))
        }
    }

    private static func person(_ row: Row, _ database: Connection) throws -> Person {
        let (number, contract, unit) = (
            try row.number(0), row.integer(1), try row.value(7, as: AuthenticationUnit.self)
        )
        let contractNumber = try row.number(5)
        let setsEveryNumber = Person.setsEveryNumber(number, of: contractNumber, unit)
        return Person(
            number: number, contractID: contract, contractNumber: contractNumber, contractName: row.text(6), unit: unit,
            isSpecimen: row.flag(8), revision: row.integer(9),
            services: setsEveryNumber
                ? try servicesOfAll(contract, from: row.optionalText(11), to: row.optionalText(12), database)
                : try services(of: number, contract, database))
    }

    /// What some number of the contract has. From one name to the next, as a contract may have thousands of rows and has a
    /// handful of names.
    private static func servicesOfAll(
        _ contract: Int, from first: String?, to last: String?, _ database: Connection
    ) throws -> [String] {
        var (names, next): ([String], String?) = ([], first)
        while let name = next {
            names.append(name)
            if name == last { break }
            next =
                try database.first(
                    "SELECT min(name) FROM service WHERE contract_id = ?1 AND name > ?2", contract, name,
                    row: { $0.optionalText(0) }) ?? nil
        }
        return names
    }

    /// Those of the contract and those of the number alone. A query of its own, as joining them into one text in SQLite
    /// and taking that apart again costs more; CASE, so that it walks through the contract's few rows and no more.
    private static func services(
        of number: PhoneNumber, _ contract: Int, _ database: Connection
    ) throws -> [String] {
        try database.query(
            """
            SELECT name FROM service
            WHERE contract_id = ?1 AND CASE number WHEN '' THEN 1 WHEN ?2 THEN 1 ELSE 0 END = 1
            """, contract, number
        ) { $0.text(0) }
    }

    static func start(
        _ token: SessionToken, number: PhoneNumber, contract: Int, step: SignInStep, next: String = "",
        by client: Client, at now: Moment, _ database: Connection
    ) throws {
        try database.run(
            """
            INSERT INTO session (id_hash, number, contract_id, stage, next, created_at, seen_at, client, agent)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8)
            """, token.hash, number, contract, step.name, next, now, client.address,
            client.agent)
    }

    /// AUTH-10: a session that has gained rights goes on under a new token, and the old one is dead. False when it had
    /// ended meanwhile.
    static func rise(
        _ token: SessionToken, to step: SignInStep, as new: SessionToken, at now: Moment, _ database: Connection
    ) throws -> Bool {
        try database.run("UPDATE kept_form SET key_hash = ?2 WHERE key_hash = ?1", token.hash, new.hash)
        return try database.run(
            "UPDATE session SET id_hash = ?2, stage = ?3, seen_at = ?4 WHERE id_hash = ?1", token.hash, new.hash,
            step.name, now) > 0
    }

    static func touch(_ token: SessionToken, at now: Moment, _ database: Connection) throws {
        try database.run("UPDATE session SET seen_at = ?2 WHERE id_hash = ?1", token.hash, now)
    }

    static func end(_ token: SessionToken, _ database: Connection) throws {
        try end(hash: token.hash, database)
    }

    static func end(hash: [UInt8], _ database: Connection) throws {
        try database.run("DELETE FROM session WHERE id_hash = ?1", hash)
    }

    static func endEverybodys(_ database: Connection) throws { try database.run("DELETE FROM session") }

    /// Ends every session of a number, as a new or voided password does (AUTH-10).
    static func endAll(of number: PhoneNumber, but token: SessionToken? = nil, _ database: Connection) throws {
        try endAll(of: number, butHash: token?.hash, database)
    }

    /// The same for work behind the pages, which knows the token's hash only.
    static func endAll(of number: PhoneNumber, butHash hash: [UInt8]?, _ database: Connection) throws {
        try database.run("DELETE FROM session WHERE number = ?1 AND id_hash IS DISTINCT FROM ?2", number, hash)
    }

    /// Ends every session of a contract but one, as another authentication unit does (AUTH-10).
    static func endAll(ofContract contract: Int, but token: SessionToken? = nil, _ database: Connection) throws {
        try database.run(
            "DELETE FROM session WHERE contract_id = ?1 AND id_hash IS DISTINCT FROM ?2", contract, token?.hash)
    }

    private static let keptFor: Duration = .hours(24)

    /// Ended sessions are kept for a day, so that a form sent too late still finds its sender.
    package static func forgetOld(at now: Moment, _ database: Connection) throws {
        try database.run("DELETE FROM session WHERE seen_at < ?1", now - keptFor)
        try database.run("DELETE FROM kept_form WHERE kept_at < ?1", now - keptFor)
    }
}

extension Row {
    func step(_ column: Int) throws -> SignInStep {
        let stored: StoredSignInStep = try value(column)
        return stored.step
    }
}

/// A step of the sign-in by the name under which it is stored.
private struct StoredSignInStep: StorableValue {
    let step: SignInStep

    var stored: String { step.name }

    init?(stored: String) {
        guard let step = SignInStep.all.first(where: { $0.name == stored }) else { return nil }
        self.step = step
    }
}

extension Sessions<Person> {
    /// Those of people who sign in with a telephone number.
    package static let ofPeople = Sessions(
        find: SessionStore.find,
        touch: { uses, database in for use in uses { try SessionStore.touch(use.token, at: use.at, database) } },
        keep: { form, session, now, database in
            try KeptFormStore.keep(form, of: session.person.number, session.token, at: now, database)
        },
        refused: { visit, request, database in
            try visit.actor.audit("request.refused", subject: request, database)
        })
}
