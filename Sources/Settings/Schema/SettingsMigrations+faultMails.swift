import SQLite

extension SettingsMigrations {
    /// FAULT-12: the mail about a fault may go later than the verdict; until now it went with it.
    static let faultMails = Migration(
        name: "fault mails",
        sql: """
            ALTER TABLE line_fault ADD COLUMN mail_due_at INTEGER;
            ALTER TABLE line_fault ADD COLUMN mailed_at INTEGER;
            UPDATE line_fault SET mailed_at = began_at;
            CREATE INDEX line_fault_mail_due ON line_fault(mail_due_at) WHERE mail_due_at IS NOT NULL;
            """)
}
