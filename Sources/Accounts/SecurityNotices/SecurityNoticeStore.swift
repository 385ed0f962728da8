import SQLite
import Telephony

/// Whom a notice reaches.
enum SecurityNoticeStore {
    /// Where the number's one-time passwords go, and whatever its owner must hear of; nil when there is no such address.
    static func mailAddress(of number: PhoneNumber, _ database: Connection) throws -> MailAddress? {
        try database.first(
            "SELECT mail_address FROM one_time_password WHERE number = ?1 AND is_used = 1", number
        ) { try $0.value(0, as: MailAddress.self) }
    }
}
