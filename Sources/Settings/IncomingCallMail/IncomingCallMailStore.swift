import Contracts
import SQLite
import Shell
import Telephony

/// All SQL about incoming-call mail. Saving belongs into one transaction with its audit lines.
enum IncomingCallMailStore {
    private static let addresses = NumberAddressesStore(
        select: """
            SELECT place, address FROM incoming_call_mail_address WHERE contract_id = ?1 AND number = ?2 ORDER BY place
            """,
        delete: "DELETE FROM incoming_call_mail_address WHERE contract_id = ?1 AND number = ?2",
        insert: """
            INSERT INTO incoming_call_mail_address (contract_id, number, place, address) VALUES (?1, ?2, ?3, ?4)
            """)

    static func settings(
        of number: PhoneNumber, in contract: Int, _ database: Connection
    ) throws -> IncomingCallMail.Settings {
        let found = try database.first(
            """
            SELECT is_on, when_told, whose, tells_withheld, service_version, addresses_version, conditions_version,
                list_version
            FROM incoming_call_mail WHERE contract_id = ?1 AND number = ?2
            """, contract, number, row: settings)
        guard var settings = found else { return IncomingCallMail.Settings() }
        settings.mailing.addresses = try addresses.addresses(of: number, in: contract, database)
        settings.listed = try database.query(
            """
            SELECT pattern FROM incoming_call_mail_caller WHERE contract_id = ?1 AND number = ?2 ORDER BY pattern
            """, contract, number
        ) { try $0.value(0) }
        return settings
    }

    private static func settings(_ row: Row) throws -> IncomingCallMail.Settings {
        IncomingCallMail.Settings(
            mailing: NumberMailing(isOn: row.flag(0)), when: try row.value(1), who: try row.value(2),
            tellsWithheld: row.flag(3),
            versions: .init([
                .service: row.integer(4), .addresses: row.integer(5), .conditions: row.integer(6),
                .list: row.integer(7),
            ]))
    }

    static func keep(
        _ settings: IncomingCallMail.Settings, of number: PhoneNumber, in contract: Int, _ database: Connection
    ) throws {
        try database.run(
            """
            INSERT INTO incoming_call_mail (contract_id, number, is_on, when_told, whose, tells_withheld,
                service_version, addresses_version, conditions_version, list_version)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            ON CONFLICT (contract_id, number) DO UPDATE SET is_on = excluded.is_on, when_told = excluded.when_told,
                whose = excluded.whose, tells_withheld = excluded.tells_withheld,
                service_version = excluded.service_version, addresses_version = excluded.addresses_version,
                conditions_version = excluded.conditions_version, list_version = excluded.list_version
            """, contract, number, settings.isOn, settings.when, settings.who, settings.tellsWithheld,
            settings.versions[.service], settings.versions[.addresses], settings.versions[.conditions],
            settings.versions[.list])
        try addresses.keep(settings.addresses, of: number, in: contract, database)
        try database.run(
            "DELETE FROM incoming_call_mail_caller WHERE contract_id = ?1 AND number = ?2", contract, number)
        for pattern in settings.listed {
            try database.run(
                "INSERT INTO incoming_call_mail_caller (contract_id, number, pattern) VALUES (?1, ?2, ?3)", contract,
                number, pattern)
        }
    }

    static func countOn(of contract: Int, _ database: Connection) throws -> Int {
        try database.first(
            """
            SELECT count(*) FROM incoming_call_mail m WHERE m.contract_id = ?1 AND m.is_on = 1 AND EXISTS (
                SELECT 1 FROM service s
                WHERE s.contract_id = ?1 AND s.name = 'incomingCallMail' AND s.number IN ('', m.number))
            """, contract
        ) { $0.integer(0) } ?? 0
    }

    /// Writes the mails about a call, in the transaction that takes the call down (CALLMAIL-2). Returns how many.
    /// - Parameter now: where the call is told of later than it was; the mails wait from then on.
    @discardableResult
    static func tell(
        _ result: CallResult, of contract: Int, mails: MailTemplates, at now: Moment? = nil, _ database: Connection
    ) throws -> Int {
        let settings = try settings(of: result.called, in: contract, database)
        let recipients = IncomingCallMail.recipients(of: result, settings)
        guard !recipients.isEmpty,
            try ContractsStore.has(.incomingCallMail, result.called, of: contract, database)
        else { return 0 }
        let now = now ?? result.at
        let key = NumberKey(number: result.called, contract: contract)
        guard try IncomingCallMailPaceStore.count(key, at: now, mails: mails, database) else { return 0 }
        for recipient in recipients {
            let mail = try mails.mail(
                "incoming-call-mail.call", to: recipient, "IncomingCallMail/call-mail",
                IncomingCallMailView(result: result, language: mails.language))
            try OutboxStore.add(mail, of: contract, at: now, database)
        }
        return recipients.count
    }
}

extension IncomingCallMail.When: StorableValue {}
extension IncomingCallMail.Who: StorableValue {}

extension CallerPattern: StorableValue {
    var stored: String { text }

    init?(stored: String) { self.init(text: stored) }
}
