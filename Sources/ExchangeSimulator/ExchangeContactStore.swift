package import SQLite
package import Telephony

/// All SQL about where devices are reached.
package enum ExchangeContactStore {
    /// What users have now, in place of what they had; those whose time is over go too.
    package static func keep(_ users: [(String, [ExchangeContact])], at now: Moment, _ database: Connection) throws {
        try database.run("DELETE FROM exchange_contact WHERE until <= ?1", now)
        for (user, contacts) in users {
            try database.run("DELETE FROM exchange_contact WHERE user_id = ?1", user)
            for (place, contact) in contacts.enumerated() where contact.until > now {
                try database.run(
                    """
                    INSERT INTO exchange_contact (user_id, place, uri, call_id, sequence, until, preference, device,
                        address, port, is_stream)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
                    """, user, place, contact.uri, contact.callID, contact.sequence, contact.until, contact.preference,
                    contact.device, contact.address, contact.port, contact.isStream)
            }
        }
    }

    /// By user, in their order.
    /// - Parameter prefix: what their IDs begin with; empty: all.
    package static func forEach(
        ofUsers prefix: String = "", at now: Moment, _ database: Connection, _ body: (ExchangeContact) throws -> Void
    ) throws {
        try database.forEach(
            """
            SELECT user_id, uri, call_id, sequence, until, preference, device, address, port, is_stream
            FROM exchange_contact WHERE user_id >= ?1 AND user_id < ?2 AND until > ?3 ORDER BY user_id, place
            """, prefix, prefix + "\u{10FFFF}", now
        ) { try body(contact($0)) }
    }

    private static func contact(_ row: Row) throws -> ExchangeContact {
        ExchangeContact(
            user: row.text(0), uri: row.text(1), callID: row.text(2), sequence: row.integer(3),
            until: try row.moment(4), preference: row.optionalInteger(5), device: row.integer(6), address: row.text(7),
            port: row.integer(8), isStream: row.flag(9))
    }
}
