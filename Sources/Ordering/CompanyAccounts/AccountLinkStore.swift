import Crypto
package import SQLite
package import Telephony

/// All SQL about the links of mails: only their hashes are in it.
package enum AccountLinkStore {
    package static func hash(_ link: String) -> [UInt8] { SHA256.hash(Array("account link \(link)".utf8)) }

    /// The only one of its purpose that serves: the one before it is dead.
    package static func set(
        _ link: String, _ purpose: AccountLink.Purpose, of account: Int, at now: Moment, _ database: Connection
    ) throws {
        try forget(purpose, of: account, database)
        try database.run(
            "INSERT INTO account_link (link_hash, account_id, purpose, sent_at) VALUES (?1, ?2, ?3, ?4)", hash(link),
            account, purpose, now)
    }

    package static func find(
        _ link: String, _ purpose: AccountLink.Purpose, _ database: Connection
    ) throws -> AccountLink? {
        try database.first(
            """
            SELECT link_hash, account_id, purpose, sent_at, misses, proven_by FROM account_link
            WHERE link_hash = ?1 AND purpose = ?2
            """, hash(link), purpose, row: stored)
    }

    /// When the account was last sent one that still stands.
    package static func latest(
        _ purpose: AccountLink.Purpose, of account: Int, _ database: Connection
    ) throws -> AccountLink? {
        try database.first(
            """
            SELECT link_hash, account_id, purpose, sent_at, misses, proven_by FROM account_link
            WHERE account_id = ?1 AND purpose = ?2
            """, account, purpose, row: stored)
    }

    private static func stored(_ row: Row) throws -> AccountLink {
        AccountLink(
            hash: row.bytes(0), account: row.integer(1), purpose: try row.value(2), sentAt: try row.moment(3),
            misses: row.integer(4), provenBy: row.optionalBytes(5))
    }

    package static func countMiss(_ link: AccountLink, _ database: Connection) throws {
        try database.run("UPDATE account_link SET misses = misses + 1 WHERE link_hash = ?1", link.hash)
    }

    package static func setProven(_ link: AccountLink, by visitor: [UInt8], _ database: Connection) throws {
        try database.run("UPDATE account_link SET proven_by = ?2 WHERE link_hash = ?1", link.hash, visitor)
    }

    package static func forget(
        _ purpose: AccountLink.Purpose, of account: Int, _ database: Connection
    ) throws {
        try database.run("DELETE FROM account_link WHERE account_id = ?1 AND purpose = ?2", account, purpose)
    }

    /// A month after they have expired: until then their pages say so.
    package static func forgetOld(at now: Moment, _ database: Connection) throws {
        try database.run(
            "DELETE FROM account_link WHERE sent_at < ?1", now - Account.activationLifetime - .days(30))
    }
}

extension AccountLink.Purpose: StorableValue {}
