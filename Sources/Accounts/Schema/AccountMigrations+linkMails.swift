import SQLite

extension AccountMigrations {
    /// How many mails with links went to an address, whoever asked for them.
    static let linkMails = Migration(
        name: "link mails",
        sql: """
            CREATE INDEX outbox_mail_link ON outbox_mail(lower(recipient), created_at)
                WHERE kind = 'one-time-password.link';
            """)
}
