package import SQLite
package import Shell
package import Telephony

/// All SQL about sessions of employees, and forms that outlived them.
package enum EmployeeSessionStore {
    /// The session that a browser's cookie names, expired ones included; once a request.
    package static func find(_ token: SessionToken, _ database: Connection) throws -> Session<Employee>? {
        try database.first(
            """
            SELECT s.account_id, s.step, s.next, s.created_at, s.seen_at, a.company_id, a.mail_address, a.name,
                   a.telephone, a.is_administrator, c.name, c.is_specimen, c.revision, c.idle_minutes, c.networks
            FROM employee_session s JOIN account a ON a.id = s.account_id JOIN company c ON c.id = a.company_id
            WHERE s.id_hash = ?1
            """, token.hash
        ) { row in
            Session(
                token: token, person: try person(row, database), step: try step(row.text(1), row, 1), next: row.text(2),
                createdAt: try row.moment(3), seenAt: try row.moment(4))
        }
    }

    /// Who comes without a session, as a program does that shows a token of the account.
    package static func person(ofAccount account: Int, _ database: Connection) throws -> Employee? {
        try database.first(
            """
            SELECT a.id, NULL, NULL, NULL, NULL, a.company_id, a.mail_address, a.name, a.telephone, a.is_administrator,
                   c.name, c.is_specimen, c.revision, c.idle_minutes, c.networks
            FROM account a JOIN company c ON c.id = a.company_id WHERE a.id = ?1
            """, account
        ) { try person($0, database) }
    }

    private static func person(_ row: Row, _ database: Connection) throws -> Employee {
        Employee(
            id: row.integer(0), company: row.integer(5), companyName: row.text(10), mailAddress: try row.value(6),
            name: row.text(7), telephone: try row.number(8), isAdministrator: row.flag(9),
            rights: try RightsStore.rights(ofAccount: row.integer(0), database), isSpecimen: row.flag(11),
            revision: row.integer(12), idleTime: row.optionalInteger(13).map { .minutes($0) },
            networks: SourceNetworks(stored: row.text(14)))
    }

    package static func step(_ name: String, _ row: Row, _ column: Int) throws -> SignInStep {
        guard let step = EmployeeSteps.all.first(where: { $0.name == name }) else {
            throw row.error(column, as: SignInStep.self)
        }
        return step
    }

    package static func start(
        _ token: SessionToken, account: Int, step: SignInStep, next: String = "", by client: Client, at now: Moment,
        _ database: Connection
    ) throws {
        try database.run(
            """
            INSERT INTO employee_session (id_hash, account_id, step, next, created_at, seen_at, client, agent)
            VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7)
            """, token.hash, account, step.name, next, now, client.address, client.agent)
    }

    /// AUTH-10: a session that has gained rights goes on under a new token, and the old one is dead. False when it had
    /// ended, or come further, meanwhile.
    package static func rise(
        _ token: SessionToken, from step: SignInStep, to next: SignInStep, as new: SessionToken, at now: Moment,
        _ database: Connection
    ) throws -> Bool {
        try database.run("UPDATE employee_kept_form SET key_hash = ?2 WHERE key_hash = ?1", token.hash, new.hash)
        return try database.run(
            "UPDATE employee_session SET id_hash = ?2, step = ?3, seen_at = ?4 WHERE id_hash = ?1 AND step = ?5",
            token.hash, new.hash, next.name, now, step.name) > 0
    }

    package static func touch(_ token: SessionToken, at now: Moment, _ database: Connection) throws {
        try database.run("UPDATE employee_session SET seen_at = ?2 WHERE id_hash = ?1", token.hash, now)
    }

    package static func end(hash: [UInt8], _ database: Connection) throws {
        try database.run("DELETE FROM employee_session WHERE id_hash = ?1", hash)
        try database.run("DELETE FROM second_factor_code WHERE session_hash = ?1", hash)
    }

    package static func endEverybodys(_ database: Connection) throws {
        try database.run("DELETE FROM employee_session")
    }

    /// Ends every session of an account, as a new password does (AUTH-10).
    package static func endAll(of account: Int, but token: SessionToken? = nil, _ database: Connection) throws {
        try database.run(
            "DELETE FROM employee_session WHERE account_id = ?1 AND id_hash IS DISTINCT FROM ?2", account, token?.hash)
    }

    private static let keptFor: Duration = .hours(24)

    /// Ended sessions are kept for a day, so that a form sent too late still finds its sender.
    package static func forgetOld(at now: Moment, _ database: Connection) throws {
        try database.run("DELETE FROM employee_session WHERE seen_at < ?1", now - keptFor)
        try database.run("DELETE FROM employee_kept_form WHERE kept_at < ?1", now - keptFor)
    }

    // MARK: Kept forms (AUTH-10)

    /// Kept under the ended session's token, which only that browser still has.
    static func keep(
        _ form: KeptForm, of account: Int, _ token: SessionToken, at now: Moment, _ database: Connection
    ) throws {
        try database.run(
            """
            INSERT INTO employee_kept_form (key_hash, account_id, path, body, kept_at) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (key_hash) DO UPDATE SET
                account_id = excluded.account_id, path = excluded.path, body = excluded.body, kept_at = excluded.kept_at
            """, token.hash, account, form.path, form.body, now)
    }

    /// Moves it on to the new session, if the same person signed in.
    package static func carryOver(
        from old: SessionToken, to new: SessionToken, of account: Int, _ database: Connection
    ) throws {
        try database.run(
            "UPDATE employee_kept_form SET key_hash = ?2 WHERE key_hash = ?1 AND account_id = ?3", old.hash, new.hash,
            account)
    }

    package static func keptForm(_ token: SessionToken, _ database: Connection) throws -> KeptForm? {
        try database.first("SELECT path, body FROM employee_kept_form WHERE key_hash = ?1", token.hash) { row in
            try KeptForm(path: row.text(0), body: row.bytes(1))
        }
    }

    package static func forgetKeptForm(_ token: SessionToken, _ database: Connection) throws {
        try database.run("DELETE FROM employee_kept_form WHERE key_hash = ?1", token.hash)
    }
}

extension Sessions<Employee> {
    /// Those of people of companies.
    package static let ofEmployees = Sessions(
        find: EmployeeSessionStore.find,
        touch: { uses, database in
            for use in uses { try EmployeeSessionStore.touch(use.token, at: use.at, database) }
        },
        keep: { form, session, now, database in
            try EmployeeSessionStore.keep(form, of: session.person.id, session.token, at: now, database)
        },
        refused: { visit, request, database in
            try visit.actor.audit("request.refused", subject: request, database)
        })
}

extension SourceNetworks {
    /// As `text` has written them.
    package init(stored: String) {
        self.init(stored.split(separator: "\n").compactMap { SourceNetwork(String($0)) })
    }
}
