import SQLite

extension SettingsMigrations {
    /// How many calls each number has been told of lately, so that a flood of calls makes no flood of mails.
    static let incomingCallMailPace = Migration(
        name: "incoming-call mail's pace",
        sql: """
            CREATE TABLE incoming_call_mail_pace (
                contract_id INTEGER NOT NULL,
                number TEXT NOT NULL,
                since INTEGER NOT NULL,
                told INTEGER NOT NULL,
                untold INTEGER NOT NULL,
                PRIMARY KEY (contract_id, number),
                FOREIGN KEY (contract_id, number) REFERENCES incoming_call_mail(contract_id, number) ON DELETE CASCADE
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX incoming_call_mail_pace_by_age ON incoming_call_mail_pace(since);
            """)
}
