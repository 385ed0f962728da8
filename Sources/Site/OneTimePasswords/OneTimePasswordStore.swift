import SQLite

/// All SQL about one-time passwords.
enum OneTimePasswordStore {
    static func standing(of number: PhoneNumber, _ database: Connection) throws -> OneTimePasswords.Standing {
        let isUsed = try database.first(
            "SELECT is_used FROM one_time_password WHERE number = ?1", number.digits
        ) { $0.flag(0) }
        switch isUsed {
        case nil: return .notChosen
        case true?: return .used
        case false?: return .notUsed
        }
    }

    /// Where the number's one-time passwords go, and whatever its owner must hear of; nil when there is no such address.
    static func mailAddress(of number: PhoneNumber, _ database: Connection) throws -> MailAddress? {
        try database.first(
            "SELECT mail_address FROM one_time_password WHERE number = ?1 AND is_used = 1", number.digits
        ) { row in row.optionalText(0).flatMap { MailAddress($0) } } ?? nil
    }
}
