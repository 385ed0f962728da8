import SQLite
import Shell
import Telephony

/// How often 送信テスト has been pressed for a number.
enum NumberTestMailStore {
    static func count(
        of event: AuditEvent, about key: NumberKey, since: Moment, _ database: Connection
    ) throws -> Int {
        try database.first(
            """
            SELECT count(*) FROM audit WHERE contract_id = ?1 AND subject = ?2 AND subject <> '' AND at >= ?3 AND event = ?4
            """, key.contract, key.number, since, "\(event.name)"
        ) { $0.integer(0) } ?? 0
    }
}
