import SQLite

/// All SQL about what accounts have as second factors: an app, recovery codes.
enum AccountFactorStore {
    struct App: Sendable {
        let sealed: [UInt8]
        let lastStep: Int64?
    }

    static func app(of account: Int, _ database: Connection) throws -> App? {
        try database.first("SELECT app_secret, app_step FROM account WHERE id = ?1", account) { row in
            row.optionalBytes(0).map { App(sealed: $0, lastStep: row.optionalInteger(1).map(Int64.init)) }
        } ?? nil
    }

    /// A secret that an app is to be given; it serves once a code of it was entered.
    static func setApp(_ sealed: [UInt8], of account: Int, _ database: Connection) throws {
        try database.run("UPDATE account SET app_secret = ?2, app_step = NULL WHERE id = ?1", account, sealed)
    }

    static func setAppStep(_ step: Int64, of account: Int, _ database: Connection) throws {
        try database.run("UPDATE account SET app_step = ?2 WHERE id = ?1", account, step)
    }

    static func choose(_ factor: SecondFactor, of account: Int, _ database: Connection) throws {
        try database.run(
            "UPDATE account SET second_factor = ?2, version = version + 1 WHERE id = ?1", account, factor)
        guard factor == .mail else { return }
        try database.run("UPDATE account SET app_secret = NULL, app_step = NULL WHERE id = ?1", account)
    }

    /// ACCT-3: a code of the mail again, until another choice is made.
    static func reset(_ account: Int, _ database: Connection) throws {
        try database.run(
            """
            UPDATE account SET second_factor = NULL, app_secret = NULL, app_step = NULL, version = version + 1
            WHERE id = ?1
            """, account)
        try database.run("DELETE FROM recovery_code WHERE account_id = ?1", account)
    }

    // MARK: Recovery codes

    static func setRecoveryCodes(_ hashes: [[UInt8]], of account: Int, _ database: Connection) throws {
        try database.run("DELETE FROM recovery_code WHERE account_id = ?1", account)
        for hash in hashes {
            try database.run("INSERT INTO recovery_code (account_id, code_hash) VALUES (?1, ?2)", account, hash)
        }
    }

    /// Whether there was that one; there is no more.
    static func useRecoveryCode(_ hash: [UInt8], of account: Int, _ database: Connection) throws -> Bool {
        try database.run(
            "DELETE FROM recovery_code WHERE account_id = ?1 AND code_hash = ?2", account, hash) > 0
    }

    static func recoveryCodesLeft(of account: Int, _ database: Connection) throws -> Int {
        try database.first("SELECT count(*) FROM recovery_code WHERE account_id = ?1", account) { $0.integer(0) } ?? 0
    }
}
