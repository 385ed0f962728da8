import SQLite
import Telephony

/// What a file is judged against: the numbers that it may speak of, and how they stand.
struct OneTimePasswordFileFacts: Sendable {
    struct Row: Sendable {
        /// nil: nothing has been chosen yet.
        let isUsed: Bool?
        let address: MailAddress?
        let hasSecrets: Bool
        /// No more links may be sent to it for now (OTP-5).
        let hasTooManyLinks: Bool
        /// Other bytes for every other setting; for `OneTimePasswordFile.version` alone.
        let stored: [UInt8]
    }

    let rows: [PhoneNumber: Row]
    /// All numbers of the contract, which no password may hold (PW-3).
    let numbers: Set<PhoneNumber>
    /// By address in small letters: to how many more lines a mail may go (see `OneTimePasswords.allowedLinksToAddress`).
    let linksLeft: [String: Int]

    /// In 管理者／ユーザ単位 the administrator sets all numbers of the contract. Everybody else has only their own.
    static func coversContract(_ number: PhoneNumber, _ contractNumber: PhoneNumber, _ unit: AuthenticationUnit?)
        -> Bool
    {
        number == contractNumber && unit == .administratorAndUser
    }

    static func read(
        for number: PhoneNumber, of contract: Int, all: Bool, at now: Moment, _ database: Connection
    ) throws -> OneTimePasswordFileFacts {
        var rows: [PhoneNumber: Row] = [:]
        var numbers: Set<PhoneNumber> = []
        try database.forEach(
            """
            SELECT n.number, p.is_used, p.mail_address, p.id_hash IS NOT NULL AND p.password_hash IS NOT NULL,
                (SELECT count(*) FROM one_time_password_sending s
                 WHERE s.number = n.number AND s.kind = 'link' AND s.at > ?2),
                json_array(n.number, p.is_used, p.chosen_at, p.mail_address, hex(p.id_hash), hex(p.password_hash))
            FROM phone_number n LEFT JOIN one_time_password p ON p.number = n.number WHERE n.contract_id = ?1
            """, contract, (now - OneTimePasswords.sendingWindow).milliseconds
        ) { row in
            guard let each = PhoneNumber(row.text(0)) else { return }
            numbers.insert(each)
            guard all || each == number else { return }
            rows[each] = Row(
                isUsed: row.optionalInteger(1).map { $0 != 0 },
                address: row.optionalText(2).flatMap { MailAddress($0) }, hasSecrets: row.flag(3),
                hasTooManyLinks: row.integer(4) >= OneTimePasswords.allowedSendings,
                stored: Array(row.text(5).utf8))
        }
        return OneTimePasswordFileFacts(
            rows: rows, numbers: numbers, linksLeft: try OneTimePasswordStore.linksLeft(at: now, database))
    }
}
