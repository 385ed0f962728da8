import SQLite

extension SettingsMigrations {
    /// What each number has set; nothing is in force for a number that has lost the service.
    static let voiceWarp = Migration(
        name: "voice warp",
        sql: """
            CREATE TABLE voice_warp (
                contract_id INTEGER NOT NULL,
                number TEXT NOT NULL,
                mode TEXT NOT NULL CHECK (mode IN ('off', 'always', 'noAnswer', 'busy', 'noAnswerOrBusy')),
                seconds INTEGER NOT NULL,
                chosen INTEGER NOT NULL,
                select_mode TEXT NOT NULL CHECK (select_mode IN ('off', 'forwardListed', 'ringListed')),
                service_version INTEGER NOT NULL,
                destinations_version INTEGER NOT NULL,
                select_version INTEGER NOT NULL,
                list_version INTEGER NOT NULL,
                PRIMARY KEY (contract_id, number),
                FOREIGN KEY (contract_id, number) REFERENCES phone_number(contract_id, number) ON DELETE CASCADE
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE voice_warp_destination (
                contract_id INTEGER NOT NULL,
                number TEXT NOT NULL,
                place INTEGER NOT NULL,
                destination TEXT NOT NULL,
                name TEXT NOT NULL,
                PRIMARY KEY (contract_id, number, place),
                FOREIGN KEY (contract_id, number) REFERENCES voice_warp(contract_id, number) ON DELETE CASCADE
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE voice_warp_caller (
                contract_id INTEGER NOT NULL,
                number TEXT NOT NULL,
                caller TEXT NOT NULL,
                PRIMARY KEY (contract_id, number, caller),
                FOREIGN KEY (contract_id, number) REFERENCES voice_warp(contract_id, number) ON DELETE CASCADE
            ) STRICT, WITHOUT ROWID;
            """)
}
