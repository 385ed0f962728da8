import SQLite
import Telephony

enum OneTimePasswordFileStore {
    static func facts(
        for number: PhoneNumber, of contract: Int, all: Bool, at now: Moment, _ database: Connection
    ) throws -> OneTimePasswordFileFacts {
        var rows: [PhoneNumber: OneTimePasswordFileFacts.Row] = [:]
        var numbers: Set<PhoneNumber> = []
        try database.forEach(
            """
            SELECT n.number, p.is_used, p.mail_address, p.chosen_at, p.id_hash, p.password_hash,
                (SELECT count(*) FROM one_time_password_sending s
                 WHERE s.number = n.number AND s.kind = 'link' AND s.at > ?2)
            FROM phone_number n LEFT JOIN one_time_password p ON p.number = n.number WHERE n.contract_id = ?1
            """, contract, now - OneTimePasswords.sendingWindow
        ) { row in
            let each = try row.number(0)
            numbers.insert(each)
            guard all || each == number else { return }
            rows[each] = try self.row(each, row)
        }
        return OneTimePasswordFileFacts(
            rows: rows, numbers: numbers, linksLeft: try OneTimePasswordStore.linksLeft(at: now, database))
    }

    private static func row(_ number: PhoneNumber, _ row: Row) throws -> OneTimePasswordFileFacts.Row {
        let (isUsed, chosenAt) = (row.optionalInteger(1), row.optionalInteger(3))
        let address: MailAddress? = try row.optionalValue(2)
        let (idHash, passwordHash) = (row.optionalBytes(4), row.optionalBytes(5))
        var stored: [UInt8] = []
        for text in [number.digits, isUsed.map { "\($0)" }, chosenAt.map { "\($0)" }, address?.text] {
            stored += Array((text ?? "").utf8) + [0]
        }
        for hash in [idHash, passwordHash] { stored += (hash ?? []) + [0] }
        return OneTimePasswordFileFacts.Row(
            isUsed: isUsed.map { $0 != 0 }, address: address, hasSecrets: idHash != nil && passwordHash != nil,
            hasTooManyLinks: row.integer(6) >= OneTimePasswords.allowedSendings,
            stored: stored)
    }
}
