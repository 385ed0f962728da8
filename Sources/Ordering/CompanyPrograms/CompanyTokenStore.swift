package import SQLite
import Telephony

/// All SQL about what companies' programs show.
package enum CompanyTokenStore {
    static func add(
        _ token: CompanyToken, of account: Int, _ label: String, at now: Moment, _ database: Connection
    ) throws -> Int {
        try database.run(
            "INSERT INTO company_token (token_hash, account_id, label, created_at) VALUES (?1, ?2, ?3, ?4)",
            token.hash, account, label, now)
        return database.lastInsertedID
    }

    /// Whose it is; nil for one that is nobody's.
    static func find(_ token: CompanyToken, _ database: Connection) throws -> (id: Int, account: Int)? {
        try database.first("SELECT id, account_id FROM company_token WHERE token_hash = ?1", token.hash) {
            (id: $0.integer(0), account: $0.integer(1))
        }
    }

    static func find(_ id: Int, _ database: Connection) throws -> CompanyTokenEntry? {
        try all(database).first { $0.id == id }
    }

    static func count(ofAccount account: Int, _ database: Connection) throws -> Int {
        try database.first("SELECT count(*) FROM company_token WHERE account_id = ?1", account) { $0.integer(0) } ?? 0
    }

    package static func all(_ database: Connection) throws -> [CompanyTokenEntry] {
        try database.query(
            """
            SELECT t.id, a.company_id, a.mail_address, t.label, t.created_at
            FROM company_token t JOIN account a ON a.id = t.account_id ORDER BY t.id
            """
        ) { row in
            CompanyTokenEntry(
                id: row.integer(0), company: row.integer(1), account: row.text(2), label: row.text(3),
                createdAt: try row.moment(4))
        }
    }

    static func remove(_ id: Int, _ database: Connection) throws {
        try database.run("DELETE FROM company_token WHERE id = ?1", id)
    }
}
