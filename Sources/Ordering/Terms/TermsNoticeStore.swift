import SQLite
import Telephony

/// All SQL about who has been told of a version that comes, and whom it concerns.
enum TermsNoticeStore {
    /// Administrators of companies with contracts of the services that the document is about, who can sign in and have not been told.
    static func toTell(
        of version: ConsentVersion, atMost count: Int, _ database: Connection
    ) throws -> [(account: Int, mailAddress: MailAddress)] {
        try database.query(
            """
            SELECT a.id, a.mail_address FROM account a
            WHERE a.is_administrator = 1 AND a.is_void = 0 AND a.hash IS NOT NULL
                AND EXISTS (
                    SELECT 1 FROM service_contract c
                    WHERE c.company_id = a.company_id AND c.state IN ('ordered', 'open') AND c.service IN list(?1))
                AND NOT EXISTS (
                    SELECT 1 FROM consent_notice n
                    WHERE n.document = ?2 AND n.version = ?3 AND n.account_id = a.id)
            ORDER BY a.id LIMIT ?4
            """, List(version.document.services), version.document, version.version, count
        ) { ($0.integer(0), try $0.value(1)) }
    }

    static func noteTold(
        _ account: Int, of version: ConsentVersion, at now: Moment, _ database: Connection
    ) throws {
        try database.run(
            "INSERT INTO consent_notice (document, version, account_id, at) VALUES (?1, ?2, ?3, ?4)",
            version.document, version.version, account, now)
    }

    /// What a company has, or has ordered.
    static func services(of company: Int, _ database: Connection) throws -> Set<OrderedService> {
        Set(
            try database.query(
                """
                SELECT DISTINCT service FROM service_contract WHERE company_id = ?1 AND state IN ('ordered', 'open')
                """, company
            ) { try $0.value(0) })
    }
}
